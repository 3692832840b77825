import type { Immutable } from '../../core/immutable.js';
import { formatNumber } from '../../core/words.js';
import type { UndecidedReason } from '../../iam/compare/difference.js';
import { countLevel, LEVELS, plural, totalsOf } from '../text/counts.js';
import { rendered } from '../text/read-review.js';
import { closedInWords, DOCUMENT_KINDS, KINDS, MODES, notKnownInWords, UNDECIDED, verdictOf } from '../text/words.js';
import type { Review, ReviewQuota, ReviewRisk, ReviewRiskStep, ReviewRole, SignOff } from '../types.js';
import { bullets, codeList, codeSpan, escapeProse, linkText, notKnownText, requestLine, tableText } from './cells.js';
import { comparedParts } from './comparison.js';
import { guardrailParts } from './guardrails.js';
import { roleParts } from './role.js';

/**
 * Renders a review as Markdown, for a pull request or a wiki: the same facts as `toHtml`, without the diagram.
 *
 * @param review What `reviewOf` returned, also from JSON.
 * @returns Markdown with tables, as GitHub and GitLab render it. Names and other values are code, with what could end
 *   the code or change the direction of text escaped. The same review gives the same bytes.
 * @throws {InvalidInputError} If the value is not a review of this version, or has no roles.
 *
 * @example
 * const text = toMarkdown(reviewOf(buildRoles('private-vpc', parameters), { parameters }));
 * text.split('\n')[0]; // '# Review of IAM roles for Upsolver'
 */
export function toMarkdown(review: Immutable<Review>): string {
  return rendered(review, (copy) => `${page(copy).join('\n\n')}\n`);
}

function page(review: Review): string[] {
  const { mode, roles, comparison, guardrails, limits, signOff } = review;
  const { permissions, actions, services, notKnown } = totalsOf(review);
  const levels = LEVELS.map((level) => `${countLevel(actions, level)} ${level.toLowerCase()}`).join(', ');
  return [
    '# Review of IAM roles for Upsolver',
    `**${escapeProse(verdictOf(review).sentences.join(' '))}**`,
    bullets([
      `${plural(roles.length, 'role')}: ${escapeProse(MODES[mode])}`,
      `${plural(permissions, 'permission')} of their own policies`,
      `${plural(actions.length, 'allowed action')} of ${plural(services, 'service')}, AWS managed policies included`,
      ...(notKnown === 0 ? [] : [notKnownInWords(notKnown)]),
      `By access level: ${levels}`,
    ]),
    '## Who can assume the roles',
    tableText(['Role', 'Who', 'External ID', 'Conditions'], roles.flatMap(trustRows)),
    bullets(roles.map(settingsLine)),
    '## Known risks',
    `Each role was checked for ${review.knownRisks} known risks. Others were not looked for.`,
    ...roles.flatMap(riskParts),
    ...roles.flatMap(roleParts),
    ...(comparison === undefined
      ? []
      : ['## As documented, and with your options', ...comparison.flatMap(comparedParts)]),
    ...(guardrails === undefined ? [] : guardrailParts(guardrails)),
    '## Quotas of IAM',
    tableText(
      ['Policies', 'Characters', 'Quota'],
      roles.flatMap(({ name, quotas }) => quotas.map((quota) => quotaRow(name, quota))),
    ),
    '## Limits of this review',
    bullets(limits.map(escapeProse)),
    ...signOffParts(signOff),
  ];
}

function trustRows({ name, assumedBy }: ReviewRole): string[][] {
  if (assumedBy.length === 0) return [[codeSpan(name), 'nobody: no statement of its trust policy allows it', '-', '-']];
  return assumedBy.map(({ kind, id, externalIds, conditions, warning }) => [
    codeSpan(name),
    `${KINDS[kind]} ${codeSpan(id)}${warning === undefined ? '' : `. **${escapeProse(warning)}**`}`,
    codeList(externalIds) || '-',
    conditions.map(escapeProse).join('; ') || 'none',
  ]);
}

