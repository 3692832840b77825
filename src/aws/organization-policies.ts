/** What policies of a type do to requests. */
type PolicyEffect =
  /** They deny requests, and are written in the policy language of IAM. */
  | { kind: 'scp' | 'rcp' }
  /** AWS services make some requests fail because of them; IAM does not know them. */
  | { kind: 'enforced' }
  /** They configure a service, and no request fails because of them. */
  | { kind: 'configuration' };

/**
 * The policy types of AWS Organizations.
 *
 * Sources: AWS Organizations API Reference, `PolicyType`; AWS Organizations User Guide, "Managing organization
 * policies". `enforced`: "Declarative policies" for EC2 attributes; "Enforce tagging consistency" for tag policies;
 * "Amazon S3 policies" for block public access; "Amazon Bedrock policies" for guardrails of model invocations; "Chat
 * applications policies" for the access from chat channels.
 */
const TYPES = {
  SERVICE_CONTROL_POLICY: { kind: 'scp' },
  RESOURCE_CONTROL_POLICY: { kind: 'rcp' },
  DECLARATIVE_POLICY_EC2: { kind: 'enforced' },
  TAG_POLICY: { kind: 'enforced' },
  S3_POLICY: { kind: 'enforced' },
  BEDROCK_POLICY: { kind: 'enforced' },
  CHATBOT_POLICY: { kind: 'enforced' },
  BACKUP_POLICY: { kind: 'configuration' },
  AISERVICES_OPT_OUT_POLICY: { kind: 'configuration' },
  SECURITYHUB_POLICY: { kind: 'configuration' },
  SECURITYHUB_CSPM_POLICY: { kind: 'configuration' },
  INSPECTOR_POLICY: { kind: 'configuration' },
  GUARDDUTY_POLICY: { kind: 'configuration' },
  UPGRADE_ROLLOUT_POLICY: { kind: 'configuration' },
  NETWORK_SECURITY_DIRECTOR_POLICY: { kind: 'configuration' },
} as const satisfies Record<string, PolicyEffect>;

/** A policy type of AWS Organizations. */
export type OrganizationPolicyType = keyof typeof TYPES;

/** The policy types of AWS Organizations. */
export const ORGANIZATION_POLICY_TYPES = Object.keys(TYPES) as OrganizationPolicyType[];

/** Whether AWS Organizations has a policy type. */
export function isOrganizationPolicyType(type: string): type is OrganizationPolicyType {
  return Object.hasOwn(TYPES, type);
}

/** What policies of a type do to requests. */
export function effectOfPolicyType(type: OrganizationPolicyType): PolicyEffect['kind'] {
  return TYPES[type].kind;
}
