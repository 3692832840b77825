import { accessLevelRank, type AccessLevel } from '../../aws/actions/access-level.js';
import { guarded } from '../../core/guard.js';
import { InvalidInputError } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { readEach } from '../../core/read-each.js';
import { casesOf } from '../compare/cases.js';
import type { UndecidedReason } from '../compare/difference.js';
import { readCompareOptions, type CompareOptions } from '../compare/options.js';
import type { ConditionBlock } from '../document.js';
import { placeIn, readSides } from '../layers/compared-layers.js';
import type { AccessLayers, LayerName } from '../layers/layers.js';
import type { PolicyInput } from '../read.js';
import { DEFAULT_READING } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { findClasses, type ChosenPart, type FoundClass } from './find-classes.js';

/** The statement that a part of the access comes from. */
export type DifferenceSource = {
  /** Index of the policy, or of the policy in its layer, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
  /** The layer of the policy, if the side has layers. */
  layer?: LayerName;
  /** Of an SCP or an RCP, the level that it is attached to, from 0. */
  level?: number;
};

/**
 * Requests that one side allows and the other does not: some actions on some resources under a condition. Of requests
 * with these, those belong to the class that its side allows, the other side does not, and no earlier statement of its
 * side allows.
 */
export type AccessClass = {
  /** Actions of one access level, by their names or as the statement spells them; sorted. */
  actions: string[];
  /** Set if the actions are all but those of `actions`. */
  isInverted?: true;
  /** Patterns of actions that are not in the class. */
  notActions?: string[];
  /** Set if the actions are those of the statement that the catalog does not have. */
  undocumented?: true;
  /** The worst access level of the actions, if a catalog has them. */
  accessLevel?: AccessLevel;
  /** Patterns of resources; omitted if the statement has no `Resource`. */
  resources?: string[];
  /** Patterns of resources that are not in the class. */
  notResources?: string[];
  /** The condition of the statement. */
  condition?: ConditionBlock;
  /** Whether the other side allows some of the actions as well: on other resources, or under other conditions. */
  isPartial: boolean;
  /** A request of the class. */
  example: AccessRequest;
  /** Set if no action that the catalog has makes such a request. */
  unreachable?: true;
  statement: DifferenceSource;
};

/** What two sides do not have in common. */
export type AccessDifferences = {
  /** What only the proposed policies allow, worst first. */
  added: AccessClass[];
  /** What only the existing policies allow, worst first. */
  removed: AccessClass[];
  /** The number of classes beyond the limit; omitted if all are listed. */
  more?: { added: number; removed: number };
  /** Statements that could not be compared. What they grant may be missing. */
  unknown?: (DifferenceSource & { of: 'existing' | 'proposed'; reason: UndecidedReason })[];
};

/** How to list differences. */
export type DifferenceOptions = CompareOptions & {
  /** The most classes to list of each side; by default 200. */
  readonly limit?: number;
};

const DEFAULT_LIMIT = 200;

/**
 * Lists all differences between the access that existing and proposed policies grant, not only an example: which
 * actions on which resources under which conditions are added, and which are removed. Reordered, split or merged
 * statements make no difference.
 *
 * Together, the classes are all requests that one side allows and the other does not, under the default reading of
 * AWS's documentation. They do not overlap, unless policies of several layers grant the same. `compareAccess` also
 * tells where other readings differ.
 *
 * @param existing The policies that are attached now, as documents, as JSON text, as AWS returns them, or in layers.
 * @param proposed The policies that would replace them.
 * @param options `facts` and `catalog` as for `compareAccess`; `limit`: the most classes to list of each side. With a
 *   catalog, actions are listed by name and by access level.
 * @returns The classes of both sides, worst access level first.
 * @throws {InvalidInputError} With every problem of the policies and of the options.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
 * accessDifferences(allow(['s3:GetObject']), allow(['s3:GetObject', 's3:PutObject']));
 * // {
 * //   added: [{
 * //     actions: ['s3:PutObject'],
 * //     resources: ['*'],
 * //     isPartial: false,
 * //     example: { action: 's3:PutObject', resource: '*' },
 * //     statement: { policy: 0, statement: 0 },
 * //   }],
 * //   removed: [],
 * // }
 */
export function accessDifferences(
  existing: PolicyInput | AccessLayers,
  proposed: PolicyInput | AccessLayers,
  options: DifferenceOptions = {},
): AccessDifferences {
  const { limit, rest } = readLimit(options);
  const { unknown, ...found } = differencesOf(existing, proposed, rest);
  const more = {
    added: Math.max(0, found.added.length - limit),
    removed: Math.max(0, found.removed.length - limit),
  };
  const list = (classes: readonly LazyClass[]): AccessClass[] =>
    classes.slice(0, limit).map(({ example, ...each }) => withExample(each, example()));
  return {
    added: list(found.added),
    removed: list(found.removed),
    ...(more.added + more.removed > 0 && { more }),
    ...(unknown.length > 0 && { unknown }),
  };
}

