import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { serviceOf } from '../service-of.js';
import {
  arnTemplatePattern,
  checkArnValues,
  fillTemplate,
  type ArnValues,
  type CheckedArnValues,
} from './arn-template.js';
import type { ActionCatalog, ActionReference, ResourceTypeReference } from './catalog.js';
import { openCatalog, type OpenCatalog, type OpenService } from './open.js';

/** What a request for an action can be for: a resource of one type, or none. */
export type RequestTarget = {
  /** The name of the resource type; `*` if the request names no resource, so that its resource is `*` itself. */
  resourceType: string;
  /** Whether every call of the action names a resource of the type. */
  required: boolean;
  /** The pattern of all ARNs of the type: `arn:*:ec2:*:*:instance/*`. */
  pattern: string;
  /** A plausible ARN of the type. */
  example: string;
  /** The condition keys that AWS lists for the action, alone or for the resource type, sorted. */
  conditionKeys: string[];
  /** The other condition keys of the resource type, sorted: requests have those that the action supports. */
  typeConditionKeys: string[];
};

/**
 * Returns what requests for an action can be for: a pattern and an example of each resource type, with the condition
 * keys that such a request can have in addition to global ones. A type whose ARNs have two forms appears twice.
 *
 * @param catalog `ACTION_CATALOG`, or what `fromIamData` returned.
 * @param action The full name of the action, in any letter case.
 * @param values The Region, the account and the names that the examples have.
 * @returns Required resource types first, then those that the action is named after, then by name as
 *   in the catalog. An action without
 *   required types can also be called without a resource: that target, with the resource type `*`, is the last one. An
 *   empty list if the catalog does not have the action.
 * @throws {InvalidInputError} If the catalog is not one, the action is not a string, or a value is wrong; with every
 *   problem.
 *
 * @example
 * const [volume] = requestTargets(ACTION_CATALOG, 'ec2:DeleteVolume', { region: 'eu-west-1' });
 * volume?.resourceType; // 'volume'
 * volume?.pattern; // 'arn:*:ec2:*:*:volume/*'
 * volume?.example; // 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0'
 * volume?.conditionKeys.includes('ec2:VolumeType'); // true
 */
export function requestTargets(catalog: ActionCatalog, action: string, values: ArnValues = {}): RequestTarget[] {
  const opened = attempt(InvalidInputError, () => openCatalog(catalog, { action }));
  const checked = checkArnValues(values);
  if (opened instanceof InvalidInputError) throw new InvalidInputError([...opened.issues, ...checked.issues]);
  if (checked.value === undefined) throw new InvalidInputError(checked.issues);
  return targetsOf(opened, action, checked.value);
}

/** The same for what has been checked. */
export function targetsOf(catalog: OpenCatalog, action: string, values: CheckedArnValues): RequestTarget[] {
  const found = catalog.action(action);
  if (found === undefined) return [];
  // The action was found in this service.
  const service = catalog.service(serviceOf(found.action)) as OpenService;
  const types = found.resourceTypes.flatMap((type) => {
    const reference = service.resourceType(type.name);
    return reference.arns.map((arn) => targetOf(found, type, reference, arn, values));
  });
  const isNamed = ({ resourceType }: RequestTarget): boolean => isNamedAfter(found.action, resourceType);
  const sorted = types.toSorted(
    (a, b) => Number(b.required) - Number(a.required) || Number(isNamed(b)) - Number(isNamed(a)),
  );
  return sorted.some(({ required }) => required) ? sorted : [...sorted, withoutResource(found)];
}

function targetOf(
  { conditionKeys }: ActionReference,
  { name, required, conditionKeys: ofRow }: ActionReference['resourceTypes'][number],
  { conditionKeys: ofType }: ResourceTypeReference,
  arn: string,
  values: CheckedArnValues,
): RequestTarget {
  const own = new Set([...conditionKeys, ...ofRow]);
  return {
    resourceType: name,
    required,
    pattern: arnTemplatePattern(arn),
    example: fillTemplate(arn, values),
    conditionKeys: [...own].toSorted(),
    typeConditionKeys: [...new Set(ofType)].filter((key) => !own.has(key)).toSorted(),
  };
}

function withoutResource({ conditionKeys }: ActionReference): RequestTarget {
  return {
    resourceType: '*',
    required: false,
    pattern: '*',
    example: '*',
    conditionKeys: [...new Set(conditionKeys)].toSorted(),
    typeConditionKeys: [],
  };
}

/** Whether an action is named after a resource type: `ec2:RunInstances` after `instance`. */
function isNamedAfter(action: string, resourceType: string): boolean {
  return action.toLowerCase().includes(resourceType.toLowerCase().replaceAll('-', ''));
}
