import * as iam from '@aws-sdk/client-iam';
import * as lakeFormation from '@aws-sdk/client-lakeformation';
import { describe, expect, it } from 'vitest';
import { checkRoles, repair } from '../../../src/drift/index.js';
import { buildRoles, InvalidInputError, lakeFormationGrants } from '../../../src/index.js';
import { sendAll, toAwsSdkInputs, toBatchGrantPermissionsInputs } from '../../../src/render/aws-sdk/index.js';
import { accountOf, changePolicy, roleNamed } from '../../examples/account.js';
import { EVERYTHING } from '../../upsolver/athena-parameters.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { RENDER_ROWS } from '../cases.js';
import { expectDeployed } from '../deployed.js';
import { apply, readRequest, type Call } from './fake-iam.js';

const CONFIGURATION = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  maxAttempts: 1,
};
const ROLES = buildRoles('private-vpc', PARAMETERS);

type Response = { statusCode: number; body: string };

/** The SDK's own handler of requests, replaced by one that answers them here. */
function handler(bodies: string[], respond: (body: string) => Response) {
  return {
    handle: (request: { body: string | Uint8Array }) => {
      const body = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
      bodies.push(body);
      const { statusCode, body: answer } = respond(body);
      const bytes = new TextEncoder().encode(answer);
      return Promise.resolve({ response: { statusCode, headers: {}, body: bytes } });
    },
  };
}

/** A client of IAM that answers every call alike, until one that contains a text fails. */
function fakeIam(failing?: string): { client: iam.IAMClient; bodies: string[] } {
  const bodies: string[] = [];
  const respond = (body: string): Response =>
    failing !== undefined && body.includes(failing)
      ? {
          statusCode: 409,
          body: '<ErrorResponse><Error><Code>EntityAlreadyExists</Code><Message>It exists.</Message></Error></ErrorResponse>',
        }
      : { statusCode: 200, body: '<Response><Result></Result></Response>' };
  return { client: new iam.IAMClient({ ...CONFIGURATION, requestHandler: handler(bodies, respond) }), bodies };
}

function fakeLakeFormation(answer: object): { client: lakeFormation.LakeFormationClient; bodies: string[] } {
  const bodies: string[] = [];
  const respond = (): Response => ({ statusCode: 200, body: JSON.stringify(answer) });
  const requestHandler = handler(bodies, respond);
  return { client: new lakeFormation.LakeFormationClient({ ...CONFIGURATION, requestHandler }), bodies };
}

const grantCalls = () => {
  const parameters = { ...PARAMETERS, athena: EVERYTHING };
  const grants = lakeFormationGrants(buildRoles('upsolver-vpc', parameters), parameters);
  return toBatchGrantPermissionsInputs(grants).map((input) => ({ operation: 'BatchGrantPermissions' as const, input }));
};

