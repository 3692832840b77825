import { quote } from '../../core/quote.js';
import { elementsOf, type ResourcePrincipal } from '../document.js';
import { matchesGlob } from '../match/glob.js';
import type { ParsedStatement, ReadableKind, Report } from './report.js';

/** Reports what is dangerous about a statement on its own. */
export function lintStatement(parsed: ParsedStatement, kind: ReadableKind, report: Report): void {
  const { statement, place } = parsed;
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => ({ operator, key: key.toLowerCase() })),
  );
  const hasCondition = (...keys: string[]): boolean => conditions.some(({ key }) => keys.includes(key));
  lintPrefix(parsed, conditions, report);
  // Policies of AWS Organizations grant nothing.
  if (statement.Effect !== 'Allow' || kind === 'scp' || kind === 'rcp') return;

  lintGrants(parsed, hasCondition, report);
  const { NotAction, Principal } = elementsOf(statement);
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
  if (kind === 'resource' && Principal !== undefined && Principal !== '*' && 'Service' in Principal) {
    const sources = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner'];
    if (!hasCondition(...sources)) {
      const message = 'the service can use the resource on behalf of any account';
      report.warning('confused_deputy', place, message, 'add a condition on `aws:SourceArn` or `aws:SourceAccount`');
    }
  }
  for (const [key, others] of PAIRED_KEYS) {
    if (hasCondition(key) && !hasCondition(...others)) {
      const message = `the condition on ${quote(key)} is incomplete without one on ${quote(others[0] as string)}`;
      report.warning('missing_paired_key', place, message);
    }
  }
}

/** Keys that restrict little on their own, and those that complete them. Source: Access Analyzer policy checks. */
const PAIRED_KEYS: readonly (readonly [key: string, others: readonly string[]])[] = [
  ['aws:vpcsourceip', ['aws:sourcevpc', 'aws:sourcevpcarn', 'aws:sourcevpce']],
  ['dynamodb:attributes', ['dynamodb:select']],
];

/** Whether a resource pattern is about every role of an account. */
function isAnyRole(pattern: string): boolean {
  return /^(?:\*|arn:[^:]*:iam::[^:]*:(?:\*|role\/\*))$/.test(pattern);
}

function covers(patterns: string | string[], action: string): boolean {
  return [patterns].flat().some((pattern) => matchesGlob(pattern.toLowerCase(), action));
}

function lintGrants(
  { statement, place }: ParsedStatement,
  hasCondition: (...keys: string[]) => boolean,
  report: Report,
): void {
  const { Action, NotAction, Resource = [], NotResource } = elementsOf(statement);
  const allows = (action: string): boolean =>
    Action === undefined ? NotAction !== undefined && !covers(NotAction, action) : covers(Action, action);
  const resources = [Resource].flat();

  const isEveryAction = Action !== undefined && [Action].flat().some((pattern) => /^\*(?::\*)?$/.test(pattern));
  if (isEveryAction && resources.includes('*') && statement.Condition === undefined) {
    report.warning('administrator_access', place, 'allows every action on every resource');
  }
  if (allows('iam:passrole') && !hasCondition('iam:passedtoservice')) {
    if (resources.some(isAnyRole)) {
      report.warning(
        'pass_role_any',
        place,
        '`iam:PassRole` on `*` allows any role to be passed to any service',
        'list the roles, and add a condition on `iam:PassedToService`',
      );
    } else if (NotResource !== undefined) {
      const message = '`iam:PassRole` with `NotResource` allows every other role to be passed';
      report.warning('allow_inverted', place, message, 'list the roles in `Resource`');
    }
  }
  if (!allows('iam:createservicelinkedrole') || isEveryAction || hasCondition('iam:awsservicename')) return;
  if (NotResource !== undefined || resources.some(isAnyRole)) {
    const message = '`iam:CreateServiceLinkedRole` allows roles for any service to be created';
    report.warning('service_linked_role_any', place, message, 'add a condition on `iam:AWSServiceName`');
  }
}

/**
 * A request for a shorter prefix lists the objects below a longer one as well: to exclude prefixes hides nothing.
 *
 * Source: Access Analyzer policy check reference, "S3 prefix in negative context".
 */
function lintPrefix(
  { statement: { Effect }, place }: ParsedStatement,
  conditions: readonly { operator: string; key: string }[],
  report: Report,
): void {
  const excludes = conditions.some(({ operator, key }) => {
    const isNegated = operator.includes('Not');
    return key === 's3:prefix' && operator !== 'Null' && isNegated === (Effect === 'Allow');
  });
  if (!excludes) return;
  const message = 'requests with a shorter `s3:prefix` also list the objects that the condition excludes';
  report.warning('excluded_prefix', place, message, 'allow the other prefixes with `StringLike`');
}

function isEveryone(principal: ResourcePrincipal): boolean {
  return principal === '*' || ('AWS' in principal && [principal.AWS].flat().includes('*'));
}

/** Reports statements that are equal to an earlier one except for their `Sid`, of those that were read whole. */
export function reportDuplicates(statements: readonly ParsedStatement[], report: Report): void {
  const seen = new Map<string, number>();
  for (const { statement, place } of statements.filter(({ isWhole }) => isWhole)) {
    const text = JSON.stringify({ ...statement, Sid: undefined });
    const earlier = seen.get(text);
    if (earlier !== undefined)
      report.warning('duplicate_statement', place, `the statement duplicates statement ${earlier}`);
    else seen.set(text, place.path.at(-1) as number);
  }
}
