import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { run } from '../../src/cli/program.js';
import { InvalidInputError } from '../../src/index.js';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  permissionsFor,
  rolesFor,
} from '../../src/index.js';

const files = new Map<string, string>();

function read(file: string): string {
  const text = files.get(file);
  if (text !== undefined) return text;
  throw new InvalidInputError([{ code: 'missing', path: [], message: `${file} cannot be read` }]);
}

function command(...args: string[]): { code: number; out: string; err: string } {
  return commandInColor(false, ...args);
}

function commandInColor(color: boolean, ...args: string[]): { code: number; out: string; err: string } {
  let out = '';
  let err = '';
  const code = run(args, {
    color,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    read,
    readChunks: (file) => [new TextEncoder().encode(read(file))],
  });
  return { code, out, err };
}

const organization = ['--org-id', 'acme', '--region', 'cn-north-1'];

describe('--json', () => {
  it.each<[string, string[], unknown]>([
    ['roles', ['roles', 'private-vpc'], rolesFor('private-vpc')],
    [
      'roles of an organization',
      ['roles', 'upsolver-vpc', ...organization],
      rolesFor('upsolver-vpc', { orgId: 'acme', region: 'cn-north-1' }),
    ],
    ['management policy', ['policy', 'UpsolverManagementRole'], buildManagementPolicy()],
    [
      'management policy of a partition',
      ['policy', 'UpsolverManagementRole', ...organization],
      buildManagementPolicy({ region: 'cn-north-1' }),
    ],
    ['server policy', ['policy', 'UpsolverServerRole', ...organization], buildServerPolicy('acme', 'cn-north-1')],
    ['Upsolver policy', ['policy', 'UpsolverRole', ...organization], buildUpsolverPolicy('acme', 'cn-north-1')],
    ['permissions', ['permissions', 'UpsolverRole'], permissionsFor('UpsolverRole')],
  ])('prints the data: %s', (_name, args, data) => {
    expect(command(...args, '--json')).toEqual({ code: 0, out: `${JSON.stringify(data, undefined, 2)}\n`, err: '' });
  });
});

describe('text', () => {
  it('of roles is aligned', () => {
    expect(command('roles', 'upsolver-vpc').out).toBe(
      [
        'UpsolverRole',
        "  purpose           Lets Upsolver's servers in Upsolver's VPC do what both other roles allow.",
        "  assumed by        Upsolver's own AWS account.",
        '  managed policies  AWSCloudFormationReadOnlyAccess  Notice when the first integration has been completed.',
        '                                                     Notice when later integrations have been completed.',
        '                    AmazonAthenaFullAccess           Manage Athena tables.',
        '  permissions       45 grants of 42 actions',
        '',
      ].join('\n'),
    );
  });

  it('of several roles has an empty line between them', () => {
    expect(command('roles', 'private-vpc').out).toMatch(/38 actions\n\nUpsolverServerRole\n/);
  });

  it('of a policy is aligned, statement by statement', () => {
    const { out } = command('policy', 'UpsolverManagementRole', '--region', 'cn-north-1');
    expect(out).toMatch(/^UpsolverManagementRole: 5 statements\n\nvalidateAndMonitor\n {2}allow {2}ec2:Describe/);
    expect(out).toContain(
      [
        'createNamedUpsolver',
        '  allow  ec2:CreateVolume',
        '         ec2:RunInstances',
        '  on     *',
        '  if     aws:RequestTag/Name StringLike *upsolver*',
        '',
        'useNamedUpsolver',
      ].join('\n'),
    );
    expect(out).toMatch(/ {2}on {5}arn:aws-cn:ec2:\*:\*:network-interface\/\*\n {9}arn:aws-cn:ec2:\*:\*:subnet/);
    expect(out.endsWith('image/*\n')).toBe(true);
  });

  it('of permissions is grouped by purpose', () => {
    const { out } = command('permissions', 'UpsolverManagementRole');
    expect(out).toMatch(/^UpsolverManagementRole: 40 grants of 38 actions\n\nWatch the state/);
    expect(out).toContain(
      [
        'Let Spotinst use spot instances.',
        '  source: "AWS role permissions", revision of December 2019 (github.com/Upsolver/Documentation_Old)',
        '  ec2:DescribeSpotPriceHistory  validateAndMonitor',
        '',
      ].join('\n'),
    );
    expect(out).toContain(
      '\n  ec2:RunInstances                useNamedUpsolver           if ec2:ResourceTag/Name StringLike *upsolver*\n',
    );
    expect(out).toContain('  source: "AWS role permissions", table "Custom Policies"\n');
  });

  it('of permissions names managed policies and derived purposes', () => {
    const { out } = command('permissions', 'UpsolverServerRole');
    expect(out).toMatch(/^UpsolverServerRole: 5 actions\n/);
    expect(out).toContain('  s3:ListAllMyBuckets  managed policy AmazonAthenaFullAccess\n');
    expect(out).toContain('  source: derived from the Sid upsolverBucketAccess\n');
  });

  it('has no trailing white space', () => {
    for (const args of [
      ['roles', 'private-vpc'],
      ['permissions', 'UpsolverRole'],
      ['policy', 'UpsolverManagementRole'],
    ]) {
      expect(command(...args).out).not.toMatch(/[ \t]$/m);
    }
  });

  it('is bold in its headings where there are colours, and nowhere else', () => {
    expect(commandInColor(true, 'roles', 'upsolver-vpc').out.startsWith('\u001b[1mUpsolverRole\u001b[22m\n')).toBe(
      true,
    );
    expect(command('roles', 'upsolver-vpc').out).not.toContain('\u001b');
    expect(commandInColor(true, 'roles', 'upsolver-vpc', '--json').out).not.toContain('\u001b');
  });
});

