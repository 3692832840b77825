import { accessLevelRank, worstLevel, type AccessLevel } from '../../aws/actions/access-level.js';
import type { ActionReference } from '../../aws/actions/catalog.js';
import type { OpenCatalog, OpenService } from '../../aws/actions/open.js';
import { ARN_FIELDS, arnFields } from '../../aws/arn.js';
import { foldAscii } from '../../core/words.js';
import { elementsOf, type AllElements, type AnyPolicy, type AnyStatement } from '../document.js';
import { actionMatcher, matchesAction } from '../match/action.js';
import { matchesResource } from '../match/arn-pattern.js';
import { hasWildcards } from '../match/glob.js';
import { mayOverlap } from '../match/overlap.js';
import { firstLayers, type PolicySet } from '../policy-set.js';

/** A part of an Allow statement: some of its actions on some of its resources. */
export type Piece = {
  /** Names of actions or patterns, as the statement or AWS spells them. */
  actions: readonly string[];
  /** Whether the actions are all but those that `actions` has. */
  isInverted: boolean;
  /** Actions of earlier pieces, which this piece does not have. */
  notActions: readonly string[];
  accessLevel?: AccessLevel;
  /** Set for the actions of the statement that the catalog does not have. */
  undocumented?: true;
  /** `Resource` or `NotResource` of the piece; neither if the statement has none. */
  resources: Pick<AllElements, 'Resource' | 'NotResource'>;
  /** Resources of earlier pieces, which this piece does not have. */
  notResources: readonly string[];
};

/** More resources than this stay together. */
const MOST_RESOURCES = 25;

/** The parts of a statement by its resources: each without those of earlier parts. */
export function resourcePieces(statement: AnyStatement): Pick<Piece, 'resources' | 'notResources'>[] {
  const { Resource, NotResource } = elementsOf(statement);
  if (NotResource !== undefined) return [{ resources: { NotResource }, notResources: [] }];
  if (Resource === undefined) return [{ resources: {}, notResources: [] }];
  const patterns = withoutCovered([Resource].flat(), matchesText);
  if (patterns.length > MOST_RESOURCES) return [{ resources: { Resource: patterns }, notResources: [] }];
  return patterns.map((pattern, index) => ({
    resources: { Resource: [pattern] },
    notResources: patterns.slice(0, index).filter((earlier) => mayOverlap(earlier, pattern)),
  }));
}

/**
 * The parts of a statement by its actions: the actions that the catalog has, each on its own, and the others together.
 * Without a catalog, each pattern on its own.
 */
export function actionPieces(
  statement: AnyStatement,
  catalog: OpenCatalog | undefined,
): Omit<Piece, 'resources' | 'notResources'>[] {
  const { Action, NotAction = [] } = elementsOf(statement);
  const patterns = withoutCovered([Action ?? NotAction].flat(), (pattern, action) =>
    matchesAction(pattern, foldAscii(action)),
  );
  const isInverted = Action === undefined;
  if (catalog === undefined) {
    if (isInverted) return [{ actions: patterns, isInverted, notActions: [] }];
    return patterns.map((pattern, index) => ({
      actions: [pattern],
      isInverted,
      notActions: patterns.slice(0, index).filter((earlier) => mayShareActions(earlier, pattern)),
    }));
  }
  const matches = actionMatcher(patterns);
  const documented = catalog.prefixes
    .flatMap((prefix) => (catalog.service(prefix) as OpenService).actionNames)
    .filter((name) => matches(name.toLowerCase()) !== isInverted)
    .map((name) => {
      const { accessLevels } = catalog.action(name) as ActionReference;
      return { name, accessLevel: worstLevel(accessLevels) };
    });
  const named = documented.toSorted((a, b) => accessLevelRank(a.accessLevel) - accessLevelRank(b.accessLevel));
  const others = isInverted
    ? patterns
    : patterns.filter((pattern) => hasWildcards(pattern) || !isDocumented(pattern, catalog));
  return [
    ...named.map(({ name, accessLevel }) => ({ actions: [name], isInverted: false, accessLevel, notActions: [] })),
    ...(others.length > 0 || isInverted
      ? [{ actions: others, isInverted, undocumented: true as const, notActions: documented.map(({ name }) => name) }]
      : []),
  ];
}

/** Whether two patterns may have an action in common. */
export function mayShareActions(one: string, other: string): boolean {
  return mayOverlap(foldAscii(one), foldAscii(other));
}

function isDocumented(action: string, catalog: OpenCatalog): boolean {
  return catalog.action(action) !== undefined;
}

/**
 * A set in which pieces replace one statement, and more is denied. It has the routes whose first layer has the
 * statement; other Allow statements of that layer are gone.
 */
export function withPieces(
  { policies, routes: all, ...set }: PolicySet,
  place: { policy: number; statement: number },
  pieces: readonly AnyStatement[],
  denied: readonly AnyPolicy[],
): PolicySet {
  const routes = all?.filter((route) => firstLayers([route]).has(place.policy));
  const first = routes && firstLayers(routes);
  const changed = policies.map((policy, index): AnyPolicy => {
    if (!(first?.has(index) ?? true)) return policy;
    const denies = (policy.Statement as AnyStatement[]).filter(({ Effect }) => Effect === 'Deny');
    const Statement = index === place.policy ? [...pieces, ...denies] : denies;
    return { ...policy, Statement } as AnyPolicy;
  });
  return { ...set, ...(routes && { routes }), policies: [...changed, ...denied] };
}

/** Adds statements in the version of another policy, which decides whether `${` starts a variable. */
export function denying(
  policies: readonly AnyPolicy[],
  { Version }: AnyPolicy,
  statements: readonly AnyStatement[],
): AnyPolicy[] {
  const others = policies.filter((policy) => policy.Version !== Version);
  const same = policies.filter((policy) => policy.Version === Version).flatMap(({ Statement }) => [...Statement]);
  return [...others, { Version, Statement: [...same, ...statements] } as AnyPolicy];
}

/** A statement with other actions and resources. */
export function pieceOf(statement: AnyStatement, piece: Omit<Piece, 'notActions' | 'notResources'>): AnyStatement {
  const { Action: _a, NotAction: _b, Resource: _c, NotResource: _d, ...rest } = statement as AnyStatement & AllElements;
  const actions = [...piece.actions];
  return {
    ...rest,
    ...(piece.isInverted ? { NotAction: actions } : { Action: actions }),
    ...piece.resources,
  } as AnyStatement;
}

/**
 * Patterns without those that are a single text, and that another one of the list matches.
 *
 * @param matches Whether a pattern with wildcards matches a text.
 */
function withoutCovered(patterns: readonly string[], matches: (pattern: string, text: string) => boolean): string[] {
  const unique = [...new Set(patterns)];
  const wild = unique.filter(hasWildcards);
  return unique.filter(
    (text) => hasWildcards(text) || text.includes('${') || !wild.some((each) => matches(each, text)),
  );
}

/** Whether a pattern without variables matches a resource. An ARN of fewer fields matches more than its text. */
function matchesText(pattern: string, text: string): boolean {
  return (
    arnFields(text).length === ARN_FIELDS && !pattern.includes('${') && matchesResource(pattern, text, false, String)
  );
}
