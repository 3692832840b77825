import { describe, expect, it } from 'vitest';
import {
  formatIssue,
  readGuardrails,
  type GuardrailContext,
  type GuardrailFile,
  type Guardrails,
} from '../../../src/guardrails/index.js';
import { issuesOf } from '../../issues-of.js';

const statement = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
const policy = (...statements: object[]): object => ({ Version: '2012-10-17', Statement: statements });
const DENY = policy(statement);
const ALLOW = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const RCP = policy({ ...statement, Principal: '*' });
const FULL = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

const file = (name: string, value: unknown, more: Partial<GuardrailFile> = {}): GuardrailFile => ({
  name,
  text: typeof value === 'string' ? value : JSON.stringify(value),
  ...more,
});
const scp = (name: string, value: unknown = DENY, level?: string): GuardrailFile =>
  file(name, value, { kind: 'scp', ...(level !== undefined && { level }) });
const rcp = (name: string, value: unknown = RCP): GuardrailFile => file(name, value, { kind: 'rcp' });
const boundary = (value: unknown, name = 'boundary.json'): GuardrailFile => file(name, value, { kind: 'boundary' });

const summary = (Id: string, Name: string, Type = 'SERVICE_CONTROL_POLICY'): object => ({
  Id,
  Arn: `arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/${Type.toLowerCase()}/${Id}`,
  Name,
  Type,
  AwsManaged: false,
});
const described = (content: unknown, ...args: Parameters<typeof summary>): object => ({
  Policy: { PolicySummary: summary(...args), Content: JSON.stringify(content) },
});
const listing = (...entries: object[]): object => ({ Policies: entries });
const FULL_SUMMARY = summary('p-FullAWSAccess', 'FullAWSAccess');

/** Each level with the names of its policies, and what is missing. */
const namesOf = ({ scps, rcps }: Guardrails): string[] =>
  [...scps, ...rcps].map(
    ({ name, policies, missing }) =>
      `${name}: ${policies.map((each) => each.name).join(', ')}${missing.length > 0 ? ` - ${missing.join(', ')}` : ''}`,
  );
const linesOf = (files: GuardrailFile[], context?: GuardrailContext): string[] =>
  issuesOf(() => readGuardrails(files, context)).map((issue) => `${issue.code}: ${formatIssue(issue)}`);
const assumptionsOf = ({ assumptions }: Guardrails): string[] =>
  assumptions.map(({ code, layer, level }) => `${code} ${layer} ${level}`);

