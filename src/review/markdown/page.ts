import { json, readData } from '../../core/data.js';
import { guarded } from '../../core/guard.js';
import type { Immutable } from '../../core/immutable.js';
import { formatNumber } from '../../core/words.js';
import { describePolicy } from '../../guardrails/explain-guardrails.js';
import { allActions, countLevel, LEVELS, plural, totalsOf, UNKNOWN_LEVEL } from '../text/counts.js';
import { groupByReason, groupChanges } from '../text/groups.js';
import {
  COMPARED,
  DOCUMENT_KINDS,
  GUARDRAIL_WORDS,
  KINDS,
  MODES,
  RELATION_WORDS,
  UNDECIDED,
  verdictOf,
} from '../text/words.js';
import type { ComparedRole, Review, ReviewPolicy, ReviewRisk, ReviewRole, ReviewTrust, SignOff } from '../types.js';
import { bullets, codeSpan, linkText, escapeProse, requestLine, tableText } from './cells.js';

const HINT = 'pass what `reviewOf` returned';

/**
 * Renders a review as Markdown, for a pull request or a wiki: the same facts as `toHtml`, without the diagram.
 *
 * @param review What `reviewOf` returned, also from JSON.
 * @returns Markdown with tables, as GitHub and GitLab render it. Names and other values are code, with what could end
 *   the code or change the direction of text escaped. The same review gives the same bytes.
 * @throws {InvalidInputError} If the value is not a review.
 *
 * @example
 * const text = toMarkdown(reviewOf(buildRoles('private-vpc', parameters), { parameters }));
 * text.split('\n')[0]; // '# Review of IAM roles for Upsolver'
 */
export function toMarkdown(review: Immutable<Review>): string {
  const copy = readData(json, review, ['review'], HINT) as Review;
  return guarded('the review', ['review'], () => `${page(copy).join('\n\n')}\n`, HINT);
}

function page(review: Review): string[] {
  const { mode, roles, comparison, guardrails, limits, signOff } = review;
  const { permissions, actions, services } = totalsOf(review);
  const levels = LEVELS.map((level) => `${countLevel(actions, level)} ${level.toLowerCase()}`).join(', ');
  return [
    '# Review of IAM roles for Upsolver',
    `**${escapeProse(verdictOf(review).text)}**`,
    bullets([
      `${plural(roles.length, 'role')}: ${escapeProse(MODES[mode])}`,
      `${plural(permissions, 'permission')} of their own policies`,
      `${plural(actions.length, 'allowed action')} of ${plural(services, 'service')}, AWS managed policies included`,
      `By access level: ${levels}`,
    ]),
    '## Who can assume the roles',
    tableText(
      ['Role', 'Who', 'External ID', 'Conditions'],
      roles.flatMap(({ name, assumedBy }) => assumedBy.map((each) => trustRow(name, each))),
    ),
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
      roles.flatMap(({ name, quotas }) =>
        quotas.map(({ of, used, limit }) => [`${codeSpan(name)}, ${of}`, formatNumber(used), formatNumber(limit)]),
      ),
    ),
    '## Limits of this review',
    bullets(limits.map(escapeProse)),
    ...signOffParts(signOff),
  ];
}

function trustRow(name: string, { kind, id, externalIds, conditions, warning }: ReviewTrust): string[] {
  const ids = externalIds.length > 0 ? externalIds.map(codeSpan).join(', ') : '-';
  const who = `${KINDS[kind]} ${codeSpan(id)}${warning === undefined ? '' : `. **${escapeProse(warning)}**`}`;
  return [codeSpan(name), who, ids, conditions.map(escapeProse).join('; ') || '-'];
}

function riskParts({ name, risks }: ReviewRole): string[] {
  if (risks.length === 0) return [`### ${codeSpan(name)}: none found`];
  const rows = risks.map((risk) => [
    risk.severity,
    codeSpan(risk.code),
    escapeProse(risk.description) + undecidedNote(risk),
    risk.closedBy.map(({ option }) => codeSpan(option)).join(' or ') || '-',
    linkText(risk.source),
  ]);
  return [
    `### ${codeSpan(name)}: ${plural(risks.length, 'risk')}`,
    tableText(['Severity', 'Risk', 'What it is', 'Closed by scope option', 'Source'], rows),
    bullets(risks.map(riskRequests)),
  ];
}

function undecidedNote({ undecided }: ReviewRisk): string {
  return undecided === undefined ? '' : ` Undecided: ${UNDECIDED[undecided]}.`;
}

function riskRequests({ code: name, remedy, closedBy, steps }: ReviewRisk): string {
  const breaks = closedBy.map(
    ({ option, mightBreak }) => `What ${codeSpan(option)} might break: ${escapeProse(mightBreak)}`,
  );
  const requests = steps.flatMap(({ request, policy = '', sid, statement }) => {
    if (request === undefined) return [];
    const place = `${sid === undefined ? `statement ${statement}` : codeSpan(sid)} of ${codeSpan(policy)}`;
    return [`Example request: ${requestLine(request)}; allowed by ${place}`];
  });
  return [`${codeSpan(name)}: ${escapeProse(remedy)}`, ...[...breaks, ...requests].map((line) => `  - ${line}`)].join(
    '\n',
  );
}

