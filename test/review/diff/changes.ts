import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { readDeployedRoles } from '../../../src/drift/deployed-roles.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../../../src/index.js';
import { diffRoles } from '../../../src/review/diff/diff-roles.js';
import type { AccessDiff, RoleDiff } from '../../../src/review/diff/diff.js';
import { remarksOf } from '../../../src/review/diff/explain-diff.js';
import { actionsInWords, SIGNS } from '../../../src/review/diff/words.js';
import { describeDeployedRole } from '../../../src/review/input/deployed.js';
import type { DescribedRole } from '../../../src/review/input/described-role.js';
import { exportOf, rolesOf, type AccountExport } from '../../drift/account.js';
import { changed, changesOf, labelOf, type Change } from '../../drift/changes.js';

/* The single changes of accounts that the drift matrix has, as diffs between the account before and after. */

export function describedRoles(account: AccountExport): DescribedRole[] {
  return readDeployedRoles(account).accounts.flatMap(({ roles }) => roles.map(describeDeployedRole));
}

export function diffOf(mode: IntegrationMode, change: Change): AccessDiff {
  const before = describedRoles(exportOf(rolesOf(mode)));
  return diffRoles(before, describedRoles(changed(mode, change)), { catalog: ACTION_CATALOG });
}

/** The changes, each with what makes its line of the table: mode, role, change, and the rows. */
export function diffLines(): { label: string; line: () => string }[] {
  return INTEGRATION_MODES.flatMap((mode) =>
    changesOf(mode).map((change) => {
      const label = labelOf(mode, change);
      const line = (): string => {
        const { roles, gained, lost } = diffOf(mode, change);
        return [label, `${gained} gained, ${lost} lost`, ...roles.map(summaryOf)].join(' | ');
      };
      return { label, line };
    }),
  );
}

/** The table of all changes. */
export function diffTable(): string {
  return `${['mode | role | change | counts | rows', ...diffLines().map(({ line }) => line())].join('\n')}\n`;
}

function summaryOf(role: RoleDiff): string {
  const { rows, only, oldName } = role;
  const listed = rows.map((row) => {
    const { change, part, accessLevel, unreachable } = row;
    const words = [SIGNS[change], part === 'trust' ? part : accessLevel, actionsInWords(row, 4)];
    return [...words, unreachable && 'unreachable'].filter(Boolean).join(' ');
  });
  const remarks = remarksOf(role).map(({ sign, message }) => `${sign} ${message}`);
  return [
    ...(oldName === undefined ? [] : [`was ${oldName}`]),
    ...(only ? [`only ${only}`] : []),
    ...listed,
    ...remarks,
  ].join('; ');
}
