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

/**
 * The scope that a role would have to be built with. What an option does to the catalogue's statements shows where to
 * look for its value in the deployed ones.
 */
export function detectScope(deployed: Statements, accountId: string, page: readonly CatalogueStatement[]): Scope {
  const values = SCOPE_OPTIONS.map((option) => [option, readers[scopeKind(option)](deployed, page, option, accountId)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Scope;
}

type Reader = (
  deployed: Statements,
  page: readonly CatalogueStatement[],
  option: ScopeOption,
  accountId: string,
) => unknown;

/** Where the value of an option is, by its kind. */
const readers: { [Kind in ScopeKind]: Reader } = {
  account: (_deployed, _page, _option, accountId) => accountId,
  region: (deployed) => {
    const region = findAllow(deployed, 'ec2:DescribeInstances')?.Condition?.StringEquals?.['ec2:Region'];
    return typeof region === 'string' ? region : undefined;
  },
  vpc: (deployed) => {
    const deny = deployed.find(({ Effect }) => Effect === 'Deny');
    return /vpc-[0-9a-f]+/.exec(JSON.stringify(deny?.Condition ?? {}))?.[0];
  },
  roles: readList,
  instanceProfiles: readList,
  flag: readFlag,
};

const PROBE = 'arn:aws:iam::123456789012:probe/probe';

/** The resources of the action that the option limits to its list; `undefined`, if it is not limited. */
function readList(
  deployed: Statements,
  page: readonly CatalogueStatement[],
  option: ScopeOption,
): string[] | undefined {
  const probed = narrowOne(page, option, [PROBE]);
  const action = probed.find(({ Resource }) => Resource.includes(PROBE))?.Action[0];
  if (action === undefined) return undefined;
  const resources = [findAllow(deployed, action)?.Resource ?? []].flat();
  return resources.includes('*') ? undefined : resources;
}

/** Whether the deployed statements lack what the option takes away, or have a condition where it adds one. */
function readFlag(deployed: Statements, page: readonly CatalogueStatement[], option: ScopeOption): boolean | undefined {
  const probed = narrowOne(page, option, true);
  const removed = actionsOf(page).find((action) => !actionsOf(probed).includes(action));
  if (removed !== undefined) return findAllow(deployed, removed) === undefined;
  const sids = new Set(page.map(({ Sid }) => Sid));
  const limited = probed.find(({ Sid, Condition }) => !sids.has(Sid) && Condition !== undefined)?.Action[0];
  return limited === undefined ? undefined : findAllow(deployed, limited)?.Condition !== undefined;
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
