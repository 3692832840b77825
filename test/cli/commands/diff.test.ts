import { describe, expect, it } from 'vitest';
import { toYaml } from '../../../src/cli/yaml.js';
import { buildRoles } from '../../../src/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/index.js';
import { exportOf, type AccountExport } from '../../drift/account.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { runCommand } from '../run-command.js';

const allow = (Action: string | string[], Resource = 'arn:aws:s3:::b/*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'S', Effect: 'Allow', Action, Resource }] });
const trust = (account: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }],
  });

const roles = buildRoles('private-vpc', PARAMETERS);
const scoped = buildRoles('private-vpc', {
  ...PARAMETERS,
  scope: { accountId: '444455556666', withoutPolicyReads: true },
});
const plan = {
  format_version: '1.2',
  terraform_version: '1.9.0',
  planned_values: {
    root_module: {
      resources: [
        {
          address: 'aws_iam_role.r',
          mode: 'managed',
          type: 'aws_iam_role',
          name: 'r',
          values: { name: 'Reader', assume_role_policy: trust('111122223333') },
        },
        {
          address: 'aws_iam_role_policy.p',
          mode: 'managed',
          type: 'aws_iam_role_policy',
          name: 'p',
          values: { name: 'Own', role: 'Reader', policy: allow(['s3:GetObject', 's3:PutObject']) },
        },
      ],
    },
  },
};
const template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Parameters: { Bucket: { Type: 'String' } },
  Resources: {
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'Reader',
        AssumeRolePolicyDocument: JSON.parse(trust('111122223333')) as object,
        Policies: [
          {
            PolicyName: 'Own',
            PolicyDocument: JSON.parse(
              allow('s3:GetObject', 'BUCKET').replace('"BUCKET"', '{"Fn::Sub":"arn:aws:s3:::${Bucket}/*"}'),
            ) as object,
          },
        ],
      },
    },
  },
};

const ESCAPE = new RegExp(String.fromCodePoint(27) + String.raw`\[\d+m`, 'g');
const reader: AccountExport = exportOf([{ ...roles[0], name: 'Reader' } as never]);

const DEEP = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;

const files = {
  'reader.json': JSON.stringify({
    ...reader,
    RoleDetailList: reader.RoleDetailList.filter(({ RoleName }) => RoleName === 'Reader'),
  }),
  'get.json': allow('s3:GetObject'),
  'get-put.json': allow(['s3:PutObject', 's3:GetObject']),
  'one.json': trust('111122223333'),
  'other.json': trust('999988887777'),
  'export.json': JSON.stringify(exportOf(roles)),
  'scoped.json': JSON.stringify(exportOf(scoped)),
  'roles.yaml': toYaml(toCloudFormation(roles)),
  'scoped.yaml': toYaml(toCloudFormation(scoped)),
  'plan.json': JSON.stringify(plan),
  'template.json': JSON.stringify(template),
  'empty.json': '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"T":{"Type":"AWS::SNS::Topic"}}}',
  'future.json': JSON.stringify({ ...plan, format_version: '2.0' }),
  'two-accounts.json': `${JSON.stringify(exportOf(roles))}\n${JSON.stringify(exportOf(roles, '999988887777'))}`,
  'broken-template.json': '{"Resources": {"A": ',
  'broken-plan.json': '{"terraform_version": "1.9.0",, }',
  'broken-policy.json': '{"Version": "2012-10-17", "Statement": [',
  'broken-export.json': '{"RoleDetailList": [{}]}',
  'text.txt': 'Allow everything',
  'scalar.json': '7',
  'deep.json': `{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": ${DEEP}}}}`,
  'deep-export.json': `{"RoleDetailList": [${'['.repeat(50_000)}${']'.repeat(50_000)}]}`,
  'huge.json': new Uint8Array(64 * 1024 * 1024 + 1).fill(32),
  'state.json': JSON.stringify({ format_version: '1.0', values: plan.planned_values }),
  'broken.yaml': 'Resources:\n  A: [\n',
  'binary.json': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, 0, 0, 0, 0, 0]),
};
const diff = (...args: string[]) => runCommand(['diff', ...args], files);

