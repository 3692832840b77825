import { describe, expect, it } from 'vitest';
import { buildRoles } from '../../../src/index.js';
import { toTerraform } from '../../../src/render/terraform/configuration.js';
import { diffRoles } from '../../../src/review/diff/diff-roles.js';
import { rolesFromTerraform } from '../../../src/review/input/roles-from-terraform.js';
import { snapshotOf } from '../../../src/upsolver/catalogue/snapshot-of.js';
import { oddValues } from '../../odd-values.js';
import { evaluateConfiguration } from '../../render/terraform/evaluate-configuration.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { describedAs, linesOf } from './roles.js';
import { block, moduleOf, planOf, type Planned } from './terraform/plan.js';

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const document = (action: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const json = (action: string): string => JSON.stringify(document(action));
const ATHENA = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';

const role = (address: string, values: object = {}, more: object = {}): Planned => ({
  address,
  values: { name: address.replace(/.*\./, ''), assume_role_policy: JSON.stringify(TRUST), ...values },
  unknown: { arn: true, inline_policy: true, managed_policy_arns: true },
  ...more,
});
const policy = (address: string, action: string): Planned => ({
  address,
  values: { name: address.replace(/.*\./, ''), policy: json(action) },
  unknown: { arn: true, id: true },
});
const attachment = (address: string, values: object, unknown: object = {}): Planned => ({
  address,
  values: { ...values },
  unknown: { ...unknown },
});

const KNOWN_AFTER_APPLY = 'after apply, `terraform show -json` has the values';
/** What a plan leaves open of every role that it creates. */
const inlineIssue = (address: string, others = ''): object => ({
  code: 'template',
  path: ['plan', address, 'inline_policy'],
  message: `inline policies in \`dynamic\` blocks are known only after apply: if there are any, they were not read${others}`,
  hint: KNOWN_AFTER_APPLY,
});
const assumedIssue = (address: string, name: string, target: string, others = ''): object => ({
  code: 'template',
  path: ['plan', address, name],
  message: `\`${name}\` was taken for \`${target}\`, to which it refers, but its expression can have another value${others}`,
  hint: KNOWN_AFTER_APPLY,
});

const messages = ({ issues }: { issues: { message: string }[] }): string[] => issues.map(({ message }) => message);

describe('a plan', () => {
  it.each(['private-vpc', 'upsolver-vpc'] as const)('of the configuration of %s has its roles', (mode) => {
    const roles = buildRoles(mode, PARAMETERS);
    for (const [configuration, variables] of [
      [toTerraform(roles), {}],
      [
        toTerraform(mode),
        {
          organization_id: PARAMETERS.orgId,
          trusted_account_id: PARAMETERS.trustedAccountId,
          external_ids: PARAMETERS.externalId,
        },
      ],
    ] as const) {
      const resources = evaluateConfiguration(configuration, variables).map(({ type, name, values }) => ({
        address: `${type}.${name}`,
        values: Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'count')),
        unknown: type === 'aws_iam_role' ? { inline_policy: true, managed_policy_arns: true } : {},
      }));
      const blocks = resources.map(({ address }) => block(address));
      const read = rolesFromTerraform(planOf(resources, { resources: blocks }));
      const [, ...others] = roles;
      const more = others.length === 0 ? '' : '; the same applies to 1 other role';
      expect(read).toEqual({
        roles: roles.map(describedAs),
        symbols: [],
        issues: [inlineIssue(resources.find(({ address }) => address.startsWith('aws_iam_role.'))!.address, more)],
      });
    }
  });

  it('with a module, policy documents and ARNs known after apply is read', () => {
    const resources = [
      role('module.app["a"].aws_iam_role.this', { name: 'app-a' }),
      role('module.app["b"].aws_iam_role.this', { name: 'app-b' }),
      policy('aws_iam_policy.read', 's3:Get*'),
      policy('module.policies.aws_iam_policy.write', 's3:Put*'),
      policy('aws_iam_policy.each["a"]', 'sqs:*'),
      policy('aws_iam_policy.each["b"]', 'sns:*'),
      attachment('module.app["a"].aws_iam_role_policy_attachment.given', { role: 'app-a' }, { policy_arn: true }),
      attachment('module.app["b"].aws_iam_role_policy_attachment.given', { role: 'app-b' }, { policy_arn: true }),
      attachment('module.app["a"].aws_iam_role_policy_attachment.own', {}, { policy_arn: true, role: true }),
      attachment('aws_iam_role_policy_attachment.each["b"]', { role: 'app-b' }, { policy_arn: true }),
      attachment('aws_iam_role_policy_attachment.known', { role: 'app-b', policy_arn: ATHENA }),
      {
        address: 'module.app["a"].aws_iam_role_policy.inline',
        values: { name: 'in', policy: json('kms:*') },
        unknown: { role: true },
      },
    ];
    const configuration = {
      resources: [
        block('aws_iam_policy.read'),
        block('aws_iam_policy.each'),
        block('aws_iam_role_policy_attachment.each', { policy_arn: ['aws_iam_policy.each', 'each.key'] }),
        block('aws_iam_role_policy_attachment.known'),
      ],
      module_calls: {
        app: {
          expressions: {
            policy_arn: { references: ['module.policies.write_arn', 'module.policies'] },
          },
          module: {
            resources: [
              block('aws_iam_role.this'),
              block('aws_iam_role_policy_attachment.given', { policy_arn: ['var.policy_arn'] }),
              block('aws_iam_role_policy_attachment.own', {
                policy_arn: ['var.policy_arn'],
                role: ['aws_iam_role.this.name', 'aws_iam_role.this'],
              }),
              block('aws_iam_role_policy.inline', { role: ['aws_iam_role.this.id', 'aws_iam_role.this'] }),
            ],
          },
        },
        policies: {
          module: {
            resources: [block('aws_iam_policy.write')],
            outputs: {
              write_arn: { expression: { references: ['aws_iam_policy.write.arn', 'aws_iam_policy.write'] } },
            },
          },
        },
      },
    };
    const read = rolesFromTerraform(planOf(resources, configuration));
    const write = { name: 'write', document: document('s3:Put*') };
    expect(read.roles).toEqual([
      {
        name: 'app-a',
        trustPolicy: TRUST,
        policies: [{ name: 'in', document: document('kms:*') }, write],
        unreadable: ['given', 'own'].map((each) => `module.app["a"].aws_iam_role_policy_attachment.${each}.policy_arn`),
      },
      {
        name: 'app-b',
        trustPolicy: TRUST,
        policies: [
          { name: 'each["b"]', document: document('sns:*') },
          { name: 'AmazonAthenaFullAccess', document: snapshotOf(ATHENA)?.document },
          write,
        ],
        unreadable: [
          'aws_iam_role_policy_attachment.each["b"].policy_arn',
          'module.app["b"].aws_iam_role_policy_attachment.given.policy_arn',
        ],
      },
    ]);
    expect(read.issues).toEqual([
      assumedIssue(
        'module.app["a"].aws_iam_role_policy.inline',
        'role',
        'module.app["a"].aws_iam_role.this',
        '; the same applies to 5 other arguments',
      ),
      inlineIssue('module.app["a"].aws_iam_role.this', '; the same applies to 1 other role'),
    ]);
  });

  const onePolicy = (
    references: string[] | undefined,
    more: Planned[] = [],
    index = '',
  ): ReturnType<typeof rolesFromTerraform> =>
    rolesFromTerraform(
      planOf(
        [
          role('aws_iam_role.r', { inline_policy: [] }, { unknown: {} }),
          policy('aws_iam_policy.one', 's3:*'),
          policy('aws_iam_policy.many[0]', 'sqs:*'),
          policy('aws_iam_policy.many[1]', 'sns:*'),
          attachment(`aws_iam_role_policy_attachment.x${index}`, { role: 'r' }, { policy_arn: true }),
          ...more,
        ],
        {
          resources: [
            block('aws_iam_role.r'),
            block('aws_iam_role_policy_attachment.x', references && { policy_arn: references }),
          ],
        },
      ),
    );

  it.each<[string, string[] | undefined, string]>([
    ['one resource', ['aws_iam_policy.one.arn', 'aws_iam_policy.one'], 's3:*'],
    ['one instance', ['aws_iam_policy.many[1].arn', 'aws_iam_policy.many[1]', 'aws_iam_policy.many'], 'sns:*'],
  ])(
    'finds a policy by references to %s, and says that the expression can have another value',
    (...[, refs, action]) => {
      const { roles, issues } = onePolicy(refs);
      expect(roles[0]?.policies.map((each) => each.document)).toEqual([document(action)]);
      expect(issues).toEqual([
        assumedIssue('aws_iam_role_policy_attachment.x', 'policy_arn', refs![0]!.replace(/\.arn$/, '')),
      ]);
    },
  );

  it('does not take a conditional expression with one reference for a difference of none', () => {
    // policy_arn = aws_iam_policy.one.arn != "" ? "arn:aws:iam::aws:policy/AdministratorAccess" : null
    const read = onePolicy(['aws_iam_policy.one.arn', 'aws_iam_policy.one']);
    const same = [
      { name: 'r', trustPolicy: TRUST as never, policies: [{ name: 'p', document: document('s3:*') as never }] },
    ];
    const diff = diffRoles(same, read);
    expect(diff).toMatchObject({ gained: 0, lost: 0, isUndecided: true, unread: [{ side: 'new' }] });
    for (const { roles } of [read, onePolicy(undefined), onePolicy(['var.use_own'])]) {
      expect(diffRoles(same, roles)).toMatchObject({
        isUndecided: true,
        roles: [{ doubts: [{ side: 'new', message: expect.stringContaining('_attachment.x.policy_arn`') as string }] }],
      });
    }
  });

  it('does not take a boundary for the one that its expression refers to', () => {
    const { roles } = rolesFromTerraform(
      planOf(
        [
          role('aws_iam_role.r', { inline_policy: [] }, { unknown: { permissions_boundary: true } }),
          policy('aws_iam_policy.b', 's3:*'),
        ],
        { resources: [block('aws_iam_role.r', { permissions_boundary: ['aws_iam_policy.b.arn'] })] },
      ),
    );
    expect(roles[0]?.permissionsBoundary).toEqual({ name: 'aws_iam_role.r.permissions_boundary' });
  });

  it('has what is known only after apply of an object that replaces a deposed one', () => {
    const plan = planOf([role('aws_iam_role.r')], { resources: [block('aws_iam_role.r')] });
    (plan['resource_changes'] as object[]).push({
      address: 'aws_iam_role.r',
      deposed: 'a1b2c3d4',
      type: 'aws_iam_role',
      change: { actions: ['delete'], before: { name: 'r' }, after: null, after_unknown: {} },
    });
    expect(rolesFromTerraform(plan).issues).toEqual([inlineIssue('aws_iam_role.r')]);
  });

  it.each<[string, string[] | undefined]>([
    ['no references', undefined],
    ['a list without references', []],
    ['a local value', ['local.arn']],
    ['a variable of the root module', ['var.arn']],
    ['a data source', ['data.aws_iam_policy.x.arn', 'data.aws_iam_policy.x']],
    ['several instances', ['aws_iam_policy.many']],
    ['several instances by another count', ['aws_iam_policy.many', 'count.index']],
    ['an instance that is missing', ['aws_iam_policy.many[7].arn', 'aws_iam_policy.many']],
    ['a value of for_each', ['aws_iam_policy.one', 'each.value']],
    ['one of two resources', ['aws_iam_policy.one.arn', 'aws_iam_policy.one', 'aws_iam_policy.many[0].arn']],
    ['a resource that is missing', ['aws_iam_policy.none.arn']],
    ['a module that is missing', ['module.none.arn', 'module.none']],
    ['nothing that has a form', ['aws_iam_policy.[', 'aws_iam_policy.[.x']],
    ['only an index', ['each.key']],
    ['a variable without a name', ['var.[']],
  ])('does not guess the policy behind %s', (_name, references) => {
    const read = onePolicy(references);
    expect(read.roles[0]).toMatchObject({ policies: [], unreadable: ['aws_iam_role_policy_attachment.x.policy_arn'] });
    expect(messages(read)).toEqual(['which policy `policy_arn` is, is known only after apply']);
  });

  it('does not follow a count, which can be part of a calculation', () => {
    const x1 = attachment('aws_iam_role_policy_attachment.x[1]', { role: 'r' }, { policy_arn: true });
    const { roles } = onePolicy(['aws_iam_policy.many', 'count.index'], [x1], '[0]');
    expect(roles[0]?.policies).toEqual([]);
    expect(roles[0]?.unreadable).toHaveLength(2);
  });

  it('does not guess the policy behind a whole module', () => {
    const plan = planOf(
      [
        role('aws_iam_role.r'),
        policy('module.p.aws_iam_policy.it', 's3:*'),
        attachment('aws_iam_role_policy_attachment.x', { role: 'r' }, { policy_arn: true }),
      ],
      {
        resources: [block('aws_iam_role.r'), block('aws_iam_role_policy_attachment.x', { policy_arn: ['module.p'] })],
        module_calls: {
          p: { module: { outputs: { arn: { expression: { references: ['aws_iam_policy.it.arn'] } } } } },
        },
      },
    );
    expect(rolesFromTerraform(plan).roles[0]?.unreadable).toEqual(['aws_iam_role_policy_attachment.x.policy_arn']);
  });

  it('finds a policy of an instance of a module, and lists what is attached twice once', () => {
    const plan = planOf(
      [
        role('aws_iam_role.r', { managed_policy_arns: [ATHENA] }, { unknown: {} }),
        policy('module.p["a"].aws_iam_policy.it', 's3:*'),
        policy('module.p["b"].aws_iam_policy.it', 'sqs:*'),
        attachment('aws_iam_role_policy_attachment.x', { role: 'r' }, { policy_arn: true }),
        attachment('aws_iam_role_policy_attachment.y', { role: 'r', policy_arn: ATHENA }),
        { address: 'aws_iam_role_policy_attachments_exclusive.z', values: { role_name: 'r', policy_arns: [ATHENA] } },
      ],
      {
        resources: [
          block('aws_iam_role.r'),
          block('aws_iam_role_policy_attachment.x', { policy_arn: ['module.p["b"].arn', 'module.p["b"]', 'module.p'] }),
        ],
        module_calls: {
          p: { module: { outputs: { arn: { expression: { references: ['aws_iam_policy.it.arn'] } } } } },
        },
      },
    );
    const { roles } = rolesFromTerraform(plan);
    expect(roles[0]?.policies.map(({ name }) => name)).toEqual(['it', 'AmazonAthenaFullAccess']);
    expect(roles[0]?.policies[0]?.document).toEqual(document('sqs:*'));
    expect(roles[0]?.unreadable).toEqual(['aws_iam_role_policy_attachment.x.policy_arn']);
  });

  it('does not follow references in circles', () => {
    const resources = [
      role('aws_iam_role.r'),
      attachment('module.a.aws_iam_role_policy_attachment.x', { role: 'r' }, { policy_arn: true }),
    ];
    const module: Record<string, unknown> = {
      resources: [block('aws_iam_role_policy_attachment.x', { policy_arn: ['var.arn'] })],
      outputs: { arn: { expression: { references: ['var.arn'] } } },
    };
    const configuration = { module_calls: { a: { module, expressions: { arn: { references: ['module.a.arn'] } } } } };
    expect(linesOf(() => rolesFromTerraform(planOf(resources, configuration)))).toEqual([
      'the plan is nested more than 100 levels deep',
    ]);
  });

  it('has policies of every kind of resource', () => {
    const arn = 'arn:aws:iam::111122223333:policy/known';
    const read = rolesFromTerraform(
      planOf(
        [
          role(
            'aws_iam_role.r',
            {
              inline_policy: [{ name: 'in', policy: json('s3:*') }],
              managed_policy_arns: [ATHENA, 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
              permissions_boundary: arn,
            },
            { unknown: {} },
          ),
          { address: 'aws_iam_policy.known', values: { name: 'known', arn, policy: json('sqs:*') } },
          { address: 'aws_iam_policy_attachment.all', values: { roles: ['r'], policy_arn: arn } },
          { address: 'null_resource.x', values: {} },
        ],
        { resources: [block('aws_iam_role.r', { inline_policy: [], managed_policy_arns: [] })] },
      ),
    );
    const known = { name: 'known', document: document('sqs:*') };
    expect(read.roles).toEqual([
      {
        name: 'r',
        trustPolicy: TRUST,
        policies: [
          known,
          { name: 'in', document: document('s3:*') },
          { name: 'AmazonAthenaFullAccess', document: snapshotOf(ATHENA)?.document },
        ],
        permissionsBoundary: known,
        unreadable: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      },
    ]);
  });

  it('reads a policy that a data source looked up', () => {
    const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const looked: Planned = {
      address: 'data.aws_iam_policy.x',
      mode: 'data',
      values: { name: 'ReadOnlyAccess', arn, policy: json('s3:Get*') },
    };
    const plan = planOf(
      [role('aws_iam_role.r'), attachment('aws_iam_role_policy_attachment.x', { role: 'r', policy_arn: arn })],
      {
        resources: [block('aws_iam_role.r')],
      },
      { prior_state: { values: { root_module: moduleOf([looked]) } } },
    );
    expect(rolesFromTerraform(plan).roles[0]).toMatchObject({ policies: [{ name: 'ReadOnlyAccess' }], unreadable: [] });
  });

  it('says what is known only after apply', () => {
    const read = rolesFromTerraform(
      planOf(
        [
          role(
            'aws_iam_role.r',
            { assume_role_policy: undefined, inline_policy: [{ name: 'in' }, {}], managed_policy_arns: [null] },
            {
              unknown: {
                name: true,
                assume_role_policy: true,
                permissions_boundary: true,
                inline_policy: [{ policy: true }, { name: true, policy: true }],
                managed_policy_arns: [true],
              },
            },
          ),
          { address: 'aws_iam_role_policy.p', values: {}, unknown: { name: true, policy: true, role: true } },
          { address: 'aws_iam_policy.m', values: {}, unknown: { name: true, policy: true, arn: true } },
          attachment('aws_iam_role_policy_attachment.x', {}, { role: true, policy_arn: true }),
          attachment('aws_iam_policy_attachment.y', {}, { roles: true, policy_arn: true }),
          {
            address: 'aws_iam_role_policies_exclusive.z',
            values: {},
            unknown: { role_name: true, policy_names: true },
          },
        ],
        {
          resources: [
            block('aws_iam_role.r', { inline_policy: [], managed_policy_arns: [], permissions_boundary: ['var.b'] }),
            block('aws_iam_role_policy.p', { role: ['aws_iam_role.r.id', 'aws_iam_role.r'] }),
            block('aws_iam_role_policy_attachment.x', {
              policy_arn: ['aws_iam_policy.m.arn'],
              role: ['aws_iam_role.r.name'],
            }),
          ],
        },
      ),
    );
    expect(read.roles).toEqual([
      {
        name: 'aws_iam_role.r',
        policies: [],
        permissionsBoundary: { name: 'aws_iam_role.r.permissions_boundary' },
        unreadable: [
          'aws_iam_role_policy.p',
          'aws_iam_role_policy_attachment.x.policy_arn',
          'aws_iam_policy.m',
          'aws_iam_policy_attachment.y',
          'in',
          'aws_iam_role.r.inline_policy.1',
          'aws_iam_role.r.managed_policy_arns',
        ],
      },
    ]);
    expect(messages(read)).toEqual([
      'the policy `aws_iam_role_policy.p` is known only after apply',
      'the policy `aws_iam_policy.m` is known only after apply',
      'which policy `policy_arn` is, is known only after apply',
      'the role of `aws_iam_policy_attachment.y` is known only after apply: it could be any',
      'which policies `aws_iam_role_policies_exclusive.z` leaves is known only after apply',
      'the trust policy of `aws_iam_role.r` is known only after apply',
      'the policy `in` is known only after apply',
      'the policy `aws_iam_role.r.inline_policy.1` is known only after apply',
      'which policy `managed_policy_arns` is, is known only after apply',
      'which policy `permissions_boundary` is, is known only after apply',
      '`role` was taken for `aws_iam_role.r`, to which it refers, but its expression can have another value; ' +
        'the same applies to 2 other arguments',
    ]);
  });

  it('says that inline policies in dynamic blocks were not read, unless an exclusive resource names all', () => {
    const resources = [role('aws_iam_role.r'), role('aws_iam_role.s')];
    const configuration = { resources: [block('aws_iam_role.r'), block('aws_iam_role.s')] };
    expect(rolesFromTerraform(planOf(resources, configuration)).issues).toEqual([
      inlineIssue('aws_iam_role.r', '; the same applies to 1 other role'),
    ]);
    const names = (role_name: string, values: object, unknown: object = {}): Planned => ({
      address: `aws_iam_role_policies_exclusive.${role_name}`,
      values: { role_name, ...values },
      unknown: { ...unknown },
    });
    const named = [...resources, names('r', { policy_names: [] }), names('s', {}, { policy_names: true })];
    expect(messages(rolesFromTerraform(planOf(named, configuration)))).toEqual([
      'which policies `aws_iam_role_policies_exclusive.s` leaves is known only after apply',
      'inline policies in `dynamic` blocks are known only after apply: if there are any, they were not read',
    ]);
  });

  it('has the tags of roles with the default tags of the provider', () => {
    const tagsOf = (values: object): unknown =>
      rolesFromTerraform(planOf([role('aws_iam_role.r', values, { unknown: {} })])).roles[0]?.tags;
    expect(tagsOf({ tags: { a: 'b' }, tags_all: { a: 'b', c: 'd' } })).toEqual([
      { key: 'a', value: 'b' },
      { key: 'c', value: 'd' },
    ]);
    expect(tagsOf({ tags: null, tags_all: {} })).toBeUndefined();
  });

  it.each([{ tags_all: true }, { tags: { team: true } }])(
    'says that tags on which policies can depend are known only after apply: %j',
    (marks) => {
      const read = (Resource: string, managed: string[] = []): string[] =>
        messages(
          rolesFromTerraform(
            planOf([
              role(
                'aws_iam_role.r',
                {
                  inline_policy: [
                    {
                      name: 'Own',
                      policy: JSON.stringify({
                        Version: '2012-10-17',
                        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource }],
                      }),
                    },
                  ],
                  managed_policy_arns: managed,
                },
                { unknown: marks },
              ),
            ]),
          ),
        );
      const message = 'the tags of `r`, on which policies can depend, are known only after apply';
      expect(read('arn:aws:s3:::${aws:PrincipalTag/team}/*')).toEqual([message]);
      expect(read('*', ['arn:aws:iam::aws:policy/Unheard'])).toEqual([message]);
      expect(read('*')).toEqual([]);
    },
  );

  it.each([
    ['is deleted', ['delete'], undefined],
    ['loses a role', ['update'], ['other']],
  ])('does not have what an attachment to several roles has given if it %s', (_what, actions, roles) => {
    const arn = 'arn:aws:iam::111122223333:policy/p';
    const known: Planned = { address: 'aws_iam_policy.p', values: { name: 'p', arn, policy: json('s3:*') } };
    const others = roles?.map((name) => ({
      address: 'aws_iam_policy_attachment.a',
      values: { roles: [name], policy_arn: arn },
    }));
    const plan = planOf(
      [
        role('aws_iam_role.r', { managed_policy_arns: [arn], inline_policy: [] }, { unknown: {} }),
        known,
        ...(others ?? []),
      ],
      { resources: [block('aws_iam_role.r')] },
    );
    const read = (): unknown => rolesFromTerraform(plan).roles[0]?.policies.map(({ name }) => name);
    expect(read()).toEqual(['p']);
    (plan['resource_changes'] as object[]).push({
      address: 'aws_iam_policy_attachment.a',
      type: 'aws_iam_policy_attachment',
      change: {
        actions,
        before: { roles: ['r', 'other'], policy_arn: arn },
        after: roles && { roles },
        after_unknown: {},
      },
    });
    expect(read()).toEqual([]);
  });

  it('does not take a policy that is replaced for what a data source says of it', () => {
    const arn = 'arn:aws:iam::111122223333:policy/p';
    const plan = (actions: string[], own: Planned): object => ({
      ...planOf([
        role('aws_iam_role.r', {}, { unknown: {} }),
        attachment('aws_iam_role_policy_attachment.x', { role: 'r', policy_arn: arn }),
        { ...own, actions, before: { name: 'p', arn, policy: json('s3:GetObject') } },
      ]),
      prior_state: {
        values: {
          root_module: moduleOf([
            {
              address: 'data.aws_iam_policy.d',
              mode: 'data',
              values: { name: 'p', arn, policy: json('s3:GetObject') },
            },
          ]),
        },
      },
    });
    const [replaced] = rolesFromTerraform(plan(['delete', 'create'], policy('aws_iam_policy.p', 's3:*'))).roles;
    expect(replaced).toMatchObject({ policies: [], unreadable: [arn] });
    const updated: Planned = { address: 'aws_iam_policy.p', values: { name: 'p', arn, policy: json('s3:*') } };
    expect(rolesFromTerraform(plan(['update'], updated)).roles[0]?.policies).toEqual([
      { name: 'p', document: document('s3:*') },
    ]);
  });

  it.each([
    'aws_cloudformation_stack',
    'aws_iam_service_linked_role',
    'aws_organizations_account',
    'aws_serverlessapplicationrepository_cloudformation_stack',
    'aws_servicecatalog_provisioned_product',
    'aws_ssoadmin_account_assignment',
    'aws_ssoadmin_customer_managed_policy_attachment',
    'aws_ssoadmin_managed_policy_attachment',
    'aws_ssoadmin_permission_set_inline_policy',
    'aws_ssoadmin_permissions_boundary_attachment',
  ])('says that a resource which can change roles was not analyzed: %s', (type) => {
    const own = role('aws_iam_role.r', { inline_policy: [] }, { unknown: {} });
    const read = rolesFromTerraform(planOf([own, { address: `${type}.x`, values: {} }]));
    expect(messages(read)).toEqual([`\`${type}.x\` can change roles, and is not analyzed`]);
    const others = { address: 'aws_ssoadmin_application.x', values: {} };
    expect(rolesFromTerraform(planOf([own, others])).issues).toEqual([]);
  });

  it('does not take unset attributes for policies, unless the configuration is missing', () => {
    const resources = [role('aws_iam_role.r')];
    expect(
      rolesFromTerraform(planOf(resources, { resources: [block('aws_iam_role.r')] })).roles[0]?.unreadable,
    ).toEqual([]);
    expect(rolesFromTerraform(planOf(resources)).roles[0]?.unreadable).toEqual([
      'aws_iam_role.r.inline_policy.0',
      'aws_iam_role.r.managed_policy_arns',
    ]);
  });

  it('drops what it removes from attributes that the provider has read before', () => {
    const own = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const plan = planOf(
      [
        role(
          'aws_iam_role.r',
          {
            inline_policy: [
              { name: 'old', policy: json('s3:*') },
              { name: 'kept', policy: json('sqs:*') },
              { name: 'by-resource', policy: json('old:*') },
              { name: '', policy: '' },
            ],
            managed_policy_arns: [ATHENA, own],
          },
          { unknown: {}, actions: ['no-op'] },
        ),
        {
          address: 'aws_iam_role_policy.p',
          values: { name: 'by-resource', role: 'r', policy: json('new:*') },
          actions: ['update'],
        },
      ],
      { resources: [block('aws_iam_role.r')] },
    );
    const removed = (type: string, before: object): object => ({
      address: `${type}.gone`,
      type,
      change: { actions: ['delete'], before },
    });
    (plan['resource_changes'] as object[]).push(
      removed('aws_iam_role_policy_attachment', { role: 'r', policy_arn: ATHENA }),
      removed('aws_iam_role_policy', { role: 'r', name: 'old' }),
      { address: 'x', type: 'aws_iam_role_policy', change: { actions: ['delete'] } },
    );
    expect(rolesFromTerraform(plan).roles[0]).toMatchObject({
      policies: [
        { name: 'by-resource', document: document('new:*') },
        { name: 'kept', document: document('sqs:*') },
      ],
      unreadable: [own],
    });
  });

  it('drops what exclusive resources remove, and lists what they name', () => {
    const plan = planOf(
      [
        role(
          'aws_iam_role.r',
          {
            inline_policy: [
              { name: 'out', policy: json('s3:*') },
              { name: 'kept', policy: json('sqs:*') },
            ],
            managed_policy_arns: [ATHENA],
          },
          { unknown: {}, actions: ['no-op'] },
        ),
        {
          address: 'aws_iam_role_policies_exclusive.a',
          values: { role_name: 'r', policy_names: ['kept', 'other', 7] },
        },
        {
          address: 'aws_iam_role_policy_attachments_exclusive.b',
          values: { role_name: 'r', policy_arns: ['arn:aws:iam::aws:policy/X'] },
        },
      ],
      { resources: [block('aws_iam_role.r')] },
    );
    expect(rolesFromTerraform(plan).roles[0]).toMatchObject({
      policies: [{ name: 'kept' }],
      unreadable: ['other', 'arn:aws:iam::aws:policy/X'],
    });
  });

  it('can name a role that it does not have, or two with one name, which only references tell apart', () => {
    const read = rolesFromTerraform(
      planOf([
        role('aws_iam_role.a', { name: 'same' }, { unknown: {} }),
        role('aws_iam_role.b', { name: 'same' }, { unknown: {} }),
        { address: 'aws_iam_role_policy.p', values: { name: 'p', role: 'same', policy: json('s3:*') } },
        { address: 'aws_iam_role_policy.q', values: { name: 'q', role: 'outside', policy: json('s3:*') } },
      ]),
    );
    const p = { name: 'p', document: document('s3:*') };
    expect(read.roles).toEqual([
      { name: 'same', trustPolicy: TRUST, policies: [], unreadable: ['aws_iam_role_policy.p'] },
      { name: 'aws_iam_role.b', trustPolicy: TRUST, policies: [], unreadable: ['aws_iam_role_policy.p'] },
      { name: 'outside', policies: [{ ...p, name: 'q' }], unreadable: ['policies that are not in the plan'] },
    ]);
    expect(messages(read)).toEqual([
      'several roles of the plan have the name `same`: it could be any',
      'the role `outside` is not in the plan; only what is attached here is read',
    ]);
  });

  it('takes the one of two roles with one name to which an argument refers, and says so', () => {
    const same = (address: string): Planned => role(address, { name: 'same', inline_policy: [] }, { unknown: {} });
    const read = (reference: string): ReturnType<typeof rolesFromTerraform> =>
      rolesFromTerraform(
        planOf(
          [
            same('aws_iam_role.a'),
            same('aws_iam_role.b'),
            role('aws_iam_role.c', { inline_policy: [] }, { unknown: {} }),
            { address: 'aws_iam_role_policy.p', values: { name: 'p', role: 'same', policy: json('s3:*') } },
          ],
          { resources: [block('aws_iam_role.b'), block('aws_iam_role_policy.p', { role: [reference] })] },
        ),
      );
    const one = read('aws_iam_role.b.name');
    expect(one.roles.map(({ policies, unreadable }) => [policies.length, unreadable])).toEqual([
      [0, []],
      [1, []],
      [0, []],
    ]);
    expect(one.issues).toEqual([assumedIssue('aws_iam_role_policy.p', 'role', 'aws_iam_role.b')]);
    for (const reference of ['aws_iam_role.c.name', 'aws_iam_role.none.name']) {
      const neither = read(reference);
      expect(neither.roles.map(({ unreadable }) => unreadable.length)).toEqual([1, 1, 0]);
      expect(messages(neither)).toEqual(['several roles of the plan have the name `same`: it could be any']);
    }
  });

  it('has a side before apply', () => {
    const before = role('aws_iam_role.r', { inline_policy: [], managed_policy_arns: [ATHENA] });
    const prior_state = { format_version: '1.0', values: { root_module: moduleOf([before]) } };
    const plan = planOf([], {}, { prior_state });
    expect(rolesFromTerraform(plan).roles).toEqual([]);
    expect(rolesFromTerraform(plan, { state: 'prior' }).roles[0]).toMatchObject({
      name: 'r',
      policies: [{ name: 'AmazonAthenaFullAccess' }],
    });
    expect(rolesFromTerraform(planOf([before]), { state: 'prior' }).roles).toEqual([]);
  });

  it('that is not complete says so', () => {
    expect(messages(rolesFromTerraform(planOf([], {}, { complete: false })))).toEqual([
      'the plan is not complete: Terraform has deferred changes, or planned some resources only',
    ]);
  });
});

