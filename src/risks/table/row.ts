/** The kinds of access that a risk can give. */
export const RISK_CATEGORIES = [
  'administration',
  'escalation',
  'credentialExposure',
  'dataExposure',
  'resourceExposure',
  'disruption',
  'reconnaissance',
] as const;

/**
 * What a risk can give: control of the account, another identity, credentials, data, access for others, a
 * disruption or information about targets.
 */
export type RiskCategory = (typeof RISK_CATEGORIES)[number];

/** The severities of risks, from the worst to the mildest. */
export const RISK_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/**
 * How severe a risk is. `critical`: whoever has the permissions is an administrator, or can become one alone. `high`:
 * can act as another identity, or give others access. `medium`: can read or change data that the policies do not name,
 * or escalate if the account has suitable resources. `low`: can find targets, or gains little.
 */
export type RiskSeverity = (typeof RISK_SEVERITIES)[number];

/** Where a risk is documented. */
export type RiskSource = { name: string; url: string; paths?: readonly string[] };

/** Some actions on one kind of resource; a request of any of them is enough. */
export type Ask = {
  actions: readonly string[];
  /** An ARN as in `resources.ts`, or `*` for actions without resources. */
  resource: string;
  /**
   * `other`: the resource with the example's name, which stands for all that the policies do not name, and without
   * the tags that they name. `any`: some resource of the kind, whatever its name: one that the caller can create, or
   * whose name does not matter.
   */
  reach: 'other' | 'any';
  /** Condition keys that the request has, each with the values that it can have; the first one for an example. */
  context?: Readonly<Record<string, readonly string[]>>;
  /** Condition keys that the request does not have. */
  absent?: readonly string[];
  /** Whether tags matter, if not as `reach` says. */
  untagged?: boolean;
};

/** What is needed at a step of a risk: any one of the asks. */
export type Step = readonly Ask[];

/** A known way to use permissions against the account. It exists if the policies allow every step. */
export type RiskRow = {
  category: RiskCategory;
  severity: RiskSeverity;
  /** One sentence: `Can …`. */
  description: string;
  source: RiskSource;
  steps: readonly (Ask | Step)[];
  /** How to close the risk, if that does not follow from the steps. */
  remedy?: string;
};

/** A resource that the policies do not name. */
export function other(resource: string, ...actions: string[]): Ask {
  return { actions, resource, reach: 'other' };
}

/** Some resource of a kind. */
export function some(resource: string, ...actions: string[]): Ask {
  return { actions, resource, reach: 'any' };
}

/** Actions without resources. */
export function plain(...actions: string[]): Ask {
  return { actions, resource: '*', reach: 'any' };
}

/** The same, with condition keys that the request has or lacks. */
export function having(ask: Ask, more: Pick<Ask, 'context' | 'absent'>): Ask {
  return { ...ask, ...more };
}

export function pathfinding(...paths: string[]): RiskSource {
  return { name: `pathfinding.cloud, ${paths.join(', ')}`, url: `https://pathfinding.cloud/paths/${paths[0]}`, paths };
}

/** Paths of pathfinding.cloud that have a lab but no page. */
export function laboratory(...paths: string[]): RiskSource {
  return { name: `pathfinding-labs, ${paths.join(', ')}`, url: 'https://github.com/DataDog/pathfinding-labs', paths };
}

export function hackTricks(service: string): RiskSource {
  const folder = 'https://cloud.hacktricks.wiki/en/pentesting-cloud/aws-security/aws-privilege-escalation';
  return { name: `HackTricks Cloud, aws-${service}-privesc`, url: `${folder}/aws-${service}-privesc/index.html` };
}

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

/** AWS's description of an action. */
export function reference(service: string): RiskSource {
  return {
    name: `Service Authorization Reference, ${service}`,
    url: `${REFERENCE}/reference_policies_actions-resources-contextkeys.html`,
  };
}

/** The list of actions that return credentials, as cloudsplaining has it. */
export const RETURNS_CREDENTIALS: RiskSource = {
  name: 'cloudsplaining, actions that return credentials',
  url: 'https://github.com/salesforce/cloudsplaining/blob/master/cloudsplaining/shared/constants.py',
};
