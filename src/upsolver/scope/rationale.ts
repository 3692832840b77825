import type { ManagedPolicyName } from '../catalogue/names.js';
import type { PageSid } from '../catalogue/statements.js';
import { replacedPolicies, SCOPE_OPTIONS, scopeOptions, type ScopeOption } from './options.js';
import { ATHENA_RISK_CODES, type RoleRiskCode } from './risk-codes.js';

/** What one option of `scope` is for, and what it might cost. */
export type ScopeEntry = {
  option: ScopeOption;
  /** The risk that it closes; a sentence. */
  risk: string;
  /** Where the risk, or the way to close it, is documented. */
  source: string;
  /** Codes of `findRisks` that it closes. */
  closes: readonly RoleRiskCode[];
  /** `Sid`s of the statements of Upsolver's documentation that it changes. */
  changes: readonly PageSid[];
  /** The AWS managed policy that it replaces by a statement. */
  replaces?: ManagedPolicyName;
  /** What might stop working; a sentence. */
  mightBreak: string;
};

/** Why each option exists. Apart from what the options do, because builders need none of these sentences. */
const rationale: Readonly<Record<ScopeOption, Omit<ScopeEntry, 'option' | 'changes'>>> = {
  withoutPolicyReads: {
    risk: 'Anyone who can use the role can list the roles and policies of the account, and choose a target.',
    source: 'pathfinding.cloud lists these reads as helpers of ec2-001; Upsolver needs them for Spotinst only',
    closes: ['readPolicies'],
    mightBreak: 'Spotinst uses these reads to validate its own policies, and may reject the account.',
  },
  passRoles: {
    risk:
      'Any role that a service may assume can be passed to it, including an administrator role: ' +
      'a known privilege escalation.',
    source: 'pathfinding.cloud ec2-001 and ec2-003; IAM User Guide, "Grant a user permissions to pass a role"',
    closes: [
      'passRoleToInstance',
      'passRoleToSpotInstance',
      'passRoleToOtherService',
      'fillInstanceProfile',
      'passRoleToSparkSession',
    ],
    mightBreak: 'Servers that start with a role that is not named, such as one created for a later integration.',
  },
  instanceProfiles: {
    risk:
      'A role with more permissions can be added to an empty instance profile, ' +
      'and used by an instance with that profile.',
    source: 'IAM API Reference, AddRoleToInstanceProfile; pathfinding.cloud ec2-001 names the lab',
    closes: ['fillInstanceProfile'],
    mightBreak: 'Instance profiles that are created later under other names.',
  },
  tagOnCreateOnly: {
    risk: 'Any instance or volume can be renamed after Upsolver, and then terminated, deleted or attached.',
    source: 'Amazon EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation" (ec2:CreateAction)',
    closes: ['bypassTagGuard', 'attachAnyVolume'],
    mightBreak:
      'Tags that are set after creation, such as the names of instances that a Spot Instance request has started. ' +
      'AWS does not document whether a Spot Instance request sets ec2:CreateAction.',
  },
  namedAddressesOnly: {
    risk: 'Any Elastic IP address of the account can be moved or released, including those of other systems.',
    source: 'Service Authorization Reference, Amazon EC2: elastic-ip supports aws:RequestTag and ec2:ResourceTag',
    closes: ['takeAnyAddress'],
    mightBreak: 'Elastic IP addresses that are allocated without a `Name` tag, or that already exist.',
  },
  withoutBucketAdministration: {
    risk: 'Anyone who can use the server role can open the dedicated bucket to other accounts through its policy.',
    source: 'Service Authorization Reference, Amazon S3: PutBucketPolicy is permissions management',
    closes: ['changeBucketPolicy'],
    mightBreak: "Settings of the bucket that Upsolver's servers manage, such as its lifecycle.",
  },
  withoutStreamAdministration: {
    risk:
      "Anyone who can use the server role can share Upsolver's streams with other accounts, and change how they are " +
      'encrypted.',
    source: 'Service Authorization Reference, Amazon Kinesis: PutResourcePolicy, StopStreamEncryption',
    closes: [],
    mightBreak:
      "Settings of the streams that Upsolver's servers change in a way that Upsolver does not document, such as " +
      'enhanced fan-out or the capacity mode.',
  },
  stackStatusOnly: {
    risk:
      'Anyone who can use the role can read the templates, the resources and the drift of every CloudFormation stack ' +
      'of the account, whoever it belongs to.',
    source: 'Service Authorization Reference, AWS CloudFormation: GetTemplate, ListStackResources and others are reads',
    closes: [],
    mightBreak:
      'What Upsolver reads of stacks in addition to their status, such as their resources: it documents the managed ' +
      'policy, not the actions that it uses.',
  },
  vpcId: {
    risk: 'Servers can be started in any VPC, next to systems that have nothing to do with Upsolver.',
    source: 'Service Authorization Reference, Amazon EC2: subnet and network-interface support ec2:Vpc',
    closes: [],
    mightBreak:
      'Clusters in another VPC. A Spot Instance request that names no subnet is not authorized against one, ' +
      'and starts in the default VPC.',
  },
  region: {
    risk: 'Servers can be started in Regions that nobody watches.',
    source: 'Service Authorization Reference, Amazon EC2: every action supports ec2:Region',
    closes: [],
    mightBreak: 'Clusters in another Region, and what is monitored there.',
  },
  accountId: {
    risk: 'Statements on `*` include resources that other accounts share with this one.',
    source: 'Service Authorization Reference, Amazon EC2: ARNs of resource types',
    closes: [],
    mightBreak: 'Subnets, security groups and other resources that another account shares with this one.',
  },
};

/** The options of `scope`, with the risk that each closes. */
export const SCOPE_ENTRIES: readonly ScopeEntry[] = /* @__PURE__ */ SCOPE_OPTIONS.map((option) => {
  const [replaces] = replacedPolicies([option]);
  return {
    option,
    ...rationale[option],
    changes: scopeOptions[option].changes,
    ...(replaces !== undefined && { replaces }),
  };
});

/** What another parameter than `scope` closes, and what it might cost. */
export type ParameterEntry = {
  /** The name of the parameter. */
  parameter: 'athena';
  /** What has to be true of its value. */
  condition: string;
  /** Codes of `findRisks` that it closes. */
  closes: readonly RoleRiskCode[];
  /** What might stop working; a sentence. */
  mightBreak: string;
};

/** The parameters other than `scope` that close risks. */
export const PARAMETER_ENTRIES: readonly ParameterEntry[] = [
  {
    parameter: 'athena',
    condition: 'with a workgroup that is only for Upsolver, and without `lakeFormation`',
    closes: ATHENA_RISK_CODES,
    mightBreak: 'Queries on databases, tables and catalogs that are not named, or in another workgroup.',
  },
];
