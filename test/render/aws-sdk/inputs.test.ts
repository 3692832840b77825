import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { buildRoles } from '../../../src/index.js';
import { toAwsSdkInputs, toCreateRoleInput, type AwsSdkInput } from '../../../src/render/aws-sdk/index.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { RENDER_ROWS } from '../cases.js';
import { expectDeployed } from '../deployed.js';
import { apply, type Call } from './fake-iam.js';

it.each(RENDER_ROWS)('the inputs of toAwsSdkInputs create exactly these roles: %s', (_name, roles) => {
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

it.each(RENDER_ROWS)(
  "the requests of the SDK's client for these inputs create exactly these roles: %s",
  async (_name, roles) => {
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
