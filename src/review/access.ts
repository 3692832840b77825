import { worstLevel, type AccessLevel } from '../aws/actions/access-level.js';
import type { ActionReference } from '../aws/actions/catalog.js';
import type { OpenCatalog } from '../aws/actions/open.js';
import { serviceOf } from '../aws/service-of.js';
import { elementsOf, type AnyPolicy } from '../iam/document.js';
import { actionMatcher } from '../iam/match/action.js';
import { hasWildcards } from '../iam/match/glob.js';
import type { ReviewAction, ReviewService } from './types.js';

/**
 * The actions that a pattern covers. An action, or a whole pattern, without a level if the catalog does not have it.
 *
 * @param catalog Omitted if nothing is known of any action.
 */
export function expandAction(pattern: string, catalog: OpenCatalog | undefined): ReviewAction[] {
  const known = catalog?.action(pattern);
  if (known !== undefined) return [{ action: known.action, level: worstLevel(known.accessLevels) }];
  const service = serviceOf(pattern);
  if (catalog === undefined || !hasWildcards(pattern)) return [{ action: pattern }];
  const matches = actionMatcher([pattern]);
  const prefixes = hasWildcards(service) || service === '' ? catalog.prefixes : [service];
  const found = prefixes
    .flatMap((prefix) => catalog.service(prefix)?.actionNames ?? [])
    .filter((name) => matches(name.toLowerCase()))
    .map((action): ReviewAction => {
      // Every name of the catalog is found.
      const { accessLevels } = catalog.action(action) as ActionReference;
      return { action, level: worstLevel(accessLevels) };
    });
  // A pattern of several services also covers those that the catalog does not have.
  const isWhole = found.length > 0 && prefixes.length === 1;
  return isWhole ? found : [...found, { action: pattern }];
}

/** The worst of the levels of some actions; `undefined` if one of them is not known. */
export function worstOfActions(actions: readonly ReviewAction[]): AccessLevel | undefined {
  const levels = actions.flatMap(({ level }) => level ?? []);
  return levels.length < actions.length || levels.length === 0 ? undefined : worstLevel(levels);
}

/**
 * The actions that policies allow on at least some resources and under some conditions, by service. Deny statements are
 * not subtracted: they are shown with the statements.
 */
export function actionsByService(policies: readonly AnyPolicy[], catalog: OpenCatalog | undefined): ReviewService[] {
  const byService = new Map<string, Map<string, ReviewAction>>();
  for (const pattern of policies.flatMap(allowedPatterns)) {
    for (const each of expandAction(pattern, catalog)) {
      const service = serviceOf(each.action).toLowerCase() || '*';
      const known = byService.get(service) ?? new Map<string, ReviewAction>();
      byService.set(service, known.set(each.action.toLowerCase(), each));
    }
  }
  return [...byService]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, actions]) => ({
      service,
      actions: [...actions].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, action]) => action),
    }));
}

/** The actions of the Allow statements; `*` for a statement that allows all but some. */
function allowedPatterns({ Statement }: AnyPolicy): string[] {
  return Statement.flatMap((statement) => {
    if (statement.Effect !== 'Allow') return [];
    const { Action } = elementsOf(statement);
    return Action === undefined ? ['*'] : [Action].flat();
  });
}
