import { anything, list, mapOf, optional, readData, record, type Reader } from '../../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/* IAM's responses about one role, from the SDK or the AWS CLI, with the fields that are read. */

type Listed<Name extends string> = { readonly [Key in Name]?: readonly unknown[] | undefined };

/** The responses of the IAM calls about one role. For lists, the responses of all pages. */
export type RoleParts = {
  /** The response of `GetRole`. */
  role: { readonly Role?: object | undefined };
  /** The responses of `ListAttachedRolePolicies`. */
  attachedPolicies: readonly Listed<'AttachedPolicies'>[];
  /** The responses of `GetRolePolicy`, one for each name from `ListRolePolicies`. */
  inlinePolicies: readonly object[];
  /** The responses of `ListRolePolicies`. With them, missing inline policies are detected. */
  policyNames?: readonly Listed<'PolicyNames'>[] | undefined;
  /** The responses of `GetPolicyVersion` for the default versions of attached policies and of the boundary, by ARN. */
  policyVersions?: Readonly<Record<string, { readonly PolicyVersion?: object | undefined }>> | undefined;
  /** The responses of `ListInstanceProfilesForRole`. Without them, the instance profile is not checked. */
  instanceProfiles?: readonly Listed<'InstanceProfiles'>[] | undefined;
};

/** A response whose members are read later. */
const anyResponse = mapOf(anything);

const entries: Reader<unknown[] | undefined> = (value, path, report) =>
  value === null ? undefined : optional(list(anything))(value, path, report);

function listed<Name extends string>(name: Name): Reader<Listed<Name>[]> {
  return list(record({ [name]: entries, IsTruncated: anything })) as Reader<object[]>;
}

const roleParts = record<RoleParts>({
  role: record({ Role: optional(anyResponse) }) as Reader<RoleParts['role']>,
  attachedPolicies: listed('AttachedPolicies'),
  inlinePolicies: list(anyResponse),
  policyNames: optional(listed('PolicyNames')),
  policyVersions: optional(mapOf(record({ PolicyVersion: optional(anyResponse) }))) as Reader<
    RoleParts['policyVersions']
  >,
  instanceProfiles: optional(listed('InstanceProfiles')),
});

/** A page as `GetAccountAuthorizationDetails` would return it, with one role. */
export type RolePage = { RoleDetailList: object[]; Policies: object[] };

/**
 * Combines IAM's responses about one role for `checkRoles`. Unlike an export of the account, they include the maximum
 * session duration.
 *
 * @param parts The responses, unchanged.
 * @returns A page with the role and the managed policies of `policyVersions`.
 * @throws {InvalidInputError} If the last page of a list is missing, or an inline policy in `policyNames` is not in
 *   `inlinePolicies`, or if a response is missing or not an object.
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
 * Source: IAM API Reference, GetRole and the other operations named in `RoleParts`.
 */
export function roleFromApiResponses(parts: RoleParts): RolePage {
  const hint = 'pass the responses of the IAM calls, as `RoleParts` describes them';
  return combine(readData(roleParts, parts, ['parts'], hint));
}

function combine({
  role,
  attachedPolicies,
  inlinePolicies,
  policyVersions = {},
  policyNames = [],
  instanceProfiles,
}: RoleParts): RolePage {
  const lists = { attachedPolicies, policyNames, instanceProfiles: instanceProfiles ?? [] };
  const present = new Set(
    inlinePolicies.map((response) => ('PolicyName' in response ? response.PolicyName : undefined)),
  );
  const issues = [
    ...Object.entries(lists).flatMap(([name, responses]): LocatedProblem[] =>
      isTruncated(responses.at(-1)) ? [lastPageMissing(name)] : [],
    ),
    ...collectEntries(policyNames, 'PolicyNames').flatMap((name): LocatedProblem[] =>
      present.has(name) ? [] : [policyMissing(name)],
    ),
  ];
  if (issues.length > 0) throw new InvalidInputError(issues);
  return {
    RoleDetailList: [
      {
        ...role.Role,
        RolePolicyList: [...inlinePolicies],
        AttachedManagedPolicies: collectEntries(attachedPolicies, 'AttachedPolicies'),
        ...(instanceProfiles && { InstanceProfileList: collectEntries(instanceProfiles, 'InstanceProfiles') }),
      },
    ],
    Policies: Object.entries(policyVersions).map(([Arn, { PolicyVersion: version = {} }]) => ({
      Arn,
      PolicyVersionList: [version],
    })),
  };
}

/** The entries of all pages of a list. */
function collectEntries<Name extends string>(responses: readonly Listed<Name>[], name: Name): unknown[] {
  return responses.flatMap((response) => response[name] ?? []);
}

function isTruncated(response: object | undefined): boolean {
  return response !== undefined && 'IsTruncated' in response && response.IsTruncated === true;
}

function lastPageMissing(name: string): LocatedProblem {
  return {
    code: 'missing',
    path: [name],
    message: 'the last page is missing: the last response says that another one follows',
    hint: 'request the next page with `Marker`',
  };
}

function policyMissing(name: unknown): LocatedProblem {
  return {
    code: 'missing',
    path: ['inlinePolicies'],
    message: `the inline policy ${quote(name)} is in \`policyNames\` but not in \`inlinePolicies\``,
  };
}
