import type { UnknownStatusReason } from './report.js';

/** Why a status is unknown, as a clause. */
export const UNDECIDED_REASONS: Readonly<Record<UnknownStatusReason, string>> = {
  missingPolicy: 'the document of an attached policy is missing',
  missingTrustPolicy: 'the input does not include the trust policy',
  reading: "it depends on a point that AWS's documentation leaves open",
  variables: 'it depends on policy variables',
  mixedTypes: 'it depends on a condition key that is compared as values of several types',
  tooComplex: 'it is too complex to decide',
};
