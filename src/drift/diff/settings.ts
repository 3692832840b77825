import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding } from '../report/finding.js';

/** Which role each instance profile of an account holds. */
export type ProfileHolders = ReadonlyMap<string, string>;

/** Differences in what is one value: path, session, tags, instance profile. */
export function compareSettings(expected: DeployableRole, deployed: DeployedRole, holders: ProfileHolders): Finding[] {
  return [
    ...comparePath(expected, deployed),
    ...compareSession(expected, deployed),
    ...compareTags(expected, deployed),
    ...compareInstanceProfile(expected, deployed, holders),
  ];
}

/** What the input does not tell of a role, so that it was not compared. */
export function uncheckedSettings(expected: DeployableRole, deployed: DeployedRole): string[] {
  return [
    ...(deployed.maxSessionDuration === undefined ? ['maxSessionDuration'] : []),
    ...(expected.instanceProfile !== undefined && deployed.instanceProfiles === undefined ? ['instanceProfile'] : []),
  ];
}

function comparePath({ path: wanted }: DeployableRole, { path }: DeployedRole): Finding[] {
  if (path === wanted) return [];
  return [
    finding('pathChanged', `the role lies under \`${path}\`, not under \`${wanted}\``, {
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
  const message = `sessions last up to ${seconds} seconds, not ${wanted}`;
  return [finding('sessionDurationChanged', message, { expected: String(wanted), actual: String(seconds) })];
}

/** Tags that were not asked for do no harm. */
function compareTags({ tags: wanted }: DeployableRole, { tags }: DeployedRole): Finding[] {
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  return wanted.flatMap(({ key, value }) => {
    const actual = values.get(key);
    if (actual === value) return [];
    const message =
      actual === undefined
        ? `the tag \`${key}\` is not there`
        : `the tag \`${key}\` is \`${actual}\`, not \`${value}\``;
    return [finding('tagsChanged', message, { expected: value, ...(actual !== undefined && { actual }) })];
  });
}

function compareInstanceProfile(
  { name, instanceProfile }: DeployableRole,
  deployed: DeployedRole,
  holders: ProfileHolders,
): Finding[] {
  const { instanceProfiles } = deployed;
  if (
    instanceProfile === undefined ||
    instanceProfiles === undefined ||
    instanceProfiles.includes(instanceProfile.name)
  )
    return [];
  const holder = holders.get(instanceProfile.name);
  if (holder !== undefined) {
    const message = `the instance profile \`${instanceProfile.name}\` holds the role \`${holder}\``;
    return [finding('instanceProfileHoldsOther', message, { expected: name, actual: holder })];
  }
  return [
    finding('instanceProfileMissing', `no instance profile \`${instanceProfile.name}\` holds the role`, {
      expected: instanceProfile.name,
    }),
  ];
}
