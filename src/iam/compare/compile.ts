import { operatorNamed, type Operator } from '../condition/operator.js';
import type { Effect } from '../document.js';
import type { AnyPolicy } from '../document.js';
import type { AnyStatement } from '../document.js';
import type { AllElements } from '../document.js';
import { isPositiveMatch, type AtomTable, type Literal } from './atom.js';
import { escapeWildcards, variableKeys, widenedTexts } from './symbolic-text.js';

/** A statement as a conjunction: it applies to a request just if all its literals hold. */
export type ComparedStatement = {
  policy: number;
  statement: number;
  sid?: string;
  effect: Effect;
  literals: Literal[];
  /** What follows from literals with variables, whatever the values; helps to find that nothing is left. */
  implied: Literal[];
  /** The same for statements that ask the same. */
  key: string;
  /** The condition keys that its variables name, in lower case. */
  variableKeys: string[];
};

/** The statements of policies, less those that apply to no request. */
export function readStatements(policies: readonly AnyPolicy[], atoms: AtomTable): ComparedStatement[] {
  return policies.flatMap((policy, index) =>
    policy.Statement.flatMap((statement, position) => {
      const compared = readStatement(statement, policy.Version === '2012-10-17', atoms);
      return compared === undefined ? [] : [{ policy: index, statement: position, ...compared }];
    }),
  );
}

function readStatement(
  statement: AnyStatement,
  hasVariables: boolean,
  atoms: AtomTable,
): Omit<ComparedStatement, 'policy' | 'statement'> | undefined {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement as AllElements;
  const literals: Literal[] = [];
  const implied: Literal[] = [];
  const keys: string[] = [];
  if (Principal !== undefined) literals.push({ atom: atoms.principal(Principal), positive: true });
  if (NotPrincipal !== undefined) literals.push({ atom: atoms.principal(NotPrincipal), positive: false });

  if (Action !== undefined && !isEverything(Action))
    literals.push({ atom: atoms.action([Action].flat()), positive: true });
  if (NotAction !== undefined) literals.push({ atom: atoms.action([NotAction].flat()), positive: false });

  if (NotResource !== undefined && isEverything(NotResource)) return undefined;
  for (const [element, positive] of [
    [Resource, true],
    [NotResource, false],
  ] as const) {
    if (element === undefined || isEverything(element)) continue;
    const texts = [element].flat();
    const atom = atoms.resource(texts, hasVariables);
    literals.push({ atom, positive });
    if (atom.symbolicForm === undefined) continue;
    keys.push(...texts.flatMap((text) => variableKeys(text, 'resource')));
    if (positive) implied.push({ atom: atoms.resource(widenedTexts(texts, 'resource'), hasVariables), positive });
  }

  for (const [name, conditions] of Object.entries(statement.Condition ?? {})) {
    const operator = operatorNamed(name);
    for (const [key, values] of Object.entries(conditions)) {
      const texts = [values].flat();
      const atom = atoms.condition(operator, key, texts, hasVariables);
      literals.push({ atom, positive: true });
      if (atom.symbolicForm === undefined) continue;
      keys.push(...texts.flatMap((text) => variableKeys(text, 'value')));
      const wider = isPositiveMatch(operator) ? widen(operator, texts) : undefined;
      if (wider)
        implied.push({ atom: atoms.condition(wider.operator, key, wider.texts, hasVariables), positive: true });
    }
  }
  const { Sid, Effect } = statement;
  const ids = literals.map(({ atom: { id }, positive }) => (positive ? id : -id)).toSorted((a, b) => a - b);
  const compared = {
    effect: Effect,
    literals,
    implied,
    key: [...new Set(ids)].join(),
    variableKeys: [...new Set(keys)],
  };
  return Sid === undefined ? compared : { ...compared, sid: Sid };
}

function isEverything(patterns: string | readonly string[]): boolean {
  return [patterns].flat().includes('*');
}

/** The operator and the texts that match whatever a plain match with variables may match. */
function widen(
  { family, comparison }: Operator,
  texts: readonly string[],
): { operator: Operator; texts: string[] } | undefined {
  if (family === 'Arn') return { operator: operatorNamed('ArnLike'), texts: widenedTexts(texts, 'value') };
  if (comparison === 'equalsIgnoreCase') return undefined;
  const patterns = comparison === 'like' ? texts : texts.map(escapeWildcards);
  return { operator: operatorNamed('StringLike'), texts: widenedTexts(patterns, 'value') };
}
