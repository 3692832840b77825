/**
 * `compareAccess` next to z3 on the same question, and the growth with the number of statements. All figures of one
 * run; ratios say more than times.
 */
import { performance } from 'node:perf_hooks';
import type * as Iam from '../src/iam/index.js';
import type { PolicyDocument, Statement } from '../src/iam/index.js';
import { buildManagementPolicy } from '../src/index.js';
import { and, createZ3, matches, not, or, symbol, type Declarations, type Term } from '../test/iam/reference/z3.js';

// The built library: what tsx makes of the sources is slower.
const built = new URL('../dist/iam/index.js', import.meta.url).href;
const { compareAccess, newAccess } = (await import(built)) as typeof Iam;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function time(runs: number, run: () => unknown): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    await run();
    samples.push(performance.now() - start);
  }
  return median(samples);
}

const policy = buildManagementPolicy();
const narrower: PolicyDocument = {
  ...policy,
  Statement: policy.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => action !== 'ec2:CreateTags'),
  })),
};

// The inclusion as z3 is asked it: is there a request that `inner` allows and `outer` does not?
const ask = await createZ3(1_000_000_000);
const lists = (value: string | string[] | undefined): string[] => [value ?? []].flat();

function allows({ Statement }: PolicyDocument): Term {
  return or(
    ...Statement.map((statement) =>
      and(
        matches('action', lists(statement.Action)),
        matches('resource', lists(statement.Resource)),
        ...Object.entries(statement.Condition?.StringLike ?? {}).map(([key, value]) =>
          and(symbol(`has ${key}`), matches(symbol(key), lists(value))),
        ),
      ),
    ),
  );
}

const keys = policy.Statement.flatMap(({ Condition }) => Object.keys(Condition?.StringLike ?? {}));
const declarations: Declarations = {
  action: 'String',
  resource: 'String',
  ...Object.fromEntries(keys.flatMap((key) => [[key, 'String'] as const, [`has ${key}`, 'Bool'] as const])),
};
const askZ3 = (inner: PolicyDocument, outer: PolicyDocument): Promise<boolean | 'unknown'> =>
  ask(declarations, [allows(inner), not(allows(outer))]);

const rows = [];
for (const [question, inner, outer, answer] of [
  ['without ec2:CreateTags, in itself', narrower, policy, false],
  ['whole, in the one without ec2:CreateTags', policy, narrower, true],
] as const) {
  const ours = await time(200, () => newAccess(outer, inner));
  const both = await time(200, () => compareAccess(inner, outer));
  const found = await askZ3(inner, outer);
  if (found !== answer && found !== 'unknown') throw new Error(`z3 disagrees: ${question}: ${found}`);
  const theirs = await time(5, () => askZ3(inner, outer));
  rows.push({
    question,
    'compareAccess ms': both.toFixed(3),
    'newAccess ms': ours.toFixed(3),
    'z3 ms': theirs.toFixed(1),
    'z3 / newAccess': Math.round(theirs / ours),
    z3: found,
  });
}
console.log(
  'The management policy: z3 5.2.0 is asked what newAccess answers; ' +
    'compareAccess asks it both ways and for all readings',
);
console.table(rows);

console.log('Growth: a policy of n statements against itself with one statement changed');
const statements = (n: number): Statement[] =>
  Array.from({ length: n }, (_, index) => ({
    Effect: index % 10 === 9 ? 'Deny' : 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', `s3:Get${index % 7}*`],
    Resource: [`arn:aws:s3:::bucket-${index}`, `arn:aws:s3:::bucket-${index}/*`],
    Condition: { StringEquals: { 'aws:PrincipalTag/team': `team-${index % 5}` } },
  }));
const growth: { statements: number; ms: number }[] = [];
for (const n of [10, 100, 1000]) {
  const before: PolicyDocument = { Version: '2012-10-17', Statement: statements(n) };
  const after: PolicyDocument = {
    ...before,
    Statement: before.Statement.with(n / 2, { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
  };
  growth.push({ statements: n, ms: await time(n < 1000 ? 30 : 5, () => compareAccess(before, after)) });
}
console.table(
  growth.map(({ statements: n, ms }, index) => ({
    statements: n,
    ms: ms.toFixed(2),
    'x the row above': index === 0 ? '' : (ms / (growth[index - 1]?.ms ?? NaN)).toFixed(1),
  })),
);
process.exit(0);
