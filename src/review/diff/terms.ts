import { serviceOf } from '../../aws/service-of.js';
import {
  elementsOf,
  PRINCIPAL_KINDS,
  type AnyPolicy,
  type AnyStatement,
  type ResourcePrincipal,
} from '../../iam/document.js';
import { actionMatcher } from '../../iam/match/action.js';
import { hasWildcards } from '../../iam/match/glob.js';
import { mayOverlap } from '../../iam/match/overlap.js';
import { idsOf } from '../../iam/match/principal.js';
import type { StatementTerms } from './diff.js';

/** The terms of the statements of policies that are about some of the actions, Allow statements first. */
export function termsFor(
  policies: readonly AnyPolicy[],
  actions: readonly string[],
  isInverted: boolean,
): StatementTerms[] {
  const all = policies.flatMap(({ Statement }) =>
    (Statement as AnyStatement[]).filter((statement) => isInverted || isAbout(statement, actions)).map(termsOf),
  );
  const unique = [...new Map(all.map((terms) => [JSON.stringify(terms), terms])).values()];
  return [...unique.filter(({ effect }) => effect === 'Allow'), ...unique.filter(({ effect }) => effect === 'Deny')];
}

/** What a statement says, except for its actions. */
export function termsOf(statement: AnyStatement): StatementTerms {
  const { Principal, NotPrincipal, Resource, NotResource } = elementsOf(statement);
  const { Condition } = statement;
  const principal = Principal ?? NotPrincipal;
  return {
    effect: statement.Effect,
    ...(principal !== undefined && { principals: namesOf(principal) }),
    ...(NotPrincipal !== undefined && { isAllBut: true as const }),
    ...(Resource !== undefined && { resources: [Resource].flat() }),
    ...(NotResource !== undefined && { notResources: [NotResource].flat() }),
    ...(Condition && { condition: structuredClone(Condition) }),
  };
}

function namesOf(principal: ResourcePrincipal): string[] {
  if (principal === '*') return ['*'];
  return PRINCIPAL_KINDS.flatMap((kind) => idsOf(principal, kind).map((id) => `${kind} ${id}`));
}

function isAbout(statement: AnyStatement, actions: readonly string[]): boolean {
  const { Action, NotAction } = elementsOf(statement);
  const patterns = [Action ?? [], NotAction ?? []].flat();
  const matches = actionMatcher(patterns);
  return actions.some((action) => {
    if (hasWildcards(action)) {
      return NotAction !== undefined || patterns.some((each) => mayOverlap(each.toLowerCase(), action.toLowerCase()));
    }
    return matches(action.toLowerCase()) !== (NotAction !== undefined);
  });
}

/** The service of actions; `*` if a pattern can be of several. */
export function serviceOfAll(actions: readonly string[], isInverted: boolean): string {
  const services = new Set(actions.map((action) => serviceOf(action).toLowerCase()));
  const [service = ''] = services;
  return isInverted || services.size > 1 || service === '' || hasWildcards(service) ? '*' : service;
}
