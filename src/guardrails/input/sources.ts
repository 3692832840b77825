import type { Issue, LocatedProblem, Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { decodeDocument } from '../../iam/parse/input.js';
import { readJson, relocate, type JsonNode } from '../../iam/parse/json.js';
import { findTerraformPolicies, memberOf, textOf, type ObjectNode } from './terraform.js';

/** What AWS Organizations says about a policy in addition to its content. */
export type PolicySummary = { id?: string; arn?: string; name?: string; type?: string };

export type FilePlace = { path: (string | number)[]; position: Position | undefined };

/** What a file has: a policy, or the list of the policies of a level. */
export type GuardrailSource =
  | {
      form: 'policy';
      document: JsonNode;
      place: FilePlace;
      summary: PolicySummary;
      /** Whether AWS returned it, so that AWS has accepted it. */
      isDeployed: boolean;
    }
  | {
      form: 'listing';
      entries: PolicySummary[];
      place: FilePlace;
      /** Whether AWS has more policies on the next page. */
      isTruncated: boolean;
    };

type Path = readonly (string | number)[];
type Reading = { sources: GuardrailSource[]; problems: LocatedProblem[] };

/**
 * Finds the policies in what a file has: a policy; output of `aws organizations describe-policy`,
 * `list-policies-for-target` or `list-policies`, or of `aws iam get-policy-version`; a configuration, a plan or a state
 * of Terraform in JSON; or a list of these.
 */
export function findSources(node: JsonNode): Reading {
  const reading: Reading = { sources: [], problems: [] };
  read(node, [], reading);
  return reading;
}

function read(node: JsonNode, path: Path, reading: Reading): void {
  if (node.kind === 'array') {
    node.items.forEach((item, index) => read(item, [...path, index], reading));
    return;
  }
  const reader = FORMS.find(([member]) => memberOf(node, member) !== undefined)?.[1];
  if (node.kind === 'object' && reader !== undefined) {
    reader(node, path, reading);
    return;
  }
  reading.problems.push(wrongShape(node, path, 'a policy'));
}

function wrongShape(node: JsonNode, path: Path, wanted: string): LocatedProblem {
  return {
    code: 'unknown_shape',
    path: [...path],
    message: `${describe(node)} is not ${wanted}`,
    hint: 'use a policy in JSON, or the output of `aws organizations describe-policy`',
    ...(node.position && { position: node.position }),
  };
}

/** A member that tells what an object is, and how that is read. */
const FORMS: readonly [member: string, read: (node: ObjectNode, path: Path, reading: Reading) => void][] = [
  ['Statement', (node, path, { sources }) => sources.push(policySource(node, path, {}, false))],
  ['Content', readDescription],
  ['Policy', (node, path, reading) => read(memberOf(node, 'Policy') as JsonNode, [...path, 'Policy'], reading)],
  [
    'PolicyVersion',
    (node, path, reading) => read(memberOf(node, 'PolicyVersion') as JsonNode, [...path, 'PolicyVersion'], reading),
  ],
  ['Document', (node, path, reading) => readContent(node, 'Document', path, {}, true, reading)],
  ['Policies', readListing],
  ['resource', readTerraform],
  ['planned_values', readTerraform],
  ['values', readTerraform],
];

/** Output of `describe-policy`. */
function readDescription(node: ObjectNode, path: Path, reading: Reading): void {
  readContent(node, 'Content', path, summaryOf(memberOf(node, 'PolicySummary') ?? node), true, reading);
}

/** Output of `list-policies-for-target` and of `list-policies`; tools also add the content of each policy. */
function readListing(node: ObjectNode, path: Path, reading: Reading): void {
  const list = memberOf(node, 'Policies') as JsonNode;
  if (list.kind !== 'array') {
    reading.problems.push(wrongShape(list, [...path, 'Policies'], 'a list of policies'));
    return;
  }
  const { items } = list;
  const entries: PolicySummary[] = [];
  items.forEach((item, index) => {
    if (memberOf(item, 'Content') === undefined) entries.push(summaryOf(item));
    else read(item, [...path, 'Policies', index], reading);
  });
  const isTruncated = memberOf(node, 'NextToken')?.kind === 'string';
  if (entries.length < items.length && entries.length === 0 && !isTruncated) return;
  reading.sources.push({ form: 'listing', entries, place: placeOf(node, [...path, 'Policies']), isTruncated });
}

function readTerraform(node: ObjectNode, path: Path, reading: Reading): void {
  const { policies, strangers } = findTerraformPolicies(node, path);
  for (const { node: stranger, path: place, wanted } of strangers) {
    reading.problems.push(wrongShape(stranger, place, wanted));
  }
  for (const { node: block, path: place, label } of policies) {
    // The default of the resource. Source: Terraform AWS Provider, "aws_organizations_policy".
    const type = textOf(block, 'type') ?? 'SERVICE_CONTROL_POLICY';
    readContent(block, 'content', place, { name: textOf(block, 'name') ?? label, type }, false, reading);
  }
}

/** A policy that is in a member, as JSON text or as an object. */
function readContent(
  node: ObjectNode,
  member: string,
  path: Path,
  summary: PolicySummary,
  isDeployed: boolean,
  { sources, problems }: Reading,
): void {
  const content = memberOf(node, member) ?? { kind: 'null' };
  const place = [...path, member];
  if (content.kind !== 'string') {
    sources.push({ ...policySource(content, place, summary, isDeployed) });
    return;
  }
  const inner = readJson(decodeDocument(content.text));
  const { position } = content;
  problems.push(
    ...inner.problems.map(({ position: _inner, ...problem }) => ({
      ...problem,
      path: [...place, ...problem.path],
      ...(position && { position }),
    })),
  );
  if (inner.node === undefined) return;
  relocate(inner.node, position);
  sources.push(policySource(inner.node, place, summary, isDeployed));
}

function policySource(document: JsonNode, path: Path, summary: PolicySummary, isDeployed: boolean): GuardrailSource {
  return { form: 'policy', document, place: placeOf(document, path), summary, isDeployed };
}

function summaryOf(node: JsonNode): PolicySummary {
  const [id, arn, name, type] = ['Id', 'Arn', 'Name', 'Type'].map((member) => textOf(node, member));
  return {
    ...(id !== undefined && { id }),
    ...(arn !== undefined && { arn }),
    ...(name !== undefined && { name }),
    ...(type !== undefined && { type }),
  };
}

function placeOf(node: JsonNode, path: Path): FilePlace {
  return { path: [...path], position: node.position };
}

function describe(node: JsonNode): string {
  if (node.kind !== 'object') return node.kind === 'null' ? '`null`' : `a JSON ${node.kind}`;
  const named = node.members.slice(0, 3).map(({ key }) => quote(key));
  return named.length === 0 ? 'an empty object' : `an object with ${named.join(', ')}`;
}

/** The position of the part of a document that is nearest to a path. */
export function positionAt(node: JsonNode, path: Issue['path']): Position | undefined {
  let part = node;
  for (const step of path) {
    // One statement can be there without its list.
    const next = typeof step === 'string' ? memberOf(part, step) : part.kind === 'array' ? part.items[step] : part;
    part = next ?? part;
  }
  return part.position;
}

/** The value of a node. */
export function jsonValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, node: member }) => [key, jsonValue(member)]));
    case 'array':
      return node.items.map(jsonValue);
    case 'null':
      return null;
    case 'string':
      return node.text;
    default:
      return JSON.parse(node.text);
  }
}
