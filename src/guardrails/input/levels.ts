import type { Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { AnyPolicy } from '../../iam/document.js';
import { FULL_ACCESS_IDS } from './full-access.js';
import type { GuardrailAssumption, GuardrailLevel, GuardrailPolicy } from './guardrails.js';
import type { PolicySummary } from './sources.js';

/** A policy of AWS Organizations, with the level that was given for its file. */
export type AttachedPolicy<Document> = { policy: GuardrailPolicy<Document>; level: string | undefined };

/** The list of the policies of a level. */
export type Listing = {
  entries: readonly PolicySummary[];
  level: string | undefined;
  isTruncated: boolean;
  file: string;
};

export type LevelsReading<Document> = {
  levels: GuardrailLevel<Document>[];
  assumptions: GuardrailAssumption[];
  issues: Issue[];
};

type Layer = 'scp' | 'rcp';

const TYPES = { scp: 'service control policies', rcp: 'resource control policies' } as const;

/**
 * Puts policies and lists of policies together by level. A policy without a level is at each level that lists it.
 *
 * @param names The levels in the order of the files.
 */
export function buildLevels<Document extends AnyPolicy>(
  layer: Layer,
  policies: readonly AttachedPolicy<Document>[],
  listings: readonly Listing[],
  names: readonly string[],
  fullAccess: () => GuardrailPolicy<Document>,
): LevelsReading<Document> {
  const reading: LevelsReading<Document> = { levels: [], assumptions: [], issues: [] };
  const hasLevels = listings.some(({ level }) => level !== undefined);
  const placed = new Set<AttachedPolicy<Document>>();
  for (const name of names) {
    const lists = listings.filter(({ level = '' }) => level === name);
    const attached = policies.filter(
      ({ policy, level }) =>
        level === name ||
        (level === undefined && (hasLevels ? lists.some(({ entries }) => isListed(policy, entries)) : name === '')),
    );
    for (const each of attached) placed.add(each);
    if (attached.length === 0 && lists.length === 0) continue;
    const level = {
      name,
      policies: attached.map(({ policy }) => policy),
      missing: missingOf(lists, attached, layer),
    };
    if (lists.some(({ entries }) => entries.some(({ id }) => id === FULL_ACCESS_IDS[layer]))) addFullAccess(level);
    complete(level, lists);
  }
  for (const each of policies.filter((policy) => !placed.has(policy))) reading.issues.push(unplaced(each.policy));
  return reading;

  function addFullAccess(level: GuardrailLevel<Document>): void {
    if (!level.policies.some(({ id }) => id === FULL_ACCESS_IDS[layer])) level.policies.unshift(fullAccess());
  }

  function complete(level: GuardrailLevel<Document>, lists: readonly Listing[]): void {
    const { name, missing } = level;
    if (level.policies.length === 0 && missing.length === 0) {
      reading.assumptions.push(notEnabled(layer, name));
      return;
    }
    reading.levels.push(level);
    const allowing = level.policies.filter(allows);
    if (layer === 'rcp') addFullAccess(level);
    else if (allowing.length === 0 && lists.length === 0) {
      addFullAccess(level);
      reading.assumptions.push(assumed(name));
    } else if (allowing.length === 0 && missing.length === 0) {
      reading.issues.push(noAllow(name, lists[0] as Listing));
    } else if (name === '' && allowing.length > 1 && lists.length === 0) {
      reading.assumptions.push(oneLevel(layer));
    }
  }
}

/** Whether a list of a level has a policy, by its ID, its ARN or its name, or by the name of its file. */
function isListed({ id, arn, name, file = '' }: GuardrailPolicy, entries: readonly PolicySummary[]): boolean {
  const base = file.replace(/^.*[\\/]/, '').replace(/\.json$/i, '');
  return entries.some((entry) => {
    if (id !== undefined && entry.id !== undefined) return entry.id === id;
    if (arn !== undefined && entry.arn !== undefined) return entry.arn === arn;
    return [name, base].some((each) => each !== '' && (each === entry.name || each === entry.id));
  });
}

function missingOf(lists: readonly Listing[], attached: readonly AttachedPolicy<AnyPolicy>[], layer: Layer): string[] {
  const isKnown = (entry: PolicySummary): boolean =>
    entry.id === FULL_ACCESS_IDS[layer] || attached.some(({ policy }) => isListed(policy as GuardrailPolicy, [entry]));
  const missing = lists.flatMap(({ entries }) => entries.filter((entry) => !isKnown(entry)));
  const more = lists.some(({ isTruncated }) => isTruncated) ? ['policies on the next page of the list'] : [];
  return [...missing.map(({ name, id, arn }) => name ?? id ?? arn ?? 'a policy without a name'), ...more];
}

function allows({ document }: GuardrailPolicy<AnyPolicy>): boolean {
  return document.Statement.some(({ Effect }) => Effect === 'Allow');
}

function placeName(name: string): string {
  return name === '' ? 'the level' : `level ${quote(name)}`;
}

function assumed(level: string): GuardrailAssumption {
  const message = `No policy at ${placeName(level)} allows anything: \`FullAWSAccess\` is assumed to be attached.`;
  return { code: 'fullAccess', layer: 'scp', level, message };
}

function oneLevel(layer: Layer): GuardrailAssumption {
  const message = `All ${TYPES[layer]} are assumed to be at one level: a request needs only one that allows it.`;
  return { code: 'oneLevel', layer, level: '', message };
}

function notEnabled(layer: Layer, level: string): GuardrailAssumption {
  const message = `No policy is listed at ${placeName(level)}: the organization is assumed not to use ${TYPES[layer]}.`;
  return { code: 'notEnabled', layer, level, message };
}

function noAllow(level: string, { file }: Listing): Issue {
  return {
    code: 'no_allow',
    severity: 'warning',
    path: [],
    message: `no service control policy at ${placeName(level)} allows anything, so that everything is denied`,
    file,
  };
}

function unplaced({ name, file }: GuardrailPolicy<AnyPolicy>): Issue {
  return {
    code: 'missing',
    severity: 'error',
    path: [],
    message: `no list of a level has the policy ${quote(name)}`,
    hint: 'pass the level of the file, or omit the file',
    ...(file !== undefined && { file }),
  };
}
