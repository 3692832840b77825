import { CfnInstanceProfile, CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { buildRoles, type IntegrationMode, type RoleParameters } from 'upsolver-iam';
import { toCloudFormation } from 'upsolver-iam/cloudformation';

export type UpsolverRolesProps = RoleParameters & { readonly mode: IntegrationMode };

/** The roles of an integration. The parameters are fixed when the app is synthesized: they cannot be tokens. */
export class UpsolverRoles extends Construct {
  /** The roles, in the order of `buildRoles`. */
  readonly roles: readonly CfnRole[];

  constructor(scope: Construct, id: string, { mode, ...parameters }: UpsolverRolesProps) {
    super(scope, id);
    const roles = buildRoles(mode, parameters);
    // Refuses text that CloudFormation would replace in the template: `{{resolve:...}}`.
    toCloudFormation(roles);
    this.roles = roles.map((role) => {
      const cfnRole = new CfnRole(this, role.role, {
        roleName: role.name,
        description: role.description,
        path: role.path,
        assumeRolePolicyDocument: role.trustPolicy,
        managedPolicyArns: role.managedPolicyArns,
        policies: role.inlinePolicies.map(({ name, document }) => ({ policyName: name, policyDocument: document })),
        maxSessionDuration: role.maxSessionDuration,
        tags: role.tags,
        ...(role.permissionsBoundaryArn !== undefined && { permissionsBoundary: role.permissionsBoundaryArn }),
      });
      if (role.instanceProfile !== undefined) {
        const { name, path } = role.instanceProfile;
        const profile = { instanceProfileName: name, path, roles: [cfnRole.ref] };
        new CfnInstanceProfile(this, `${role.role}InstanceProfile`, profile);
      }
      return cfnRole;
    });
  }
}