/** A class whose example is chosen when it is needed. */
export type LazyClass = Omit<AccessClass, 'example'> & { example: () => AccessRequest };

type Found = ReturnType<typeof findClasses>;

/** The classes of both sides, worst access level first; with `byAction`, of one action and one resource each. */
export function differencesOf(
  existing: PolicyInput | AccessLayers,
  proposed: PolicyInput | AccessLayers,
  options: CompareOptions,
  { byAction = false }: { byAction?: boolean } = {},
): { added: LazyClass[]; removed: LazyClass[]; unknown: NonNullable<AccessDifferences['unknown']> } {
  const [sets, read] = readEach(
    () => readSides(existing, proposed, ['existing', 'proposed']),
    () => readCompareOptions(options),
  );
  const cases = casesOf(sets, read.facts);
  const merge = byAction ? (parts: readonly ChosenPart[]) => parts : undefined;
  const [removed, added] = (['a', 'b'] as const).map((of) => findClasses(of, cases, DEFAULT_READING, read, merge)) as [
    Found,
    Found,
  ];
  const describe = (found: Found, side: 'a' | 'b'): LazyClass[] =>
    withoutRepeated(
      found.flatMap(({ place, ...each }) =>
        each.undecided === undefined ? [describeClass(each, { ...place, ...placeIn(sets[side], place) })] : [],
      ),
    ).toSorted((one, other) => rankOf(one) - rankOf(other));
  const undecidedIn = (found: Found, side: 'a' | 'b', of: 'existing' | 'proposed') =>
    found.flatMap(({ undecided: reason, place }) =>
      reason === undefined ? [] : [{ ...place, ...placeIn(sets[side], place), of, reason }],
    );
  return {
    added: describe(added, 'b'),
    removed: describe(removed, 'a'),
    unknown: [...undecidedIn(removed, 'a', 'existing'), ...undecidedIn(added, 'b', 'proposed')],
  };
}

/** Keeps the order of members. */
function withExample(
  { unreachable, statement, ...each }: Omit<AccessClass, 'example'>,
  example: AccessRequest,
): AccessClass {
  return { ...each, example, ...(unreachable && { unreachable }), statement };
}

function readLimit(options: DifferenceOptions): { limit: number; rest: CompareOptions } {
  return guarded('the options', ['options'], () => {
    const { limit = DEFAULT_LIMIT, ...rest } = { ...options };
    if (Number.isSafeInteger(limit) && limit >= 0) return { limit, rest: isObject(options) ? rest : options };
    throw new InvalidInputError([
      {
        code: 'out_of_range',
        path: ['options', 'limit'],
        message: `\`limit\` must be an integer that is not negative, not ${quote(limit)}`,
      },
    ]);
  });
}

function isObject(options: unknown): boolean {
  return typeof options === 'object' && options !== null && !Array.isArray(options);
}

function describeClass(
  {
    actions,
    isInverted,
    undocumented,
    accessLevel,
    resources,
    notResources,
    condition,
    ...found
  }: Omit<FoundClass, 'place'>,
  statement: DifferenceSource,
): LazyClass {
  const { Resource, NotResource } = resources;
  const excluded = [...notResources, ...[NotResource ?? []].flat()];
  return {
    actions: actions.toSorted(),
    ...(isInverted && { isInverted }),
    ...(found.notActions.length > 0 && { notActions: [...found.notActions] }),
    ...(undocumented && { undocumented }),
    ...(accessLevel !== undefined && { accessLevel }),
    ...(Resource !== undefined && { resources: [Resource].flat() }),
    ...(excluded.length > 0 && { notResources: excluded }),
    ...(condition && { condition: structuredClone(condition) }),
    isPartial: found.isPartial,
    example: found.example,
    ...(!found.isReachable && { unreachable: true as const }),
    statement,
  };
}

/** A statement of a resource-based policy has its class once for each route; one that is reachable counts. */
function withoutRepeated(classes: readonly LazyClass[]): LazyClass[] {
  const found = new Map<string, LazyClass>();
  for (const each of classes) {
    const key = JSON.stringify({ ...each, example: undefined, unreachable: undefined });
    if (found.get(key)?.unreachable ?? !found.has(key)) found.set(key, each);
  }
  return [...found.values()];
}

function rankOf({ accessLevel }: Pick<AccessClass, 'accessLevel'>): number {
  return accessLevel === undefined ? Infinity : accessLevelRank(accessLevel);
}
