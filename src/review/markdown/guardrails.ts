import { UNDECIDED_REASONS } from '../../guardrails/check/reasons.js';
import type { GuardrailOutcome, GuardrailReport } from '../../guardrails/check/report.js';
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
  const rows = roles.flatMap(({ name, permissions, assume }) =>
    [...assume, ...permissions.filter(({ status }) => status !== 'works')].map((each) => [
      codeSpan(name),
      codeSpan(each.action),
      ...outcomeCells(each),
    ]),
  );
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
    tableText(['Role', 'Permission', 'Status', 'Reason', 'Request that is denied'], rows),
    bullets(others),
  ];
}

function outcomeCells({ status, by, unknown, lost }: GuardrailOutcome): string[] {
  const reasons = [
    ...(by === undefined ? [] : [`denied by ${escapeProse(describePolicy(by))}`]),
    ...(unknown === undefined ? [] : [`unknown, because ${UNDECIDED_REASONS[unknown]}`]),
  ];
  return [GUARDRAIL_WORDS[status], reasons.join('; ') || '-', lost === undefined ? '-' : requestLine(lost)];
}
