import { formatNumber } from '../../core/words.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding } from '../report/finding.js';

/** The role in each instance profile of an account, by the name of the profile. */
export type RoleByInstanceProfile = ReadonlyMap<string, string>;

/** Compares the settings that are single values: path, maximum session duration, tags, instance profile. */
export function compareSettings(
  expected: DeployableRole,
  deployed: DeployedRole,
  roleByInstanceProfile: RoleByInstanceProfile,
): Finding[] {
  return [
    ...comparePath(expected, deployed),
    ...compareSession(expected, deployed),
    ...compareTags(expected, deployed),
    ...compareInstanceProfile(expected, deployed, roleByInstanceProfile),
  ];
}

/** The settings that are not compared because the input does not include them. */
export function uncheckedSettings(expected: DeployableRole, deployed: DeployedRole): string[] {
  return [
    ...(deployed.maxSessionDuration === undefined ? ['maxSessionDuration'] : []),
    ...(expected.instanceProfile !== undefined && deployed.instanceProfiles === undefined ? ['instanceProfile'] : []),
  ];
}

function comparePath({ path: wanted }: DeployableRole, { path }: DeployedRole): Finding[] {
  if (path === wanted) return [];
  return [
    finding('pathChanged', `the path of the role is \`${path}\`, not \`${wanted}\``, {
      expected: wanted,
      actual: path,
    }),
  ];
}

function compareSession(
  { maxSessionDuration: wanted }: DeployableRole,
  { maxSessionDuration: seconds }: DeployedRole,
): Finding[] {
  if (seconds === undefined || seconds === wanted) return [];
  const message = `the maximum session duration is ${formatNumber(seconds)} seconds, not ${formatNumber(wanted)}`;
  return [finding('sessionDurationChanged', message, { expected: String(wanted), actual: String(seconds) })];
}

/** Additional tags are not a difference. */
function compareTags({ tags: wanted }: DeployableRole, { tags }: DeployedRole): Finding[] {
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  return wanted.flatMap(({ key, value }) => {
    const actual = values.get(key);
    if (actual === value) return [];
    const message =
      actual === undefined ? `the tag \`${key}\` is missing` : `the tag \`${key}\` is \`${actual}\`, not \`${value}\``;
    return [finding('tagsChanged', message, { tag: key, expected: value, ...(actual !== undefined && { actual }) })];
  });
}

function compareInstanceProfile(
  { name, instanceProfile }: DeployableRole,
  deployed: DeployedRole,
  roleByInstanceProfile: RoleByInstanceProfile,
): Finding[] {
  const { instanceProfiles } = deployed;
  if (instanceProfile === undefined || instanceProfiles === undefined) return [];
  const { name: profile } = instanceProfile;
  if (instanceProfiles.includes(profile)) return [];
  const other = roleByInstanceProfile.get(profile);
  if (other !== undefined) {
    const message = `the instance profile \`${profile}\` contains the role \`${other}\``;
    return [finding('instanceProfileHoldsOther', message, { expected: name, actual: other })];
  }
  const message = `the role is not in an instance profile named \`${profile}\``;
  return [finding('instanceProfileMissing', message, { expected: profile })];
}
