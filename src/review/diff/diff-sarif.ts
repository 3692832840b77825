import { guarded } from '../../core/guard.js';
import { InvalidInputError, notAString } from '../../core/issue.js';
import {
  sarifDocument,
  sarifEntry,
  sarifRule,
  type SarifDocument,
  type SarifEntry,
  type SarifLevel,
  type SarifRule,
} from '../../core/sarif.js';
import type { AccessDiff, DiffRow, RoleDiff } from './diff.js';
import { remarksOf } from './explain-diff.js';
import { actionsInWords, allTermsInWords, headingOf, unreadInWords } from './words.js';

/** What a result of a diff is. */
export const DIFF_FINDINGS = {
  newAccess: 'Something is newly allowed.',
  lostAccess: 'Something is no longer allowed.',
  notCompared: 'Something could not be compared: it may be newly allowed.',
} as const;

/** The code of a result of a diff. */
export type DiffFindingCode = keyof typeof DIFF_FINDINGS;

/** A SARIF 2.1.0 log of a diff, with the properties that `diffToSarif` writes. */
export type DiffSarifLog = SarifDocument<DiffFindingCode, { row?: DiffRow }>;

/** One finding of a diff, as reports list it. */
export type DiffFinding = { code: DiffFindingCode; level: SarifLevel; message: string; id: string; row?: DiffRow };

/**
 * Converts a diff to SARIF 2.1.0, the format that code scanning services such as GitHub's import.
 *
 * @param diff What `diffRoles` or `diffPolicies` returned.
 * @param toolVersion The version of the tool that the log names.
 * @returns A log with one result for each row that gains or loses access, and for what could not be compared.
 * @throws {InvalidInputError} If the value is not a diff, or the version is not a string.
 *
 * @example
 * diffToSarif(diff, '1.0.0').runs[0]?.results[0]?.ruleId; // 'newAccess'
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function diffToSarif(diff: AccessDiff, toolVersion: string): DiffSarifLog {
  if (typeof toolVersion !== 'string') {
    throw new InvalidInputError([{ ...notAString('toolVersion', toolVersion), path: ['toolVersion'] }]);
  }
  return guarded(
    'the diff',
    ['diff'],
    () => {
      const rules = (Object.keys(DIFF_FINDINGS) as DiffFindingCode[]).map(diffRule);
      const results = diff.roles.flatMap((role) =>
        diffFindings(role).map(({ code, level, message, id, row }): SarifEntry<DiffFindingCode, { row?: DiffRow }> => {
          const place = role.name === '' ? 'policies' : role.name;
          return sarifEntry(
            code,
            level,
            `${headingOf(role)}: ${message}`,
            place,
            `${place}/${code}/${id}`,
            row ? { row } : {},
          );
        }),
      );
      const unread = unreadFindings(diff).map(({ code, level, message, id }) =>
        sarifEntry(code, level, message, 'input', `input/${id}`, {}),
      );
      return sarifDocument(toolVersion, rules, [...results, ...unread]);
    },
    'use what `diffRoles` or `diffPolicies` returned',
  );
}

const LEVELS: Record<DiffFindingCode, SarifLevel> = { newAccess: 'error', lostAccess: 'note', notCompared: 'warning' };

/** The rule of a finding. */
export function diffRule(code: DiffFindingCode): SarifRule {
  return sarifRule(code, { meaning: DIFF_FINDINGS[code], level: LEVELS[code], page: 'docs/diff.md#findings' });
}

/** What a role gains, loses, and what could not be compared. */
export function diffFindings(role: RoleDiff): DiffFinding[] {
  const rows = role.rows.flatMap((row) => [
    ...(row.gained === undefined ? [] : [toFinding('newAccess', row)]),
    ...(row.lost === undefined ? [] : [toFinding('lostAccess', row)]),
  ]);
  const remarks = remarksOf(role).flatMap(({ sign, message, isLost }): DiffFinding[] => {
    if (sign === 'i') return [];
    const code = sign === '?' ? 'notCompared' : isLost ? 'lostAccess' : 'newAccess';
    return [{ code, level: LEVELS[code], message, id: message }];
  });
  return [...rows, ...remarks];
}

/** What was not read of the sides. */
export function unreadFindings({ unread = [] }: AccessDiff): DiffFinding[] {
  return [...new Set(unread.map(unreadInWords))].map((message) => ({
    code: 'notCompared',
    level: LEVELS.notCompared,
    message,
    id: message,
  }));
}

function toFinding(code: 'newAccess' | 'lostAccess', row: DiffRow): DiffFinding {
  const { change, before, after, actions, part, undocumented = false } = row;
  const words = { newAccess: 'newly allows', lostAccess: 'no longer allows' };
  const terms =
    change === 'changed'
      ? `some requests (before: ${allTermsInWords(before)}; after: ${allTermsInWords(after)})`
      : allTermsInWords(change === 'added' ? after : before);
  return {
    code,
    level: LEVELS[code],
    message: `${words[code]} ${actionsInWords(row)} ${terms}`,
    id: JSON.stringify([part, actions, undocumented]),
    row,
  };
}
