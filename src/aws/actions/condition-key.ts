import { globalKeyFacts, type ConditionKeyType } from '../condition-keys.js';
import { serviceOf } from '../service-of.js';
import type { ActionCatalog, ActionReference } from './catalog.js';
import { openCatalog, type OpenService } from './open.js';

/** What is known about a condition key in requests for an action. */
export type KnownConditionKey = {
  /** In AWS's spelling, if the catalog has it: `aws:RequestTag/${TagKey}`; otherwise as it was given. */
  key: string;
  type: ConditionKeyType;
  /** Whether a request can have several values of the key. */
  isMultivalued: boolean;
  /**
   * Who has the key: the `action`, alone or for the resource type; the `resourceType`, in requests of the actions that
   * support it; or, as a `global` key, requests to every service.
   */
  knownTo: 'action' | 'resourceType' | 'global';
};

/**
 * Returns what AWS documents about a condition key in requests for an action.
 *
 * @param catalog `ACTION_CATALOG`, or what `fromIamData` returned.
 * @param action The full name of the action, in any letter case.
 * @param key The condition key, in any letter case: `ec2:instancetype`, `aws:RequestTag/Name`.
 * @param resourceType The name of the resource type of the request. Without it, a key is known if it is known for one
 *   of the resource types of the action.
 * @returns The key, or `undefined` if no request for the action has it, or the catalog does not have the action and the
 *   key is not global.
 * @throws {InvalidInputError} If the catalog is not one, or another argument is not a string.
 *
 * @example
 * conditionKeyOf(ACTION_CATALOG, 'ec2:RunInstances', 'ec2:metadatahttptokens', 'instance');
 * // { key: 'ec2:MetadataHttpTokens', type: 'String', isMultivalued: false, knownTo: 'action' }
 * conditionKeyOf(ACTION_CATALOG, 'ec2:RequestSpotInstances', 'ec2:MetadataHttpTokens', 'image'); // undefined
 */
export function conditionKeyOf(
  catalog: ActionCatalog,
  action: string,
  key: string,
  resourceType?: string,
): KnownConditionKey | undefined {
  const texts = { action, key, ...(resourceType !== undefined && { resourceType }) };
  const opened = openCatalog(catalog, texts);
  const found = opened.action(action);
  const service = opened.service(serviceOf(action));
  const known = found && service && findKnown(service, found, key, resourceType);
  if (known !== undefined) return known;
  const global = globalKeyFacts(key);
  return global && { key, type: global.type, isMultivalued: global.isMultivalued, knownTo: 'global' };
}

function findKnown(
  service: OpenService,
  { conditionKeys, resourceTypes }: ActionReference,
  key: string,
  resourceType: string | undefined,
): KnownConditionKey | undefined {
  const matches = (template: string): boolean => matchesKeyTemplate(template, key);
  const types = resourceTypes.filter(({ name }) => resourceType === undefined || name === resourceType);
  const ofAction = [...conditionKeys, ...types.flatMap((type) => type.conditionKeys)].find(matches);
  const ofType = types.flatMap(({ name }) => service.resourceType(name).conditionKeys).find(matches);
  const template = ofAction ?? ofType;
  if (template === undefined) return undefined;
  return { ...service.conditionKey(template), knownTo: ofAction === undefined ? 'resourceType' : 'action' };
}

/** Whether a key has the form of a template such as `aws:RequestTag/${TagKey}`, in any letter case. */
export function matchesKeyTemplate(template: string, key: string): boolean {
  const [start = '', ...rest] = template.toLowerCase().split(/\$\{[^}]*\}|<[^>]*>/);
  const name = key.toLowerCase();
  if (rest.length === 0) return name === start;
  // AWS has no key with two parts that a policy chooses.
  const end = rest.join('');
  return name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);
}
