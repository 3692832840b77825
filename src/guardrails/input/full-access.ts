import type { PolicyDocument, ResourcePolicyDocument } from '../../iam/document.js';
import type { GuardrailPolicy } from './guardrails.js';

/** The IDs of AWS's own policies that allow everything. Source: AWS Organizations User Guide. */
export const FULL_ACCESS_IDS = { scp: 'p-FullAWSAccess', rcp: 'p-RCPFullAWSAccess' } as const;

/** The service control policy that AWS attaches to every root, organizational unit and account. */
export function fullAwsAccess(): GuardrailPolicy<PolicyDocument> {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  return { name: 'FullAWSAccess', id: FULL_ACCESS_IDS.scp, document };
}

/** The resource control policy that AWS attaches to every root, organizational unit and account for good. */
export function rcpFullAwsAccess(): GuardrailPolicy<ResourcePolicyDocument> {
  const document: ResourcePolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  };
  return { name: 'RCPFullAWSAccess', id: FULL_ACCESS_IDS.rcp, document };
}
