import type { ScopeOption } from './narrow.js';
import type { RiskCode } from './risk-codes.js';

/** What one option of `scope` is for, and what it might cost. */
export type ScopeEntry = {
  option: ScopeOption;
  /** The risk that it closes; a sentence. */
  risk: string;
  /** Where the risk, or the way to close it, is documented. */
  source: string;
  /** Codes of `findRisks` that it closes. */
  closes: RiskCode[];
  /** Sids of the page's statements that it changes. */
  changes: string[];
  /** What might stop working; a sentence. */
  mightBreak: string;
};

/** The options, with the risk that each closes. `scope.ts` has what each does to the statements. */
export const SCOPE_ENTRIES: readonly ScopeEntry[] = [
  {
    option: 'withoutPolicyReads',
    risk: 'Whoever holds the role can read which roles and policies the account has, and choose a target.',
    source: 'pathfinding.cloud lists these reads as helpers of ec2-001; the page needs them for Spotinst only',
    closes: ['readPolicies'],
    changes: ['validateAndMonitor'],
    mightBreak: 'Spotinst validates the policies that it works under with these reads, and may refuse the account.',
  },
  {
    option: 'passRoles',
    risk: 'Any role that a service may assume can be passed to it, an administrator among them: a known privilege escalation.',
    source: 'pathfinding.cloud ec2-001 and ec2-003; IAM User Guide, "Grant a user permissions to pass a role"',
    closes: ['passRoleToInstance', 'passRoleToSpotInstance', 'passRoleToOtherService', 'fillInstanceProfile'],
    changes: ['validateAndMonitor'],
    mightBreak:
      'Servers that are started with another role than those named, such as one made for a later integration.',
  },
  {
    option: 'instanceProfiles',
    risk: 'A role with more rights can be put into an empty instance profile, and used by an instance that holds it.',
    source: 'IAM API Reference, AddRoleToInstanceProfile; pathfinding.cloud ec2-001 names the lab',
    closes: ['fillInstanceProfile'],
    changes: ['validateAndMonitor'],
    mightBreak: 'Instance profiles that are made later, under other names.',
  },
  {
    option: 'tagOnCreateOnly',
    risk: 'Naming any instance or volume after Upsolver makes it one that may be terminated, deleted or attached.',
    source: 'Amazon EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation" (ec2:CreateAction)',
    closes: ['bypassTagGuard', 'attachAnyVolume'],
    changes: ['requestSpotAndAddresses'],
    mightBreak:
      'Tags that are set after creation, such as names of instances that a spot request has started. Whether a spot request sets ec2:CreateAction, AWS does not say.',
  },
  {
    option: 'namedAddressesOnly',
    risk: "Any Elastic IP of the account may be moved or released, those of other systems' servers too.",
    source: 'Service Authorization Reference, Amazon EC2: elastic-ip knows aws:RequestTag and ec2:ResourceTag',
    closes: ['takeAnyAddress'],
    changes: ['requestSpotAndAddresses'],
    mightBreak: 'Elastic IPs that are allocated without a Name, or that were there before.',
  },
  {
    option: 'withoutBucketAdministration',
    risk: 'Whoever holds the server role can open the dedicated bucket to other accounts by its policy.',
    source: 'Service Authorization Reference, Amazon S3: PutBucketPolicy is permissions management',
    closes: ['changeBucketPolicy'],
    changes: ['upsolverBucketAccess'],
    mightBreak: "Settings of the bucket that Upsolver's servers manage, such as its life cycle.",
  },
  {
    option: 'vpcId',
    risk: 'Servers can be started in any VPC, next to systems that Upsolver has nothing to do with.',
    source: 'Service Authorization Reference, Amazon EC2: subnet and network-interface know ec2:Vpc',
    closes: [],
    changes: ['requestSpotAndAddresses', 'useNamedUpsolver', 'launchFromImageIntoSubnet'],
    mightBreak:
      'Clusters in another VPC. A spot request that names no subnet is not authorised against one, and starts in the default VPC.',
  },
  {
    option: 'region',
    risk: 'Servers can be started in Regions that nobody watches.',
    source: 'Service Authorization Reference, Amazon EC2: every action knows ec2:Region',
    closes: [],
    changes: [
      'validateAndMonitor',
      'requestSpotAndAddresses',
      'createNamedUpsolver',
      'useNamedUpsolver',
      'launchFromImageIntoSubnet',
    ],
    mightBreak: 'Clusters in another Region, and what is watched there.',
  },
  {
    option: 'accountId',
    risk: 'Statements on `*` reach what other accounts share with this one.',
    source: 'Service Authorization Reference, Amazon EC2: ARNs of resource types',
    closes: [],
    changes: ['requestSpotAndAddresses', 'createNamedUpsolver', 'useNamedUpsolver', 'launchFromImageIntoSubnet'],
    mightBreak: 'Subnets, security groups and other resources that another account shares with this one.',
  },
];
