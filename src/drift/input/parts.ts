import { InvalidInputError, type Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/* The answers of AWS IAM on one role, as far as they are read; the SDK's and the AWS CLI's alike. */

type Listed<Name extends string> = { readonly [Key in Name]?: readonly unknown[] | undefined };

/** The answers to the calls that tell of one role; of calls that were made several times, all answers. */
export type RoleParts = {
  /** `GetRole` */
  role: { readonly Role?: object | undefined };
  /** `ListAttachedRolePolicies` */
  attachedPolicies: readonly Listed<'AttachedPolicies'>[];
  /** `GetRolePolicy`, for each name that `ListRolePolicies` gave. */
  inlinePolicies: readonly object[];
  /** `ListRolePolicies`: with it, it is certain that no inline policy was forgotten. */
  policyNames?: readonly Listed<'PolicyNames'>[] | undefined;
  /** `GetPolicyVersion` of the default version, by the policy's ARN: for policies that are attached, and the boundary. */
  policyVersions?: Readonly<Record<string, { readonly PolicyVersion?: object | undefined }>> | undefined;
  /** `ListInstanceProfilesForRole` */
  instanceProfiles?: readonly Listed<'InstanceProfiles'>[] | undefined;
};

/** A page as `GetAccountAuthorizationDetails` would return it for one role. */
export type RolePage = { RoleDetailList: object[]; Policies: object[] };

/**
 * Puts a role together from the answers to single calls, for `checkRoles`. Unlike a whole export, they tell the longest
 * session, too.
 *
 * @param parts The answers, unchanged.
 * @throws {InvalidInputError} If the last answer of a list says that another one follows, or if an inline policy that is
 *   listed is not there.
 *
 * @example
 * checkRoles(
 *   roleFromApiResponses({
 *     role: await iam.send(new GetRoleCommand({ RoleName })),
 *     attachedPolicies: [await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))],
 *     inlinePolicies: [await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))],
 *   }),
 *   expected,
 * ).status; // 'inSync'
 *
 * Source: IAM API Reference.
 */
export function roleFromApiResponses({
  role,
  attachedPolicies,
  inlinePolicies,
  policyVersions = {},
  policyNames = [],
  instanceProfiles,
}: RoleParts): RolePage {
  const lists = { attachedPolicies, policyNames, instanceProfiles: instanceProfiles ?? [] };
  const present = new Set(inlinePolicies.map((answer) => ('PolicyName' in answer ? answer.PolicyName : undefined)));
  const issues = [
    ...Object.entries(lists).flatMap(([name, answers]): Issue[] => (isCut(answers.at(-1)) ? [cutShort(name)] : [])),
    ...collect(policyNames, 'PolicyNames').flatMap((name): Issue[] => (present.has(name) ? [] : [forgotten(name)])),
  ];
  if (issues.length > 0) throw new InvalidInputError(issues);
  return {
    RoleDetailList: [
      {
        ...role.Role,
        RolePolicyList: [...inlinePolicies],
        AttachedManagedPolicies: collect(attachedPolicies, 'AttachedPolicies'),
        ...(instanceProfiles && { InstanceProfileList: collect(instanceProfiles, 'InstanceProfiles') }),
      },
    ],
    Policies: Object.entries(policyVersions).map(([Arn, { PolicyVersion: version = {} }]) => ({
      Arn,
      PolicyVersionList: [version],
    })),
  };
}

/** The entries of all answers. */
function collect<Name extends string>(answers: readonly Listed<Name>[], name: Name): unknown[] {
  return answers.flatMap((answer) => answer[name] ?? []);
}

function isCut(answer: object | undefined): boolean {
  return answer !== undefined && 'IsTruncated' in answer && answer.IsTruncated === true;
}

function cutShort(name: string): Issue {
  return {
    code: 'missing',
    path: [name],
    message: 'the last answer says that another one follows',
    hint: 'ask again with its `Marker`',
  };
}

function forgotten(name: unknown): Issue {
  return {
    code: 'missing',
    path: ['inlinePolicies'],
    message: `the inline policy ${quote(name)} is listed, and not there`,
  };
}
