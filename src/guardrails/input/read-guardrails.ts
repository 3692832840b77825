import { identifierProblems, ORGANIZATION_IDENTIFIER } from '../../aws/identifiers.js';
import { readData } from '../../core/data.js';
import { asError, InvalidInputError, type Issue, type Position, type Problem } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';
import type { PolicyDocument, ResourcePolicyDocument } from '../../iam/document.js';
import { readJson } from '../../iam/parse/json.js';
import { fullAwsAccess, rcpFullAwsAccess } from './full-access.js';
import {
  contextReader,
  filesReader,
  type GuardrailContext,
  type GuardrailFile,
  type GuardrailKind,
  type GuardrailPolicy,
  type Guardrails,
  type OtherPolicy,
} from './guardrails.js';
import { buildLevels, type AttachedPolicy, type Listing } from './levels.js';
import { findPlaceholdersInText } from './placeholders.js';
import { readPolicyType } from './policy-type.js';
import { placeholderIssue, readGuardrailDocument } from './read-document.js';
import { findSources, type GuardrailSource, type PolicySummary } from './sources.js';

/** Longer than all policies of an organization together. */
const MAX_LENGTH = 4_194_304;

/** The most files, policies and entries of lists together: an account has at most seven levels of a few policies. */
const MAX_POLICIES = 2000;

/** The problem of a file from which nothing is read: whoever gave it expects that it restricts something. */
const NO_POLICY: Problem = {
  code: 'missing',
  message: 'the file has no policy',
  hint: 'omit the file, or use a policy in JSON or the output of `aws organizations describe-policy`',
};

type Collected = {
  scps: AttachedPolicy<PolicyDocument>[];
  rcps: AttachedPolicy<ResourcePolicyDocument>[];
  boundaries: GuardrailPolicy<PolicyDocument>[];
  listings: Record<'scp' | 'rcp', Listing[]>;
  levels: Set<string>;
  notEvaluated: OtherPolicy[];
  issues: Issue[];
};

/**
 * Reads guardrails: service control policies and resource control policies, each at its level of the organization, and
 * the permissions boundary of a role.
 *
 * A file has a policy in JSON, as AWS Control Tower and Landing Zone Accelerator have them; the output of
 * `aws organizations describe-policy`, which includes the type of the policy; of `list-policies-for-target`, which
 * names all policies of a level; of `aws iam get-policy-version`; Terraform's `aws_organizations_policy` in JSON; or a
 * list of these. A listed policy without its document is `missing` from its level. `FullAWSAccess` and
 * `RCPFullAWSAccess` need no document. A file without a policy is refused, as is a policy whose type is not the given
 * `kind`. A policy with a placeholder that is not filled in, such as `${Account}`,
 * `{{AllowedRegions}}`, `[PRIVILEGED_ROLE]` or `<my-org-id>`, is refused; policy variables are not placeholders.
 *
 * Levels are in the order of the files: begin with the root. If no policy of a level allows anything, and no list says
 * what is attached, `FullAWSAccess` is assumed, and the assumption is returned.
 *
 * @param files The files as text, of at most 4,194,304 characters each. `kind` is needed for plain policies.
 * @param context `organizationId` is checked for its form; `partition` is that of the role, for its boundary.
 * @returns The levels and the boundary as new data, with assumptions, warnings, and policies of other types.
 * @throws {InvalidInputError} With every problem of every file: code, file, path and position.
 *
 * @example
 * const text = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:*","Resource":"*"}}';
 * const { scps, assumptions } = readGuardrails([{ name: 'deny-iam.json', text, kind: 'scp', level: 'root' }]);
 * scps[0]?.policies.map(({ name }) => name); // ['FullAWSAccess', 'deny-iam.json']
 * assumptions[0]?.code; // 'fullAccess'
 *
 * Source: AWS Organizations User Guide, "SCP evaluation" and "Resource control policies (RCPs)".
 */
export function readGuardrails(files: readonly GuardrailFile[], context: GuardrailContext = {}): Guardrails {
  const given = readData(filesReader(), files, ['files'], 'use `[{ name, text, kind, level }]`');
  const { organizationId, partition } = readData(
    contextReader(),
    context,
    ['context'],
    'use `{ organizationId, partition }`',
  );
  const collected: Collected = {
    scps: [],
    rcps: [],
    boundaries: [],
    listings: { scp: [], rcp: [] },
    levels: new Set(),
    notEvaluated: [],
    issues: [],
  };
  if (organizationId !== undefined) {
    const problems = identifierProblems(organizationId, ORGANIZATION_IDENTIFIER);
    collected.issues.push(...problems.map((problem) => asError({ ...problem, path: ['organizationId'] })));
  }
  let left = MAX_POLICIES;
  for (const file of given) left = collectFile(file, partition, collected, left);
  return assemble(collected);
}

