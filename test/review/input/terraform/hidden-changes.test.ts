import { describe, expect, it } from 'vitest';
import { diffRoles } from '../../../../src/review/diff/diff-roles.js';
import { rolesFromTerraform, type TerraformOptions } from '../../../../src/review/input/roles-from-terraform.js';
import { block, moduleOf, planOf, type Planned } from './plan.js';

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const role: Planned = {
  address: 'aws_iam_role.r',
  values: { name: 'r', assume_role_policy: JSON.stringify(TRUST), inline_policy: [], managed_policy_arns: [] },
};

/** A block of a configuration with provisioners. */
const provisioned = (address: string, ...types: unknown[]): Record<string, unknown> => ({
  ...block(address),
  provisioners: types.map((type) => ({ type, expressions: { command: { references: ['aws_iam_role.r.name'] } } })),
});

const notes = (plan: object, options?: TerraformOptions): unknown[] =>
  rolesFromTerraform(plan, options).issues.map(({ path, message }) => [path.slice(1).join(' '), message]);

const provisionerNote = (address: string, types: string): string[] => [
  `${address} provisioner`,
  `the provisioner ${types} of \`${address}\` can change roles, and is not analyzed`,
];

describe('a plan has a note of what can change roles outside of it:', () => {
  it.each(['null_resource.x', 'terraform_data.x', 'aws_instance.x', 'aws_iam_role.r'])(
    'a provisioner of %s, so that nothing counts as compared in full',
    (address) => {
      const resources = [role, ...(address === role.address ? [] : [{ address, values: {} }])];
      const without = planOf(resources, { resources: [block(role.address), block(address)] });
      const plan = planOf(resources, { resources: [block(role.address), provisioned(address, 'local-exec')] });
      expect(notes(without)).toEqual([]);
      expect(notes(plan)).toEqual([provisionerNote(address, '`local-exec`')]);
      const diff = diffRoles(rolesFromTerraform(without), rolesFromTerraform(plan));
      expect(diff.unread).toHaveLength(1);
      expect(diffRoles(rolesFromTerraform(without), rolesFromTerraform(without)).unread ?? []).toEqual([]);
    },
  );

  it('several provisioners of a resource in a module, once for each instance of the module', () => {
    const address = 'null_resource.x';
    const resources = ['a', 'b'].map((key) => ({ address: `module.m["${key}"].${address}`, values: {} }));
    const module = { resources: [provisioned(address, 'local-exec', 'remote-exec', 'local-exec')] };
    expect(notes(planOf(resources, { module_calls: { m: { module } } }))).toEqual(
      resources.map((each) => provisionerNote(each.address, '`local-exec` or `remote-exec`')),
    );
  });

  it('a provisioner of a resource that the plan destroys', () => {
    const address = 'null_resource.x';
    const prior_state = { format_version: '1.0', values: { root_module: moduleOf([{ address, values: {} }]) } };
    const plan = planOf([role], { resources: [provisioned(address, 'local-exec')] }, { prior_state });
    expect(notes(plan)).toEqual([provisionerNote(address, '`local-exec`')]);
  });

  it('a function that is invoked, as a resource or a data source', () => {
    const address = 'aws_lambda_invocation.x';
    expect(notes(planOf([{ address, values: {} }]))).toEqual([
      [`${address} type`, `\`${address}\` can change roles, and is not analyzed`],
    ]);
    const data = { address: `data.${address}`, values: {}, mode: 'data' as const };
    expect(notes(planOf([data]))).toEqual([
      [`data.${address} type`, `\`data.${address}\` can change roles, and is not analyzed`],
    ]);
    // Other data sources only look something up.
    expect(notes(planOf([{ address: 'data.aws_cloudformation_stack.x', values: {}, mode: 'data' }]))).toEqual([]);
  });

  it.each(['aws_cloudformation_stack', 'aws_cloudformation_stack_set', 'aws_cloudformation_stack_instances'])(
    'a template of CloudFormation, in %s',
    (type) => {
      expect(notes(planOf([{ address: `${type}.x`, values: { template_body: '{}' } }]))).toEqual([
        [`${type}.x type`, `\`${type}.x\` can change roles, and is not analyzed`],
      ]);
    },
  );

  it('an action, after apply only', () => {
    const address = 'action.aws_lambda_invoke.x';
    const action_invocations = [{ address, type: 'aws_lambda_invoke', name: 'x' }, { address }, 7];
    const prior_state = { format_version: '1.0', values: { root_module: moduleOf([role]) } };
    const plan = planOf([role], {}, { action_invocations, prior_state });
    expect(notes(plan)).toEqual([
      [`${address} type`, `the action \`${address}\` can change roles, and is not analyzed`],
      ['action type', 'the action `action` can change roles, and is not analyzed'],
    ]);
    expect(notes(plan, { state: 'prior' })).toEqual([]);
  });

  it.each([['forget'], ['create', 'forget']])('what the plan forgets and does not destroy: %j', (...actions) => {
    const address = 'aws_iam_role_policy_attachment.admin';
    const [change] = planOf([{ address, values: {}, actions }])['resource_changes'] as object[];
    const other = { ...change, address: 'aws_s3_bucket.x', type: 'aws_s3_bucket' };
    const deleted = planOf([{ address: 'aws_iam_role_policy.x', values: {}, actions: ['delete'] }]);
    const resource_changes = [change, change, other, ...(deleted['resource_changes'] as object[])];
    expect(notes(planOf([role], {}, { resource_changes }))).toEqual([
      [`${address} actions`, `\`${address}\` stays in the account: the plan forgets it, and does not destroy it`],
    ]);
  });

  it('a provisioner of a type that is no text', () => {
    const address = 'null_resource.x';
    const resources = [{ address, values: {} }];
    expect(notes(planOf(resources, { resources: [{ ...block(address), provisioners: [7] }] }))).toEqual([
      provisionerNote(address, '`unknown`'),
    ]);
  });
});