describe('bad input exits with 2, writes nothing to stdout, and lists every problem', () => {
  it.each<[string[], string[]]>([
    [['roles'], ['error: <mode>: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)']],
    [
      ['roles', 'my-vpc', '--org-id', 'A', '--region', 'us-east'],
      [
        'error: <mode>: `my-vpc` is not a known integration mode (did you mean `private-vpc`? one of `private-vpc`, `upsolver-vpc`)',
        'error: --org-id: the organization id `A` has upper-case letters (the name of an S3 bucket is lower-case)',
        'error: --region: `us-east` is not an AWS Region (a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`)',
      ],
    ],
    [['roles', 'private-vpc', '--org-id', 'acme'], ['error: --region: the region is missing']],
    [
      ['policy', 'UpsolverRole'],
      ['error: --org-id: the organization id is missing', 'error: --region: the region is missing'],
    ],
    [
      ['policy'],
      ['error: <role>: the role is missing (one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`)'],
    ],
    [
      ['policy', 'constructor', '--org-id', 'a_b', '--region', 'us-east-1a'],
      [
        'error: <role>: `constructor` is not a known role (one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`)',
        'error: --org-id: the organization id `a_b` has characters other than letters, digits and hyphens',
        'error: --region: `us-east-1a` is an availability zone, not an AWS Region (its Region is `us-east-1`)',
      ],
    ],
    [
      ['policy', 'UpsolverManagementRole', '--org-id', '-a', '--region', 'x'],
      [
        'error: --org-id: the organization id `-a` begins or ends with a hyphen',
        'error: --region: `x` is not an AWS Region (a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`)',
      ],
    ],
    [
      ['policy', 'nobody', '--org-id=', '--region', ''],
      [
        'error: <role>: `nobody` is not a known role (one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`)',
        'error: --org-id: the organization id is empty',
        'error: --region: the region is empty',
      ],
    ],
    [
      ['permissions', 'server'],
      [
        'error: <role>: `server` is not a known role (one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`)',
      ],
    ],
  ])('%j', (args, errors) => {
    expect(command(...args)).toEqual({ code: 2, out: '', err: errors.map((line) => `${line}\n`).join('') });
  });

  it.each<[string[], string]>([
    [['bogus'], "error: unknown command 'bogus'"],
    [['roles', 'private-vpc', '--jsn'], "error: unknown option '--jsn'"],
    [['roles', 'private-vpc', 'more'], 'error: too many arguments'],
    [['policy', 'UpsolverRole', '--org-id'], "error: option '--org-id <id>' argument missing"],
  ])('of usage: %j', (args, error) => {
    const { code, out, err } = command(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(error);
    expect(err).toContain('--help');
  });

  it('without a command, shows the help on stderr', () => {
    const { code, out, err } = command();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: upsolver-iam');
  });
});

describe('--help', () => {
  it.each([[], ['roles'], ['policy'], ['permissions']])('%s has an example that works', (...args) => {
    const { code, out, err } = command(...args, '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const example = /Example:\n {2}\$ upsolver-iam (.+)\n/.exec(out)?.[1]?.split(' ') ?? [];
    expect(example.length).toBeGreaterThan(1);
    expect(command(...example).code).toBe(0);
  });

  it('names the choices', () => {
    expect(command('roles', '--help').out).toContain('private-vpc or upsolver-vpc');
    expect(command('policy', '--help').out).toContain('Usage: upsolver-iam policy <role> [options]');
  });
});

it('--version is that of the package', () => {
  expect(command('--version')).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
});

it('an error of our own making is not taken for bad input', () => {
  const broken = () =>
    run(['roles', 'private-vpc'], {
      color: false,
      read,
      readChunks: () => [],
      err: () => {},
      out: () => {
        throw new Error('disk full');
      },
    });
  expect(broken).toThrow('disk full');
});

describe('the commands on policy documents', () => {
  const allow = (more: object): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
  files.set('get.json', allow({ Action: 's3:GetObject', Resource: '*' }));
  files.set('any-get.json', allow({ Action: 's3:Get*', Resource: '*' }));
  files.set('encoded', encodeURIComponent(files.get('get.json')!));
  files.set('trust.json', allow({ Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }));
  files.set(
    'empty-value.json',
    allow({ Action: 's3:GetObject', Resource: '*', Condition: { StringEquals: { k: '' } } }),
  );
  files.set(
    'nothing.json',
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }),
  );
  files.set('bad.json', '{"Statement": [],}');
  files.set('warned.json', allow({ Action: ['s3:*', 's3:GetObject'], Resource: '*' }));

  it.each<[string[], number]>([
    [['get.json', 'get.json'], 0],
    [['get.json', 'encoded'], 0],
    [['get.json', 'any-get.json'], 0],
    [['any-get.json', 'get.json'], 1],
    [['trust.json', 'trust.json'], 0],
    [['trust.json', 'trust.json', '--kind', 'trust'], 0],
    [['trust.json', 'trust.json', '--kind', 'identity'], 2],
    [['empty-value.json', 'nothing.json'], 1],
    [['nothing.json', 'empty-value.json'], 0],
    [['get.json', 'gone.json'], 2],
    [['get.json'], 2],
    [['get.json', 'get.json', '--kind', 'none'], 2],
  ])('compare %j exits with %i', (args, code) => expect(command('compare', ...args).code).toBe(code));

  it('compare shows the request that makes the difference', () => {
    expect(command('compare', 'any-get.json', 'get.json').out).toBe(
      'any-get.json is broader than get.json: it allows all that get.json allows, and more.\n\n' +
        'Only any-get.json allows:\n  action    `s3:Get`\n  resource  `*`\n',
    );
    expect(JSON.parse(command('compare', 'any-get.json', 'get.json', '--json').out)).toEqual({
      relation: 'broader',
      onlyInA: { action: 's3:Get', resource: '*' },
    });
  });

  it('compare --new lists what is newly granted', () => {
    expect(command('compare', '--new', 'any-get.json', 'get.json')).toEqual({
      code: 1,
      out: 'New access, granted by statement 0:\n  action    `s3:Get`\n  resource  `*`\n',
      err: '',
    });
    expect(command('compare', '--new', 'get.json', 'any-get.json', '--json')).toEqual({
      code: 0,
      out: '[]\n',
      err: '',
    });
  });

  it('lists the errors of all files', () => {
    const { code, out, err } = command('compare', 'bad.json', 'bad.json');
    expect([code, out]).toEqual([2, '']);
    const line =
      'error: bad.json: line 1, column 18: `}` appears where a key in double quotes should be (JSON does not allow a comma after the last entry)\n';
    expect(err).toBe(line + line);
  });

  it.each<[string[], number, string]>([
    [['get.json', '--action', 's3:GetObject'], 0, 'allowed'],
    [['get.json', 'nothing.json', '--action', 's3:GetObject'], 1, 'explicitDeny'],
    [['get.json', '--action', 's3:PutObject', '--resource', 'arn:aws:s3:::b/k'], 1, 'implicitDeny'],
    [['empty-value.json', '--action', 's3:GetObject', '--context', 'k='], 0, 'allowed'],
    [
      ['empty-value.json', '--action', 's3:GetObject', '--context', 'k=', 'k=a=b', '--context', 'j=1'],
      1,
      'implicitDeny',
    ],
    [['trust.json', '--action', 'sts:AssumeRole', '--principal', 'Service=ec2.amazonaws.com'], 0, 'allowed'],
    [['trust.json', '--action', 'sts:AssumeRole', '--principal', 'arn:aws:iam::111122223333:root'], 1, 'implicitDeny'],
  ])('evaluate %j exits with %i: %s', (args, code, decision) => {
    const result = command('evaluate', ...args, '--json');
    expect(result.code).toBe(code);
    expect(JSON.parse(result.out)).toMatchObject({ decision });
  });

  it('evaluate says why', () => {
    expect(command('evaluate', 'get.json', '--action', 's3:PutObject').out).toBe(
      'Denied (implicit): no statement allows the request.\n  statement 0  Allow  does not apply: `Action` does not match\n',
    );
  });

  it.each([
    [['get.json'], /required option '--action/],
    [['get.json', '--action', 'GetObject'], /^error: --action: `GetObject` is not an action/],
    [['get.json', '--action', 's3:x', '--context', 'k'], /^error: --context: `k` is not of the form/],
  ])('evaluate %j is refused', (args, message) => {
    const { code, err } = command('evaluate', ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('lint lists errors and warnings', () => {
    expect(command('lint', 'get.json')).toEqual({ code: 0, out: 'get.json: nothing to say\n', err: '' });
    expect(command('lint', 'warned.json')).toEqual({
      code: 0,
      out: 'warned.json: warning redundant: line 1, column 73: Statement.0.Action.1: `s3:GetObject` is covered by `s3:*`\n',
      err: '',
    });
    expect(command('lint', 'warned.json', '--strict').code).toBe(1);
    expect(command('lint', 'bad.json').out).toMatch(/^bad\.json: error invalid_json: line 1, column 18: /);
    const { code, out } = command('lint', 'bad.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ code: 'invalid_json', position: { line: 1, column: 18 } }]);
    expect(command('lint', 'gone.json')).toEqual({ code: 2, out: '', err: 'error: gone.json cannot be read\n' });
  });
});