describe('sendAll', () => {
  it.each(RENDER_ROWS)('creates exactly these roles: %s', async (_name, roles) => {
    const { client, bodies } = fakeIam();
    const calls = toAwsSdkInputs(roles);
    expect(await sendAll(client, iam, calls)).toHaveLength(calls.length);
    expectDeployed(apply(bodies.map(readRequest)), roles);
  });

  it('sends one call after the other, in their order, and returns their answers', async () => {
    const log: string[] = [];
    const client = {
      async send({ input }: { input: { RoleName?: string } }): Promise<number> {
        log.push('sent');
        await new Promise((resolve) => void setImmediate(resolve));
        log.push(input.RoleName ?? 'a profile');
        return log.length;
      },
    };
    const calls = toAwsSdkInputs(buildRoles('upsolver-vpc', PARAMETERS));
    expect(await sendAll(client, iam, calls)).toEqual([2, 4, 6, 8]);
    expect(log).toEqual(calls.flatMap(() => ['sent', 'UpsolverRole']));
  });

  it("stops at the first call that fails, and rejects with the SDK's error", async () => {
    const { client, bodies } = fakeIam('UpsolverServerRole');
    const sending = sendAll(client, iam, toAwsSdkInputs(ROLES));
    await expect(sending).rejects.toBeInstanceOf(iam.EntityAlreadyExistsException);
    expect(bodies.map((body) => readRequest(body).operation)).toEqual([
      'CreateRole',
      'AttachRolePolicy',
      'PutRolePolicy',
      'CreateRole',
    ]);
  });

  it('sends the calls of a repair', async () => {
    const account = accountOf('private-vpc');
    changePolicy(roleNamed(account, 'UpsolverManagementRole'), ({ Statement }) => void Statement.shift());
    const { roles: RoleDetailList, policies: Policies } = account;
    const report = checkRoles({ RoleDetailList, Policies }, ROLES);
    const calls = repair(report).flatMap((role) => role.calls);
    const { client, bodies } = fakeIam();
    await sendAll(client, iam, calls);
    expect(calls.length).toBeGreaterThan(0);
    expect(bodies.map(readRequest)).toEqual(calls);
  });

  it('grants permissions in Lake Formation', async () => {
    const { client, bodies } = fakeLakeFormation({ Failures: [] });
    const calls = grantCalls();
    expect(await sendAll(client, lakeFormation, calls)).toMatchObject(calls.map(() => ({ Failures: [] })));
    expect(bodies.map((body) => JSON.parse(body) as object)).toEqual(calls.map(({ input }) => input));
  });

  it('rejects if Lake Formation answers with entries that failed, and sends nothing more', async () => {
    const Failures = [{ RequestEntry: { Id: '1' }, Error: { ErrorCode: 'AccessDeniedException' } }];
    const { client, bodies } = fakeLakeFormation({ Failures });
    const [call] = grantCalls();
    await expect(sendAll(client, lakeFormation, [call!, call!])).rejects.toThrow(/^not granted: .*AccessDenied/);
    expect(bodies).toHaveLength(1);
  });

  it('sends nothing for no calls', async () => expect(await sendAll(fakeIam().client, iam, [])).toEqual([]));
});

describe('sendAll with a wrong argument', () => {
  const calls = toAwsSdkInputs(ROLES);
  const { CreateRoleCommand } = iam;

  it.each<[what: string, client: unknown, commands: unknown, calls: unknown, paths: string[]]>([
    ['no client', undefined, iam, calls, ['client']],
    ['a client that cannot send', {}, iam, calls, ['client']],
    ['no commands', fakeIam().client, undefined, calls.slice(0, 1), ['calls.0']],
    ['some commands', fakeIam().client, { CreateRoleCommand }, calls.slice(0, 2), ['calls.1']],
    ['a command that is none', fakeIam().client, { CreateRoleCommand: () => 1 }, calls.slice(0, 1), ['calls.0']],
    [
      'inputs without operations',
      fakeIam().client,
      iam,
      calls.slice(0, 2).map(({ input }) => input),
      ['calls.0', 'calls.1'],
    ],
    ['no input', fakeIam().client, iam, [{ operation: 'CreateRole' }], ['calls.0.input']],
    ['roles', fakeIam().client, iam, ROLES, ['calls.0', 'calls.1']],
    ['nothing', undefined, undefined, undefined, ['client', 'calls']],
  ])('lists every problem and sends nothing: %s', async (_what, client, commands, given, paths) => {
    const sending = sendAll(client as never, commands as never, given as never);
    const error = await sending.then(undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).issues.map(({ path }) => path.join('.'))).toEqual(paths);
  });

  it('sends nothing if the last of the calls is wrong', async () => {
    const { client, bodies } = fakeIam();
    const wrong = [...calls, { operation: 'DeleteEverything', input: {} }] as unknown as Call[];
    await expect(sendAll(client, iam as never, wrong)).rejects.toThrow(/entry 9 of `calls` must be a call/);
    expect(bodies).toEqual([]);
  });
});
