import { UNDECIDED_REASONS } from '../../guardrails/check/reasons.js';
import {
  GUARDRAIL_STATUSES,
  type AssumeOutcome,
  type GuardrailOutcome,
  type GuardrailPermission,
  type GuardrailReport,
  type RoleGuardrails,
} from '../../guardrails/check/report.js';
import { describePolicy } from '../../guardrails/explain-guardrails.js';
import { plural } from '../text/counts.js';
import { GUARDRAIL_WORDS } from '../text/words.js';
import { codeHtml, fold, markup, listHtml, prose, type Html } from './markup.js';
import { chip, codes, requestFacts } from './parts.js';

/** What an organization's guardrails leave of the roles. */
export function guardrailSection({ roles, assumptions, notEvaluated, limits, warnings }: GuardrailReport): Html {
  return markup`<section class="part guard" id="guardrails" aria-labelledby="guardrails-title">
    <h2 id="guardrails-title">What your guardrails leave</h2>
    <p>
      Service control policies, resource control policies and permissions boundaries that were given, applied to each
      permission.
    </p>
    ${roles.map(guardedRole)}
    ${titled(
      'Warnings',
      warnings.map(({ message }) => prose(message)),
    )}
    ${titled(
      'Assumed',
      assumptions.map(({ message }) => prose(message)),
    )}
    ${titled(
      'Not evaluated',
      notEvaluated.map(
        ({ name, type, file }) => markup`${codeHtml(name)} of type ${codeHtml(type)} (${codeHtml(file)})`,
      ),
    )}
    ${titled('What policies do not show', limits.map(prose))}
  </section>`;
}

function titled(title: string, entries: readonly Html[]): Html | undefined {
  const found = listHtml(entries);
  return (
    found &&
    markup`<h3>${title}</h3>
      ${found}`
  );
}

function guardedRole({ name, permissions, assume, notLookedAt }: RoleGuardrails): Html {
  const affected = permissions.filter(({ status }) => status !== 'works');
  const counts = GUARDRAIL_STATUSES.map((status) => ({
    status,
    count: permissions.filter((each) => each.status === status).length,
  }));
  return markup`<h3>${codeHtml(name)}</h3>
    <p>
      ${plural(permissions.length, 'permission')} checked:
      ${counts
        .filter(({ count }) => count > 0)
        .map(({ status, count }) => markup`${chip(status, `${GUARDRAIL_WORDS[status]}: ${count}`)} `)}
    </p>
    ${assume.map((outcome) => outcomeFold(callOf(outcome), outcome))}
    ${affected.map((permission) => outcomeFold(codeHtml(permission.action), permission, permissionDetails(permission)))}
    ${
      notLookedAt.length === 0
        ? undefined
        : markup`<p class="warn">Not checked, because their documents are not known:</p>
            ${codes(notLookedAt)}`
    }`;
}

function callOf({ action, principal }: AssumeOutcome): Html {
  return markup`${codeHtml(action)} by ${principal === undefined ? 'whoever assumes the role' : codeHtml(principal)}`;
}

function permissionDetails({ purpose, authorizations = [] }: GuardrailPermission): Html {
  const parts = authorizations.filter(({ status }) => status !== 'works');
  return markup`${purpose === undefined ? undefined : markup`<p>${purpose}</p>`}${listHtml(
    parts.map(({ resourceType, status }) => markup`${resourceType}: ${chip(status, GUARDRAIL_WORDS[status])}`),
    'actions',
  )}`;
}

function outcomeFold(title: Html, outcome: GuardrailOutcome, details?: Html): Html {
  const { status, by, lost, left, unknown } = outcome;
  const reason = unknown === undefined ? undefined : markup`<p>Unknown, because ${UNDECIDED_REASONS[unknown]}.</p>`;
  const policy = by === undefined ? undefined : markup`<p>Denied by ${prose(describePolicy(by))}.</p>`;
  const example = (words: string, request: NonNullable<typeof lost>): Html =>
    markup`<p>${words}</p>
      ${requestFacts(request)}`;
  return fold(
    markup`${chip(status, GUARDRAIL_WORDS[status])} ${title}`,
    markup`${details}${reason}${policy}${lost && example('A request that is denied:', lost)}
      ${left && example('A request that remains allowed:', left)}
      ${status === 'works' ? markup`<p>The guardrails deny none of these requests.</p>` : undefined}`,
  );
}
