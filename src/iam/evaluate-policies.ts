import { evaluateDocuments, type AccessDecision } from './decide.js';
import { readPolicies, type PolicyInput } from './read.js';
import { DEFAULT_READING, type Reading } from './reading.js';
import type { AccessRequest } from './request.js';

/** `evaluateAccess` for policies that are attached together, without layers and facts. */
export function evaluatePolicies(
  policies: PolicyInput,
  request: AccessRequest,
  reading: Reading = DEFAULT_READING,
): AccessDecision {
  return evaluateDocuments(readPolicies(policies), request, reading);
}
