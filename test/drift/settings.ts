import { checkRoles, type DriftReport } from '../../src/drift/index.js';
import type { DeployableRole, IntegrationMode } from '../../src/index.js';
import { attachment, policyDetail, rolesOf, TAGGED, type AccountExport, type RoleDetail } from './account.js';
import { changed, type Change } from './changes.js';

/* The accounts of the matrix in other partitions, with fewer documents, and with a policy that cannot be read. */

export type Setting = {
  name: string;
  region: string;
  /** Whether the input includes the documents of the AWS managed policies. */
  hasDocuments: boolean;
  /** Whether a policy is attached whose document is not in the input. */
  hasUnread: boolean;
};

export const REFERENCE: Setting = { name: 'aws', region: 'us-east-1', hasDocuments: true, hasUnread: false };

export const OTHER_SETTINGS: readonly Setting[] = ['us-east-1', 'us-gov-west-1', 'cn-north-1'].flatMap((region) =>
  [true, false].flatMap((hasDocuments) =>
    [false, true]
      .map((hasUnread) => ({
        name: `${region}${hasDocuments ? '' : ' without documents'}${hasUnread ? ' with an unread policy' : ''}`,
        region,
        hasDocuments,
        hasUnread,
      }))
      .filter(({ name }) => name !== 'us-east-1'),
  ),
);

/** A policy that denies something that Upsolver does not need. */
export const UNREAD = 'arn:aws:iam::444455556666:policy/Unread';

const HARMLESS = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Deny' as const, Action: 'iam:CreateUser', Resource: '*' }],
};

export const expectedIn = ({ region }: Setting, mode: IntegrationMode): DeployableRole[] => rolesOf(mode, { region });

/** The account after changes in a setting, with every document. */
export function accountIn(setting: Setting, mode: IntegrationMode, ...changes: readonly Change[]): AccountExport {
  const account = changed(mode, ...changes);
  const [{ role } = { role: 0 }] = changes;
  const { name } = rolesOf(mode)[role]!;
  const target = account.RoleDetailList.find(({ RoleName }) => RoleName.endsWith(name));
  if (setting.hasUnread && target !== undefined) {
    target.AttachedManagedPolicies.push(attachment(UNREAD));
    account.Policies.push(policyDetail(UNREAD, HARMLESS));
  }
  return translate(account, setting.region);
}

/** What the check gets to see. */
export function seenIn({ hasDocuments }: Setting, account: AccountExport): AccountExport {
  return {
    ...account,
    Policies: account.Policies.filter(
      ({ Arn }) =>
        !Arn.endsWith('/Unread') &&
        (hasDocuments || !/(?:AWSCloudFormationReadOnly|AmazonAthenaFull)Access$/.test(Arn)),
    ),
  };
}

export function checkIn(setting: Setting, mode: IntegrationMode, account: AccountExport): DriftReport {
  const parameters = { ...TAGGED, region: setting.region };
  return checkRoles(account, expectedIn(setting, mode), { parameters });
}

/** An account of the partition `aws` as it would be in another Region. */
function translate(account: AccountExport, region: string): AccountExport {
  if (region === 'us-east-1') return account;
  const isChina = region.startsWith('cn-');
  const partition = isChina ? 'aws-cn' : 'aws-us-gov';
  const text = JSON.stringify(account)
    .replaceAll('arn:aws:', `arn:${partition}:`)
    .replaceAll('arn%3Aaws%3A', `arn%3A${partition}%3A`)
    .replaceAll('us-east-1', region)
    .replaceAll('"ec2.amazonaws.com"', `"${isChina ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com'}"`)
    .replaceAll('%22ec2.amazonaws.com%22', `%22${isChina ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com'}%22`)
    .replaceAll('\\"ec2.amazonaws.com\\"', `\\"${isChina ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com'}\\"`);
  return JSON.parse(text) as AccountExport;
}

export const detailOf = (account: AccountExport, { name }: DeployableRole): RoleDetail | undefined =>
  account.RoleDetailList.find(({ RoleName }) => RoleName === name);