describe('a file with a guardrail', () => {
  it('can be a plain policy', () => {
    const {
      scps,
      rcps,
      boundary: found,
    } = readGuardrails([scp('deny.json'), rcp('rcp.json'), boundary(`\ufeff${JSON.stringify(ALLOW)}`)]);
    expect(scps[0]?.policies[1]).toEqual({ name: 'deny.json', file: 'deny.json', document: DENY });
    expect(rcps[0]?.policies[1]).toEqual({ name: 'rcp.json', file: 'rcp.json', document: RCP });
    expect(found).toEqual({ name: 'boundary.json', file: 'boundary.json', document: ALLOW });
  });

  it('can be output of `describe-policy`, which says what it is', () => {
    const guardrails = readGuardrails([
      file('a.json', described(DENY, 'p-11111111', 'DenyS3')),
      file('b.json', described(RCP, 'p-22222222', 'Perimeter', 'RESOURCE_CONTROL_POLICY')),
    ]);
    expect(namesOf(guardrails)).toEqual([': FullAWSAccess, DenyS3', ': RCPFullAWSAccess, Perimeter']);
    expect(guardrails.scps[0]?.policies[1]).toEqual({
      name: 'DenyS3',
      id: 'p-11111111',
      arn: 'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-11111111',
      file: 'a.json',
      document: DENY,
    });
  });

  it.each<[string, unknown]>([
    ['the description without its frame', (described(DENY, 'p-1', 'One') as { Policy: object }).Policy],
    ['a list of descriptions', [described(DENY, 'p-1', 'One')]],
    ['a list with contents', listing({ ...summary('p-1', 'One'), Content: JSON.stringify(DENY) })],
    ['a content that is an object', { ...summary('p-1', 'One'), Content: DENY }],
    [
      'a configuration of Terraform',
      { resource: { aws_organizations_policy: { One: { content: JSON.stringify(DENY) } } } },
    ],
    [
      'a block of Terraform in a list',
      { resource: { aws_organizations_policy: { x: [{ name: 'One', content: JSON.stringify(DENY) }] } } },
    ],
    ['a plan of Terraform', { planned_values: module({ name: 'One', content: JSON.stringify(DENY) }) }],
    ['a state of Terraform', { values: module({ content: JSON.stringify(DENY) }) }],
  ])('can be %s', (_form, value) => {
    const { scps } = readGuardrails([file('x.json', value)]);
    expect(scps[0]?.policies[1]).toMatchObject({ name: 'One', document: DENY });
  });

  it('can have several policies, named by their places', () => {
    const guardrails = readGuardrails([scp('all.json', [DENY, [DENY]])]);
    expect(namesOf(guardrails)).toEqual([': FullAWSAccess, all.json, policy 0, all.json, policy 1']);
  });

  it('can be a boundary as IAM returns it', () => {
    const output = { PolicyVersion: { Document: ALLOW, VersionId: 'v1' } };
    const encoded = { PolicyVersion: { Document: encodeURIComponent(JSON.stringify(ALLOW)) } };
    for (const value of [output, encoded]) expect(readGuardrails([boundary(value)]).boundary?.document).toEqual(ALLOW);
    expect(linesOf([boundary({ PolicyVersion: { Document: '%7B%' } })])).toEqual([
      'invalid_json: boundary.json:1:30: PolicyVersion.Document: `%` appears where a value should be',
    ]);
  });

  it.each<[unknown, string]>([
    [3, 'a JSON number'],
    [null, '`null`'],
    [{}, 'an empty object'],
    [{ a: 1, b: 2, c: 3, d: 4 }, 'an object with `a`, `b`, `c`'],
    [{ Policy: '{}' }, 'a JSON string'],
    [JSON.parse(`${'['.repeat(9)}1${']'.repeat(9)}`), 'a JSON number'],
  ])('is refused if it is %j', (value, what) => {
    const [issue, ...others] = issuesOf(() => readGuardrails([scp('x.json', value)]));
    expect([issue?.code, issue?.message, issue?.file, others]).toEqual([
      'unknown_shape',
      `${what} is not a policy`,
      'x.json',
      [],
    ]);
  });

  it.each<[string, unknown]>([
    ['an empty list', []],
    ['lists in lists without anything', [[], [[]]]],
    ['a configuration of Terraform without resources', { resource: {} }],
    ['a configuration of Terraform with other resources', { resource: [{ aws_iam_role: { One: {} } }] }],
    ['a block of Terraform without a name', { resource: { aws_organizations_policy: [{}, []] } }],
    ['a block of Terraform without content', { resource: { aws_organizations_policy: { One: [] } } }],
    ['a state of Terraform without modules', { values: {} }],
    ['a plan of Terraform that is not known', { planned_values: null }],
    [
      'a state of Terraform with other resources',
      { values: { root_module: { resources: [{ type: 'aws_iam_role' }] } } },
    ],
    [
      'a state of Terraform with empty modules',
      { values: { root_module: { child_modules: [{}, { resources: [] }] } } },
    ],
  ])('is refused if it has no policy: %s', (_form, value) => {
    expect(linesOf([file('x.json', value), scp('y.json', value)])).toEqual(
      ['x.json', 'y.json'].map(
        (name) =>
          `missing: ${name}:1:1: the file has no policy (omit the file, or use a policy in JSON or the output of \`aws organizations describe-policy\`)`,
      ),
    );
  });

  it.each<[unknown, string]>([
    [{ resource: 'x' }, 'resource: a JSON string is not a block of Terraform'],
    [
      { resource: { aws_organizations_policy: { One: [DENY, 3] } } },
      'resource.aws_organizations_policy.One.1: a JSON number is not a block of Terraform',
    ],
    [{ values: { root_module: [true] } }, 'values.root_module.0: a JSON boolean is not a module of Terraform'],
    [
      { values: { root_module: { resources: ['x'] } } },
      'values.root_module.resources.0: a JSON string is not a resource of Terraform',
    ],
    [{ Policies: { One: DENY } }, 'Policies: an object with `One` is not a list of policies'],
  ])('is refused if a part of it is not what it should be: %j', (value, line) => {
    expect(linesOf([file('x.json', value)]).join('\n')).toContain(line);
  });

  it('has all policies of Terraform, with lists at every level', () => {
    const block = (name: string): object => ({ name, content: JSON.stringify(DENY) });
    const resource = [
      { aws_organizations_policy: [{ One: block('One') }, { Two: [block('Two'), [block('Three')]] }] },
      [{ aws_organizations_policy: { Four: block('Four') } }, { aws_iam_role: 3 }],
    ];
    expect(namesOf(readGuardrails([file('x.json', [{ resource }])]))).toEqual([
      ': FullAWSAccess, One, Two, Three, Four',
    ]);
  });

  it('has no policy that is not known', () => {
    const unknown = (values: object): object => ({
      root_module: { resources: [{ type: 'aws_organizations_policy', ...values }] },
    });
    for (const values of [{ name: 'One' }, { values: null }, { values: {} }]) {
      expect(linesOf([file('x.json', { planned_values: unknown(values) })])).toEqual([
        expect.stringContaining('resources.0.values.content: a policy must be an object, not `null`'),
      ]);
    }
  });

  it('must have the content of a policy of Terraform', () => {
    const resource = { aws_organizations_policy: { One: { name: 'One' } } };
    expect(linesOf([file('x.json', { resource })])).toEqual([
      expect.stringContaining('One.content: a policy must be an object, not `null`'),
    ]);
  });

  it('has the policies of nested modules, and is refused if they are nested deeper than any file', () => {
    const nested = (depth: number): object => {
      let inner: object = {
        resources: [{ type: 'aws_organizations_policy', name: 'One', values: { content: JSON.stringify(DENY) } }],
      };
      for (let level = 0; level < depth; level += 1) inner = { child_modules: [inner] };
      return { values: { root_module: inner } };
    };
    expect(namesOf(readGuardrails([file('x.json', nested(12))]))).toEqual([': FullAWSAccess, One']);
    expect(linesOf([file('x.json', nested(20))])).toEqual([
      expect.stringMatching(/^too_deep: x\.json:1:\d+: the text is nested more than 32 levels deep$/),
    ]);
  });

  it('must say what it is', () => {
    expect(linesOf([file('a.json', DENY), file('b.json', listing({ Id: 'p-1' }))])).toEqual([
      'missing: a.json:1:1: the kind of the policy is not known (say whether it is an SCP, an RCP or a permissions boundary)',
      'missing: b.json:1:1: Policies: the list does not include the type of its policies (say whether it has SCPs or RCPs)',
    ]);
    expect(linesOf([file('a.json', described(DENY, 'p-1', 'One'), { kind: 'rcp' })])).toEqual([
      expect.stringMatching(
        /^conflicting_elements: a\.json:1:\d+: Policy\.Content: .*`SERVICE_CONTROL_POLICY`, not `rcp`/,
      ),
    ]);
  });

  it('can have policies that are not in the language of IAM, which can refuse requests or not', () => {
    const declarative = described({ ec2_attributes: {} }, 'p-3', 'IMDS', 'DECLARATIVE_POLICY_EC2');
    const list = listing(
      summary('p-4', 'Tags', 'TAG_POLICY'),
      { Id: 'p-5', Type: 'BACKUP_POLICY' },
      { Type: 'GUARDDUTY_POLICY' },
    );
    expect(readGuardrails([file('a.json', declarative), file('b.json', list)]).notEvaluated).toEqual([
      { name: 'IMDS', type: 'DECLARATIVE_POLICY_EC2', effect: 'enforced', file: 'a.json' },
      { name: 'Tags', type: 'TAG_POLICY', effect: 'enforced', file: 'b.json' },
      { name: 'p-5', type: 'BACKUP_POLICY', effect: 'configuration', file: 'b.json' },
      { name: 'b.json', type: 'GUARDDUTY_POLICY', effect: 'configuration', file: 'b.json' },
    ]);
  });

  it.each<[string, object]>([
    ['a policy', described(DENY, 'p-1', 'One', 'SERVICE_CONTROL_POLICIES')],
    ['an entry of a list', listing(FULL_SUMMARY, summary('p-1', 'One', 'SERVICE_CONTROL_POLICIES'))],
    ['a policy of a list', listing({ ...summary('p-1', 'One', 'SERVICE_CONTROL_POLICIES'), Content: '{}' })],
    [
      'a resource of Terraform',
      { resource: { aws_organizations_policy: { One: { type: 'SERVICE_CONTROL_POLICIES', content: '{}' } } } },
    ],
  ])('is refused if %s has a type that AWS Organizations does not have', (_form, value) => {
    for (const given of [file('x.json', value), scp('x.json', value), rcp('x.json', value)]) {
      expect(linesOf([given]).filter((line) => line.startsWith('unknown_value'))).toEqual([
        expect.stringMatching(
          /`SERVICE_CONTROL_POLICIES` is not a known policy type of .* \(did you mean `SERVICE_CONTROL_POLICY`\?/,
        ),
      ]);
    }
  });

  it.each<[string, (type: string) => object]>([
    ['a policy', (type) => described(DENY, 'p-1', 'One', type)],
    ['a list', (type) => listing(summary('p-1', 'One', type))],
    [
      'a resource of Terraform',
      (type) => ({ resource: { aws_organizations_policy: { One: { type, content: JSON.stringify(DENY) } } } }),
    ],
  ])('is refused if %s has another type than the one that was given for it', (_form, of) => {
    const types = { scp: 'SERVICE_CONTROL_POLICY', rcp: 'RESOURCE_CONTROL_POLICY' };
    const others = ['TAG_POLICY', 'DECLARATIVE_POLICY_EC2', 'BACKUP_POLICY'];
    for (const kind of ['scp', 'rcp', 'boundary'] as const) {
      for (const type of [...Object.values(types), ...others]) {
        if (kind !== 'boundary' && types[kind] === type) continue;
        const conflict = `the policy is of type \`${type}\`, not \`${kind}\``;
        expect(linesOf([file('x.json', of(type), { kind })])).toEqual([
          expect.stringMatching(new RegExp(`^conflicting_elements: x\\.json:1:\\d+: .*: ${conflict}$`)),
        ]);
      }
    }
  });

  it('is refused with every problem of every file', () => {
    expect(
      linesOf([
        scp('a.json', '{"Statement": [}'),
        scp('b.json', policy({ ...statement, Principal: '*' })),
        rcp('c.json', policy({ ...statement, Principal: '*', Action: '*' })),
        boundary(ALLOW),
        boundary(ALLOW, 'other.json'),
        scp('d.json', ' '.repeat(4_194_305)),
        scp('e.json', '{"Statement":[],"Statement":[]}'),
      ]),
    ).toEqual([
      'invalid_json: a.json:1:16: `}` appears where a value should be',
      'forbidden_element: b.json:1:98: Statement.0.Principal: `Principal` is not allowed in a service control policy',
      expect.stringMatching(/^invalid_action: c\.json:1:\d+: Statement\.0\.Action: .* cannot deny `\*`/),
      'too_long: d.json: the file must have at most 4,194,304 characters, not 4,194,305',
      'duplicate_key: e.json:1:17: Statement: the key `Statement` appears twice',
      'empty: e.json:1:14: Statement: the policy has no statements',
      'conflicting_elements: other.json: a role has at most one permissions boundary',
    ]);
  });

  it('can have what AWS has accepted, with a warning', () => {
    const strange = policy({ ...statement, Sid: 'not allowed', Principal: '*' });
    const { scps, warnings } = readGuardrails([file('a.json', described(strange, 'p-1', 'One'))]);
    expect(scps[0]?.policies[1]?.document).toEqual(strange);
    expect(warnings.map(({ code, severity, path }) => [code, severity, path.join('.')])).toEqual([
      ['forbidden_element', 'warning', 'Policy.Content.Statement.0.Principal'],
      ['invalid_characters', 'warning', 'Policy.Content.Statement.0.Sid'],
    ]);
    expect(linesOf([file('a.json', described({ Statement: 3 }, 'p-1', 'One'))])).toHaveLength(1);
  });

  it('can have `null` in a list of actions, which IAM drops, with a warning', () => {
    const { warnings } = readGuardrails([scp('a.json', policy({ ...statement, Action: ['s3:*', null] }))]);
    expect(warnings.map(({ code, path }) => [code, path.join('.')])).toEqual([['missing', 'Statement.0.Action.1']]);
  });

  it('is refused if there are more than 2,000 policies', () => {
    const many = (count: number): GuardrailFile => scp('many.json', Array(count).fill(DENY));
    expect(readGuardrails([many(1999)]).scps[0]?.policies).toHaveLength(2000);
    expect(linesOf([many(2000), scp('more.json')])).toEqual([
      'too_long: many.json: the files have more than 2,000 policies and entries of lists',
    ]);
    expect(linesOf([many(1999), scp('more.json', '{}'), scp('text.json', '}')])).toEqual([
      'too_long: more.json: the files have more than 2,000 policies and entries of lists',
    ]);
  });
});

describe('a placeholder that is not filled in', () => {
  it('is an error at its place, and the only one of its policy', () => {
    const region = policy({
      ...statement,
      Action: '${x}',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['{{AllowedRegions}}'] } },
    });
    expect(linesOf([scp('a.json', JSON.stringify(region, undefined, 2))])).toEqual([
      'placeholder: a.json:6:17: Statement.0.Action: `${x}` is a placeholder that is not filled in (use the policy as it is attached)',
      'placeholder: a.json:11:13: Statement.0.Condition.StringNotEquals.aws:RequestedRegion.0: `{{AllowedRegions}}` is a placeholder that is not filled in (use the policy as it is attached)',
    ]);
    expect(linesOf([file('a.json', described(region, 'p-1', 'One'))])[0]).toMatch(
      /^placeholder: a\.json:1:\d+: Policy\.Content\.Statement\.0\.Action: /,
    );
  });

  it('is found in a text that is not JSON because of it', () => {
    expect(linesOf([scp('a.json', '{"Statement":\n {{Statements}}}')])).toEqual([
      'invalid_json: a.json:2:3: `{` appears where a key in double quotes should be',
      'placeholder: a.json:2:2: `{{Statements}}` is a placeholder that is not filled in (use the policy as it is attached)',
    ]);
  });

  it('is no policy variable', () => {
    const home = policy({ ...statement, Resource: 'arn:aws:s3:::home/${aws:username}/*' });
    expect(readGuardrails([scp('a.json', home)]).scps).toHaveLength(1);
  });
});

