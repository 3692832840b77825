import { operatorNamed } from '../condition/operator.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type Effect } from '../document.js';
import type { PolicySet } from '../policy-set.js';
import type { AtomTable } from './atom-table.js';
import type { KeyTest, Literal } from './atom.js';
import { spend, TESTS_PER_STEP } from './budget.js';
import { compileCondition, type ComparedCondition, type CompileScope } from './compile-condition.js';
import { variablesOf, type TextPosition } from './symbols.js';

/** A statement as a conjunction: it applies to a request if and only if all its literals hold. */
export type ComparedStatement = {
  policy: number;
  statement: number;
  sid: string | undefined;
  effect: Effect;
  literals: Literal[];
  /** What literals with variables imply for any values of them. Helps to prove that no request is left. */
  implied: Literal[];
  /** Equal for statements with the same literals. */
  key: string;
  /** The condition keys that its variables name, in lowercase. */
  variableKeys: string[];
  /** Of a statement that stands for statements of several layers, which apply together: these, and their route. */
  joint?: { parts: readonly ComparedStatement[]; route: number };
};

/** The alternatives of statements that were compiled before, by their text and what else their meaning depends on. */
export type CompiledStatements = Map<string, Compiled[]>;

type Compiled = Pick<ComparedStatement, 'literals' | 'implied' | 'key' | 'variableKeys'>;

/**
 * Compiles the statements of policies, without those that apply to no request. A condition with `IfExists` and with
 * variables makes two statements: one for requests without the key, one for requests with a value that matches.
 */
export function compileStatements(
  { policies, bounds }: PolicySet,
  known: CompiledStatements,
  scope: CompileScope,
): ComparedStatement[] {
  const compared: ComparedStatement[] = [];
  for (const [policy, { Version, Statement }] of policies.entries()) {
    const hasVariables = Version === '2012-10-17';
    for (const [index, statement] of Statement.entries()) {
      const name = `${hasVariables} ${dependenceOf(statement, scope)} ${textOf(statement)}`;
      let alternatives = known.get(name);
      if (alternatives === undefined) {
        spend(scope.budget, name.length / TESTS_PER_STEP);
        const keys = hasVariables && name.includes('${') ? variableKeys(statement) : [];
        alternatives = compileStatement(statement, hasVariables, scope).map((literals) => ({
          ...describeLiterals(literals, scope.atoms),
          variableKeys: keys,
        }));
        known.set(name, alternatives);
      }
      const { Sid: sid, Effect: effect } = statement;
      const within = effect === 'Deny' ? bounds?.[policy] : undefined;
      if (within !== undefined) alternatives = boundAlternatives(alternatives, within, scope);
      for (const { literals, implied, key, variableKeys: keys } of alternatives) {
        compared.push({ policy, statement: index, sid, effect, literals, implied, key, variableKeys: keys });
      }
    }
  }
  return compared;
}

/** The alternatives of a statement that applies only where other statements, without conditions, do. */
function boundAlternatives(
  alternatives: readonly Compiled[],
  within: readonly AnyStatement[],
  scope: CompileScope,
): Compiled[] {
  const more = within.flatMap((statement) => compileStatement(statement, true, scope).flat());
  return alternatives.map(({ literals, variableKeys: keys }) => ({
    ...describeLiterals([...literals, ...more], scope.atoms),
    variableKeys: keys,
  }));
}

/** Equal for statements with the same elements, except for `Sid` and `Effect`. */
function textOf(statement: AnyStatement): string {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = elementsOf(statement);
  return JSON.stringify([Principal, NotPrincipal, Action, NotAction, Resource, NotResource, statement.Condition]);
}

/** What the meaning of a statement depends on under a reading. */
function dependenceOf(
  statement: AnyStatement,
  { colons, mistypedValue, notPrincipal, domainOf }: CompileScope,
): string {
  const { NotPrincipal, Resource = [], NotResource = [] } = elementsOf(statement);
  let text = colons === 'stay' && [Resource, NotResource].flat().some(mayCrossColons) ? colons : '';
  if (NotPrincipal !== undefined) text += ` ${notPrincipal}`;
  if (statement.Condition === undefined) return text;
  text += ` ${mistypedValue}`;
  for (const conditions of Object.values(statement.Condition)) {
    for (const key of Object.keys(conditions)) {
      const { isMultivalued, type } = domainOf(key);
      text += ` ${isMultivalued} ${type}`;
    }
  }
  return text;
}

/** The characters of the patterns and values of policies. */
export function sizeOf(policies: readonly AnyPolicy[]): number {
  let size = 0;
  const add = (texts: string | readonly string[] = []): void => {
    for (const { length } of typeof texts === 'string' ? [texts] : texts) size += length;
  };
  for (const statement of policies.flatMap<AnyStatement>(({ Statement }) => Statement)) {
    const { Action, NotAction, Resource, NotResource } = elementsOf(statement);
    for (const texts of [Action, NotAction, Resource, NotResource]) add(texts);
    for (const keys of Object.values(statement.Condition ?? {})) Object.values(keys).forEach((texts) => add(texts));
  }
  return size;
}

