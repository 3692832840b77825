import type { AllElements } from '../document.js';
import { matchesGlob } from '../match/glob.js';
import type { Report } from './report.js';
import type { ParsedStatement } from './statement.js';

/** What is dangerous about a statement, each found by looking at it alone. */
export function lintStatement({ statement, place }: ParsedStatement, isTrust: boolean, report: Report): void {
  const { Effect } = statement;
  if (Effect !== 'Allow') return;
  const { Action = [], NotAction, Resource = [], NotPrincipal, Principal } = statement as AllElements;
  const conditions = Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys));
  const limits = (key: string): boolean => conditions.some((each) => each.toLowerCase() === key);

  const passesRoles = [Action].flat().some((pattern) => matchesGlob(pattern.toLowerCase(), 'iam:passrole'));
  if (passesRoles && [Resource].flat().includes('*') && !limits('iam:passedtoservice')) {
    report.warning(
      'pass_role_any',
      place,
      '`iam:PassRole` on `*` lets any role be passed to any service',
      'name the roles, and add `iam:PassedToService`',
    );
  }
  if (NotAction !== undefined) {
    report.warning(
      'allow_inverted',
      place,
      '`NotAction` with `Allow` allows every action but these, new ones of AWS too',
    );
  }
  if (NotPrincipal !== undefined) {
    report.warning('allow_inverted', place, '`NotPrincipal` with `Allow` lets everyone in but these');
  }
  if (isTrust && conditions.length === 0 && Principal !== undefined && isEveryone(Principal)) {
    report.warning('public_principal', place, 'everyone may assume the role', 'name the accounts, or add a condition');
  }
}

function isEveryone(principal: AllElements['Principal'] & {}): boolean {
  return principal === '*' || ('AWS' in principal && [principal.AWS].flat().includes('*'));
}

/** Reports statements that say the same as an earlier one, but for their names. */
export function reportDuplicates(statements: readonly ParsedStatement[], report: Report): void {
  const seen = new Map<string, number>();
  for (const { statement, place } of statements) {
    const text = JSON.stringify({ ...statement, Sid: undefined });
    const earlier = seen.get(text);
    if (earlier !== undefined)
      report.warning('duplicate_statement', place, `the statement says what statement ${earlier} says`);
    else seen.set(text, place.path.at(-1) as number);
  }
}
