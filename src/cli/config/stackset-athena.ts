import { partitionForRegion } from '../../aws/partition.js';
import { attempt } from '../../core/attempt.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { athenaValues, LIST_PLACES, withEveryPlace } from '../../render/cloudformation/athena.js';
import type { AthenaPart } from '../../upsolver/catalogue/athena.js';
import { assembleAthena, athenaParts } from '../../upsolver/policies/athena-policy.js';
import { assertFit } from '../../upsolver/roles/role-quotas.js';
import type { AccountEntry } from './account-entry.js';

/* What a StackSet has of the parameter `athena`: the parts in its template, the databases in its parameters. */

/** The parts that the template of an account has; nothing for the managed policy. */
export function partsOfEntry({ parameters: { athena } }: AccountEntry): AthenaPart[] | undefined {
  return athena && athenaParts(athena);
}

/** How the parts of an account differ from those of another, in words. */
export function describeParts(own: AthenaPart[] | undefined, other: AthenaPart[] | undefined, account: string): string {
  const name = `the account ${quote(account)}`;
  if (own === undefined) return `\`athena\` is missing, and ${name} has it`;
  if (other === undefined) return `${name} has no \`athena\``;
  const [added, removed] = [only(own, other), only(other, own)];
  const sides = [...(added === '' ? [] : [`also ${added}`]), ...(removed === '' ? [] : [`not ${removed}`])];
  return `\`athena\` has other parts than that of ${name}: ${sides.join(', ')}`;
}

function only(parts: AthenaPart[], others: AthenaPart[]): string {
  return parts.flatMap((part) => (others.includes(part) ? [] : [quote(part)])).join(', ');
}

/** The values of the template's parameters for an account. */
export function athenaValuesOf({ parameters: { athena } }: AccountEntry): ReturnType<typeof athenaValues> {
  return athena === undefined ? {} : athenaValues(athena);
}

/** What of the databases of an account no template can hold, whose lists have a fixed number of places. */
export function athenaProblems({ parameters: { athena }, region, roles, path: root }: AccountEntry): LocatedProblem[] {
  if (athena === undefined) return [];
  const path = [...root, 'athena', 'databases'];
  const tooMany = Object.entries(athenaValues(athena)).flatMap(([name, value]): LocatedProblem[] => {
    if (!Array.isArray(value) || value.length <= LIST_PLACES) return [];
    const message = `the parameter ${quote(name)} would have ${value.length} entries; a StackSet uses ${LIST_PLACES}`;
    return [{ code: 'too_long', path, message, hint: 'omit `tables` to name whole databases, or omit `--stackset`' }];
  });
  if (tooMany.length > 0) return tooMany;
  const document = assembleAthena(withEveryPlace(athena), { region, partition: partitionForRegion(region) });
  const deployed = roles.map((role) => ({
    ...role,
    inlinePolicies: role.inlinePolicies.map((policy) =>
      policy.name === 'UpsolverAthenaPolicy' ? { ...policy, document } : policy,
    ),
  }));
  const result = attempt(InvalidInputError, () => assertFit(deployed));
  if (!(result instanceof InvalidInputError)) return [];
  const hint = `omit \`--stackset\`: its template repeats tables until each list has ${LIST_PLACES} entries`;
  return result.issues.map(({ code, message }) => ({ code, path, message, hint }) as LocatedProblem);
}