/** What the search needs to know of literals. */
export function describeLiterals(
  literals: Literal[],
  atoms: AtomTable,
): Pick<ComparedStatement, 'literals' | 'implied' | 'key'> {
  const implied = literals.flatMap(({ atom, positive }): Literal[] => {
    if (!positive || atom.symbolic?.wider === undefined) return [];
    // What matches has values for all variables that appear in every pattern.
    const needed = neededKeys(atom).map((key): Literal => ({ atom: atoms.key(key, 'absent'), positive: false }));
    return [{ atom: atom.symbolic.wider, positive }, ...needed];
  });
  return { literals, implied, key: keyOfLiterals(literals) };
}

/** Equal for the same literals in any order. */
export function keyOfLiterals(literals: readonly Literal[]): string {
  const ids = new Set<number>();
  for (const { atom, positive } of literals) ids.add(positive ? atom.id : -atom.id);
  return [...ids].toSorted((a, b) => a - b).join();
}

/** The keys without which an atom with variables does not match. */
function neededKeys(atom: Literal['atom']): string[] {
  if (atom.kind === 'principal' || (atom.kind === 'key' && atom.quantity !== 'one' && atom.quantity !== 'any'))
    return [];
  const texts = atom.kind === 'text' ? atom.patterns : (atom.test as KeyTest).values;
  const [first = [], ...others] = texts.map((text) =>
    variablesOf(text, atom.kind === 'text' ? 'resource' : 'value')
      .filter(({ defaultValue }) => defaultValue === undefined)
      .map(({ key }) => key.toLowerCase()),
  );
  return [...new Set(first)].filter((key) => others.every((keys) => keys.includes(key)));
}

function keysIn(texts: readonly string[], place: TextPosition): string[] {
  return texts.flatMap((text) => variablesOf(text, place).map(({ key }) => key.toLowerCase()));
}

function variableKeys(statement: AnyStatement): string[] {
  const { Resource = [], NotResource = [] } = elementsOf(statement);
  const { Condition = {} } = statement;
  const conditions = Object.entries(Condition).flatMap(([name, keys]) =>
    ['String', 'Arn'].includes(operatorNamed(name).family) ? Object.values(keys).flat() : [],
  );
  return [...new Set([...keysIn([Resource, NotResource].flat(), 'resource'), ...keysIn(conditions, 'value')])];
}

/** More alternatives than this are not split: then a condition with `IfExists` and variables remains one literal. */
const MAX_ALTERNATIVES = 16;

/** The alternatives of a statement, each a list of literals; none if it applies to no request. */
function compileStatement(statement: AnyStatement, hasVariables: boolean, scope: CompileScope): Literal[][] {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = elementsOf(statement);
  const { Condition = {} } = statement;
  const { atoms, colons, notPrincipal } = scope;
  if ([NotAction, NotResource].some((patterns) => patterns !== undefined && isEverything(patterns))) return [];
  const literals: Literal[] = [];
  const add = (atom: Literal['atom'], positive: boolean): void => void literals.push({ atom, positive });
  if (Principal !== undefined) add(atoms.principal(Principal), true);
  if (NotPrincipal !== undefined) add(atoms.exempt(NotPrincipal, notPrincipal), false);
  if (Action !== undefined && !isEverything(Action)) add(atoms.action([Action].flat()), true);
  if (NotAction !== undefined) add(atoms.action([NotAction].flat()), false);
  const resources = (patterns: string | readonly string[]): Literal['atom'] => {
    const texts = [patterns].flat();
    return atoms.resource(texts, hasVariables, texts.some(mayCrossColons) ? colons : 'cross');
  };
  if (Resource !== undefined && !isEverything(Resource)) add(resources(Resource), true);
  if (NotResource !== undefined) add(resources(NotResource), false);

  const present = presentKeys(statement);
  let alternatives = [literals];
  for (const [name, keys] of Object.entries(Condition)) {
    const operator = operatorNamed(name);
    for (const [key, values] of Object.entries(keys)) {
      const condition: ComparedCondition = { operator, key, values: [values].flat(), hasVariables };
      const facts = { isPresent: present.has(key.toLowerCase()), mayBeSplit: alternatives.length < MAX_ALTERNATIVES };
      const ways = compileCondition(condition, facts, scope);
      if (ways.length === 0) return [];
      alternatives = ways.flatMap((way) => alternatives.map((known) => [...known, ...way]));
    }
  }
  return alternatives;
}

/** `*` alone. Other patterns that match everything are compared as all others are. */
function isEverything(patterns: string | readonly string[]): boolean {
  return typeof patterns === 'string' ? patterns === '*' : patterns.includes('*');
}

/**
 * Whether a `*` ends one of the first five fields of an ARN. Missing fields do not count: where their `*` stops makes
 * no difference.
 */
export function mayCrossColons(pattern: string): boolean {
  return /^arn:(?:[^:]*:){0,3}[^:]*\*:/.test(pattern);
}

/** The keys that a statement requires with `Null`, in lowercase. */
function presentKeys({ Condition = {} }: AnyStatement): ReadonlySet<string> {
  const required = Object.entries(Condition.Null ?? {}).filter(([, values]) =>
    [values].flat().every((value) => value.toLowerCase() === 'false'),
  );
  return new Set(required.map(([key]) => key.toLowerCase()));
}