function roleParts(role: ReviewRole): string[] {
  const { name, purpose, services, permissions, policies, notOpened } = role;
  const columns = LEVELS.filter((level) => level !== UNKNOWN_LEVEL || countLevel(allActions(role), level) > 0);
  return [
    `## What ${codeSpan(name)} allows`,
    escapeProse(purpose),
    tableText(
      ['Service', ...columns, 'All'],
      services.map(({ service, actions }) => [
        codeSpan(service),
        ...columns.map((level) => String(countLevel(actions, level) || '-')),
        String(actions.length),
      ]),
    ),
    tableText(
      ['Permission', 'Level', 'Purpose', 'Source'],
      groupByReason(permissions).flatMap(({ reason, permissions: group }) =>
        group.map(({ action, level, covers }) => [
          covers > 1 ? `${codeSpan(action)} (${covers} actions)` : codeSpan(action),
          level ?? UNKNOWN_LEVEL,
          reason === undefined ? '-' : escapeProse(reason.purpose),
          reason === undefined ? '-' : linkText(reason.source),
        ]),
      ),
    ),
    ...policies.flatMap(policyParts),
    ...(notOpened.length === 0
      ? []
      : [`**Not opened**, because this library does not have their documents: ${notOpened.map(codeSpan).join(', ')}`]),
  ];
}

function policyParts({ kind, name, version, date, reasons, statements }: ReviewPolicy): string[] {
  const known = version === undefined ? '' : `, version ${version} of ${date}`;
  return [
    `### ${kind === 'managed' ? 'Managed policy' : 'Inline policy'} ${codeSpan(name)}${known}`,
    ...(reasons.length === 0
      ? []
      : [bullets(reasons.map(({ purpose, source }) => `${escapeProse(purpose)} Source: ${linkText(source)}`))]),
    tableText(
      ['Statement', 'Effect', 'Actions', 'Resources', 'Conditions'],
      statements.map(({ sid, index, effect, actions, exceptActions, resources, exceptResources, conditions }) => [
        sid === undefined ? String(index) : codeSpan(sid),
        effect,
        `${exceptActions === undefined ? '' : 'all but '}${actions.map(codeSpan).join(', ')}`,
        `${exceptResources === undefined ? '' : 'all but '}${resources.map(codeSpan).join(', ')}`,
        conditions.map(escapeProse).join('; ') || '-',
      ]),
    ),
  ];
}

function side(isThere: boolean, yes: string, no: string): string {
  return isThere ? yes : no;
}

function comparedParts({ name, relation, gained, actions, managedPolicies, risks }: ComparedRole): string[] {
  const changed = actions.filter(({ status }) => status !== 'same');
  const rows = groupChanges(changed).map((group) => [
    group.map(({ action }) => codeSpan(action)).join(', '),
    COMPARED[group[0].status],
    group[0].documented.map(escapeProse).join('; ') || '-',
    group[0].reviewed.map(escapeProse).join('; ') || '-',
  ]);
  const moved = managedPolicies.filter(({ documented, reviewed }) => documented !== reviewed);
  return [
    `### ${codeSpan(name)}: ${RELATION_WORDS[relation].title.toLowerCase()}`,
    `The role ${escapeProse(RELATION_WORDS[relation].sentence)}.`,
    `${plural(actions.length - changed.length, 'unchanged action')}.`,
    ...(gained === undefined ? [] : [`A request that only your role allows: ${requestLine(gained)}`]),
    ...(rows.length === 0 ? [] : [tableText(['Actions', 'Status', 'As documented', 'With your options'], rows)]),
    ...(moved.length === 0
      ? []
      : [
          tableText(
            ['AWS managed policy', 'As documented', 'With your options'],
            moved.map(({ name: policy, documented, reviewed }) => [
              codeSpan(policy),
              side(documented, 'attached', 'not attached'),
              side(reviewed, 'attached', 'not attached'),
            ]),
          ),
        ]),
    ...(risks.length === 0
      ? []
      : [
          tableText(
            ['Known risk', 'Severity', 'As documented', 'With your options'],
            risks.map(({ code: risk, severity, documented, reviewed }) => [
              codeSpan(risk),
              severity,
              side(documented, 'present', 'not found'),
              side(reviewed, 'present', 'closed'),
            ]),
          ),
        ]),
  ];
}

function guardrailParts({ roles, assumptions, notEvaluated, limits }: NonNullable<Review['guardrails']>): string[] {
  const rows = roles.flatMap(({ name, permissions, assume }) => [
    ...assume.map((each) => ({ name, ...each })),
    ...permissions.filter(({ status }) => status !== 'works').map((each) => ({ name, ...each })),
  ]);
  const works = roles.map(({ name, permissions }) => {
    const count = permissions.filter(({ status }) => status === 'works').length;
    return `${codeSpan(name)}: ${count} of ${permissions.length} permissions work`;
  });
  const others = [
    ...assumptions.map(({ message }) => escapeProse(message)),
    ...notEvaluated.map(
      ({ name, type, file }) => `Not evaluated: ${codeSpan(name)} of type ${codeSpan(type)} (${codeSpan(file)})`,
    ),
    ...limits.map(escapeProse),
  ];
  return [
    '## What your guardrails leave',
    bullets(works),
    tableText(
      ['Role', 'Permission', 'Status', 'Denied by', 'Request that is denied'],
      rows.map(({ name, action, status, by, lost }) => [
        codeSpan(name),
        codeSpan(action),
        GUARDRAIL_WORDS[status],
        by === undefined ? '-' : escapeProse(describePolicy(by)),
        lost === undefined ? '-' : requestLine(lost),
      ]),
    ),
    ...(others.length === 0 ? [] : [bullets(others)]),
  ];
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
