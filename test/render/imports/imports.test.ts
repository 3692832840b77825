import { describe, expect, it } from 'vitest';
import { inspectRoles } from '../../../src/drift/inspect/inspect.js';
import { buildRoles, INTEGRATION_MODES, type RoleParameters } from '../../../src/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/template.js';
import { toImports } from '../../../src/render/imports/imports.js';
import { toTerraform } from '../../../src/render/terraform/configuration.js';
import { exportOf } from '../../drift/account.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';

describe.each(INTEGRATION_MODES)('the imports of %s', (mode) => {
  const roles = buildRoles(mode, { ...PARAMETERS, path: '/upsolver/', namePrefix: 'prod-' });
  const [integration] = inspectRoles(exportOf(roles)).integrations;
  const existing = integration!.roles.flatMap((role) => role.existing ?? []);
  const imports = toImports(buildRoles(mode, integration!.parameters as RoleParameters), existing);

  it('have every resource of the Terraform configuration, with the ID that the provider wants', () => {
    const { resource } = toTerraform(roles);
    const addresses = Object.entries(resource).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((name) => `${type}.${name}`),
    );
    expect(imports.terraform.import.map(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
    const ids = new Set(imports.terraform.import.map(({ id }) => id));
    for (const { name, inlinePolicies, managedPolicyArns, instanceProfile } of roles) {
      expect(ids).toContain(name);
      for (const policy of inlinePolicies) expect(ids).toContain(`${name}:${policy.name}`);
      for (const arn of managedPolicyArns) expect(ids).toContain(`${name}/${arn}`);
      if (instanceProfile !== undefined) expect(ids).toContain(instanceProfile.name);
    }
  });

  it('have every resource of the CloudFormation template, none of which is ever deleted with the stack', () => {
    const { template, resourcesToImport } = imports.cloudFormation;
    expect(resourcesToImport.map((each) => [each.LogicalResourceId, each.ResourceType])).toEqual(
      Object.entries(toCloudFormation(roles).Resources).map(([id, { Type }]) => [id, Type]),
    );
    for (const resource of Object.values(template.Resources))
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain' });
    for (const { LogicalResourceId, ResourceIdentifier } of resourcesToImport) {
      expect(template.Resources[LogicalResourceId]?.Properties).toMatchObject(ResourceIdentifier);
    }
  });

  it('have the arguments of `pulumi import` for the same resources', () => {
    expect(imports.pulumi.map(([, , id]) => id).toSorted()).toEqual(
      imports.terraform.import.map(({ id }) => id).toSorted(),
    );
    const names = imports.pulumi.map(([type, name]) => `${type} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(imports.pulumi[0]).toEqual(['aws:iam/role:Role', roles[0].role, roles[0].name]);
  });

  it('leave out what does not exist', () => {
    const [role] = roles;
    const only = [{ name: role.name, inlinePolicies: ['Other'], managedPolicyArns: [] }];
    const { terraform, cloudFormation, pulumi } = toImports(roles, only);
    expect(terraform.import.map(({ id }) => id)).toEqual([role.name]);
    expect(cloudFormation.resourcesToImport).toHaveLength(1);
    expect(pulumi).toHaveLength(1);
    expect(toImports(roles, [])).toMatchObject({ terraform: { import: [] }, pulumi: [] });
  });
});
