import { grantedOnlyBy, type UndecidedReason } from '../iam/compare/difference.js';
import type { ConditionBlock, PolicyDocument, Statement } from '../iam/document.js';
import { policyList } from '../iam/document.js';
import { type PolicyInput } from '../iam/document.js';
import { type AnyPolicy } from '../iam/document.js';
import type { AccessRequest } from '../iam/request.js';
import type { ScopeOption } from '../upsolver/scope/narrow.js';
import { SCOPE_ENTRIES } from '../upsolver/scope/rationale.js';
import type { RiskCode } from '../upsolver/scope/risk-codes.js';

/** A way in which permissions can be turned against the account. */
export type Risk = {
  code: RiskCode;
  /** What someone who holds the permissions can do; a sentence. */
  description: string;
  /** Where that is documented. */
  source: string;
  /** One allowed request for each step of it. */
  witnesses: AccessRequest[];
  /** Options of `scope` that close it; one of them is enough. */
  closedBy: ScopeOption[];
  /** Why it is not known whether a step is allowed; then `witnesses` lacks it. */
  undecided?: UndecidedReason;
};

/** One step: requests for one of the actions on one resource, under a condition. */
type Step = {
  actions: string[];
  /** What stands behind the account in an ARN of the service, or a whole resource. */
  resource: { service: 'iam' | 'ec2' | 's3'; id: string } | '*';
  condition?: ConditionBlock;
  /** Only on what has none of the tags that the policies ask for. */
  untagged?: true;
};

type RiskDefinition = { description: string; source: string; steps: Step[] };

/** Stands for any role of the account, the most powerful one among them. */
const OTHER_ROLE = { service: 'iam', id: 'role/OrganizationAdministrator' } as const;
const OTHER_PROFILE = { service: 'iam', id: 'instance-profile/OrganizationAdministrator' } as const;

/** Stand for any instance, volume and address. */
const INSTANCE = { service: 'ec2', id: 'instance/i-0123456789abcdef0' } as const;
const VOLUME = { service: 'ec2', id: 'volume/vol-0123456789abcdef0' } as const;
const ADDRESS = { service: 'ec2', id: 'elastic-ip/eipalloc-0123456789abcdef0' } as const;
const SPOT_REQUEST = { service: 'ec2', id: 'spot-instances-request/sir-01234567' } as const;
const ANY_BUCKET = { service: 's3', id: '*' } as const;

const passToEc2: Step = {
  actions: ['iam:PassRole'],
  resource: OTHER_ROLE,
  condition: { StringLikeIfExists: { 'iam:PassedToService': 'ec2.*' } },
};

/** A tag on what exists already: on create, EC2 says which action creates it. */
const tagExisting = (resource: typeof INSTANCE | typeof VOLUME): Step => ({
  actions: ['ec2:CreateTags'],
  resource,
  condition: { Null: { 'ec2:CreateAction': 'true' } },
  untagged: true,
});

const definitions: Record<RiskCode, RiskDefinition> = {
  passRoleToInstance: {
    description: 'Can launch an instance under any role that EC2 may assume, and act as that role.',
    source: 'pathfinding.cloud, ec2-001',
    steps: [passToEc2, { actions: ['ec2:RunInstances'], resource: INSTANCE }],
  },
  passRoleToSpotInstance: {
    description: 'Can start a spot instance under any role that EC2 may assume, without any tag, and act as that role.',
    source: 'pathfinding.cloud, ec2-003',
    steps: [passToEc2, { actions: ['ec2:RequestSpotInstances'], resource: SPOT_REQUEST }],
  },
  fillInstanceProfile: {
    description: 'Can put any role into an instance profile that is empty, for an instance that holds the profile.',
    source: 'IAM API Reference, AddRoleToInstanceProfile; no page of AWS calls it an escalation',
    steps: [passToEc2, { actions: ['iam:AddRoleToInstanceProfile'], resource: OTHER_PROFILE }],
  },
  passRoleToOtherService: {
    description:
      'Can pass any role to services other than EC2; together with the right to create something there, act as that role.',
    source: 'IAM Access Analyzer policy checks, "Pass role with star in resource"',
    steps: [
      {
        actions: ['iam:PassRole'],
        resource: OTHER_ROLE,
        condition: {
          StringEquals: {
            'iam:PassedToService': [
              'lambda.amazonaws.com',
              'cloudformation.amazonaws.com',
              'glue.amazonaws.com',
              'ecs-tasks.amazonaws.com',
            ],
          },
        },
      },
    ],
  },
  bypassTagGuard: {
    description: 'Can put the tag that guards instances on any instance, and then terminate it.',
    source: 'Amazon EC2 User Guide, "Example policies to control access the Amazon EC2 API"',
    steps: [tagExisting(INSTANCE), { actions: ['ec2:TerminateInstances'], resource: INSTANCE }],
  },
  readPolicies: {
    description: 'Can read which roles and policies the account has, and choose a target.',
    source: 'pathfinding.cloud, helpers of ec2-001',
    steps: [
      {
        actions: ['iam:ListRoles', 'iam:ListPolicies', 'iam:ListInstanceProfiles', 'iam:GetPolicyVersion'],
        resource: '*',
      },
    ],
  },
  attachAnyVolume: {
    description: 'Can put the tag that guards volumes on any volume, attach it to an instance, and read it.',
    source: 'Amazon EC2 User Guide, "Example policies to control access the Amazon EC2 API"',
    steps: [tagExisting(VOLUME), { actions: ['ec2:AttachVolume'], resource: VOLUME }],
  },
  changeBucketPolicy: {
    description: 'Can open a bucket to other accounts.',
    source: 'Service Authorization Reference, Amazon S3: permissions management',
    steps: [{ actions: ['s3:PutBucketPolicy'], resource: ANY_BUCKET }],
  },
  takeAnyAddress: {
    description: 'Can release or move any Elastic IP of the account.',
    source: 'Service Authorization Reference, Amazon EC2: elastic-ip',
    steps: [
      {
        actions: ['ec2:ReleaseAddress', 'ec2:DisassociateAddress', 'ec2:AssociateAddress'],
        resource: ADDRESS,
        untagged: true,
      },
    ],
  },
};

