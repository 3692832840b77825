/**
 * Hostile policies, most of them of at most 10 KB, each in a process of its own: what is answered, CPU seconds and peak
 * memory over those of a process that loads the library only.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type * as Iam from '../src/iam/index.js';
import type { PolicyDocument, Statement } from '../src/iam/index.js';
import type * as Risks from '../src/risks/index.js';

const url = (path: string): string => new URL(`../dist/${path}/index.js`, import.meta.url).href;

type Parts = Partial<Record<'Effect' | 'Action' | 'Resource' | 'NotResource' | 'Principal' | 'Condition', unknown>>;
const statement = (parts: Parts = {}): Statement =>
  ({
    Effect: 'Allow',
    Action: '*',
    ...('NotResource' in parts ? {} : { Resource: '*' }),
    ...parts,
  }) as Statement;
const policy = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const list = <Value>(length: number, create: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => create(index));
const when = (Condition: object): PolicyDocument => policy(statement({ Condition }));
const compared = (a: PolicyDocument, b: PolicyDocument) => (iam: typeof Iam) => iam.compareAccess(a, b).relation;

const role = (index: number): string => `arn:aws:iam::1:role/r${index}`;
const excluding = (index: number): Statement =>
  statement({ Effect: 'Deny', Condition: { ArnNotLike: { k: list(20 - index, (other) => role(index + other)) } } });
const withVariables = (count: number): PolicyDocument =>
  policy(
    ...list(count, (index) =>
      statement({ Resource: `arn:aws:s3:::b/\${v${index}}/\${w${index}}`, Condition: { StringLike: { k: '${v0}*' } } }),
    ),
  );
const sourcesWithVariables = (count: number): PolicyDocument =>
  policy(
    ...list(count, (index) =>
      statement({ Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::b\${v${index}}` } } }),
    ),
  );
const excludingFolders = (count: number): PolicyDocument =>
  policy(
    statement(),
    ...list(20, (bucket) =>
      statement({ Effect: 'Deny', NotResource: list(count, (index) => `arn:aws:s3:::b${bucket}-${index}/*`) }),
    ),
  );
const blocks = (count: number): string[] => list(count, (index) => `10.${index >> 8}.${index & 255}.0/24`);
const letter = (index: number): string => String.fromCharCode(97 + (index % 26));
const fourWildcards = (index: number): string =>
  `*${letter(index)}*${letter(7 * index)}*${letter(11 * index)}*${index}`;
const optional = Object.fromEntries(list(40, (index) => [`k${index}`, '${u}']));

/** A value whose parts are shared, as YAML anchors make them. */
function shared(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = [value, value];
  return value;
}

const CASES: Record<string, (iam: typeof Iam, risks: typeof Risks) => unknown> = {
  nothing: () => '',
  'n Deny with ArnNotLike': compared(
    policy(statement(), ...list(20, excluding)),
    policy(statement({ Action: 's3:*' })),
  ),
  'findRisks, *a and 14 ?': (_iam, risks) =>
    risks.findRisks(policy(statement({ Resource: `arn:aws:s3:::*a${'?'.repeat(14)}` }))).length,
  'findRisks, 100 patterns of four wildcards': (_iam, risks) =>
    risks.findRisks(policy(statement({ Resource: list(100, fourWildcards) }))).length,
  '300 address blocks': compared(when({ IpAddress: { k: blocks(300) } }), when({ IpAddress: { k: blocks(299) } })),
  '1,000 numbers': compared(
    when({ NumericEquals: { k: list(1000, String) } }),
    when({ NumericEquals: { k: list(999, String) } }),
  ),
  '8 statements with variables': compared(withVariables(8), withVariables(7)),
  '40 conditions with IfExists and a variable': compared(
    when({ StringEqualsIfExists: optional }),
    policy(statement({ Action: 's3:*' })),
  ),
  'shared parts, 40 levels': (iam) => iam.safeParsePolicy({ Statement: shared(40) }).success,
  '20 NotResource of 500 entries': compared(excludingFolders(500), excludingFolders(499)),
  '1,000 principals': compared(
    policy(statement({ Principal: { AWS: list(1000, role) } })),
    policy(statement({ Principal: { AWS: list(999, role) } })),
  ),
  '1,000 statements with variables': compared(withVariables(1000), policy(statement({ Action: 's3:*' }))),
  '1,000 ARNs with variables': compared(sourcesWithVariables(1000), policy(statement({ Action: 's3:*' }))),
  '*a and 16 ?': compared(
    policy(statement({ Resource: `arn:aws:s3:::*a${'?'.repeat(16)}` })),
    policy(statement({ Resource: `arn:aws:s3:::*a${'?'.repeat(15)}` })),
  ),
  '200 principals': compared(
    policy(statement({ Principal: { AWS: list(200, role) } })),
    policy(statement({ Principal: { AWS: list(199, role) } })),
  ),
  'a long run of zeros': (iam) =>
    iam.evaluateAccess(when({ NumericEquals: { k: '1' } }), {
      action: 's3:x',
      resource: '*',
      context: { k: `${'0'.repeat(10_000)}x` },
    }).decision,
};

const [name] = process.argv.slice(2);
if (name === undefined) {
  const run = (each: string): { answer: unknown; cpu: number; peak: number } => {
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), each];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ReturnType<typeof run>;
  };
  const bare = run('nothing');
  console.table(
    Object.keys(CASES)
      .slice(1)
      .map((each) => {
        const { answer, cpu, peak } = run(each);
        return { case: each, answer, 'CPU s': cpu.toFixed(2), 'MB over bare': Math.max(0, peak - bare.peak) };
      }),
  );
} else {
  const iam = (await import(url('iam'))) as typeof Iam;
  const risks = (await import(url('risks'))) as typeof Risks;
  const before = process.cpuUsage();
  const answer = CASES[name]?.(iam, risks);
  const { user, system } = process.cpuUsage(before);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ answer, cpu: (user + system) / 1e6, peak }));
}