/** Returns how many more policies can be read. */
function collectFile(
  file: GuardrailFile,
  partition: GuardrailContext['partition'],
  collected: Collected,
  left: number,
): number {
  if (left < 0) return left;
  const { name, text } = file;
  const { issues } = collected;
  if (text.length > MAX_LENGTH) {
    const [most, length] = [MAX_LENGTH, text.length].map(formatNumber);
    const message = `the file must have at most ${most} characters, not ${length}`;
    issues.push({ code: 'too_long', severity: 'error', path: [], message, file: name });
    return left - 1;
  }
  const { node, problems } = readJson(text.replace(/^\ufeff/, ''));
  issues.push(...problems.map((problem) => asError({ ...problem, file: name })));
  if (node === undefined) {
    issues.push(...findPlaceholdersInText(text).map((each) => placeholderIssue(each, name)));
    return left - 1;
  }
  collected.levels.add(file.level ?? '');
  const found = findSources(node);
  const count = found.sources.reduce((sum, each) => sum + (each.form === 'listing' ? each.entries.length : 1), 1);
  if (count > left) {
    const message = `the files have more than ${formatNumber(MAX_POLICIES)} policies and entries of lists`;
    issues.push({ code: 'too_long', severity: 'error', path: [], message, file: name });
    return -1;
  }
  issues.push(...found.problems.map((problem) => asError({ ...problem, file: name })));
  if (found.sources.length + found.problems.length === 0) issues.push(wrong(NO_POLICY, { path: [], ...node }, name));
  for (const [index, source] of found.sources.entries()) {
    if (source.form === 'listing') collectListing(source, file, collected);
    else collectPolicy(source, found.sources.length > 1 ? index : undefined, file, partition, collected);
  }
  return left - count;
}

/** The problem of a list whose policies could be of either type. */
const UNKNOWN_LIST: Problem = {
  code: 'missing',
  message: 'the list does not include the type of its policies',
  hint: 'say whether it has SCPs or RCPs',
};

function collectListing(
  { entries, isTruncated, place }: Extract<GuardrailSource, { form: 'listing' }>,
  { name: file, kind: given, level }: GuardrailFile,
  { listings, notEvaluated, issues }: Collected,
): void {
  const ofLayers = new Map<GuardrailKind, PolicySummary[]>();
  for (const type of new Set(entries.length === 0 ? [undefined] : entries.map((entry) => entry.type))) {
    const ofType = entries.filter((entry) => entry.type === type);
    const read = readPolicyType(type, given);
    if (type === undefined && (given === undefined || given === 'boundary')) {
      issues.push(wrong(UNKNOWN_LIST, place, file));
    } else if (read.is === 'wrong') issues.push(wrong(read.problem, place, file));
    else if (read.is === 'guardrail') ofLayers.set(read.kind, [...(ofLayers.get(read.kind) ?? []), ...ofType]);
    else notEvaluated.push(...ofType.map(({ name, id }) => ({ name: name ?? id ?? file, ...read.other, file })));
  }
  for (const [layer, ofLayer] of ofLayers) {
    listings[layer as 'scp' | 'rcp'].push({ entries: ofLayer, level, isTruncated, file });
  }
}

function collectPolicy(
  { document, place, summary, isDeployed }: Extract<GuardrailSource, { form: 'policy' }>,
  index: number | undefined,
  file: GuardrailFile,
  partition: GuardrailContext['partition'],
  collected: Collected,
): void {
  const { name: fileName, level } = file;
  const name = summary.name ?? (index === undefined ? fileName : `${fileName}, policy ${index}`);
  const read = readPolicyType(summary.type, file.kind);
  if (read.is === 'wrong') {
    collected.issues.push(wrong(read.problem, place, fileName));
    return;
  }
  if (read.is === 'other') {
    collected.notEvaluated.push({ name, ...read.other, file: fileName });
    return;
  }
  const { kind } = read;
  const options = { file: fileName, isDeployed, partition };
  const reading = readGuardrailDocument(document, place, kind, options);
  collected.issues.push(...reading.issues);
  if (reading.document === undefined) return;
  const { id, arn } = summary;
  const policy = { name, ...(id !== undefined && { id }), ...(arn !== undefined && { arn }), file: fileName };
  const asIdentity = { ...policy, document: reading.document as PolicyDocument };
  if (kind === 'boundary') collected.boundaries.push(asIdentity);
  else if (kind === 'scp') collected.scps.push({ policy: asIdentity, level });
  else collected.rcps.push({ policy: { ...policy, document: reading.document as ResourcePolicyDocument }, level });
}

function wrong(
  problem: Problem,
  { path, position }: Pick<Issue, 'path'> & { position?: Position | undefined },
  file: string,
): Issue {
  return asError({ ...problem, path, ...(position && { position }), file });
}

function assemble({ scps, rcps, boundaries, listings, levels, notEvaluated, issues }: Collected): Guardrails {
  const names = [...levels];
  const ofScps = buildLevels('scp', scps, listings.scp, names, fullAwsAccess);
  const ofRcps = buildLevels('rcp', rcps, listings.rcp, names, rcpFullAwsAccess);
  const all = [...issues, ...ofScps.issues, ...ofRcps.issues];
  const [boundary, other] = boundaries;
  if (other !== undefined) {
    const message = 'a role has at most one permissions boundary';
    all.push({ code: 'conflicting_elements', severity: 'error', path: [], message, file: other.file as string });
  }
  const errors = all.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new InvalidInputError(errors);
  return {
    scps: ofScps.levels,
    rcps: ofRcps.levels,
    ...(boundary && { boundary }),
    assumptions: [...ofScps.assumptions, ...ofRcps.assumptions],
    notEvaluated,
    warnings: all,
  };
}
