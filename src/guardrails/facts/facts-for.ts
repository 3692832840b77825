import { IDENTIFIERS, identifierProblems, ORGANIZATION_IDENTIFIER, type Identifier } from '../../aws/identifiers.js';
import { partitionForRegion, regionProblems } from '../../aws/partition.js';
import { attempt } from '../../core/attempt.js';
import { anything, oneOf, optional, readData, record, text } from '../../core/data.js';
import { InvalidInputError, type LocatedProblem, type Problem } from '../../core/issue.js';
import type { AnyPolicy, AnyStatement } from '../../iam/document.js';
import { readFacts, type Facts, type KnownKeys } from '../../iam/facts/facts.js';
import { ROLE_NAMES, type RoleName } from '../../upsolver/catalogue/names.js';
import { ROLE_FACTS, type RoleFact, type RoleSituation } from './role-facts.js';

/** A role, as far as the facts about its requests depend on it. `buildRoles` returns such roles. */
export type FactRole = {
  /** Which role of the catalogue it is. */
  readonly role: RoleName;
  /** Its name in the account. */
  readonly name: string;
  /** Its path; `/` if omitted. */
  readonly path?: string;
};

/** Where a role is, and what else is known about its requests. */
export type FactParameters = {
  /** The ID of the role's account (12 digits). */
  readonly accountId: string;
  /** The AWS Region of the integration, such as `us-east-1`. */
  readonly region: string;
  /** The organization of the account in AWS Organizations, such as `o-a1b2c3d4e5`. */
  readonly organizationId?: string;
  /** Other condition keys with the value or values that all requests have, or `null` if they lack the key. */
  readonly keys?: KnownKeys;
};

const roleReader = /* @__PURE__ */ record<FactRole>({ role: oneOf(ROLE_NAMES), name: text, path: optional(text) });

const parametersReader = /* @__PURE__ */ record<FactParameters>({
  accountId: text,
  region: text,
  organizationId: optional(text),
  keys: optional(anything) as never,
});

/**
 * Returns what is known about the requests that a role of Upsolver makes, for `evaluateAccess` and `compareAccess`: the
 * Region, which is that of the partition's global endpoints for IAM and some other services, and `unknown` for services
 * with endpoints in several Regions; the role, its account and its organization, in which also the resources are taken
 * to be; the owner of Upsolver's machine images; that nobody signs in with MFA; and that HTTPS is used.
 * Without facts, every guardrail with a condition seems to take something from the role.
 *
 * @param role Which role it is, its name and its path, such as a role from `buildRoles`.
 * @param parameters `accountId` (12 digits), `region`, and if they are known `organizationId` of AWS Organizations and
 *   other `keys`, which take precedence.
 * @returns New data. Tags, encryption, instance types and other keys that Upsolver chooses are not in it.
 * @throws {InvalidInputError} With every problem of the role and the parameters.
 *
 * @example
 * const role = { role: 'UpsolverServerRole', name: 'UpsolverServerRole' } as const;
 * const { keys, exceptions } = factsFor(role, { accountId: '444455556666', region: 'eu-west-1' });
 * keys?.['aws:PrincipalArn']; // 'arn:aws:iam::444455556666:role/UpsolverServerRole'
 * keys?.['aws:RequestedRegion']; // 'eu-west-1'
 * exceptions?.[0]; // { actions: ['iam:*'], keys: { 'aws:RequestedRegion': 'us-east-1' } }
 *
 * Source: IAM User Guide, "AWS global condition context keys"; the code names the source of each fact.
 */
export function factsFor(role: FactRole, parameters: FactParameters): Facts {
  const problems: LocatedProblem[] = [];
  const read = readOrNote(problems, () =>
    readData(roleReader, role, ['role'], 'pass a role that `buildRoles` returned'),
  );
  const place = readOrNote(problems, () => readFactParameters(parameters, ['parameters']));
  if (read === undefined || place === undefined) throw new InvalidInputError(problems);
  return knowledgeOf(situationOf(read, place), place.keys).facts;
}

/**
 * Reads where a role is.
 *
 * @throws {InvalidInputError} With every problem.
 */
