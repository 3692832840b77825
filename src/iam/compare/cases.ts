import { arnFields } from '../../aws/arn.js';
import type { AnyPolicy, AnyStatement } from '../document.js';
import type { ReadFacts } from '../facts/facts.js';
import { regionsOf, inRegion, type Region } from '../facts/regions.js';
import type { ComparedSet, ComparedSets } from '../layers/compared-layers.js';
import { mayHaveBoundary } from '../match/principal.js';
import type { PolicySet } from '../policy-set.js';
import type { Reading } from '../reading.js';
import type { AccessRequest, Caller } from '../request.js';
import { createBudget, type Budget } from './budget.js';
import { representativeCallers } from './callers.js';
import { keyUses } from './key-domain.js';
import { readingsThatMatter } from './readings.js';
import { createWorkspace, type Workspace } from './workspace.js';

/** A comparison of two sides for a part of all requests, in which the same facts hold. */
export type Case = {
  a: PolicySet;
  b: PolicySet;
  workspace: Workspace;
  /** Known condition keys in lowercase, which the requests that are found need not repeat. */
  known: ReadonlySet<string>;
};

/** The comparisons that together compare two sides, with steps that they share. */
export function casesOf(sets: ComparedSets, facts: ReadFacts, budget: Budget = createBudget()): Case[] {
  const uses = keyUses([...sets.a.policies, ...sets.b.policies]);
  return regionsOf(facts, (key) => uses.has(key)).map((region) => caseIn(region, sets, budget));
}

function caseIn(region: Region, { a, b, iamPrincipals }: ComparedSets, budget: Budget): Case {
  const sides = [a, b].map((set) => ({ set, ...inRegion(set.policies, region) }));
  const denied = uniqueStatements(sides.flatMap((side) => side.denied));
  const [left, right] = sides.map(({ set, policies }) => restricted(set, policies, denied)) as [PolicySet, PolicySet];
  const all = [...left.policies, ...right.policies];
  const callers = iamPrincipals && iamCallers(all, iamPrincipals);
  return {
    a: left,
    b: right,
    workspace: createWorkspace(all, budget, callers),
    known: new Set(sides.flatMap(({ remaining }) => [...remaining])),
  };
}

/** A set with other policies at the same places. What is not considered is denied in a version without variables. */
function restricted(set: ComparedSet, policies: readonly AnyPolicy[], denied: readonly AnyStatement[]): PolicySet {
  const isChanged = policies !== set.policies || denied.length > 0;
  if (!isChanged) return set;
  const more = denied.length === 0 ? [] : [{ Version: '2008-10-17', Statement: [...denied] } as AnyPolicy];
  return { ...set, policies: [...policies, ...more] };
}

function uniqueStatements(statements: readonly AnyStatement[]): AnyStatement[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}

/** The readings that can change the result of some case. */
export function readingsOfCases(cases: readonly Case[]): readonly Partial<Reading>[] {
  const found = cases.flatMap(({ a, b, workspace }) => readingsThatMatter([...a.policies, ...b.policies], workspace));
  return found.filter((reading, index) => found.indexOf(reading) === index);
}

/** The IAM principals among the callers that policies distinguish, in one account if it is known. */
function iamCallers(
  policies: readonly AnyPolicy[],
  { account, haveBoundary }: NonNullable<ComparedSets['iamPrincipals']>,
): Caller[] {
  return representativeCallers(policies, account).filter((caller) => {
    const { kind, id, permissionsBoundary } = caller;
    // A canonical user ID stands for all IAM principals of an account, of which the number is not known.
    if (kind === 'CanonicalUser') return true;
    const isInAccount = account === undefined || !id.startsWith('arn:') || arnFields(id)[4] === account;
    return kind === 'AWS' && permissionsBoundary !== true && isInAccount && (!haveBoundary || mayHaveBoundary(caller));
  });
}

/** A request without the condition keys whose values are known. */
export function withoutKnown(request: AccessRequest, known: ReadonlySet<string>): AccessRequest {
  if (known.size === 0 || request.context === undefined) return request;
  const { context, ...rest } = request;
  const entries = Object.entries(context).filter(([key]) => !known.has(key.toLowerCase()));
  return entries.length === 0 ? rest : { ...rest, context: Object.fromEntries(entries) };
}
