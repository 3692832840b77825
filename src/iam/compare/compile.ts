import { operatorNamed, type Operator } from '../condition/operator.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type Effect } from '../document.js';
import { isPositiveMatch, type AtomTable, type Literal } from './atom.js';
import { escapeWildcards, variableKeys, widenedTexts } from './symbolic-text.js';

/** A statement as a conjunction: it applies to a request if and only if all its literals hold. */
export type ComparedStatement = {
  policy: number;
  statement: number;
  sid?: string;
  effect: Effect;
  literals: Literal[];
  /** What literals with variables imply for any values of them. Helps to prove that no request is left. */
  implied: Literal[];
  /** Equal for statements with the same literals. */
  key: string;
  /** The condition keys that its variables name, in lowercase. */
  variableKeys: string[];
};

/** Compiles the statements of policies, without those that apply to no request. */
export function compileStatements(policies: readonly AnyPolicy[], atoms: AtomTable): ComparedStatement[] {
  return policies.flatMap((policy, index) =>
    policy.Statement.flatMap((statement, position) => {
      const compared = compileStatement(statement, policy.Version === '2012-10-17', atoms);
      return compared === undefined ? [] : [{ policy: index, statement: position, ...compared }];
    }),
  );
}

/** The parts of a statement that are collected element by element. */
type Parts = Pick<ComparedStatement, 'literals' | 'implied' | 'variableKeys'>;

function compileStatement(
  statement: AnyStatement,
  hasVariables: boolean,
  atoms: AtomTable,
): Omit<ComparedStatement, 'policy' | 'statement'> | undefined {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = elementsOf(statement);
  if (NotResource !== undefined && isEverything(NotResource)) return undefined;
  const parts: Parts = { literals: [], implied: [], variableKeys: [] };
  const { literals } = parts;
  if (Principal !== undefined) literals.push({ atom: atoms.principal(Principal), positive: true });
  if (NotPrincipal !== undefined) literals.push({ atom: atoms.principal(NotPrincipal), positive: false });

  if (Action !== undefined && !isEverything(Action))
    literals.push({ atom: atoms.action([Action].flat()), positive: true });
  if (NotAction !== undefined) literals.push({ atom: atoms.action([NotAction].flat()), positive: false });
  if (Resource !== undefined && !isEverything(Resource)) addResources(parts, Resource, true, hasVariables, atoms);
  if (NotResource !== undefined) addResources(parts, NotResource, false, hasVariables, atoms);
  addConditions(parts, statement, hasVariables, atoms);

  const { Sid, Effect } = statement;
  const ids = literals.map(({ atom: { id }, positive }) => (positive ? id : -id)).toSorted((a, b) => a - b);
  const compared = {
    ...parts,
    effect: Effect,
    key: [...new Set(ids)].join(),
    variableKeys: [...new Set(parts.variableKeys)],
  };
  return Sid === undefined ? compared : { ...compared, sid: Sid };
}

function addResources(
  { literals, implied, variableKeys: keys }: Parts,
  patterns: string | readonly string[],
  positive: boolean,
  hasVariables: boolean,
  atoms: AtomTable,
): void {
  const texts = [patterns].flat();
  const atom = atoms.resource(texts, hasVariables);
  literals.push({ atom, positive });
  if (atom.symbolicForm === undefined) return;
  keys.push(...texts.flatMap((text) => variableKeys(text, 'resource')));
  if (positive) implied.push({ atom: atoms.resource(widenedTexts(texts, 'resource'), hasVariables), positive });
}

function addConditions(
  { literals, implied, variableKeys: keys }: Parts,
  { Condition = {} }: AnyStatement,
  hasVariables: boolean,
  atoms: AtomTable,
): void {
  for (const [name, conditions] of Object.entries(Condition)) {
    const operator = operatorNamed(name);
    for (const [key, values] of Object.entries(conditions)) {
      const texts = [values].flat();
      const atom = atoms.condition(operator, key, texts, hasVariables);
      literals.push({ atom, positive: true });
      if (atom.symbolicForm === undefined) continue;
      keys.push(...texts.flatMap((text) => variableKeys(text, 'value')));
      const wider = isPositiveMatch(operator) ? widen(operator, texts) : undefined;
      if (wider === undefined) continue;
      implied.push({ atom: atoms.condition(wider.operator, key, wider.texts, hasVariables), positive: true });
    }
  }
}

function isEverything(patterns: string | readonly string[]): boolean {
  return [patterns].flat().includes('*');
}

/** An operator and values without variables that match at least what a positive match with variables can match. */
function widen(
  { family, comparison }: Operator,
  texts: readonly string[],
): { operator: Operator; texts: string[] } | undefined {
  if (family === 'Arn') return { operator: operatorNamed('ArnLike'), texts: widenedTexts(texts, 'value') };
  if (comparison === 'equalsIgnoreCase') return undefined;
  const patterns = comparison === 'like' ? texts : texts.map(escapeWildcards);
  return { operator: operatorNamed('StringLike'), texts: widenedTexts(patterns, 'value') };
}