function settingsLine({ name, definition }: ReviewRole): string {
  const { maxSessionDuration, path, permissionsBoundaryArn, instanceProfile } = definition;
  return [
    `${codeSpan(name)}: maximum session ${maxSessionDuration / 3600} h`,
    `path ${codeSpan(path)}`,
    `permissions boundary ${permissionsBoundaryArn === undefined ? 'none' : codeSpan(permissionsBoundaryArn)}`,
    ...(instanceProfile === undefined ? [] : [`instance profile ${codeSpan(instanceProfile.name)}`]),
  ].join(', ');
}

function quotaRow(name: string, { of, used, limit, fits }: ReviewQuota): string[] {
  return [
    `${codeSpan(name)}, ${of}`,
    fits ? formatNumber(used) : `**${formatNumber(used)}: over the quota**`,
    formatNumber(limit),
  ];
}

function riskParts(role: ReviewRole): string[] {
  const { name, risks } = role;
  const unknown = notKnownText(role, 'risks of what they allow are not found');
  if (risks.length === 0) return [`### ${codeSpan(name)}: none found`, ...unknown];
  const rows = risks.map((risk) => [
    risk.severity,
    codeSpan(risk.code),
    escapeProse(risk.description) + undecidedNote(risk),
    closedInWords(risk)
      .map(({ what }) => escapeProse(what))
      .join(' or ') || '-',
    linkText(risk.source),
  ]);
  return [
    `### ${codeSpan(name)}: ${plural(risks.length, 'risk')}`,
    ...unknown,
    tableText(['Severity', 'Risk', 'What it is', 'Closed by', 'Source'], rows),
    bullets(risks.map(riskRequests)),
  ];
}

function undecidedNote({ undecided }: ReviewRisk): string {
  return undecided === undefined ? '' : ` Undecided: ${UNDECIDED[undecided]}.`;
}

function riskRequests(risk: ReviewRisk): string {
  const { code: name, remedy, steps } = risk;
  const breaks = closedInWords(risk).map(
    (each) => `What ${codeSpan(each.name)} might break: ${escapeProse(each.mightBreak)}`,
  );
  const requests = steps.map(stepLine);
  return [`${codeSpan(name)}: ${escapeProse(remedy)}`, ...[...breaks, ...requests].map((line) => `  - ${line}`)].join(
    '\n',
  );
}

function stepLine({ actions, request, undecided, policy, sid, statement }: ReviewRiskStep): string {
  if (request === undefined)
    return `Undecided, because ${UNDECIDED[undecided as UndecidedReason]}: ${codeList(actions)}`;
  const place = `${sid === undefined ? `statement ${statement}` : codeSpan(sid)} of ${codeSpan(policy as string)}`;
  return `Example request: ${requestLine(request)}; allowed by ${place}`;
}

function signOffParts({ library, version, parameters, catalog, documents, sha256 }: SignOff): string[] {
  return [
    '## Sign-off',
    bullets([
      `Made with ${library} ${escapeProse(version)}`,
      ...(catalog === undefined ? [] : [`Access levels: ${codeSpan(catalog.source)}, ${codeSpan(catalog.date)}`]),
      ...(parameters === undefined ? [] : [`Options: ${codeSpan(JSON.stringify(parameters))}`]),
      `SHA-256 of all: ${codeSpan(sha256)}`,
    ]),
    tableText(
      ['Document', 'Kind', 'SHA-256 of the JSON without whitespace'],
      documents.map((each) => [
        codeSpan(each.name),
        `${DOCUMENT_KINDS[each.kind]} of ${codeSpan(each.role)}`,
        codeSpan(each.sha256),
      ]),
    ),
    tableText(['Reviewed by', 'Decision', 'Date', 'Signature'], [['', '', '', '']]),
  ];
}
