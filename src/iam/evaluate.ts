import { guarded } from '../core/guard.js';
import type { AccessDecision } from './decide.js';
import { evaluatePolicies } from './evaluate-policies.js';
import { NO_FACTS, readFacts, withFacts, type Facts, type ReadFacts } from './facts/facts.js';
import { decideLayers, type LayeredDecision } from './layers/decision.js';
import { isLayers, readLayers, type AccessLayers } from './layers/layers.js';
import type { PolicyInput } from './read.js';
import { DEFAULT_READING, readReading, type Reading } from './reading.js';
import type { AccessRequest } from './request.js';

/** How to evaluate requests: settings for what AWS's documentation leaves open, and facts about all requests. */
export type EvaluateOptions = Partial<Reading> & {
  /** Condition keys whose value is known, so that requests need not repeat them. */
  readonly facts?: Facts;
};

/**
 * Evaluates one request against a policy, against several policies that are attached together, or against policies in
 * layers.
 *
 * A Deny statement overrides every Allow statement; if no statement applies, the request is denied implicitly. The
 * decision on policies is that of these policies alone. In layers, service control policies, resource control policies,
 * the permissions boundary and the session policy all have to allow the request; a resource-based policy can allow it
 * within an account, and has to across accounts.
 *
 * @param policies Identity-based policies, trust policies or resource-based policies, as documents, as JSON text, or as
 *   AWS returns them; or {@link AccessLayers}.
 * @param request One action on one resource, with condition keys; for policies with principals, also the principal.
 * @param options Settings for what AWS's documentation leaves open, if they are not the default ones, and `facts`: what
 *   is known about the condition keys of all requests.
 * @returns The decision, and the outcome of every statement; of layers, also what decided. The decision of layers is
 *   `unknown` if it depends on a layer or on an account that is omitted.
 * @throws {InvalidInputError} With every problem of the request, of the policies or of the facts. Also if the request
 *   has no principal, and the decision depends on it, or if it contradicts the facts.
 *
 * @example
 * const policy: PolicyDocument = {
 *   Version: '2012-10-17',
 *   Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }],
 * };
 * evaluateAccess(policy, { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' });
 * // {
 * //   decision: 'allowed',
 * //   statements: [{ policy: 0, statement: 0, effect: 'Allow', applies: true }],
 * // }
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function evaluateAccess(
  policies: PolicyInput,
  request: AccessRequest,
  options?: EvaluateOptions,
): AccessDecision;
export function evaluateAccess(
  policies: AccessLayers,
  request: AccessRequest,
  options?: EvaluateOptions,
): LayeredDecision;
export function evaluateAccess(
  policies: PolicyInput | AccessLayers,
  request: AccessRequest,
  options?: EvaluateOptions,
): AccessDecision | LayeredDecision {
  const { reading, facts } = readOptions(options);
  if (!isLayers(policies)) return evaluatePolicies(policies, withFacts(request, facts, reading), reading);
  return decideLayers(readLayers(policies), withFacts(request, facts, reading), reading);
}

function readOptions(options: EvaluateOptions | undefined): { reading: Reading; facts: ReadFacts } {
  if (options === undefined) return { reading: DEFAULT_READING, facts: NO_FACTS };
  const hasFacts = guarded('the reading', ['reading'], () => options !== null && Object.hasOwn(options, 'facts'));
  if (!hasFacts) return { reading: readReading(options), facts: NO_FACTS };
  const { facts, ...reading } = guarded('the reading', ['reading'], () => ({ ...options }));
  return { reading: readReading(reading), facts: readFacts(facts) };
}
