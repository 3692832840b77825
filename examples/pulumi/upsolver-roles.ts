import * as aws from '@pulumi/aws';
import type { CustomResourceOptions } from '@pulumi/pulumi';
import { buildRoles, type IntegrationMode, type RoleParameters } from 'upsolver-iam';

/** Creates the roles of an integration, in the order of `buildRoles`. The parameters cannot be outputs. */
export function createUpsolverRoles(
  mode: IntegrationMode,
  parameters: RoleParameters,
  options: CustomResourceOptions = {},
): aws.iam.Role[] {
  return buildRoles(mode, parameters).map((role) => {
    const { name, path, description, maxSessionDuration, trustPolicy, permissionsBoundaryArn } = role;
    const tags = Object.fromEntries(role.tags.map(({ key, value }) => [key, value]));
    const created = new aws.iam.Role(
      name,
      {
        name,
        path,
        description,
        maxSessionDuration,
        assumeRolePolicy: trustPolicy,
        tags,
        ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
      },
      options,
    );
    for (const policy of role.inlinePolicies) {
      const args = { name: policy.name, role: created.name, policy: policy.document };
      new aws.iam.RolePolicy(`${name}-${policy.name}`, args, options);
    }
    for (const policyArn of role.managedPolicyArns) {
      const id = `${name}-${policyArn.split('/').at(-1)}`;
      new aws.iam.RolePolicyAttachment(id, { role: created.name, policyArn }, options);
    }
    if (role.instanceProfile !== undefined) {
      const profile = { ...role.instanceProfile, role: created.name, tags };
      new aws.iam.InstanceProfile(role.instanceProfile.name, profile, options);
    }
    return created;
  });
}
