import { readEach } from '../../core/read-each.js';
import { readCompareOptions, type CompareOptions } from '../../iam/compare/options.js';
import { elementsOf, type AnyStatement } from '../../iam/document.js';
import { readPolicies, type PolicyInput } from '../../iam/read.js';
import type { AccessDiff, DiffUnread, RoleDiff } from './diff.js';
import { diffPart } from './part.js';
import { readDiffRoles, type DiffRoles, type RoleVersion, type SideRoles } from './read-roles.js';
import { diffRole } from './role.js';
import { sideOf } from './side.js';

/**
 * Compares two versions of a policy, or of all policies that are attached together, by what they allow: reordered,
 * split or merged statements give no row.
 *
 * @param old The policies that are attached now, as documents, as JSON text, or as AWS returns them.
 * @param proposed The policies that would replace them.
 * @param options `catalog`: the actions of AWS services, by which patterns become actions and get access levels.
 *   `facts`: what is known about the condition keys of all requests.
 * @returns One entry of `roles` without a name, with its rows by service, worst access level first.
 * @throws {InvalidInputError} With every problem of the policies and of the options.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
 * const { roles, gained, lost } = diffPolicies(allow(['s3:GetObject']), allow(['s3:PutObject']));
 * roles[0]?.rows.map(({ change, actions }) => [change, ...actions]);
 * // [['removed', 's3:GetObject'], ['added', 's3:PutObject']]
 * [gained, lost]; // [1, 1]
 */
export function diffPolicies(old: PolicyInput, proposed: PolicyInput, options: CompareOptions = {}): AccessDiff {
  const [before, after] = readEach(
    () => readPolicies(old, 'old'),
    () => readPolicies(proposed, 'proposed'),
    () => readCompareOptions(options),
  );
  const statements = [...before, ...after].flatMap(({ Statement }) => Statement as AnyStatement[]);
  const isTrust = statements.every((statement) => {
    const { Principal, NotPrincipal, Resource, NotResource } = elementsOf(statement);
    return (Principal ?? NotPrincipal) !== undefined && (Resource ?? NotResource) === undefined;
  });
  const part = isTrust ? 'trust' : 'permissions';
  return summary([{ name: '', ...diffPart(part, sideOf(before), sideOf(after), options), notes: [] }], []);
}

/**
 * Compares two versions of roles by what they can do and who can assume them. A role that only one side has gains or
 * loses all of its access. Roles are matched by their names; if each side has one role more, it is taken for renamed.
 *
 * @param old The roles as they are: a list, as `buildRoles` returns it, or all that `rolesFromCloudFormation` or
 *   `rolesFromTerraform` returned. With its `issues`, what was not read counts as not compared; `roles` alone does not
 *   have them.
 * @param proposed The roles that would replace them, in the same way.
 * @param options `catalog`: the actions of AWS services, by which patterns become actions and get access levels.
 *   `facts`: what is known about the condition keys of all requests.
 * @returns An entry for each role that has a difference or something that could not be compared, in the order of
 *   `proposed`, then those that are gone.
 * @throws {InvalidInputError} With every problem of the roles, of their policies and of the options.
 *
 * @example
 * const page = buildRoles('private-vpc', parameters);
 * const other = buildRoles('private-vpc', { ...parameters, features: { athenaTables: false } });
 * const { roles, gained, lost } = diffRoles(page, other, { catalog: ACTION_CATALOG });
 * roles.map(({ name, rows }) => [name, rows.length]); // [['UpsolverServerRole', 19]]
 * [gained, lost]; // [0, 19]
 */
export function diffRoles(old: DiffRoles, proposed: DiffRoles, options: CompareOptions = {}): AccessDiff {
  const sides = readEach(
    () => readDiffRoles(old, 'old'),
    () => readDiffRoles(proposed, 'proposed'),
    () => readCompareOptions(options),
  );
  const [before, after] = [sides[0].roles, sides[1].roles];
  const names = new Set(after.map(({ name }) => name));
  const gone = before.filter(({ name }) => !names.has(name));
  const added = after.filter(({ name }) => !before.some((role) => role.name === name));
  const isRenamed = gone.length === 1 && added.length === 1;
  const pairs: [RoleVersion | undefined, RoleVersion | undefined][] = [
    ...after.map((role): [RoleVersion | undefined, RoleVersion] => [
      before.find(({ name }) => name === role.name) ?? (isRenamed ? gone[0] : undefined),
      role,
    ]),
    ...(isRenamed ? [] : gone.map((role): [RoleVersion, undefined] => [role, undefined])),
  ];
  const found = pairs.map(([one, other]) => diffRole(one, other, options));
  return summary(
    found.filter(
      ({ rows, readings, doubts, only, oldName }) =>
        rows.length + doubts.length > 0 || [readings, only, oldName].some((each) => each !== undefined),
    ),
    [...unreadOf(sides[0], 'old'), ...unreadOf(sides[1], 'new')],
  );
}

function unreadOf({ issues }: SideRoles, side: DiffUnread['side']): DiffUnread[] {
  return issues.map((issue) => ({ side, ...issue }));
}

function summary(roles: RoleDiff[], unread: DiffUnread[]): AccessDiff {
  const rows = roles.flatMap((role) => role.rows);
  const readings = roles.flatMap((role) => role.readings ?? []);
  return {
    roles,
    gained:
      rows.filter(({ gained }) => gained !== undefined).length + readings.filter(({ side }) => side === 'new').length,
    lost: rows.filter(({ lost }) => lost !== undefined).length + readings.filter(({ side }) => side === 'old').length,
    isUndecided: unread.length > 0 || roles.some(({ doubts }) => doubts.length > 0),
    ...(unread.length > 0 && { unread }),
  };
}