/**
 * The ways in which permissions can be turned against the account: those that Upsolver's page has, in any policy. Found
 * by meaning, not by text: a risk is there exactly if every step of it is a request that the policies allow together.
 *
 * @param policies One identity-based policy, or all that are attached to a role.
 * @returns The risks in a fixed order, each with a request for every step, and the options of `scope` that close it. A
 *   risk of which a step could not be decided is there, too, and says so.
 * @throws {InvalidInputError} If a policy has a condition operator that IAM has not.
 *
 * @example
 * findRisks(buildManagementPolicy())[0]?.code; // 'passRoleToInstance'
 *
 * Sources: pathfinding.cloud; Amazon EC2 User Guide; each risk names its own.
 */
export function findRisks(policies: PolicyInput): Risk[] {
  const list = policyList(policies);
  const tagKeys = resourceTagKeys(list);
  return (Object.keys(definitions) as RiskCode[]).flatMap((code) => {
    const { description, source, steps } = definitions[code];
    const found = steps.map((step) => findRequest(list, step, tagKeys));
    if (found.includes('none')) return [];
    const witnesses = found
      .filter((each): each is { witness: AccessRequest } => typeof each === 'object')
      .map(({ witness }) => witness);
    const undecided = found.find((each): each is UndecidedReason => typeof each === 'string');
    return [
      { code, description, source, witnesses, closedBy: closing(code), ...(undecided !== undefined && { undecided }) },
    ];
  });
}

function closing(code: RiskCode): ScopeOption[] {
  return SCOPE_ENTRIES.filter(({ closes }) => closes.includes(code)).map(({ option }) => option);
}

/**
 * A request of a step that the policies allow: one that they would not allow any more if the step were denied. A
 * resource that looks like a real one is tried first.
 */
function findRequest(
  policies: readonly AnyPolicy[],
  step: Step,
  tagKeys: readonly string[],
): { witness: AccessRequest } | UndecidedReason | 'none' {
  let undecided: UndecidedReason | undefined;
  for (const resources of resourcesOf(step, policies)) {
    const denied = [...policies, denyStep(step, resources, tagKeys)];
    for (const difference of grantedOnlyBy(policies, denied)) {
      if (difference.witness !== undefined) return { witness: difference.witness };
      undecided ??= difference.undecided;
    }
  }
  return undecided ?? 'none';
}

const ANY_ACCOUNT = '?'.repeat(12);

/** Lengths of the names of Regions. A `*` in their place would run across colons, into ARNs of other resources. */
const REGION_LENGTHS = [9, 10, 11, 12, 13, 14];

/** An example first; then every resource of the form, in the partitions that the policies name. */
function resourcesOf({ resource }: Step, policies: readonly AnyPolicy[]): string[][] {
  if (resource === '*') return [['*']];
  const { service, id } = resource;
  const named = [...new Set(JSON.stringify(policies).match(/(?<="arn:)aws[a-z-]*(?=:)/g))];
  const partitions = named.length === 0 ? ['aws'] : named;
  if (service === 's3') return [partitions.map((partition) => `arn:${partition}:s3:::${id}`)];
  const regions = service === 'iam' ? [''] : REGION_LENGTHS.map((length) => '?'.repeat(length));
  return [
    [`arn:${partitions[0]}:${service}:${service === 'iam' ? '' : 'us-east-1'}:123456789012:${id}`],
    partitions.flatMap((partition) =>
      regions.map((region) => `arn:${partition}:${service}:${region}:${ANY_ACCOUNT}:${id}`),
    ),
  ];
}

function denyStep(
  { actions, condition = {}, untagged }: Step,
  resources: string[],
  tagKeys: readonly string[],
): PolicyDocument {
  const absent = untagged ? Object.fromEntries(tagKeys.map((key) => [key, 'true'])) : {};
  const Null = { ...condition.Null, ...absent };
  const Condition: ConditionBlock = { ...condition, ...(Object.keys(Null).length > 0 && { Null }) };
  const statement: Statement = { Effect: 'Deny', Action: actions, Resource: resources, Condition };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** The tags of resources that the policies ask for. */
function resourceTagKeys(policies: readonly AnyPolicy[]): string[] {
  const keys = policies.flatMap(({ Statement: statements }) =>
    statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((map) => Object.keys(map))),
  );
  return [...new Set(keys.map((key) => key.toLowerCase()))].filter((key) => /^(?:aws|ec2):resourcetag\//.test(key));
}
