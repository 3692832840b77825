import { checkRoles, type DriftReport, type Finding } from '../../src/drift/index.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../../src/index.js';
import { exportOf, rolesOf, TAGGED, type AccountExport } from './account.js';
import type { BuiltStatement, RoleChange } from './changes/change.js';
import { formChanges } from './changes/form.js';
import { boundaryChanges, denyChanges } from './changes/limits.js';
import { policyChanges } from './changes/policies.js';
import { settingChanges, unreadableChanges } from './changes/settings.js';
import { statementChanges } from './changes/statements.js';
import { trustChanges } from './changes/trust.js';

/* Single changes of accounts in sync. What the check says of each is in `test/golden/drift-changes.txt`. */

/** A change, and the index of the expected role that it changes. */
export type Change = RoleChange & { role: number };

export function changesOf(mode: IntegrationMode): Change[] {
  return rolesOf(mode).flatMap((role, index) => {
    const statements = role.inlinePolicies[0]!.document.Statement as unknown as BuiltStatement[];
    return [
      ...statements.flatMap(statementChanges),
      ...policyChanges(role),
      ...trustChanges(role),
      ...denyChanges(role, statements[0]!),
      ...boundaryChanges(),
      ...settingChanges(role),
      ...formChanges(role),
      ...unreadableChanges(),
    ].map((change) => ({ ...change, role: index }));
  });
}

/** An account after changes. */
export function changed(mode: IntegrationMode, ...changes: readonly Change[]): AccountExport {
  const account = exportOf(rolesOf(mode));
  const details = account.RoleDetailList.slice();
  for (const { role, apply } of changes) apply(details[role]!, account);
  return account;
}

export const check = (mode: IntegrationMode, account: AccountExport): DriftReport =>
  checkRoles(account, rolesOf(mode), { parameters: TAGGED });

/** Codes with their actions, sorted: `managedPolicyVersion; permissionMissing a:A, a:B`. */
export function summarizeByCode(findings: readonly Pick<Finding, 'code' | 'action'>[]): string {
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted();
  const actionsOf = (code: string): string[] =>
    findings.flatMap((each) => (each.code === code ? (each.action ?? []) : [])).toSorted();
  return codes.map((code) => `${code} ${actionsOf(code).join(', ')}`.trim()).join('; ');
}

/** What is before the status in a line of the table. */
export const labelOf = (mode: IntegrationMode, { role, name }: Change): string =>
  `${mode} | ${rolesOf(mode)[role]!.name} | ${name}`;

/** The table of all changes: a line each with mode, role, change, status and findings of the changed role. */
export function changesTable(): string {
  const lines = INTEGRATION_MODES.flatMap((mode) =>
    changesOf(mode).map((change) => {
      const { status, findings } = check(mode, changed(mode, change)).roles[change.role]!;
      return `${labelOf(mode, change)} | ${status} | ${summarizeByCode(findings)}`.trimEnd();
    }),
  );
  return `${['mode | role | change | status | findings', ...lines].join('\n')}\n`;
}