describe('levels', () => {
  it('are in the order of the files, each with its policies', () => {
    const guardrails = readGuardrails([
      scp('a.json', DENY, 'root'),
      scp('b.json', DENY, 'workloads'),
      scp('c.json', ALLOW, 'root'),
      rcp('d.json'),
    ]);
    expect(namesOf(guardrails)).toEqual([
      'root: a.json, c.json',
      'workloads: FullAWSAccess, b.json',
      ': RCPFullAWSAccess, d.json',
    ]);
    expect(assumptionsOf(guardrails)).toEqual(['fullAccess scp workloads']);
    expect(guardrails.assumptions[0]?.message).toBe(
      'No policy at level `workloads` allows anything: `FullAWSAccess` is assumed to be attached.',
    );
    expect(guardrails.scps[1]?.policies[0]).toEqual({
      name: 'FullAWSAccess',
      id: 'p-FullAWSAccess',
      document: policy(...FULL),
    });
  });

  it('take policies by their lists: by ID, ARN or name, or by the name of the file', () => {
    const guardrails = readGuardrails([
      scp('root.json', listing(FULL_SUMMARY, summary('p-1', 'One'), summary('p-2', 'Two')), 'root'),
      scp('ou.json', listing(FULL_SUMMARY, { Name: 'Three' }, { Arn: 'arn:4' }, { Id: 'p-5', Name: 'Five' }), 'ou'),
      file('x.json', described(DENY, 'p-1', 'Renamed')),
      scp('policies/Three.json'),
      file('y.json', {
        PolicySummary: { Arn: 'arn:4', Type: 'SERVICE_CONTROL_POLICY' },
        Content: JSON.stringify(DENY),
      }),
      scp('policies\\p-5.JSON'),
      scp('planned.json', DENY, 'ou'),
    ]);
    expect(namesOf(guardrails)).toEqual([
      'root: FullAWSAccess, Renamed - Two',
      'ou: FullAWSAccess, policies/Three.json, y.json, policies\\p-5.JSON, planned.json',
    ]);
    expect(assumptionsOf(guardrails)).toEqual([]);
  });

  it('have policies missing whose documents are not given, and those of the next page', () => {
    const list = { ...listing(FULL_SUMMARY, { Id: 'p-1' }, { Arn: 'arn:2' }, {}), NextToken: 'abc' };
    expect(namesOf(readGuardrails([scp('list.json', list, 'root')]))).toEqual([
      'root: FullAWSAccess - p-1, arn:2, a policy without a name, policies on the next page of the list',
    ]);
    const contents = listing({ ...summary('p-1', 'One'), Content: JSON.stringify(DENY) });
    expect(namesOf(readGuardrails([scp('list.json', { ...contents, NextToken: 'abc' })]))).toEqual([
      ': One - policies on the next page of the list',
    ]);
  });

  it('assume nothing if a list says what is attached', () => {
    const { scps, assumptions, warnings } = readGuardrails([
      scp('list.json', listing(summary('p-1', 'One')), 'root'),
      file('one.json', described(DENY, 'p-1', 'One')),
    ]);
    expect(scps[0]?.policies.map(({ name }) => name)).toEqual(['One']);
    expect(assumptions).toEqual([]);
    expect(warnings.map((issue) => `${issue.code}: ${formatIssue(issue)}`)).toEqual([
      'no_allow: list.json: no service control policy at level `root` allows anything, so that everything is denied',
    ]);
  });

  it('are not used if their lists are empty', () => {
    const guardrails = readGuardrails([scp('list.json', listing()), rcp('rcps.json', listing())]);
    expect([guardrails.scps, guardrails.rcps]).toEqual([[], []]);
    expect(assumptionsOf(guardrails)).toEqual(['notEnabled scp ', 'notEnabled rcp ']);
    expect(guardrails.assumptions[0]?.message).toMatch(
      /^No policy is listed at the level: .* service control policies/,
    );
  });

  it('have FullAWSAccess once, and RCPFullAWSAccess always', () => {
    const guardrails = readGuardrails([
      scp('list.json', listing(FULL_SUMMARY)),
      file('full.json', described(policy(...FULL), 'p-FullAWSAccess', 'FullAWSAccess')),
      rcp('rcps.json', listing(summary('p-RCPFullAWSAccess', 'RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY'))),
    ]);
    expect(namesOf(guardrails)).toEqual([': FullAWSAccess', ': RCPFullAWSAccess']);
  });

  it('are one level if none is given, which matters if several policies allow something', () => {
    const guardrails = readGuardrails([scp('a.json', ALLOW), scp('b.json', ALLOW), scp('c.json')]);
    expect(assumptionsOf(guardrails)).toEqual(['oneLevel scp ']);
    expect(assumptionsOf(readGuardrails([scp('a.json', ALLOW), scp('c.json')]))).toEqual([]);
  });

  it('must have each policy if there are lists', () => {
    expect(linesOf([scp('list.json', listing(FULL_SUMMARY), 'root'), scp('other.json')])).toEqual([
      'missing: other.json: no list of a level has the policy `other.json` (pass the level of the file, or omit the file)',
    ]);
  });
});

