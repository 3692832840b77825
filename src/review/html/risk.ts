import type { UndecidedReason } from '../../iam/compare/difference.js';
import { plural } from '../text/counts.js';
import { closedInWords, UNDECIDED } from '../text/words.js';
import type { Review, ReviewRisk, ReviewRiskStep, ReviewRole } from '../types.js';
import { codeHtml, fold, markup, linkHtml, listHtml, prose, type Html } from './markup.js';
import { chip, codes, facts, notKnownNote, requestFacts, statementName } from './parts.js';

/** The known risks of all roles, with what closes each of them. */
export function riskSection({ roles, knownRisks }: Review): Html {
  return markup`<section class="part" id="risks" aria-labelledby="risks-title">
    <h2 id="risks-title">Known risks</h2>
    <p>
      Each role was checked for ${knownRisks} known ways to turn permissions against an account, with all its policies
      together. Others were not looked for.
    </p>
    ${roles.map(risksOfRole)}
  </section>`;
}

function risksOfRole(role: ReviewRole): Html {
  const { name, risks } = role;
  const found =
    risks.length === 0 ? markup`<p>None of the known risks was found in the policies that were opened.</p>` : undefined;
  return markup`<h3>${codeHtml(name)}: ${risks.length === 0 ? 'none found' : plural(risks.length, 'risk')}</h3>
    ${notKnownNote(role, 'risks of what they allow are not found')} ${found}${risks.map(card)}`;
}

function card(risk: ReviewRisk): Html {
  const { code: name, severity, description, source, steps, remedy, undecided } = risk;
  const closed = closedInWords(risk).map(
    ({ what, mightBreak }) =>
      markup`${prose(what)} <span class="soft">What might stop working: ${prose(mightBreak)}</span>`,
  );
  return markup`<article class="risk ${severity}">
    <h4>
      ${chip(severity, severity)}
      ${codeHtml(name)}${undecided === undefined ? undefined : markup` ${chip('unknown', 'undecided')}`}
    </h4>
    <p>${prose(description)}</p>
    ${facts([
      ['Closed by', listHtml(closed) ?? markup`No option of scope and no other parameter closes it.`],
      ['Remedy in any policy', prose(remedy)],
      ['Source', linkHtml(source)],
    ])}
    ${fold(
      markup`${steps.length === 1 ? 'Example request' : `Example requests of ${steps.length} steps`}`,
      markup`${steps.map((step, index) => riskStep(step, index, steps.length))}`,
    )}
  </article>`;
}

function riskStep(
  { actions, request, undecided, policy, statement, sid }: ReviewRiskStep,
  index: number,
  count: number,
): Html {
  const title = count === 1 ? 'Request' : `Step ${index + 1}`;
  if (request === undefined) {
    return markup`<p>${title}: undecided, because ${UNDECIDED[undecided as UndecidedReason]}. One of:</p>
      ${codes(actions)}`;
  }
  return markup`<p>
      ${title}, allowed by ${statementName(sid, statement)} of ${codeHtml(policy as string)}
    </p>
    ${requestFacts(request)}`;
}
