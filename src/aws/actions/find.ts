import { list, readData } from '../../core/data.js';
import { worstRank } from './access-level.js';
import { readAction, type ActionCatalog, type ActionReference } from './catalog.js';
import { openCatalog } from './open.js';

/**
 * Returns the prefixes of the services that a catalog has. About the actions of any other service it says nothing, not
 * even that they do not exist.
 *
 * @param catalog `ACTION_CATALOG`, or what `fromIamData` returned.
 * @returns The prefixes, such as `s3`, sorted.
 * @throws {InvalidInputError} If the value is not a catalog.
 *
 * @example
 * servicesOf(ACTION_CATALOG).slice(0, 3); // ['athena', 'cloudformation', 'cloudwatch']
 */
export function servicesOf(catalog: ActionCatalog): string[] {
  return [...openCatalog(catalog).prefixes];
}

/**
 * Returns whether a catalog has a service, with all of its actions.
 *
 * @param catalog `ACTION_CATALOG`, or what `fromIamData` returned.
 * @param prefix The prefix of the actions of the service, in any letter case: `s3`.
 * @returns `false` if the catalog says nothing about the service.
 * @throws {InvalidInputError} If the catalog is not one, or the prefix is not a string.
 *
 * @example
 * holdsService(ACTION_CATALOG, 'ec2'); // true
 * holdsService(ACTION_CATALOG, 'sagemaker'); // false
 */
export function holdsService(catalog: ActionCatalog, prefix: string): boolean {
  return openCatalog(catalog, { prefix }).service(prefix) !== undefined;
}

/**
 * Returns what AWS documents about an action: its spelling, access levels, resource types and condition keys.
 *
 * @param catalog `ACTION_CATALOG`, or what `fromIamData` returned.
 * @param action The full name of the action, in any letter case: `s3:getobject`.
 * @returns The action, or `undefined` if the catalog does not have it. If `holdsService` is true, AWS documents no such
 *   action.
 * @throws {InvalidInputError} If the catalog is not one, or the action is not a string.
 *
 * @example
 * const action = findAction(ACTION_CATALOG, 'KMS:decrypt');
 * action?.action; // 'kms:Decrypt'
 * action?.accessLevels; // ['Write']
 * action?.resourceTypes.map(({ name }) => name); // ['key']
 */
export function findAction(catalog: ActionCatalog, action: string): ActionReference | undefined {
  return openCatalog(catalog, { action }).action(action);
}

/**
 * Returns the actions of a service.
 *
 * @param catalog `ACTION_CATALOG`, or what `fromIamData` returned.
 * @param prefix The prefix of the actions of the service, in any letter case: `s3`.
 * @returns The actions, sorted by name; an empty list if the catalog does not have the service.
 * @throws {InvalidInputError} If the catalog is not one, or the prefix is not a string.
 *
 * @example
 * actionsOf(ACTION_CATALOG, 'pricing').map(({ action }) => action).slice(0, 2);
 * // ['pricing:DescribeServices', 'pricing:GetAttributeValues']
 */
export function actionsOf(catalog: ActionCatalog, prefix: string): ActionReference[] {
  const service = openCatalog(catalog, { prefix }).service(prefix);
  // Every name of the list is found.
  return (service?.actionNames ?? []).map((name) => service?.action(name) as ActionReference);
}

/**
 * Sorts actions by what they can do: permissions management first, then write, read, tagging and list. An action with
 * two levels counts as the worse of them.
 *
 * @param actions Actions of a catalog. The list is not changed.
 * @returns The actions in a new list. Those of the same level keep their order.
 * @throws {InvalidInputError} If the value is not a list of actions.
 *
 * @example
 * worstFirst(actionsOf(ACTION_CATALOG, 's3')).at(0)?.action; // 's3:AssociateAccessGrantsIdentityCenter'
 */
export function worstFirst(actions: readonly ActionReference[]): ActionReference[] {
  const copies = readData(list(readAction), actions, ['actions'], 'use actions of a catalog');
  return copies.toSorted((a, b) => worstRank(a) - worstRank(b));
}
