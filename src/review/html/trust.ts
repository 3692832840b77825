import { KINDS } from '../text/words.js';
import type { Review, ReviewRole, ReviewTrust } from '../types.js';
import { diagram } from './diagram.js';
import { codeHtml, markup, listHtml, prose, type Html } from './markup.js';
import { codes, facts } from './parts.js';

/** Who can assume the roles: a diagram, and the same in words. */
export function trustSection(review: Review): Html {
  return markup`<section class="part" id="trust" aria-labelledby="trust-title">
    <h2 id="trust-title">Who can assume the roles</h2>
    <div class="columns">
      <div class="diagram">${diagram(review)}</div>
      <div class="beside">${review.roles.map(roleTrust)}</div>
    </div>
  </section>`;
}

function roleTrust({ name, assumedBy, definition }: ReviewRole): Html {
  const { maxSessionDuration, permissionsBoundaryArn, instanceProfile, path } = definition;
  const nobody =
    assumedBy.length === 0 ? markup`<p>Nobody: no statement of its trust policy allows it.</p>` : undefined;
  return markup`<div class="trust">
    <h3>${codeHtml(name)}</h3>
    ${nobody}${assumedBy.map(principal)}
    ${facts([
      ['Maximum session', markup`${maxSessionDuration / 3600} h`],
      ['Path', codeHtml(path)],
      ['Boundary', permissionsBoundaryArn === undefined ? markup`none` : codeHtml(permissionsBoundaryArn)],
      ['Instance profile', instanceProfile && codeHtml(instanceProfile.name)],
    ])}
  </div>`;
}

function principal({ kind, id, accountId, actions, externalIds, conditions, warning }: ReviewTrust): Html {
  return markup`${warning === undefined ? undefined : markup`<p class="warn">${prose(warning)}</p>`}
  ${facts([
    [KINDS[kind], codeHtml(id)],
    ['Account', accountId === undefined ? undefined : codeHtml(accountId)],
    ['Calls', codes(actions)],
    [
      'External ID',
      codes(externalIds) ?? (kind === 'AWS' && warning !== undefined ? markup`none required` : undefined),
    ],
    ['Conditions', listHtml(conditions.map(prose)) ?? markup`none`],
  ])}`;
}
