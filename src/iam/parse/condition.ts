import { quote } from '../../core/quote.js';
import { parseOperator, type Operator } from '../condition/operator.js';
import type { ConditionBlock, Effect } from '../document.js';
import type { JsonMember, JsonNode } from './json.js';
import {
  describeNode,
  locationOf,
  valueOf,
  type KeyUse,
  type Location,
  type Path,
  type Report,
  type StringList,
} from './report.js';

/** The keys under an operator with their values. */
type Conditions = Record<string, string | string[]>;

/** Reads `Condition`, with its operators in AWS's spelling and all values as strings. */
export function readCondition(node: JsonNode, path: Path, effect: Effect | undefined, report: Report): ConditionBlock {
  const block: Record<string, Conditions> = {};
  if (node.kind !== 'object') {
    report.error('invalid_type', locationOf(path, node), `\`Condition\` must be an object, not ${describeNode(node)}`);
    return block;
  }
  if (node.members.length === 0) {
    report.warning('empty', locationOf(path, node), '`Condition` is empty and has no effect');
  }
  const required = requiredKeys(node.members);
  for (const member of node.members) {
    const place: Location = { path: [...path, member.key], position: member.position };
    const operator = readOperator(member, place, report);
    if (operator === undefined) continue;
    if (block[operator.name] !== undefined) {
      const message = `the operator ${quote(member.key)} appears twice, in different letter case`;
      report.error('duplicate_key', place, message, 'write all conditions under one spelling');
      continue;
    }
    const conditions = readKeys(operator, member.node, place, { effect, required }, report);
    if (conditions !== undefined) block[operator.name] = conditions;
  }
  return block;
}

/** The keys, in lowercase, that a request must include: those that are compared with `false` by `Null`. */
function requiredKeys(operators: readonly JsonMember[]): Set<string> {
  const nulls = operators.flatMap(({ key, node }) =>
    /^null$/i.test(key) && node.kind === 'object' ? node.members : [],
  );
  const isFalse = (node: JsonNode): boolean => {
    if (node.kind === 'array') return node.items.length > 0 && node.items.every(isFalse);
    return (node.kind === 'string' || node.kind === 'boolean') && node.text.toLowerCase() === 'false';
  };
  return new Set(nulls.flatMap(({ key, node }) => (isFalse(node) ? [key.toLowerCase()] : [])));
}

/** The operator of a member of `Condition`, or `undefined` after an error. */
function readOperator({ key: name, node: keys }: JsonMember, place: Location, report: Report): Operator | undefined {
  const operator = parseOperator(name);
  const isEmpty = keys.kind === 'object' && keys.members.length === 0;
  if (isEmpty) report.warning('empty', place, `${quote(name)} has no conditions and has no effect`);
  // Recorded behavior of IAM; not documented: an operator without conditions may have any name.
  if (operator === undefined && !isEmpty) {
    const hint = /(?:^|:)null/i.test(name) ? 'use `Null`, which has no set operator and no `IfExists`' : undefined;
    report.error('unknown_operator', place, `${quote(name)} is not a condition operator`, hint);
  }
  return operator;
}

function readKeys(
  operator: Operator,
  keys: JsonNode,
  { path, position }: Location,
  context: Pick<KeyUse, 'effect' | 'required'>,
  report: Report,
): Conditions | undefined {
  const name = path.at(-1);
  if (keys.kind !== 'object') {
    const message = `the conditions under ${quote(name)} must be an object, not ${describeNode(keys)}`;
    report.error('invalid_type', { path, position }, message);
    return undefined;
  }
  if (operator.name !== name) {
    report.warning('operator_case', { path, position }, `${quote(name)} should be written ${quote(operator.name)}`);
  }
  const conditions: [string, string | string[]][] = [];
  const seen = new Map<string, string>();
  for (const { key, position: keyPosition, node } of keys.members) {
    const place: Location = { path: [...path, key], position: keyPosition };
    const earlier = seen.get(key.toLowerCase());
    if (earlier !== undefined && earlier !== key) {
      report.error('duplicate_key', place, `the condition key ${quote(key)} appears twice, in different letter case`);
    }
    seen.set(key.toLowerCase(), key);
    if (!checkKey(key, place, report)) continue;
    const values = readValues(node, place, report);
    report.judge?.condition({ operator, key, values, place, ...context }, report);
    conditions.push([key, valueOf(values)]);
  }
  return Object.fromEntries(conditions);
}

/** Reports what is not a condition key. Returns whether the key can be in a document. */
function checkKey(key: string, place: Location, report: Report): boolean {
  if (key === '' || key === '__proto__') {
    report.error('invalid_condition_key', place, `${quote(key)} is not a condition key`);
    return false;
  }
  // The name of a tag, or of another part that a policy chooses, can have spaces. Source: IAM User Guide, "Tags".
  const name = /^[^:/]*(?::[^:/]*)?/.exec(key)?.[0] as string;
  if (/\s/.test(name)) report.refuse('invalid_condition_key', place, `${quote(key)} is not a condition key`);
  if (/tag\/$/i.test(key)) report.refuse('invalid_condition_key', place, `${quote(key)} does not name a tag`);
  return true;
}

/** The values under a key as strings: `true` and `10` mean `"true"` and `"10"`. */
function readValues(node: JsonNode, { path }: Location, report: Report): StringList {
  const isList = node.kind === 'array';
  const items = isList ? node.items : [node];
  const entries = items.flatMap((item, index) => {
    const place = locationOf(isList ? [...path, index] : path, item);
    if (item.kind === 'string' || item.kind === 'number' || item.kind === 'boolean') {
      return [{ text: item.text, place }];
    }
    const message = `a condition value must be a string, a number or a boolean, not ${describeNode(item)}`;
    report.error('invalid_type', place, message);
    return [];
  });
  const kinds = new Set(items.map(({ kind }) => kind));
  if (kinds.size > 1) {
    const message = `condition values must have the same type, not ${[...kinds].join(', ')}`;
    report.refuse('invalid_type', locationOf(path, node), message);
  }
  return { entries, isList };
}
