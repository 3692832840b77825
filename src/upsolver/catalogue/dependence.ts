import { nameInArn } from '../../aws/arn.js';
import type { Feature, FeatureDependent } from './features.js';
import { serverPart } from './parts.js';
import { managementPart } from './parts.js';
import { type PolicyPart } from './parts.js';

/** A feature on which a part of a role depends: it is included with the feature, or only without it. */
export type Dependence = { feature: Feature; present: boolean };

const parts: readonly PolicyPart[] = [managementPart, serverPart];

/** The feature on which a statement depends. */
export function statementDependence(sid: string | undefined): Dependence | undefined {
  const templates = parts.flatMap(({ statements, replacements }) => [...statements, ...replacements]);
  return dependenceOf(templates.find((template) => template.sid === sid));
}

/** The feature on which an AWS managed policy depends. */
export function managedPolicyDependence(arn: string): Dependence | undefined {
  const entries = parts.flatMap(({ managedPolicies }) => managedPolicies);
  return dependenceOf(entries.find(({ name }) => name === nameInArn(arn)));
}

/** The dependence in a template: none, if `athena` replaces what the feature brings. */
export function openDependence(dependence: Dependence | undefined, athena: unknown): Dependence | undefined {
  return athena !== undefined && dependence?.feature === 'athenaTables' ? undefined : dependence;
}

/** Whether anything is included only without a feature. */
export function hasReplacement(feature: Feature): boolean {
  return parts.some(({ replacements }) => replacements.some(({ unlessFeature }) => unlessFeature === feature));
}

function dependenceOf({ feature, unlessFeature }: FeatureDependent = {}): Dependence | undefined {
  if (feature !== undefined) return { feature, present: true };
  return unlessFeature === undefined ? undefined : { feature: unlessFeature, present: false };
}
