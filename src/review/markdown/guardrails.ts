import { UNDECIDED_REASONS } from '../../guardrails/check/reasons.js';
import type {
  AssumeOutcome,
  GuardrailOutcome,
  GuardrailPermission,
  GuardrailReport,
} from '../../guardrails/check/report.js';
import { describePolicy } from '../../guardrails/explain-guardrails.js';
import { plural } from '../text/counts.js';
import { GUARDRAIL_WORDS } from '../text/words.js';
import { bullets, codeList, codeSpan, escapeProse, requestLine, tableText } from './cells.js';

/** What an organization's guardrails leave of the roles. */
export function guardrailParts({ roles, warnings, assumptions, notEvaluated, limits }: GuardrailReport): string[] {
  const counts = roles.map(({ name, permissions }) => {
    const count = permissions.filter(({ status }) => status === 'works').length;
    return `${codeSpan(name)}: ${count} of ${plural(permissions.length, 'permission')} work`;
  });
  const rows = roles.flatMap(({ name, permissions, assume }) => [
    ...assume.map((each) => [codeSpan(name), callText(each), ...outcomeCells(each)]),
    ...permissions
      .filter(({ status }) => status !== 'works')
      .map((each) => [codeSpan(name), codeSpan(each.action), ...outcomeCells(each)]),
  ]);
  const others = [
    ...roles
      .filter(({ notLookedAt }) => notLookedAt.length > 0)
      .map(({ notLookedAt }) => `Not checked, because their documents are not known: ${codeList(notLookedAt)}`),
    ...[...warnings, ...assumptions].map(({ message }) => escapeProse(message)),
    ...notEvaluated.map(
      ({ name, type, file }) => `Not evaluated: ${codeSpan(name)} of type ${codeSpan(type)} (${codeSpan(file)})`,
    ),
    ...limits.map(escapeProse),
  ];
  return [
    '## What your guardrails leave',
    bullets(counts),
    tableText(['Role', 'Permission', 'Status', 'Reason', 'Example requests'], rows),
    bullets(others),
  ];
}

function callText({ action, principal }: AssumeOutcome): string {
  return `${codeSpan(action)} by ${principal === undefined ? 'whoever assumes the role' : codeSpan(principal)}`;
}

function outcomeCells(outcome: GuardrailOutcome & Pick<GuardrailPermission, 'authorizations'>): string[] {
  const { status, by, unknown, lost, left, authorizations = [] } = outcome;
  const reasons = [
    ...(by === undefined ? [] : [`denied by ${escapeProse(describePolicy(by))}`]),
    ...(unknown === undefined ? [] : [`unknown, because ${UNDECIDED_REASONS[unknown]}`]),
    ...authorizations
      .filter((each) => each.status !== 'works')
      .map((each) => `${each.resourceType}: ${GUARDRAIL_WORDS[each.status]}`),
  ];
  const examples = [
    ...(lost === undefined ? [] : [`denied: ${requestLine(lost)}`]),
    ...(left === undefined ? [] : [`remains allowed: ${requestLine(left)}`]),
  ];
  return [GUARDRAIL_WORDS[status], reasons.join('; ') || '-', examples.join('; ') || '-'];
}
