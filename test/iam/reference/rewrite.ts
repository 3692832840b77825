import { drawConditions, drawStatement, type Kind } from './generate-policy.js';
import { listOf, type Policy, type Statement } from './language.js';
import type { Draw } from './random.js';
import { ACTIONS, RESOURCES } from './vocabulary.js';

/** Copies of policies: with one change, or written in another way that means the same. */

const statementsOf = ({ Statement }: Policy): readonly Statement[] => listOf(Statement);

function replaceAt<Value>(values: readonly Value[], index: number, value: Value): Value[] {
  return values.map((each, other) => (other === index ? value : each));
}

/** The policies with another statement in the place of one, or with several, or with none. */
function changeStatement(
  draw: Draw,
  policies: readonly Policy[],
  change: (statement: Statement) => readonly Statement[],
): Policy[] {
  const index = draw.below(policies.length);
  const policy = policies[index]!;
  const statements = statementsOf(policy);
  const chosen = draw.below(statements.length);
  const changed = statements.flatMap((statement, other) => (other === chosen ? change(statement) : [statement]));
  // A policy has at least one statement.
  return replaceAt(policies, index, { ...policy, Statement: changed.length === 0 ? statements : changed });
}

/** A statement with other entries in one of its lists. */
function changeList(draw: Draw, statement: Statement): Statement {
  const element = draw.pick(
    (['Action', 'NotAction', 'Resource', 'NotResource'] as const).filter((name) => statement[name] !== undefined),
  );
  const entries = listOf(statement[element]);
  const entry = draw.pick(element.endsWith('Action') ? ACTIONS : RESOURCES);
  if (draw.chance(0.3)) return { ...statement, [element]: [...entries, entry] };
  if (draw.chance(0.4) && entries.length > 1) return { ...statement, [element]: entries.slice(1) };
  return { ...statement, [element]: replaceAt(entries, draw.below(entries.length), entry) };
}

/** One change, after which a policy may mean something else. */
export function mutate(draw: Draw, kind: Kind, policies: readonly Policy[]): Policy[] {
  const changes: ((statement: Statement) => readonly Statement[])[] = [
    (statement) => [changeList(draw, statement)],
    (statement) => [changeList(draw, statement)],
    (statement) => [{ ...statement, Condition: drawConditions(draw, 2) }],
    (statement) => [{ ...statement, Condition: { ...statement.Condition, ...drawConditions(draw, 1) } }],
    ({ Condition: _condition, ...statement }) => [statement],
    (statement) => [statement, drawStatement(draw, kind)],
    (statement) => [statement, { ...drawStatement(draw, kind), Condition: statement.Condition ?? {} }],
    () => [],
    (statement) => [changeOperator(draw, statement)],
  ];
  if (draw.chance(0.05)) {
    const index = draw.below(policies.length);
    return replaceAt(policies, index, { ...policies[index]!, Version: draw.pick(['2008-10-17', '2012-10-17']) });
  }
  return changeStatement(draw, policies, draw.pick(changes));
}

/** Another operator of the same family, or the same with `IfExists` or a set operator, or without. */
function changeOperator(draw: Draw, statement: Statement): Statement {
  const entries = Object.entries(statement.Condition ?? {}).filter(([name]) => name !== 'Null');
  if (entries.length === 0) return statement;
  const [name, keys] = draw.pick(entries);
  const other = draw.pick([
    name.endsWith('IfExists') ? name.replace('IfExists', '') : `${name}IfExists`,
    name.includes(':') ? name.replace(/^\w+:/, '') : `ForAnyValue:${name}`,
    name.replace('ForAnyValue', 'ForAllValues'),
    name.includes('Not')
      ? name.replace('Not', '')
      : name.replace(/^(?:ForA\w+:)?(?:String|Arn|Numeric|Date)(?=Equals|Like)/, '$&Not'),
    name
      .replace('Equals', 'Like')
      .replace(/(?<=Numeric|Date|Than|Binary|Null)(Not)?Like/, '$1Equals')
      .replace('LikeIgnoreCase', 'EqualsIgnoreCase'),
  ]);
  const { [name]: _replaced, ...rest } = statement.Condition!;
  return { ...statement, Condition: { ...rest, [other]: keys } };
}

const hasWildcard = (value: unknown): boolean => /[*?]/.test(String(value));

/** Ways to write a statement differently, as one or more statements that mean the same together. */
const REWRITES: ((draw: Draw, statement: Statement) => readonly Statement[])[] = [
  (_draw, statement) => splitBy(statement, 'Action'),
  (_draw, statement) => splitBy(statement, 'Resource'),
  (_draw, statement) => [statement, statement],
  (draw, statement) => [reverseLists(draw, statement)],
  (_draw, statement) => [recase(statement)],
  (_draw, statement) => [renameOperators(statement)],
];

function splitBy(statement: Statement, element: 'Action' | 'Resource'): readonly Statement[] {
  const entries = listOf(statement[element]);
  return entries.length < 2 ? [statement] : entries.map((entry) => ({ ...statement, [element]: entry }));
}

function reverseLists(draw: Draw, statement: Statement): Statement {
  const reversed: Record<string, unknown> = { ...statement };
  for (const element of ['Action', 'NotAction', 'Resource', 'NotResource'] as const) {
    const entries = listOf(statement[element]);
    if (entries.length > 0) reversed[element] = [...entries.toReversed(), ...(draw.chance(0.5) ? entries : [])];
  }
  return reversed as Statement;
}

/** Actions and condition keys in another letter case. */
function recase(statement: Statement): Statement {
  const upper = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
  const recased: Record<string, unknown> = { ...statement };
  for (const element of ['Action', 'NotAction'] as const) {
    if (statement[element] !== undefined) recased[element] = listOf(statement[element]).map(upper);
  }
  if (statement.Condition !== undefined) {
    recased['Condition'] = Object.fromEntries(
      Object.entries(statement.Condition).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [upper(key), values])),
      ]),
    );
  }
  return recased as Statement;
}

/** `ArnEquals` as `ArnLike`, and `StringEquals` as `StringLike` where no value has a wildcard. */
function renameOperators(statement: Statement): Statement {
  if (statement.Condition === undefined) return statement;
  const condition: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of Object.entries(statement.Condition)) {
    const other = /String(?:Not)?Equals(?!IgnoreCase)/.test(operator)
      ? operator.replace('Equals', 'Like')
      : operator.replace('ArnEquals', 'ArnLike').replace('ArnNotEquals', 'ArnNotLike');
    const isFree: boolean = !(other in statement.Condition);
    const values = Object.values(keys).flatMap((value) => listOf(value));
    const renamed = isFree && (other.includes('Arn') || !values.some(hasWildcard)) ? other : operator;
    condition[renamed] = { ...condition[renamed], ...keys };
  }
  return { ...statement, Condition: condition } as Statement;
}

/** The policies, written differently: they mean the same. */
export function rewrite(draw: Draw, policies: readonly Policy[]): Policy[] {
  const rewritten = policies.map((policy) => ({
    ...policy,
    // Without Sids: a statement may become two, and a Sid is unique in a policy.
    Statement: statementsOf(policy).flatMap(({ Sid: _sid, ...statement }) => draw.pick(REWRITES)(draw, statement)),
  }));
  if (draw.chance(0.3)) {
    return rewritten.flatMap((policy) => policy.Statement.map((statement) => ({ ...policy, Statement: [statement] })));
  }
  return rewritten.map((policy) => ({ ...policy, Statement: policy.Statement.toReversed() })).toReversed();
}