describe('the context', () => {
  it('has an organization ID of the right form', () => {
    expect(readGuardrails([], { organizationId: 'o-a1b2c3d4e5' }).scps).toEqual([]);
    expect(linesOf([], { organizationId: 'o-ABC' })).toEqual([
      'invalid_value: organizationId: `o-ABC` is not an organization ID of AWS Organizations (use `o-` and 10 to 32 lowercase letters and digits)',
    ]);
  });

  it('has the partition of the role, in which its boundary has to be', () => {
    const on = (...Resource: string[]): GuardrailFile =>
      boundary(policy({ Effect: 'Allow', Action: 's3:*', Resource: Resource.length === 1 ? Resource[0] : Resource }));
    expect(linesOf([on('arn:aws-cn:s3:::b')], { partition: 'aws' })).toEqual([
      expect.stringMatching(/^wrong_partition: boundary\.json:1:\d+: Statement\.0\.Resource: .*`aws-cn` .* in `aws`$/),
    ]);
    expect(linesOf([on('arn:aws-cn:s3:::b', 'arn:aws-cn:s3:::c')], { partition: 'aws' })[0]).toContain('Resource.0:');
    for (const resources of [['*'], ['arn:aws:s3:::b', 'arn:aws-cn:s3:::b'], ['arn:*:s3:::b']]) {
      expect(readGuardrails([on(...resources)], { partition: 'aws' }).boundary).toBeDefined();
    }
    expect(readGuardrails([on('arn:aws-cn:s3:::b')]).boundary).toBeDefined();
    const notResource = policy({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws-cn:s3:::b' });
    expect(readGuardrails([boundary(notResource)], { partition: 'aws' }).boundary).toBeDefined();
  });

  it('and the files are checked', () => {
    expect(
      issuesOf(() => readGuardrails([{ name: 'a', text: 3, kind: 'acl' }] as never)).map(({ path }) => path),
    ).toEqual([
      ['files', 0, 'text'],
      ['files', 0, 'kind'],
    ]);
    expect(issuesOf(() => readGuardrails([], { partition: 'aws-mars' as never }))[0]?.path).toEqual([
      'context',
      'partition',
    ]);
  });
});

/** The values of a plan or a state of Terraform, with the policy in a module. */
function module(values: object): object {
  const resource = { type: 'aws_organizations_policy', name: 'One', values };
  return { root_module: { child_modules: [{ resources: [resource, { type: 'aws_iam_role' }] }] } };
}
