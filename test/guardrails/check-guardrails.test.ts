import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import {
  checkGuardrails,
  readGuardrails,
  type GuardrailOptions,
  type RoleGuardrails,
} from '../../src/guardrails/index.js';
import { buildRoles, permissionsFor, type RoleName } from '../../src/index.js';
import { everyNth } from '../deep.js';
import {
  ACCOUNT_ID,
  expectedOf,
  GUARDRAILS,
  ORGANIZATION_ID,
  REGION,
  TRUSTED_ACCOUNT_ID,
  UPSOLVER_ORG_ID,
  type ExampleGuardrail,
} from './guardrails.js';

const PARAMETERS = { orgId: UPSOLVER_ORG_ID, region: REGION, trustedAccountId: TRUSTED_ACCOUNT_ID, externalId: 'acme' };
const ROLES = [...buildRoles('private-vpc', PARAMETERS), ...buildRoles('upsolver-vpc', PARAMETERS)];
const FACTS = { accountId: ACCOUNT_ID, organizationId: ORGANIZATION_ID, region: REGION };

const withCatalog = new Map<string, RoleGuardrails[]>();

/** The roles under a guardrail, checked once: with the catalog. */
function checkWithCatalog(guardrail: ExampleGuardrail): RoleGuardrails[] {
  const roles = withCatalog.get(guardrail.id) ?? check(guardrail, { catalog: ACTION_CATALOG });
  withCatalog.set(guardrail.id, roles);
  return roles;
}

function check(guardrail: ExampleGuardrail, options: Pick<GuardrailOptions, 'catalog'>): RoleGuardrails[] {
  const text = JSON.stringify(guardrail.document);
  const guardrails = readGuardrails([{ name: `${guardrail.id}.json`, text, kind: guardrail.kind }]);
  return checkGuardrails(ROLES, guardrails, { facts: FACTS, ...options }).roles;
}

/** What is expected of each permission of a role, of its launches and of the call that assumes it. */
function expectedStatuses(guardrail: ExampleGuardrail, role: RoleName): object {
  const { cutOff = [], narrowed = [], launch = {}, assume = 'works' } = expectedOf(guardrail, role);
  const statusOf = (action: string): string => {
    const has = (list: readonly string[]): boolean => list.includes('*') || list.includes(action);
    return has(cutOff) ? 'cutOff' : has(narrowed) ? 'narrowed' : 'works';
  };
  const actions = new Set(permissionsFor(role).map(({ action }) => action));
  return { ...Object.fromEntries([...actions].map((action) => [action, statusOf(action)])), launch, assume };
}

function foundStatuses({ role, permissions, assume }: RoleGuardrails, hasLaunch: boolean): object {
  const actions = new Set<string>(permissionsFor(role).map(({ action }) => action));
  const ofRole = permissions.filter(({ action }) => actions.has(action));
  const launches = ofRole.flatMap(({ authorizations = [] }) => authorizations);
  const cut = !hasLaunch
    ? []
    : launches.filter(
        ({ status, resourceType }) => status !== 'works' && !['key-pair', 'other'].includes(resourceType),
      );
  return {
    ...Object.fromEntries(ofRole.map(({ action, status }) => [action, status])),
    launch: Object.fromEntries(cut.map(({ resourceType, status }) => [resourceType, status])),
    assume: assume.map(({ status }) => status).join(),
  };
}

/** The statuses of everything in reports. */
function allStatuses(roles: readonly RoleGuardrails[]): object[] {
  return roles.map(({ name, status, permissions, assume }) => ({
    name,
    status,
    permissions: permissions.map(({ action, status: own, authorizations = [] }) => [
      action,
      own,
      authorizations.map(({ resourceType, status: part }) => [resourceType, part]),
    ]),
    assume: assume.map(({ principal, status: own }) => [principal, own]),
  }));
}

describe('the status of every permission under guardrails of organizations', () => {
  it.each(everyNth(GUARDRAILS, 4))('is what was derived by hand: $id', (guardrail) => {
    const roles = checkWithCatalog(guardrail);
    for (const found of roles) {
      expect({
        role: found.role,
        ...foundStatuses(found, expectedOf(guardrail, found.role).launch !== undefined),
      }).toEqual({
        role: found.role,
        ...expectedStatuses(guardrail, found.role),
      });
    }
  });

  it.each(everyNth(GUARDRAILS, 8))('is the same without a catalog: $id', (guardrail) => {
    const roles = checkWithCatalog(guardrail);
    expect(allStatuses(check(guardrail, {}))).toEqual(allStatuses(roles));
  });
});
