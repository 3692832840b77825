import { elementsOf, type ResourcePrincipal } from '../document.js';
import { matchesGlob } from '../match/glob.js';
import type { ReadableKind, Report } from './report.js';
import type { ParsedStatement } from './statement.js';

/** Reports what is dangerous about a statement on its own. */
export function lintStatement({ statement, place }: ParsedStatement, kind: ReadableKind, report: Report): void {
  const { Effect } = statement;
  if (Effect !== 'Allow') return;
  const { Action = [], NotAction, Resource = [], Principal } = elementsOf(statement);
  const conditions = Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys));
  const hasCondition = (key: string): boolean => conditions.some((each) => each.toLowerCase() === key);

  const passesRoles = [Action].flat().some((pattern) => matchesGlob(pattern.toLowerCase(), 'iam:passrole'));
  if (passesRoles && [Resource].flat().includes('*') && !hasCondition('iam:passedtoservice')) {
    report.warning(
      'pass_role_any',
      place,
      '`iam:PassRole` on `*` allows any role to be passed to any service',
      'list the roles, and add a condition on `iam:PassedToService`',
    );
  }
  if (NotAction !== undefined) {
    report.warning(
      'allow_inverted',
      place,
      '`NotAction` with `Allow` allows every other action, including actions that AWS adds later',
    );
  }
  if (kind === 'trust' && conditions.length === 0 && Principal !== undefined && isEveryone(Principal)) {
    report.warning('public_principal', place, 'everyone can assume the role', 'list the accounts, or add a condition');
  }
}

function isEveryone(principal: ResourcePrincipal): boolean {
  return principal === '*' || ('AWS' in principal && [principal.AWS].flat().includes('*'));
}

/** Reports statements that are equal to an earlier one except for their `Sid`. */
export function reportDuplicates(statements: readonly ParsedStatement[], report: Report): void {
  const seen = new Map<string, number>();
  for (const { statement, place } of statements) {
    const text = JSON.stringify({ ...statement, Sid: undefined });
    const earlier = seen.get(text);
    if (earlier !== undefined)
      report.warning('duplicate_statement', place, `the statement duplicates statement ${earlier}`);
    else seen.set(text, place.path.at(-1) as number);
  }
}
