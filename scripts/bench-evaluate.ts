/**
 * `evaluateAccess` and `compilePolicies` next to pbac and Cedar on the same requests, in turns: the figures are process
 * CPU of one run, and ratios say more than times.
 */
import { setFlagsFromString } from 'node:v8';
import { isAuthorized, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import PBAC from 'pbac';
import type * as Iam from '../src/iam/index.js';
import type { PolicyDocument } from '../src/iam/index.js';
import { buildManagementPolicy } from '../src/index.js';

// Node 20 can crash when it deoptimizes a function into which a call of WebAssembly has been inlined.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

// The built library: what tsx makes of the sources is slower.
const built = new URL('../dist/iam/index.js', import.meta.url).href;
const { compilePolicies, evaluateAccess } = (await import(built)) as typeof Iam;

const ROUNDS = 11;
const MICROSECONDS_PER_ROUND = 100_000;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const lists = (value: string | string[] | undefined): string[] => [value ?? []].flat();

/** Decides one request by each of the ways, in turns: medians of process CPU, and of the ratios to the first. */
function race(ways: Record<string, () => boolean>): void {
  const samples = Object.entries(ways).map(([name, decide]) => {
    if (!decide()) throw new Error(`${name} does not allow the request`);
    // The first round warms up, and the second one measures how often to repeat.
    cpuOf(decide, 1_000);
    const repeats = Math.ceil(MICROSECONDS_PER_ROUND / cpuOf(decide, 1_000));
    return { name, decide, repeats, microseconds: [] as number[] };
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { decide, repeats, microseconds } of samples) microseconds.push(cpuOf(decide, repeats));
  }
  const first = samples[0]?.microseconds ?? [];
  console.table(
    samples.map(({ name, microseconds }) => ({
      case: name,
      'per second of CPU': Math.round(1e6 / median(microseconds)),
      'x the first': median(microseconds.map((value, round) => (first[round] ?? NaN) / value)).toFixed(2),
    })),
  );
}

/** Microseconds of process CPU for one call. */
function cpuOf(run: () => unknown, repeats: number): number {
  const start = process.cpuUsage();
  for (let index = 0; index < repeats; index += 1) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / repeats;
}

console.log('Single requests, one statement without conditions: evaluateAccess and pbac 0.3.2');
const single: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:Get*'], Resource: ['arn:aws:s3:::bucket/*'] }],
};
const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
const compiledSingle = compilePolicies(single);
const pbac = new PBAC(single as never);
race({
  evaluateAccess: () => evaluateAccess(single, request).decision === 'allowed',
  'compiled, evaluate': () => compiledSingle.evaluate(request).decision === 'allowed',
  'compiled, decide': () => compiledSingle.decide(request) === 'allowed',
  pbac: () => pbac.evaluate({ ...request }),
});

/** The same statements in Cedar; the ARN of the resource is in the context, because identifiers have no patterns. */
function toCedar({ Statement }: PolicyDocument): string {
  const statementsOf = Statement.map(({ Effect, Action, Resource, Condition }) => {
    const actions = lists(Action).map((each) => `Action::${JSON.stringify(each)}`);
    const resources = lists(Resource).map((each) => `context.resource like ${JSON.stringify(each)}`);
    const conditions = Object.entries(Condition?.StringLike ?? {}).map(([name, value]) => {
      const key = JSON.stringify(name);
      const likes = lists(value).map((each) => `context[${key}] like ${JSON.stringify(each)}`);
      return `context has ${key} && (${likes.join(' || ')})`;
    });
    const all = [`(${resources.join(' || ')})`, ...conditions];
    const effect = Effect === 'Allow' ? 'permit' : 'forbid';
    return `${effect}(principal, action in [${actions.join(', ')}], resource) when { ${all.join(' && ')} };`;
  });
  return statementsOf.join('\n');
}

console.log('Single requests, the management policy, three statements with conditions: also Cedar 4.13.0 (cedar-wasm)');
const policy = buildManagementPolicy();
const launch = {
  action: 'ec2:RunInstances',
  resource: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1',
  context: { 'aws:RequestTag/Name': 'upsolver-1' },
};
const compiled = compilePolicies(policy);
const cedarText = { staticPolicies: toCedar(policy) };
const cedarRequest = {
  principal: { type: 'User', id: 'ana' },
  action: { type: 'Action', id: launch.action },
  resource: { type: 'Resource', id: launch.resource },
  context: { ...launch.context, resource: launch.resource },
  entities: [],
};
preparsePolicySet('management', cedarText);
const isAllowed = (answer: ReturnType<typeof isAuthorized>): boolean =>
  answer.type === 'success' && answer.response.decision === 'allow';
race({
  evaluateAccess: () => evaluateAccess(policy, launch).decision === 'allowed',
  'compiled, evaluate': () => compiled.evaluate(launch).decision === 'allowed',
  'compiled, decide': () => compiled.decide(launch) === 'allowed',
  'compilePolicies, then decide once': () => compilePolicies(policy).decide(launch) === 'allowed',
  'Cedar, policies prepared': () =>
    isAllowed(statefulIsAuthorized({ ...cedarRequest, preparsedPolicySetId: 'management' })),
  'Cedar, policies as text': () => isAllowed(isAuthorized({ ...cedarRequest, policies: cedarText })),
});
