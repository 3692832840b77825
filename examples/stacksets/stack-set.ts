import { SCOPE_OPTIONS, type IntegrationMode } from 'upsolver-iam';
import { cloudFormationTemplate } from 'upsolver-iam/cloudformation';

/** What is the same in every account. */
export type Integration = { mode: IntegrationMode; orgId: string; trustedAccountId: string; externalId: string };

/** Accounts differ in their VPCs; all other options have the same values everywhere, or those of the stack. */
const SCOPE = SCOPE_OPTIONS.filter((option) => option !== 'vpcId');

/** The input of `CreateStackSet`: accounts that join the organizational units also get the roles. */
export function createStackSetInput({ mode, orgId, trustedAccountId, externalId }: Integration) {
  const parameters = { OrganizationId: orgId, TrustedAccountId: trustedAccountId, ExternalId: externalId };
  return {
    StackSetName: 'upsolver-roles',
    TemplateBody: JSON.stringify(cloudFormationTemplate(mode, { scope: SCOPE })),
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    PermissionModel: 'SERVICE_MANAGED' as const,
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
  };
}

/** The input of `CreateStackInstances`. Roles are global: one Region, the one of the integration. */
export function createStackInstancesInput(organizationalUnitIds: readonly string[], region: string) {
  return {
    StackSetName: 'upsolver-roles',
    DeploymentTargets: { OrganizationalUnitIds: [...organizationalUnitIds] },
    Regions: [region],
    OperationPreferences: { MaxConcurrentPercentage: 25, FailureTolerancePercentage: 10 },
  };
}
