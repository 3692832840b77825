import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { buildRoles, type DeployableRole } from '../../src/index.js';
import { toAwsCliScript, toAwsSdkInputs, toCreateRoleInput, type AwsSdkInput } from '../../src/render/aws-sdk/index.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';
import { RENDER_CASES } from './cases.js';
import { expectDeployed, type Deployed } from './deployed.js';
import { runScript } from './run-script.js';

type Call = { operation: string; input: Record<string, unknown> };

/** What a fake IAM has after the calls, in their order; it refuses calls for what does not exist yet. */
function apply(calls: readonly Call[]): Deployed[] {
  const roles = new Map<string, Deployed>();
  const profiles = new Map<string, { name: string; path: unknown; tags: unknown }>();
  const parse = (text: unknown): never => JSON.parse(text as string) as never;
  const tagsOf = (tags: unknown): Record<string, string> =>
    Object.fromEntries(((tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
  for (const { operation, input } of calls) {
    const role = roles.get(input['RoleName'] as string);
    if (operation === 'CreateRole') {
      expect([...roles.keys()]).not.toContain(input['RoleName']);
      roles.set(input['RoleName'] as string, {
        name: input['RoleName'] as string,
        description: input['Description'],
        path: input['Path'],
        maxSessionDuration: input['MaxSessionDuration'],
        boundary: input['PermissionsBoundary'],
        tags: tagsOf(input['Tags']),
        trustPolicy: parse(input['AssumeRolePolicyDocument']),
        managedPolicyArns: [],
        inlinePolicies: [],
        instanceProfile: undefined,
      });
    } else if (operation === 'CreateInstanceProfile') {
      profiles.set(input['InstanceProfileName'] as string, {
        name: input['InstanceProfileName'] as string,
        path: input['Path'],
        tags: tagsOf(input['Tags']),
      });
    } else {
      expect([...roles.keys()]).toContain(input['RoleName']);
      if (operation === 'AttachRolePolicy') role?.managedPolicyArns.push(input['PolicyArn'] as string);
      else if (operation === 'PutRolePolicy')
        role?.inlinePolicies.push({ name: input['PolicyName'] as string, document: parse(input['PolicyDocument']) });
      else if (operation === 'AddRoleToInstanceProfile') {
        const { tags, ...profile } = profiles.get(input['InstanceProfileName'] as string) ?? { tags: undefined };
        expect(tags).toEqual(role?.tags);
        if (role) role.instanceProfile = profile as Deployed['instanceProfile'];
      } else throw new Error(`unknown operation ${operation}`);
    }
  }
  return [...roles.values()];
}

it.each(RENDER_CASES)('the inputs of toAwsSdkInputs create exactly these roles: $name', ({ roles }) => {
  expectDeployed(apply(toAwsSdkInputs(roles) as Call[]), roles);
});

const commands = {
  CreateRole: CreateRoleCommand,
  AttachRolePolicy: AttachRolePolicyCommand,
  PutRolePolicy: PutRolePolicyCommand,
  CreateInstanceProfile: CreateInstanceProfileCommand,
  AddRoleToInstanceProfile: AddRoleToInstanceProfileCommand,
} as unknown as Record<AwsSdkInput['operation'], new (input: AwsSdkInput['input']) => CreateRoleCommand>;

/** What the SDK's own client sends for the calls, read back from its requests, which are then dropped. */
async function send(inputs: readonly AwsSdkInput[]): Promise<Call[]> {
  const calls: Call[] = [];
  const client = new IAMClient({ region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  client.middlewareStack.add(
    () => (args) => {
      calls.push(readRequest((args.request as { body: string }).body));
      return Promise.resolve({ output: { $metadata: {} }, response: {} });
    },
    { step: 'build' },
  );
  for (const { operation, input } of inputs) {
    await client.send(new commands[operation](input));
  }
  return calls;
}

/** A request in the form of AWS's query protocol. */
function readRequest(body: string): Call {
  const { Action = '', Version: _version, ...fields } = Object.fromEntries(new URLSearchParams(body));
  const tags = Object.keys(fields).filter((name) => /^Tags\.member\.\d+\.Key$/.test(name));
  const Tags = tags.map((name) => ({ Key: fields[name], Value: fields[name.replace(/Key$/, 'Value')] }));
  const input = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('Tags.')));
  const { MaxSessionDuration: seconds } = input;
  return {
    operation: Action,
    input: {
      ...input,
      ...(seconds !== undefined && { MaxSessionDuration: Number(seconds) }),
      ...(Tags.length > 0 && { Tags }),
    },
  };
}

it.each(RENDER_CASES)(
  "the requests of the SDK's client for these inputs create exactly these roles: $name",
  async ({ roles }) => {
    expectDeployed(apply(await send(toAwsSdkInputs(roles))), roles);
  },
);

it('toAwsSdkInputs returns the calls in the order in which to send them', () => {
  expect(toAwsSdkInputs(buildRoles('private-vpc', PARAMETERS)).map(({ operation }) => operation)).toEqual([
    'CreateRole',
    'AttachRolePolicy',
    'PutRolePolicy',
    'CreateRole',
    'AttachRolePolicy',
    'AttachRolePolicy',
    'PutRolePolicy',
    'CreateInstanceProfile',
    'AddRoleToInstanceProfile',
  ]);
});

it('toCreateRoleInput omits the boundary and the tags of a role without them', () => {
  expect(Object.keys(toCreateRoleInput(buildRoles('upsolver-vpc', PARAMETERS)[0]))).toEqual([
    'RoleName',
    'Path',
    'AssumeRolePolicyDocument',
    'Description',
    'MaxSessionDuration',
  ]);
});

const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The calls that the AWS CLI would make. */
function readCalls(calls: readonly string[][]): Call[] {
  return calls.map(([service, name = '', ...rest]) => {
    expect(service).toBe('iam');
    expect(rest.length % 2).toBe(0);
    const options = rest.flatMap((option, index) =>
      index % 2 === 0 ? [[option, rest[index + 1] as string] as const] : [],
    );
    for (const [option, value] of options) {
      expect(option).toMatch(/^--[a-z-]+$/);
      // The command would take these for an option, or for a file.
      expect(value).not.toMatch(/^(-|file:\/\/|fileb:\/\/|https?:\/\/)/);
    }
    const json = options.find(([option]) => option === '--cli-input-json');
    if (json !== undefined) return { operation: pascalCase(name), input: JSON.parse(json[1]) as Call['input'] };
    const input = Object.fromEntries(
      options.map(([option, value]) => {
        const key = pascalCase(option.slice(2));
        if (key === 'Tags') return [key, JSON.parse(value) as unknown];
        return [key, key === 'MaxSessionDuration' ? Number(value) : value];
      }),
    );
    return { operation: pascalCase(name), input };
  });
}

describe('the script of toAwsCliScript', () => {
  it.each(RENDER_CASES)('creates exactly these roles: $name', ({ roles }) => {
    const { calls, status } = runScript(toAwsCliScript(roles));
    expect(status).toBe(0);
    expectDeployed(apply(readCalls(calls)), roles);
  });

  const [plain] = buildRoles('upsolver-vpc', PARAMETERS);
  it.each([
    ['a name that looks like an option', { name: '--no-paginate' }],
    ['a description that looks like a file', { description: 'file:///etc/passwd' }],
    ['a description that looks like an address', { description: 'https://example.com' }],
    ['a description with lines', { description: 'first\nsecond \'quoted\' "twice" $HOME `id` \\' }],
    ['an empty description', { description: '' }],
    ['a name with spaces', { name: 'a b\'c$d"e' }],
  ])('passes on %s unchanged', (_what, change: Partial<DeployableRole>) => {
    const role = { ...plain, ...change };
    expectDeployed(apply(readCalls(runScript(toAwsCliScript([role])).calls)), [role]);
  });

  it('stops at the first call that fails', () => {
    const { calls, status } = runScript(toAwsCliScript([plain]), 1);
    expect(calls).toHaveLength(2);
    expect(status).not.toBe(0);
  });

  it('says in a comment what it does', () => {
    expect(toAwsCliScript(buildRoles('private-vpc', PARAMETERS))).toMatch(
      /^#!\/bin\/sh\n# Creates UpsolverManagementRole and UpsolverServerRole with the AWS CLI/,
    );
  });
});
