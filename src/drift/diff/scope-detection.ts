import { arnFields } from '../../aws/arn.js';
import type { Statement } from '../../iam/document.js';
import type { CatalogueStatement } from '../../upsolver/catalogue/build-policy.js';
import { narrowStatements } from '../../upsolver/scope/narrow.js';
import {
  SCOPE_OPTIONS,
  scopeKind,
  type Scope,
  type ScopeKind,
  type ScopeOption,
} from '../../upsolver/scope/options.js';

type Statements = readonly Statement[];

/** Finds the scope that a role would have to be built with. */
export type DetectScope = (deployed: Statements, accountId: string) => Scope;

/**
 * Prepares the detection of scopes. What an option does to the catalogue's statements shows where to look for its value
 * in the deployed ones.
 */
export function createScopeDetector(page: readonly CatalogueStatement[]): DetectScope {
  const prepared = SCOPE_OPTIONS.map((option) => [option, readers[scopeKind(option)](page, option)] as const);
  return (deployed, accountId) => {
    const values = prepared.map(([option, read]) => [option, read(deployed, accountId)]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Scope;
  };
}

/** Reads the value of an option from deployed statements. */
type Read = (deployed: Statements, accountId: string) => unknown;

type Reader = (page: readonly CatalogueStatement[], option: ScopeOption) => Read;

/** Where the value of an option is, by its kind. */
const readers: { [Kind in ScopeKind]: Reader } = {
  account: () => (_deployed, accountId) => accountId,
  region: () => (deployed) => {
    const region = findAllow(deployed, 'ec2:DescribeInstances')?.Condition?.StringEquals?.['ec2:Region'];
    return typeof region === 'string' ? region : undefined;
  },
  vpc: () => (deployed) => {
    const deny = deployed.find(({ Effect }) => Effect === 'Deny');
    return /vpc-[0-9a-f]+/.exec(JSON.stringify(deny?.Condition ?? {}))?.[0];
  },
  roles: readList,
  instanceProfiles: readList,
  flag: readFlag,
};

const PROBE = 'arn:aws:iam::123456789012:probe/probe';

const nothing: Read = () => undefined;

/** Reads the resources of the action that the option limits to its list; nothing, if it is not limited. */
function readList(page: readonly CatalogueStatement[], option: ScopeOption): Read {
  const probed = narrowOne(page, option, [PROBE]);
  const action = probed.find(({ Resource }) => Resource.includes(PROBE))?.Action[0];
  if (action === undefined) return nothing;
  return (deployed) => {
    const resources = [findAllow(deployed, action)?.Resource ?? []].flat();
    return resources.includes('*') ? undefined : resources;
  };
}

/**
 * Reads whether the statements lack what the option takes away, have what it adds in place of a managed policy, or have
 * a condition where it adds one.
 */
function readFlag(page: readonly CatalogueStatement[], option: ScopeOption): Read {
  const probed = narrowOne(page, option, true);
  const kept = new Set(actionsOf(probed));
  const removed = actionsOf(page).find((action) => !kept.has(action));
  if (removed !== undefined) return (deployed) => findAllow(deployed, removed) === undefined;
  const known = new Set(actionsOf(page));
  const added = actionsOf(probed).find((action) => !known.has(action));
  if (added !== undefined) return (deployed) => findAllow(deployed, added) !== undefined;
  const sids = new Set(page.map(({ Sid }) => Sid));
  const limited = probed.find(({ Sid, Condition }) => !sids.has(Sid) && Condition !== undefined)?.Action[0];
  return limited === undefined ? nothing : (deployed) => findAllow(deployed, limited)?.Condition !== undefined;
}

function narrowOne(page: readonly CatalogueStatement[], option: ScopeOption, value: unknown): CatalogueStatement[] {
  const [, partition = ''] = arnFields(PROBE);
  const scope = { accountId: '123456789012', [option]: value } as Scope;
  return narrowStatements(page, { ...scope, partition, ec2ServicePrincipal: 'ec2.amazonaws.com' });
}

function actionsOf(statements: readonly CatalogueStatement[]): string[] {
  return statements.flatMap(({ Action }) => Action);
}

function findAllow(statements: Statements, action: string): Statement | undefined {
  return statements.find(({ Effect, Action }) => Effect === 'Allow' && [Action ?? []].flat().includes(action));
}
