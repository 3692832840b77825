import { ACCESS_LEVELS, worstLevel, type AccessLevel } from '../aws/actions/access-level.js';
import type { ActionReference } from '../aws/actions/catalog.js';
import type { OpenCatalog } from '../aws/actions/open.js';
import { serviceOf } from '../aws/service-of.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../iam/document.js';
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
  const isOneService = service !== '' && !hasWildcards(service);
  const prefixes = isOneService ? [service] : catalog.prefixes;
  const found = prefixes
    .flatMap((prefix) => catalog.service(prefix)?.actionNames ?? [])
    .filter((name) => matches(name.toLowerCase()))
    .map((action): ReviewAction => {
      // Every name of the catalog is found.
      const { accessLevels } = catalog.action(action) as ActionReference;
      return { action, level: worstLevel(accessLevels) };
    });
  // A pattern of several services also covers those that the catalog does not have.
  return isOneService && found.length > 0 ? found : [...found, { action: pattern }];
}

/** All actions but those that patterns cover, among them `*` for what the catalog does not have. */
export function allActionsBut(patterns: readonly string[], catalog: OpenCatalog | undefined): ReviewAction[] {
  const isExcepted = actionMatcher(patterns);
  return expandAction('*', catalog).filter(({ action }) => !isExcepted(action.toLowerCase()));
}

/** The actions that a statement is about. */
function actionsOfStatement(statement: AnyStatement, catalog: OpenCatalog | undefined): ReviewAction[] {
  const { Action, NotAction = [] } = elementsOf(statement);
  if (Action === undefined) return allActionsBut([NotAction].flat(), catalog);
  return [Action].flat().flatMap((pattern) => expandAction(pattern, catalog));
}

/** The worst of the levels of some actions; `undefined` if it may be that of an action whose level is not known. */
export function worstOfActions(actions: readonly ReviewAction[]): AccessLevel | undefined {
  const levels = actions.flatMap(({ level }) => level ?? []);
  if (levels.length === 0) return undefined;
  const worst = worstLevel(levels);
  return levels.length === actions.length || worst === ACCESS_LEVELS[0] ? worst : undefined;
}

/**
 * The actions that policies allow on at least some resources and under some conditions, by service. Deny statements are
 * not subtracted: they are shown with the statements.
 */
export function actionsByService(policies: readonly AnyPolicy[], catalog: OpenCatalog | undefined): ReviewService[] {
  const byService = new Map<string, Map<string, ReviewAction>>();
  const allowing = policies
    .flatMap(({ Statement }): AnyStatement[] => Statement)
    .filter(({ Effect }) => Effect === 'Allow');
  for (const each of allowing.flatMap((statement) => actionsOfStatement(statement, catalog))) {
    const service = serviceOf(each.action).toLowerCase() || '*';
    const known = byService.get(service) ?? new Map<string, ReviewAction>();
    byService.set(service, known.set(each.action.toLowerCase(), each));
  }
  return [...byService]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, actions]) => ({
      service,
      actions: [...actions].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, action]) => action),
    }));
}
