import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createHandler, type AccountLine, type AccountResult } from '../../examples/service/lambda.js';
import type { DriftReport } from '../../src/drift/index.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';
import { accountOf, changePolicy, roleNamed, type Account } from './account.js';
import { createFakeIam, IamError } from './fake-iam.js';
import { LAMBDA_CONTEXT } from './lambda-context.js';

type State = {
  Type: string;
  Resource?: string;
  Parameters?: Record<string, string>;
  OutputPath?: string;
  End?: boolean;
  Next?: string;
  Retry?: { ErrorEquals: string[] }[];
};
type Machine<States> = { StartAt: string; States: Record<string, States> };
type Task = { Resource: string; Parameters: Record<string, string> };
type DistributedMap = State & {
  ItemReader: Task & { ReaderConfig: Record<string, string> };
  ItemProcessor: Machine<State> & { ProcessorConfig: Record<string, string> };
  ResultWriter: Task;
  MaxConcurrency: number;
  ToleratedFailurePercentage: number;
};

const machine = JSON.parse(readFileSync('examples/step-functions.asl.json', 'utf8')) as Machine<DistributedMap>;
const map = machine.States[machine.StartAt] as DistributedMap;
const task = map.ItemProcessor.States[map.ItemProcessor.StartAt] as State;

describe('the state machine', () => {
  it('is one distributed map over a list of accounts in S3', () => {
    expect(Object.keys(machine.States)).toEqual([machine.StartAt]);
    expect(map).toMatchObject({ Type: 'Map', End: true });
    expect(map.ItemReader).toEqual({
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSONL' },
      Parameters: { 'Bucket.$': '$.bucket', 'Key.$': '$.accounts' },
    });
    expect(map.ItemProcessor.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
    expect(map.ResultWriter.Resource).toBe('arn:aws:states:::s3:putObject');
  });

  it('invokes a function with each line and keeps the results', () => {
    expect(Object.keys(map.ItemProcessor.States)).toEqual([map.ItemProcessor.StartAt]);
    expect(task).toMatchObject({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      OutputPath: '$.Payload',
      End: true,
    });
    expect(task.Parameters).toEqual({ FunctionName: '${CheckAccountFunctionArn}', 'Payload.$': '$' });
  });

  it.each(['MaxConcurrency', 'ToleratedFailurePercentage'] as const)('has %s within its bounds', (name) => {
    expect(map[name]).toBeGreaterThan(0);
    expect(map[name]).toBeLessThanOrEqual(name === 'MaxConcurrency' ? 10_000 : 100);
  });
});

/** Runs the map as Step Functions does: line by line, with JSON as input and output. */
async function runMap(lines: string, accounts: Record<string, Account>, failure?: IamError): Promise<AccountResult[]> {
  const handler = createHandler((accountId) => createFakeIam(accounts[accountId] as Account, 2, failure).client);
  const items = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AccountLine);
  return Promise.all(
    items.map(
      async (item) => JSON.parse(JSON.stringify(await handler(item, LAMBDA_CONTEXT, () => undefined))) as AccountResult,
    ),
  );
}

describe('the function of the state machine', () => {
  const line = (accountId: string, mode: string): string =>
    `${JSON.stringify({ accountId, mode, parameters: PARAMETERS })}\n`;

  it('checks the account of each line', async () => {
    const drifted = accountOf('private-vpc');
    changePolicy(roleNamed(drifted, 'UpsolverServerRole'), ({ Statement }) => void Statement.pop());
    const accounts = {
      '444455556661': accountOf('upsolver-vpc', 3),
      '444455556662': drifted,
      '444455556663': { roles: [], policies: [] },
    };
    const lines =
      line('444455556661', 'upsolver-vpc') + line('444455556662', 'private-vpc') + line('444455556663', 'upsolver-vpc');
    expect(await runMap(lines, accounts)).toEqual([
      { accountId: '444455556661', status: 'inSync', findings: [] },
      {
        accountId: '444455556662',
        status: 'drifted',
        findings: [
          'UpsolverServerRole: permissionMissing: the role does not allow `cloudwatch:PutMetricData` as the statement `sendScalingMetrics` of the policy `UpsolverServerPolicy` should',
        ],
      },
      {
        accountId: '444455556663',
        status: 'missing',
        findings: ['UpsolverRole: roleMissing: there is no role `UpsolverRole`'],
      },
    ]);
  });

  it('returns less than a task may, whatever it finds, and stores the whole report', async () => {
    const drifted = accountOf('private-vpc');
    changePolicy(roleNamed(drifted, 'UpsolverServerRole'), ({ Statement }) => {
      for (let index = 0; index < 1000; index += 1)
        Statement.push({ Effect: 'Allow', Action: `sqs:${'a'.repeat(64)}${index}`, Resource: '*' });
    });
    const stored: [string, DriftReport][] = [];
    const handler = createHandler(
      () => createFakeIam(drifted).client,
      async (accountId, report) => {
        stored.push([accountId, report]);
        return `s3://acme-audit/${accountId}.json`;
      },
    );
    const item = JSON.parse(line('444455556661', 'private-vpc')) as AccountLine;
    const result = (await handler(item, LAMBDA_CONTEXT, () => undefined)) as AccountResult;
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(256 * 1024);
    const found = stored.flatMap(([, { roles }]) => roles.flatMap(({ findings }) => findings)).length;
    expect([result.findings.length + (result.omitted ?? 0), result.report]).toEqual([
      found,
      's3://acme-audit/444455556661.json',
    ]);
    expect(result.omitted).toBeGreaterThan(0);
  });

  it('throws errors under the names that the state machine retries', async () => {
    const throttled = runMap(
      line('444455556661', 'upsolver-vpc'),
      { '444455556661': accountOf('upsolver-vpc') },
      new IamError('Throttling', 400, 'Rate exceeded'),
    );
    const error = (await throttled.catch((reason: unknown) => reason)) as Error;
    expect(error.name).toBe('Throttling');
    expect(task.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toContain(error.name);
  });
});
