import type { Issue, LocatedProblem, Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { readJson, relocate, type JsonNode } from '../../iam/parse/json.js';

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

const TERRAFORM_TYPE = 'aws_organizations_policy';

/** Lists in lists, and modules in modules, deeper than any file has them. */
const MAX_NESTING = 8;

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
  if (node.kind === 'array' && path.length < MAX_NESTING) {
    node.items.forEach((item, index) => read(item, [...path, index], reading));
    return;
  }
  const reader = FORMS.find(([member]) => memberOf(node, member) !== undefined)?.[1];
  if (node.kind === 'object' && reader !== undefined) {
    reader(node, path, reading);
    return;
  }
  reading.problems.push({
    code: 'unknown_shape',
    path: [...path],
    message: `${describe(node)} is not a policy`,
    hint: 'use a policy in JSON, or the output of `aws organizations describe-policy`',
    ...(node.position && { position: node.position }),
  });
}

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

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
  ['resource', readConfiguration],
  [
    'planned_values',
    (node, path, reading) => readModules(memberOf(node, 'planned_values'), [...path, 'planned_values'], reading),
  ],
  ['values', (node, path, reading) => readModules(memberOf(node, 'values'), [...path, 'values'], reading)],
];

/** Output of `describe-policy`. */
function readDescription(node: ObjectNode, path: Path, reading: Reading): void {
  readContent(node, 'Content', path, summaryOf(memberOf(node, 'PolicySummary') ?? node), true, reading);
}

/** Output of `list-policies-for-target` and of `list-policies`; tools also add the content of each policy. */
function readListing(node: ObjectNode, path: Path, reading: Reading): void {
  const list = memberOf(node, 'Policies');
  const items = list?.kind === 'array' ? list.items : [];
  const entries: PolicySummary[] = [];
  items.forEach((item, index) => {
    if (memberOf(item, 'Content') === undefined) entries.push(summaryOf(item));
    else read(item, [...path, 'Policies', index], reading);
  });
  const isTruncated = memberOf(node, 'NextToken')?.kind === 'string';
  if (entries.length < items.length && entries.length === 0 && !isTruncated) return;
  reading.sources.push({ form: 'listing', entries, place: placeOf(node, [...path, 'Policies']), isTruncated });
}

/** A configuration of Terraform in JSON: `*.tf.json`. */
function readConfiguration(node: ObjectNode, path: Path, reading: Reading): void {
  const resources = memberOf(memberOf(node, 'resource'), TERRAFORM_TYPE);
  for (const { key, node: body } of resources?.kind === 'object' ? resources.members : []) {
    const place = [...path, 'resource', TERRAFORM_TYPE, key];
    // A block can be in a list of one.
    const [only, inner]: [JsonNode | undefined, Path] =
      body.kind === 'array' ? [body.items[0], [...place, 0]] : [body, place];
    readResource(only, inner, key, reading);
  }
}

/** `terraform show -json` of a plan or a state. */
function readModules(values: JsonNode | undefined, path: Path, reading: Reading): void {
  const visit = (module: JsonNode | undefined, place: Path, depth: number): void => {
    for (const [index, item] of itemsOf(memberOf(module, 'resources')).entries()) {
      if (textOf(item, 'type') !== TERRAFORM_TYPE) continue;
      const name = textOf(item, 'name') ?? '';
      readResource(memberOf(item, 'values'), [...place, 'resources', index, 'values'], name, reading);
    }
    if (depth === MAX_NESTING) return;
    for (const [index, item] of itemsOf(memberOf(module, 'child_modules')).entries()) {
      visit(item, [...place, 'child_modules', index], depth + 1);
    }
  };
  visit(memberOf(values, 'root_module'), [...path, 'root_module'], 0);
}

function readResource(node: JsonNode | undefined, path: Path, key: string, reading: Reading): void {
  if (node?.kind !== 'object') return;
  // The default of the resource. Source: Terraform AWS Provider, "aws_organizations_policy".
  const type = textOf(node, 'type') ?? 'SERVICE_CONTROL_POLICY';
  readContent(node, 'content', path, { name: textOf(node, 'name') ?? key, type }, false, reading);
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
  const inner = readJson(decode(content.text));
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

/** IAM returns documents URL-encoded. */
function decode(text: string): string {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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

function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.find(({ key }) => key === name)?.node : undefined;
}

function textOf(node: JsonNode, name: string): string | undefined {
  const member = memberOf(node, name);
  return member?.kind === 'string' ? member.text : undefined;
}

function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
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