export function readFactParameters(parameters: FactParameters, path: readonly (string | number)[]): FactParameters {
  const hint = 'use `{ accountId, region, organizationId }`';
  const read = readData(parametersReader, parameters, path, hint);
  const { region, organizationId, keys } = read;
  const at = (name: string, found: readonly Problem[]): LocatedProblem[] =>
    found.map((problem) => ({ ...problem, path: [...path, name] }));
  const check = (name: 'accountId' | 'organizationId', identifier: Identifier): LocatedProblem[] =>
    at(name, identifierProblems(read[name] as string, identifier));
  const problems = [
    ...check('accountId', IDENTIFIERS.accountId),
    ...at('region', regionProblems(region)),
    ...(organizationId === undefined ? [] : check('organizationId', ORGANIZATION_IDENTIFIER)),
  ];
  const facts = keys === undefined ? undefined : attempt(InvalidInputError, () => readFacts({ keys }));
  if (facts instanceof InvalidInputError) {
    problems.push(...facts.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path.slice(1)] })));
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
  return read;
}

function readOrNote<Value>(problems: LocatedProblem[], run: () => Value): Value | undefined {
  const result = attempt(InvalidInputError, run);
  if (!(result instanceof InvalidInputError)) return result;
  problems.push(...result.issues);
  return undefined;
}

/** What the facts about a role follow from. */
export function situationOf(
  { role, name, path = '/' }: FactRole,
  { accountId, region, organizationId }: FactParameters,
): RoleSituation {
  const partition = partitionForRegion(region);
  const roleArn = `arn:${partition}:iam::${accountId}:role${path}${name}`;
  return { role, roleArn, accountId, organizationId, region, partition };
}

/** Facts, and what they cannot say. */
export type RoleKnowledge = {
  facts: Facts;
  /** Denies requests with other values of a key than those of which it has one. */
  denied: AnyPolicy[];
};

/** The facts about the requests of a role. Keys that the caller knows are known of all requests. */
export function knowledgeOf(situation: RoleSituation, others: KnownKeys = {}): RoleKnowledge {
  const given = new Set(Object.keys(others).map((key) => key.toLowerCase()));
  const known = ROLE_FACTS.filter(({ key }) => !given.has(key.toLowerCase()));
  const general = known.filter(({ only }) => only === undefined);
  const special = known.flatMap((fact) => (fact.only === undefined ? [] : [{ ...fact, only: fact.only }]));
  return {
    facts: {
      keys: { ...keysOf(general, situation), ...others },
      exceptions: exceptionsOf(special, situation),
    },
    denied: deniedOf(special, situation),
  };
}

type SpecialFact = RoleFact & { only: NonNullable<RoleFact['only']> };

/** The values that are certain. */
function keysOf(facts: readonly RoleFact[], situation: RoleSituation): KnownKeys {
  return Object.fromEntries(
    facts.flatMap(({ key, valueOf }): [string, string | null][] => {
      const value = valueOf(situation);
      const [only, ...others] = typeof value === 'object' && value !== null ? value : [value];
      return only === undefined || others.length > 0 ? [] : [[key, only]];
    }),
  );
}

/** The facts about some requests only, those about the same requests together. */
function exceptionsOf(facts: readonly SpecialFact[], situation: RoleSituation): NonNullable<Facts['exceptions']> {
  const groups = new Map<SpecialFact['only'], RoleFact[]>();
  for (const fact of facts) groups.set(fact.only, [...(groups.get(fact.only) ?? []), fact]);
  return [...groups].map(([{ actions, resources }, own]) => {
    const keys = keysOf(own, situation);
    const unknown = own.map(({ key }) => key).filter((key) => !Object.hasOwn(keys, key));
    return {
      actions: [...actions],
      ...(resources && { resources: arnsOf(resources, situation) }),
      keys,
      ...(unknown.length > 0 && { unknown }),
    };
  });
}

function arnsOf(resources: readonly string[], { partition }: RoleSituation): string[] {
  return resources.map((resource) => `arn:${partition}:${resource}`);
}

/** Several values of which a key has one. */
function choicesOf({ valueOf }: RoleFact, situation: RoleSituation): string[] {
  const value = valueOf(situation);
  return Array.isArray(value) && value.length > 1 ? (value as string[]) : [];
}

function deniedOf(facts: readonly SpecialFact[], situation: RoleSituation): AnyPolicy[] {
  return facts.flatMap((fact): AnyPolicy[] => {
    const choices = choicesOf(fact, situation);
    if (choices.length === 0) return [];
    const Condition = { StringNotEquals: { [fact.key]: choices } };
    const { actions, resources } = fact.only;
    const Resource = resources === undefined ? '*' : arnsOf(resources, situation);
    const Statement: AnyStatement[] = [{ Effect: 'Deny', Action: [...actions], Resource, Condition }];
    return [{ Version: '2012-10-17', Statement } as AnyPolicy];
  });
}