describe('a state', () => {
  it('is read like a plan', () => {
    const values = { root_module: moduleOf([role('module.a.aws_iam_role.r', { managed_policy_arns: [ATHENA] })]) };
    const state = { format_version: '1.0', terraform_version: '1.9.0', values };
    expect(rolesFromTerraform(state).roles[0]).toMatchObject({
      name: 'r',
      policies: [{ name: 'AmazonAthenaFullAccess' }],
    });
    expect(linesOf(() => rolesFromTerraform(state, { state: 'prior' }))[0]).toContain(
      'plan: a state has no prior state',
    );
  });
});

describe('bad input', () => {
  const HINT = ' (pass the output of `terraform show -json`)';
  it.each<[string, unknown, string]>([
    ['nothing', null, `plan: this is not a plan or a state of Terraform${HINT}`],
    ['a template', { Resources: {} }, `plan: this is not a plan or a state of Terraform${HINT}`],
    [
      'an older version',
      { format_version: '0.2' },
      'plan: the format version `0.2` is not supported (use a version of Terraform that writes format version 1)',
    ],
    [
      'a newer version',
      { format_version: '2.0' },
      'plan: the format version `2.0` is not supported (use a version of Terraform that writes format version 1)',
    ],
    ['no values', { format_version: '1.2' }, `plan: the plan has no values${HINT}`],
    [
      'a failed plan',
      { format_version: '1.2', errored: true },
      'plan: planning failed, so that the plan is not complete',
    ],
    [
      'a role without a trust policy',
      planOf([role('aws_iam_role.r', { assume_role_policy: null, name: 7 })], { resources: [block('aws_iam_role.r')] }),
      'plan.aws_iam_role.r.name: `name` must be a text, not `number`|' +
        'plan.aws_iam_role.r.assume_role_policy: the trust policy of `aws_iam_role.r` must be JSON text',
    ],
    [
      'documents that are none',
      planOf([
        { address: 'aws_iam_role_policy.p', values: { name: 'p', role: 'r', policy: '{' } },
        { address: 'aws_iam_role_policy.q', values: { name: 'q', role: 'r', policy: {} } },
        role('aws_iam_role.r', { assume_role_policy: '7' }, { unknown: {} }),
      ]),
      'plan.aws_iam_role_policy.p.policy: the text ends where a key in double quotes should be|' +
        'plan.aws_iam_role_policy.q.policy: the policy `q` must be JSON text|' +
        'plan.aws_iam_role.r.assume_role_policy: a policy must be an object, not a number',
    ],
  ])('is refused: %s', (_name, plan, lines) => {
    expect(linesOf(() => rolesFromTerraform(plan as object))).toEqual(lines.split('|'));
  });

  it('is refused as an option', () => {
    const plan = planOf([]);
    expect(linesOf(() => rolesFromTerraform(plan, { state: 'after' as never }))).toEqual([
      'options.state: `after` is not a known side of a plan (one of `prior`, `planned`)',
    ]);
    expect(linesOf(() => rolesFromTerraform(plan, null as never))).toEqual([
      'options.state: the side of a plan is missing (one of `prior`, `planned`)',
    ]);
  });

  it('never causes another error', () => {
    const places: ((value: unknown) => unknown)[] = [
      (value) => value,
      (value) => ({ format_version: value }),
      (value) => ({ ...planOf([]), planned_values: value }),
      (value) => ({ ...planOf([]), planned_values: { root_module: value } }),
      (value) => ({ ...planOf([]), planned_values: { root_module: { resources: value, child_modules: [value] } } }),
      (value) => ({ ...planOf([]), planned_values: { root_module: { resources: [value], child_modules: value } } }),
      (value) => planOf([{ address: 'aws_iam_role.r', values: value as never }]),
      (value) => ({ ...planOf([role('aws_iam_role.r')]), configuration: value, resource_changes: value }),
      (value) => ({
        ...planOf([role('aws_iam_role.r')]),
        configuration: { root_module: value },
        resource_changes: [value],
      }),
      (value) =>
        planOf([role('aws_iam_role.r', { inline_policy: value, managed_policy_arns: value }, { unknown: {} })]),
      (value) =>
        planOf([role('aws_iam_role.r', { inline_policy: [value], managed_policy_arns: [value] }, { unknown: value })]),
      (value) =>
        planOf([role('aws_iam_role.r', { name: value, assume_role_policy: value, permissions_boundary: value })]),
      (value) => planOf([attachment('aws_iam_role_policy_attachment.x', { role: value, policy_arn: value })]),
      (value) =>
        planOf([attachment('aws_iam_role_policy_attachment.x', {}, { role: true, policy_arn: true })], {
          resources: [
            {
              ...block('aws_iam_role_policy_attachment.x'),
              expressions: { role: value, policy_arn: { references: value } },
            },
          ],
        }),
    ];
    for (const place of places) {
      for (const [name, value] of oddValues()) {
        let error: unknown;
        try {
          rolesFromTerraform(place(value) as object);
        } catch (thrown) {
          error = thrown;
        }
        expect([undefined, 'InvalidInputError'], `${name}: ${String(error)}`).toContain(
          (error as Error | undefined)?.name,
        );
      }
    }
  });

  it('can have 100,000 resources', () => {
    const resources = Array.from({ length: 100_000 }, (_, index) => ({
      address: `aws_iam_role_policy.p[${index}]`,
      mode: 'managed',
      type: 'aws_iam_role_policy',
      name: 'p',
      index,
      values: { name: `p${index}`, role: 'r', policy: '' },
    }));
    const plan = { format_version: '1.2', planned_values: { root_module: { resources } } };
    expect(linesOf(() => rolesFromTerraform(plan))).toHaveLength(1000);
  });

  it('is refused if it takes too long, or is nested too deep', () => {
    const nested = (depth: number): object => (depth === 0 ? {} : { child_modules: [nested(depth - 1)] });
    const plan = { format_version: '1.2', planned_values: { root_module: nested(500) } };
    expect(linesOf(() => rolesFromTerraform(plan))).toEqual(['the plan is nested more than 100 levels deep']);
    const roles = Array.from({ length: 1000 }, (_, index) => role(`aws_iam_role.r${index}`));
    const unknown = Array.from({ length: 1000 }, (_, index) =>
      attachment(`aws_iam_role_policy_attachment.x${index}`, {}, { role: true }),
    );
    expect(linesOf(() => rolesFromTerraform(planOf([...roles, ...unknown])))).toEqual([
      'reading the plan takes more than 500,000 steps',
    ]);
  });
});
