/**
 * Start-up, memory and size of the built library, as ratios to bare Node measured in the same run: many processes,
 * interleaved, so that a drift of the machine's speed meets all of them. Exits with 1 if a budget is missed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BUNDLES, bundle } from './bundle.js';

const RUNS = Number(process.argv[2] ?? 40);

type Case = { name: string; file: string; source: string; budget?: number };

const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-measure-'));
const dist = (file: string): string => JSON.stringify(resolve('dist', file));
const cases: Case[] = [
  { name: 'bare node', file: 'bare.cjs', source: '' },
  { name: 'an empty ES module', file: 'empty.mjs', source: '' },
  { name: "import 'upsolver-iam'", file: 'import.mjs', source: `import ${dist('index.js')};`, budget: 1.25 },
  { name: "require('upsolver-iam')", file: 'require.cjs', source: `require(${dist('index.cjs')});`, budget: 1.15 },
  { name: "import 'upsolver-iam/iam'", file: 'import-iam.mjs', source: `import ${dist('iam/index.js')};` },
  { name: "require('upsolver-iam/iam')", file: 'require-iam.cjs', source: `require(${dist('iam/index.cjs')});` },
];

const REPORT_MEMORY = 'process.on("exit", () => process.stdout.write(String(process.resourceUsage().maxRSS)));\n';

const samples = new Map<string, { milliseconds: number[]; kibibytes: number[] }>();
for (const { name, file, source } of cases) {
  writeFileSync(join(folder, file), REPORT_MEMORY + source);
  samples.set(name, { milliseconds: [], kibibytes: [] });
}
for (let run = 0; run < RUNS; run += 1) {
  for (const { name, file } of cases) {
    const start = process.hrtime.bigint();
    const { stdout, status } = spawnSync(process.execPath, [join(folder, file)], { encoding: 'utf8' });
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) throw new Error(`${name} failed`);
    samples.get(name)?.milliseconds.push(milliseconds);
    samples.get(name)?.kibibytes.push(Number(stdout));
  }
}
rmSync(folder, { recursive: true });

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const bareTimes = samples.get('bare node')?.milliseconds ?? [];
/** The median of the ratios, run by run. */
const timeRatio = (values: number[]): number => median(values.map((value, run) => value / (bareTimes[run] ?? NaN)));
const bareMemory = median(samples.get('bare node')?.kibibytes ?? []);

console.log(`Start-up, ${RUNS} interleaved runs, Node ${process.version}`);
let missed = false;
const startUp = cases.map(({ name, budget }) => {
  const { milliseconds = [], kibibytes = [] } = samples.get(name) ?? {};
  const ratio = timeRatio(milliseconds);
  missed ||= budget !== undefined && ratio > budget;
  return {
    case: name,
    'median ms': median(milliseconds).toFixed(1),
    'x bare node': ratio.toFixed(2),
    budget: budget === undefined ? '' : `<= ${budget}`,
    'peak MiB': (median(kibibytes) / 1024).toFixed(1),
    'MiB over bare': ((median(kibibytes) - bareMemory) / 1024).toFixed(1),
  };
});
console.table(startUp);

console.log('Bundle for the browser, minified, esbuild');
const sizes = await Promise.all(
  BUNDLES.map(async ({ name, source, ceiling }) => {
    const { bytes, gzipBytes } = await bundle(source, '.');
    missed ||= gzipBytes > ceiling;
    return { bundle: name, bytes, 'gzip bytes': gzipBytes, ceiling };
  }),
);
console.table(sizes);
process.exitCode = missed ? 1 : 0;
