import { arnFields } from '../../aws/arn.js';
import type { Partition } from '../../aws/partition.js';
import type { Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { elementsOf, type AnyPolicy, type PolicyKind } from '../../iam/document.js';
import type { JsonNode } from '../../iam/parse/json.js';
import { safeParsePolicy, safeReadPolicy } from '../../iam/parse/parse.js';
import type { GuardrailKind } from './guardrails.js';
import { findPlaceholders, type Placeholder } from './placeholders.js';
import { jsonValue, positionAt, type FilePlace } from './sources.js';

/** What a document of a file has: a policy, and what is wrong with it. */
export type DocumentReading = { document: AnyPolicy | undefined; issues: Issue[] };

const KINDS: Readonly<Record<GuardrailKind, PolicyKind>> = { scp: 'scp', rcp: 'rcp', boundary: 'identity' };

/** The problem of a placeholder: what the policy does is not known before it is filled in. */
export function placeholderIssue({ text, path, position }: Placeholder, file: string): Issue {
  return {
    code: 'placeholder',
    severity: 'error',
    path,
    message: `${quote(text)} is a placeholder that is not filled in`,
    hint: 'use the policy as it is attached',
    file,
    ...(position && { position }),
  };
}

/**
 * Reads the document of a guardrail.
 *
 * @param isDeployed Whether AWS has accepted the policy: what else is wrong with it is a warning.
 */
export function readGuardrailDocument(
  node: JsonNode,
  { path }: FilePlace,
  kind: GuardrailKind,
  { file, isDeployed, partition }: { file: string; isDeployed: boolean; partition: Partition | undefined },
): DocumentReading {
  const place = ({ position: _position, ...issue }: Issue): Issue => {
    const position = positionAt(node, issue.path);
    return { ...issue, path: [...path, ...issue.path], ...(position && { position }), file };
  };
  const placeholders = findPlaceholders(node);
  if (placeholders.length > 0) {
    return { document: undefined, issues: placeholders.map((each) => place(placeholderIssue(each, file))) };
  }
  const value = jsonValue(node);
  const judged = safeParsePolicy(value, KINDS[kind]);
  const found = judged.success ? judged.warnings : judged.issues;
  const result = isDeployed ? safeReadPolicy(value, KINDS[kind]) : judged;
  if (!result.success) return { document: undefined, issues: found.map(place) };
  const issues = found.map((issue) => place({ ...issue, severity: 'warning' }));
  const foreign = kind === 'boundary' ? foreignPartition(result.document, partition) : undefined;
  return { document: result.document, issues: [...issues, ...(foreign ? [place(foreign)] : [])] };
}

/** The problem of a boundary that names ARNs of other partitions only: it allows a role nothing on them. */
function foreignPartition({ Statement }: AnyPolicy, partition: Partition | undefined): Issue | undefined {
  if (partition === undefined) return undefined;
  const arns = Statement.flatMap((statement, index) => {
    const { Resource = [] } = elementsOf(statement);
    return [Resource].flat().map((arn, at) => ({ arn, path: pathOf(index, Resource, at) }));
  });
  const isOther = ({ arn }: { arn: string }): boolean => {
    const [prefix, named = ''] = arnFields(arn);
    return prefix === 'arn' && /^aws[a-z-]*$/.test(named) && named !== partition;
  };
  const first = arns.find(isOther);
  if (first === undefined || !arns.every(isOther)) return undefined;
  const [, named = ''] = arnFields(first.arn);
  return {
    code: 'wrong_partition',
    severity: 'error',
    path: first.path,
    message: `the permissions boundary is for the ${quote(named)} partition, and the role is in ${quote(partition)}`,
  };
}

function pathOf(statement: number, resource: string | readonly string[], index: number): (string | number)[] {
  const path = ['Statement', statement, 'Resource'];
  return typeof resource === 'string' ? path : [...path, index];
}
