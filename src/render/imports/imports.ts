import { list, optional, readData, record, text } from '../../core/data.js';
import type { Immutable } from '../../core/immutable.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { readRoles } from '../../upsolver/roles/read-roles.js';
import { toCloudFormation, type CloudFormationTemplate } from '../cloudformation/template.js';
import { nameRoles } from '../ids.js';
import { toTerraform } from '../terraform/configuration.js';

/** What an account has of a role. */
export type ExistingRole = {
  readonly name: string;
  /** The names of its inline policies. */
  readonly inlinePolicies: readonly string[];
  readonly managedPolicyArns: readonly string[];
  /** The names of the instance profiles that contain it. */
  readonly instanceProfiles?: readonly string[] | undefined;
};

const HINT = 'pass `existing` of the roles that `inspectRoles` found';

const existingRole = /* @__PURE__ */ record<ExistingRole>({
  name: text,
  inlinePolicies: /* @__PURE__ */ list(text),
  managedPolicyArns: /* @__PURE__ */ list(text),
  instanceProfiles: /* @__PURE__ */ optional(/* @__PURE__ */ list(text)),
});

/** A resource that CloudFormation imports. */
export type ResourceToImport = {
  ResourceType: string;
  LogicalResourceId: string;
  ResourceIdentifier: { [property: string]: string };
};

/** How roles that exist come under code. */
export type Imports = {
  /** `import` blocks in Terraform's JSON syntax, for a file beside the configuration of `toTerraform`. */
  terraform: { import: { to: string; id: string }[] };
  /** The template of `toCloudFormation` with the deletion policy that an import requires, and what it imports. */
  cloudFormation: { template: CloudFormationTemplate; resourcesToImport: ResourceToImport[] };
  /** Arguments of `pulumi import`, a list for each resource. */
  pulumi: string[][];
};

/**
 * Returns what Terraform, CloudFormation and Pulumi need to take over roles that exist, without touching them.
 *
 * @param roles The roles that `buildRoles` makes of the parameters that `inspectRoles` found.
 * @param existing What the account has of them. What a role does not have is not imported: it is created.
 * @returns New data. Only what exists is in it.
 * @throws {InvalidInputError} If `roles` is not a list of roles, or `existing` does not say what an account has.
 *
 * @example
 * const existing = [{ name: 'UpsolverRole', inlinePolicies: [], managedPolicyArns: [] }];
 * toImports(buildRoles('upsolver-vpc', parameters), existing).terraform;
 * // { import: [{ to: 'aws_iam_role.upsolver_role', id: 'UpsolverRole' }] }
 *
 * Source: Terraform Registry, AWS provider, "Import" of each resource; AWS CloudFormation User Guide, "Import AWS
 * resources into a CloudFormation stack"; Pulumi Registry, AWS, "Import" of each resource.
 */
export function toImports(roles: readonly Immutable<DeployableRole>[], existing: readonly ExistingRole[]): Imports {
  const known = new Map(readData(list(existingRole), existing, ['existing'], HINT).map((role) => [role.name, role]));
  const named = nameRoles(readRoles(roles));
  const found = named.flatMap(({ id, role }) => {
    const deployed = known.get(role.name);
    return deployed === undefined ? [] : [{ id, role, deployed }];
  });
  const template = toCloudFormation(roles);
  const retained = Object.entries(template.Resources).map(([id, resource]) => [
    id,
    { Type: resource.Type, DeletionPolicy: 'Retain', Properties: resource.Properties },
  ]);
  return {
    terraform: { import: terraformImports(roles, known) },
    cloudFormation: {
      template: { ...template, Resources: Object.fromEntries(retained) as CloudFormationTemplate['Resources'] },
      resourcesToImport: found.flatMap(({ id, role, deployed }) => [
        resourceToImport('AWS::IAM::Role', id, { RoleName: role.name }),
        ...profilesOf(role, deployed).map((InstanceProfileName) =>
          resourceToImport('AWS::IAM::InstanceProfile', `${id}InstanceProfile`, { InstanceProfileName }),
        ),
      ]),
    },
    pulumi: found.flatMap(({ id, role, deployed }) => [
      ['aws:iam/role:Role', id, role.name],
      ...policiesOf(role, deployed).map((name) => [
        'aws:iam/rolePolicy:RolePolicy',
        `${id}${name.replace(/^Upsolver/, '')}`,
        `${role.name}:${name}`,
      ]),
      ...attachmentsOf(role, deployed).map((arn) => [
        'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
        `${id}${arn.slice(arn.lastIndexOf('/') + 1)}`,
        `${role.name}/${arn}`,
      ]),
      ...profilesOf(role, deployed).map((name) => [
        'aws:iam/instanceProfile:InstanceProfile',
        `${id}InstanceProfile`,
        name,
      ]),
    ]),
  };
}

function policiesOf({ inlinePolicies }: DeployableRole, deployed: ExistingRole): string[] {
  return inlinePolicies.map(({ name }) => name).filter((name) => deployed.inlinePolicies.includes(name));
}

function attachmentsOf({ managedPolicyArns }: DeployableRole, deployed: ExistingRole): string[] {
  return managedPolicyArns.filter((arn) => deployed.managedPolicyArns.includes(arn));
}

function profilesOf({ instanceProfile }: DeployableRole, { instanceProfiles = [] }: ExistingRole): string[] {
  return instanceProfile !== undefined && instanceProfiles.includes(instanceProfile.name) ? [instanceProfile.name] : [];
}

function resourceToImport(
  ResourceType: string,
  LogicalResourceId: string,
  ResourceIdentifier: { [property: string]: string },
): ResourceToImport {
  return { ResourceType, LogicalResourceId, ResourceIdentifier };
}

/** The resources of the configuration that exist, by the addresses that they have in it. */
function terraformImports(
  roles: readonly Immutable<DeployableRole>[],
  known: ReadonlyMap<string, ExistingRole>,
): { to: string; id: string }[] {
  const { resource } = toTerraform(roles);
  const valueOf = (type: string, name: string, member: string): string =>
    String(resource[type]?.[name]?.[member]).replaceAll('$${', '${');
  const roleOf = (type: string, name: string): ExistingRole | undefined => {
    const block = valueOf(type, name, 'role').replace(/^\$\{aws_iam_role\.(\w+)\.name\}$/, '$1');
    return known.get(valueOf('aws_iam_role', block, 'name'));
  };
  const identify: Record<string, (name: string) => string | undefined> = {
    aws_iam_role: (name) => known.get(valueOf('aws_iam_role', name, 'name'))?.name,
    aws_iam_role_policy: (name) => {
      const role = roleOf('aws_iam_role_policy', name);
      const policy = valueOf('aws_iam_role_policy', name, 'name');
      return role?.inlinePolicies.includes(policy) ? `${role.name}:${policy}` : undefined;
    },
    aws_iam_role_policy_attachment: (name) => {
      const role = roleOf('aws_iam_role_policy_attachment', name);
      const arn = valueOf('aws_iam_role_policy_attachment', name, 'policy_arn');
      return role?.managedPolicyArns.includes(arn) ? `${role.name}/${arn}` : undefined;
    },
    aws_iam_instance_profile: (name) => {
      const role = roleOf('aws_iam_instance_profile', name);
      const profile = valueOf('aws_iam_instance_profile', name, 'name');
      return role?.instanceProfiles?.includes(profile) ? profile : undefined;
    },
  };
  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.keys(blocks).flatMap((name) => {
      const id = identify[type]?.(name);
      return id === undefined ? [] : [{ to: `${type}.${name}`, id }];
    }),
  );
}
