import {
  effectOfPolicyType,
  isOrganizationPolicyType,
  ORGANIZATION_POLICY_TYPES,
} from '../../aws/organization-policies.js';
import { closest } from '../../core/closest.js';
import { notOneOf, type Problem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { GuardrailKind, OtherPolicy } from './guardrails.js';

/** What a policy is: a guardrail, a policy of another type, or neither. */
export type TypeReading =
  | { is: 'guardrail'; kind: GuardrailKind }
  | { is: 'other'; other: Pick<OtherPolicy, 'type' | 'effect'> }
  | { is: 'wrong'; problem: Problem };

/** The problem of a policy without a type, in a file of which the kind is not known. */
const UNKNOWN_KIND: Problem = {
  code: 'missing',
  message: 'the kind of the policy is not known',
  hint: 'say whether it is an SCP, an RCP or a permissions boundary',
};

/**
 * Reads what a policy is.
 *
 * @param type The type in AWS Organizations, if AWS or Terraform says it.
 * @param given The kind that the caller gave for the file.
 */
export function readPolicyType(type: string | undefined, given: GuardrailKind | undefined): TypeReading {
  if (type === undefined) {
    return given === undefined ? { is: 'wrong', problem: UNKNOWN_KIND } : { is: 'guardrail', kind: given };
  }
  if (!isOrganizationPolicyType(type)) {
    const meant = closest(type, ORGANIZATION_POLICY_TYPES);
    return {
      is: 'wrong',
      problem: notOneOf('policy type of AWS Organizations', type, ORGANIZATION_POLICY_TYPES, meant),
    };
  }
  const effect = effectOfPolicyType(type);
  if (given !== undefined && given !== effect) {
    const message = `the policy is of type ${quote(type)}, not ${quote(given)}`;
    return { is: 'wrong', problem: { code: 'conflicting_elements', message } };
  }
  return effect === 'scp' || effect === 'rcp'
    ? { is: 'guardrail', kind: effect }
    : { is: 'other', other: { type, effect } };
}
