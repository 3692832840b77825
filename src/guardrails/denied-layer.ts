import { LAYER_POLICIES } from '../iam/layers/layers.js';

/** The kind of policy that AWS names in a message. */
export type DeniedLayer = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource' | 'trust' | 'vpcEndpoint';

type LayerWords = {
  /** As AWS names it in its messages. */
  name: string;
  /** Other names that AWS has used. */
  otherNames: readonly string[];
  /** Where its policies are. */
  where: string;
  /** How to get them; a command line of the AWS CLI, if there is one. */
  command?: string;
  /** Who can change them, if not the account. */
  owner?: string;
};

/**
 * The kinds of policies that AWS names.
 *
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export const DENIED_LAYERS: Readonly<Record<DeniedLayer, LayerWords>> = {
  identity: {
    name: LAYER_POLICIES.identity,
    otherNames: [],
    where: 'the inline and managed policies of the role or user',
    command: 'aws iam list-attached-role-policies --role-name ...',
  },
  boundary: {
    name: LAYER_POLICIES.boundary,
    otherNames: ['permissions boundary policy', 'permission boundary'],
    where: 'the permissions boundary of the role or user',
    command: 'aws iam get-role --role-name ... --query Role.PermissionsBoundary',
  },
  session: {
    name: LAYER_POLICIES.session,
    otherNames: ['sessions policy'],
    where: 'the policies that the caller of `sts:AssumeRole` or `sts:GetFederationToken` passes',
    owner: 'whoever starts the session',
  },
  scp: {
    name: LAYER_POLICIES.scp,
    otherNames: [],
    where: "the SCPs of the principal's account, its organizational units and the root",
    command: 'aws organizations list-policies-for-target --target-id ... --filter SERVICE_CONTROL_POLICY',
    owner: 'the management account of the organization or its delegated administrator',
  },
  rcp: {
    name: LAYER_POLICIES.rcp,
    otherNames: [],
    where: "the RCPs of the resource's account, its organizational units and the root",
    command: 'aws organizations list-policies-for-target --target-id ... --filter RESOURCE_CONTROL_POLICY',
    owner: "the management account of the resource's organization or its delegated administrator",
  },
  resource: {
    name: LAYER_POLICIES.resource,
    otherNames: ['resource policy'],
    where: 'the policy of the resource, such as a bucket policy or a key policy',
    owner: 'the account of the resource',
  },
  trust: {
    name: 'role trust policy',
    otherNames: ['trust policy'],
    where: 'the trust policy of the role to assume',
    command: 'aws iam get-role --role-name ... --query Role.AssumeRolePolicyDocument',
    owner: 'the account of the role',
  },
  vpcEndpoint: {
    name: 'VPC endpoint policy',
    otherNames: [],
    where: 'the policy of the VPC endpoint that the request passes',
    command: 'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].PolicyDocument"',
    owner: 'the account of the VPC endpoint',
  },
};

/** The layer of a name in a message, in any letter case. */
export function layerOfName(text: string): DeniedLayer | undefined {
  const name = text.toLowerCase();
  return (Object.keys(DENIED_LAYERS) as DeniedLayer[]).find((layer) =>
    [DENIED_LAYERS[layer].name, ...DENIED_LAYERS[layer].otherNames].some((each) => each.toLowerCase() === name),
  );
}
