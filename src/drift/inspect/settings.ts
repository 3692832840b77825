import { arnFields, rootArn } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import type { TrustPolicyDocument } from '../../iam/document.js';
import { idsOf } from '../../iam/match/principal.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { roles, type trusts } from '../../upsolver/catalogue/roles.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { isExternalId } from '../diff/external-id.js';
import type { DeployedRole } from '../input/deployed-role.js';

/** A role of the catalogue, as it is deployed. */
export type FoundRole = { role: RoleName; deployed: DeployedRole };

/** The parameters that settings of roles show, as far as all roles of an integration agree. */
export function settingsOf(found: readonly FoundRole[]): Partial<RoleParameters> {
  const deployed = found.map((each) => each.deployed);
  const path = common(deployed.map((role) => role.path));
  const boundary = common(deployed.map(({ permissionsBoundary }) => permissionsBoundary?.arn));
  const sessions = common(deployed.map((role) => role.maxSessionDuration));
  const tags = commonTags(deployed);
  return {
    ...trustOf(found),
    ...(path !== undefined && path !== '/' && { path }),
    ...(boundary !== undefined && { permissionsBoundaryArn: boundary }),
    ...(sessions !== undefined && sessions !== 3600 && { maxSessionDuration: sessions }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

/** A setting that the roles of one integration have with different values. `buildRoles` gives all roles the same. */
export type SettingDisagreement = {
  setting: 'path' | 'permissionsBoundaryArn' | 'maxSessionDuration' | 'tags';
  /** The key of the tag. */
  tag?: string;
  /** By the names of the roles. Without `value`, the role does not have the boundary or the tag. */
  values: { name: string; value?: string }[];
};

/** The settings on which the roles of an integration do not agree. What the input does not include says nothing. */
export function disagreementsOf(found: readonly FoundRole[]): SettingDisagreement[] {
  const deployed = found.map((each) => each.deployed);
  const timed = deployed.filter(({ maxSessionDuration }) => maxSessionDuration !== undefined);
  const keys = new Set(deployed.flatMap((role) => ownTags(role).map(({ key }) => key)));
  return [
    ...disagreement(deployed, { setting: 'path' }, ({ path }) => path),
    ...disagreement(deployed, { setting: 'permissionsBoundaryArn' }, (role) => role.permissionsBoundary?.arn),
    ...disagreement(timed, { setting: 'maxSessionDuration' }, (role) => String(role.maxSessionDuration)),
    ...[...keys].flatMap((key) =>
      disagreement(deployed, { setting: 'tags', tag: key }, (role) => role.tags.find((tag) => tag.key === key)?.value),
    ),
  ];
}

function disagreement(
  deployed: readonly DeployedRole[],
  what: Omit<SettingDisagreement, 'values'>,
  valueOf: (role: DeployedRole) => string | undefined,
): SettingDisagreement[] {
  const values = deployed.map((role) => {
    const value = valueOf(role);
    return { name: role.name, ...(value !== undefined && { value }) };
  });
  return new Set(values.map(({ value }) => value)).size > 1 ? [{ ...what, values }] : [];
}

/** Tags that users set: AWS reserves the prefix `aws:` for its own. Source: IAM User Guide, Tags for IAM resources. */
function ownTags({ tags }: DeployedRole): DeployedRole['tags'] {
  return tags.filter(({ key }) => !/^aws:/i.test(key));
}

/** The value that all have. */
function common<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

function commonTags(deployed: readonly DeployedRole[]): Record<string, string> {
  const shared = deployed
    .flatMap(ownTags)
    .filter(({ key, value }) =>
      deployed.every(({ tags }) => tags.some((tag) => tag.key === key && tag.value === value)),
    );
  return Object.fromEntries(shared.map(({ key, value }) => [key, value]));
}

/** The account that is trusted and its external IDs, in the trust policies of roles that an account assumes. */
function trustOf(found: readonly FoundRole[]): Partial<RoleParameters> {
  const policies = found.flatMap(({ role, deployed: { trustPolicy } }) =>
    roles[role].trusts === ACCOUNT && trustPolicy !== undefined ? [trustPolicy] : [],
  );
  const accounts = new Set(policies.flatMap(accountsIn));
  const ids = new Set(policies.flatMap(externalIdsIn));
  const [trustedAccountId] = accounts;
  return {
    ...(trustedAccountId !== undefined && accounts.size === 1 && { trustedAccountId }),
    ...(ids.size > 0 && { externalId: ids.size === 1 ? ([...ids][0] as string) : [...ids] }),
  };
}

const ACCOUNT: keyof typeof trusts = 'account';

function accountsIn({ Statement }: TrustPolicyDocument): string[] {
  return Statement.flatMap(({ Effect, Principal }) => {
    if (Effect !== 'Allow' || Principal === undefined || typeof Principal === 'string') return [];
    return idsOf(Principal, 'AWS').flatMap((id) => {
      const [, partition = '', , , account = ''] = arnFields(id);
      if (isAccountId(id)) return [id];
      return id === rootArn(partition, account) ? [account] : [];
    });
  });
}

function externalIdsIn({ Statement }: TrustPolicyDocument): string[] {
  return Statement.flatMap(({ Effect, Condition = {} }) =>
    Effect !== 'Allow'
      ? []
      : Object.entries(Condition.StringEquals ?? {}).flatMap(([key, value]) =>
          isExternalId(key) ? [value].flat() : [],
        ),
  );
}