describe('diff', () => {
  it('lists what is newly allowed and exits with 1, or with 0 if nothing is', async () => {
    expect(await diff('get.json', 'get-put.json')).toEqual({
      code: 1,
      out: [
        'Old: get.json',
        'New: get-put.json',
        '',
        '✗ New access: 1 difference, at worst Write.',
        '',
        'Policies',
        '  s3',
        '  + s3:PutObject (Write)',
        '      on arn:aws:s3:::b/*',
        '',
      ].join('\n'),
      err: '',
    });
    expect(await diff('get-put.json', 'get.json')).toMatchObject({ code: 0 });
    expect((await diff('get.json', 'get.json')).out).toContain('✓ No difference in access.');
    expect((await diff('one.json', 'other.json')).out).toContain(
      'who can assume the role\n  ~ sts:AssumeRole (Write)\n',
    );
  });

  it.each([
    ['new', 'get.json', 'get-put.json', 1],
    ['new', 'get-put.json', 'get.json', 0],
    ['lost', 'get.json', 'get-put.json', 0],
    ['lost', 'get-put.json', 'get.json', 1],
    ['any', 'get-put.json', 'get.json', 1],
    ['any', 'get.json', 'get.json', 0],
    ['never', 'get.json', 'get-put.json', 0],
  ])('with --fail-on %s, from %s to %s, exits with %i', async (condition, old, next, code) => {
    expect((await diff(old, next, '--fail-on', condition)).code).toBe(code);
  });

  it('prints an example request for each difference', async () => {
    const { out } = await diff('get.json', 'get-put.json', '--explain');
    expect(out).toContain('newly allowed, by `S`:\n        action    `s3:PutObject`\n');
  });

  it('compares exports, templates in JSON and YAML, and plans', async () => {
    for (const [old, next] of [
      ['export.json', 'scoped.json'],
      ['roles.yaml', 'scoped.yaml'],
      ['export.json', 'scoped.yaml'],
    ] as const) {
      const { code, out, err } = await diff(old, next, '--json');
      expect([old, next, code, err]).toEqual([old, next, 0, '']);
      const { roles: found, gained } = JSON.parse(out) as {
        roles: { name: string; rows: { actions: string[] }[] }[];
        gained: number;
      };
      expect(gained).toBe(0);
      const own = found.find(({ name }) => name === roles[0].name);
      expect(own?.rows.flatMap(({ actions }) => actions)).toContain('iam:GetPolicyVersion');
    }
    const { out, code } = await diff('template.json', 'plan.json', '--parameter', 'Bucket=b');
    expect(code).toBe(1);
    expect(out).toContain('Reader\n  s3\n  + s3:PutObject (Write)\n      on arn:aws:s3:::b/*\n');
  });

  it('keeps what a template does not have as a symbol, and says so', async () => {
    const { out, code } = await diff('template.json', 'template.json');
    expect(code).toBe(0);
    expect(out).toContain('taken for the same on both sides: `<Bucket>`.');
  });

  it('compares what is documented with what a scope leaves', async () => {
    const args = [
      'page',
      'page+scope',
      '--mode',
      'private-vpc',
      '--scope',
      'withoutPolicyReads',
      '--account',
      '444455556666',
    ];
    const { code, out } = await diff(...args);
    expect(code).toBe(0);
    expect(out).toContain('  - iam:GetPolicy, iam:GetPolicyVersion (Read)\n');
    expect((await diff('page', 'page+scope', '--mode', 'private-vpc')).err).toContain(
      'scope: is required for `page+scope`',
    );
    expect((await diff('page', 'page')).err).toContain('mode: is required for `page`');
    expect((await diff('page', 'export.json', '--mode', 'private-vpc')).err).toContain('--org-id');
  });

  it('does not take a role of an account that has another name for one that nobody asked about', async () => {
    const { code, out } = await diff('template.json', 'export.json', '--parameter', 'Bucket=b');
    expect(code).toBe(1);
    expect(out).toContain('no role is named `Reader`, and one of 3 other roles could be it');
    const same = await diff('template.json', 'reader.json', '--parameter', 'Bucket=b');
    expect(same.code).toBe(1);
    expect(same.out).not.toContain('other role');
  });

  it('lists what was not read in every format', async () => {
    const nested = { ...template, Resources: { ...template.Resources, N: { Type: 'AWS::CloudFormation::Stack' } } };
    const more = { ...files, 'nested.json': JSON.stringify(nested) };
    const run = (format: string) => runCommand(['diff', 'template.json', 'nested.json', '--format', format], more);
    expect(await run('text')).toMatchObject({ code: 1 });
    for (const format of ['text', 'json', 'markdown', 'sarif', 'github', 'junit']) {
      const { code, out } = await run(format);
      expect([format, code]).toEqual([format, 1]);
      expect(out).toContain('a nested stack, whose template is not analyzed');
    }
    const table = await runCommand(['diff', 'template.json', 'nested.json'], more, { columns: 120 });
    expect(table.out).toContain('Not compared: nested.json: template.Resources.N: `N` is a nested stack');
  });

  it('does not say that a plan makes no difference if it cannot tell', async () => {
    const change = { actions: ['create'], before: null, after: {}, after_unknown: { inline_policy: true } };
    const created = {
      ...plan,
      resource_changes: [{ address: 'aws_iam_role.r', type: 'aws_iam_role', change }],
      configuration: {
        root_module: { resources: [{ mode: 'managed', type: 'aws_iam_role', name: 'r', expressions: {} }] },
      },
    };
    const { code, out } = await runCommand(['diff', 'plan.json', 'created.json'], {
      ...files,
      'created.json': JSON.stringify(created),
    });
    expect(code).toBe(1);
    expect(out).toContain('No difference was found. Something could not be compared.');
    expect(out).toContain('inline policies in `dynamic` blocks are known only after apply');
  });

  it('refuses JSON in which a key appears twice, of which one value would be lost', async () => {
    const twice = files['plan.json'].replace('"values":', '"values": {}, "values":');
    const { code, err } = await runCommand(['diff', 'plan.json', 'twice.json'], { ...files, 'twice.json': twice });
    expect([code, err]).toEqual([2, 'error: twice.json:1:191: the key `values` appears twice\n']);
  });

  it('names the parameters whose defaults it used', async () => {
    const dev = { ...template, Parameters: { Bucket: { Type: 'String', Default: 'dev' } } };
    const { out } = await runCommand(['diff', 'dev.json', 'dev.json'], { 'dev.json': JSON.stringify(dev) });
    expect(out).toContain('Defaults were used for `Bucket`');
  });

  it('compares one role, also with a policy', async () => {
    const { out, code } = await diff('get.json', 'plan.json', '--role', 'Reader');
    expect(code).toBe(1);
    expect(out).toContain('+ s3:PutObject');
    expect((await diff('plan.json', 'get.json')).code).toBe(0);
    expect((await diff('plan.json', 'state.json')).out).toContain('No difference in access.');
    expect((await diff('other.json', 'plan.json')).out).toContain('who can assume the role');
    expect((await diff('export.json', 'get.json')).err).toContain(
      'choose one with `--role`: `UpsolverManagementRole`, `UpsolverServerRole`',
    );
    expect((await diff('export.json', 'scoped.json', '--role', 'Nobody')).err).toContain('has no role `Nobody`');
  });

  it.each([
    ['a template without roles', 'empty.json', 'the template has no IAM role'],
    ['a plan of another format', 'future.json', 'the format version `2.0` is not supported'],
    ['roles of two accounts', 'two-accounts.json', 'the export has roles of 2 accounts'],
    ['a template that is no YAML', 'broken.yaml', 'broken.yaml:'],
    ['a template that ends too early', 'broken-template.json', 'broken-template.json:1:'],
    ['a plan with a comma too many', 'broken-plan.json', 'broken-plan.json:1:31: '],
    ['a policy that ends too early', 'broken-policy.json', 'broken-policy.json'],
    ['an export with a role that is none', 'broken-export.json', 'broken-export.json:1:21: '],
    ['text', 'text.txt', 'text.txt'],
    ['a number', 'scalar.json', 'scalar.json'],
    ['a template that is nested very deep', 'deep.json', 'deep.json'],
    ['an export that is nested very deep', 'deep-export.json', 'deep-export.json'],
    ['a file of more than 64 MiB', 'huge.json', 'huge.json: the file has more than 64 MiB'],
    ['a binary', 'binary.json', 'binary.json'],
    ['a missing file', 'missing.json', 'missing.json'],
  ])('refuses %s in one line', async (_what, file, message) => {
    const { code, out, err } = await diff('export.json', file);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('names ten roles of those that it has', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ ...roles[0], name: `Role${index}` }));
    const more = { ...files, 'many.json': JSON.stringify(exportOf(many as never)) };
    const { err } = await runCommand(['diff', 'many.json', 'get.json'], more);
    expect(err).toMatch(/: `Role0`, .*`Role9` and 3 more\)\n$/);
  });

  it('shows trust, remarks and what no action reaches in a table', async () => {
    const role = (account: string, Action: string, names: string[]): string =>
      JSON.stringify(
        exportOf([
          {
            ...roles[0],
            trustPolicy: JSON.parse(trust(account)) as never,
            inlinePolicies: [{ name: 'Own', document: JSON.parse(allow(Action, '*')) as never }],
            managedPolicyArns: names.map((name) => `arn:aws:iam::aws:policy/${name}`),
          } as never,
        ]),
      );
    const both = {
      'old.json': role('111122223333', 'sqs:GetQueueUrl', []),
      'new.json': role('999988887777', 'sqs:*', ['Unheard']),
    };
    const { out } = await runCommand(['diff', 'old.json', 'new.json'], both, { columns: 120, color: true });
    const lines = out.replaceAll(ESCAPE, '').split('\n');
    expect(lines.find((line) => line.includes(' Trust '))).toMatch(/^ {2}~ +Trust +sts:AssumeRole +before: by AWS /);
    expect(out).toContain('? The new role has `arn:aws:iam::aws:policy/Unheard`');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('no action that AWS documents makes such requests');
  });

  it('refuses policies of different types', async () => {
    expect((await diff('get.json', 'one.json')).err).toContain('policies of different types cannot be compared');
  });

  it('prints every format', async () => {
    expect((await diff('get.json', 'get-put.json', '--format', 'markdown')).out).toContain(
      '| ➕ | Write | s3:PutObject | not allowed |',
    );
    expect((await diff('get.json', 'get-put.json', '--format', 'github')).out).toMatch(
      /^::error title=Policies%3A newAccess::/,
    );
    expect((await diff('get.json', 'get-put.json', '--format', 'junit')).out).toContain('failures="1"');
    expect(JSON.parse((await diff('get.json', 'get-put.json', '--sarif')).out)).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse((await diff('get.json', 'get-put.json', '--json')).out)).toMatchObject({
      old: 'get.json',
      gained: 1,
    });
  });

  it.each([60, 80, 100, 120, 200])('fits into %i columns', async (columns) => {
    const { out } = await runCommand(['diff', 'roles.yaml', 'scoped.yaml'], files, { columns });
    const long = out.split('\n').filter((line) => line.length > columns);
    // A name or an ARN is never broken.
    expect(long.filter((line) => line.trim().includes(' ') && !/\S{40}/.test(line))).toEqual([]);
    await expect(out).toMatchFileSnapshot(`../../review/diff/golden/diff-${columns}.txt`);
  });
});
