import type { Immutable } from '../../core/immutable.js';
import { sha256Bytes } from '../../core/sha256.js';
import { plural, totalsOf } from '../text/counts.js';
import { rendered } from '../text/read-review.js';
import { MODES, notKnownInWords, RELATION_WORDS, severitiesInWords, verdictOf, worstRelation } from '../text/words.js';
import type { Review } from '../types.js';
import { comparisonSection } from './comparison.js';
import { guardrailSection } from './guardrails.js';
import { levelMix } from './level-mix.js';
import { markup, nameHtml, prose, wordsHtml, type Html } from './markup.js';
import { riskSection } from './risk.js';
import { roleSection } from './role.js';
import { limitSection, quotaSection, signOffSection } from './sign-off.js';
import { STYLE } from './style.js';
import { trustSection } from './trust.js';

/**
 * Renders a review as one HTML page that needs nothing else: no script, no font, no image, no request. Its content
 * security policy allows nothing but its own style. It has a light and a dark design, folds without script, and prints
 * unfolded on A4. Every value is escaped, invisible characters included.
 *
 * @param review What `reviewOf` returned, also from JSON.
 * @returns The page, below 200 KB for roles that IAM accepts. The same review gives the same bytes.
 * @throws {InvalidInputError} If the value is not a review of this version, or has no roles.
 *
 * @example
 * const page = toHtml(reviewOf(buildRoles('private-vpc', parameters), { parameters, catalog: ACTION_CATALOG }));
 * page.slice(0, 15); // '<!doctype html>'
 */
export function toHtml(review: Immutable<Review>): string {
  return rendered(review, (copy) => `${page(copy).html}\n`);
}

function page(review: Review): Html {
  const { roles, comparison, guardrails } = review;
  const hash = base64(sha256Bytes(STYLE));
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ html: policy }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Review of Upsolver's IAM roles</title>
        ${{ html: `<style>${STYLE}</style>` }}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the review</a>
        <div class="page">
          ${header(review)}
          <div class="layout">
            <nav aria-label="Contents">
              <ul>
                ${entriesOf(review).map(([id, text]) => markup`<li><a href="#${id}">${wordsHtml(text)}</a></li>`)}
              </ul>
            </nav>
            <main id="content" tabindex="-1">
              ${trustSection(review)} ${riskSection(review)} ${roles.map(roleSection)}
              ${comparison && comparisonSection(comparison)} ${guardrails && guardrailSection(guardrails)}
              ${quotaSection(review)} ${limitSection(review)} ${signOffSection(review)}
            </main>
          </div>
          <footer>
            <p>
              upsolver-iam is an independent project. It is not affiliated with, endorsed by or supported by Upsolver,
              Qlik or AWS.
            </p>
          </footer>
        </div>
      </body>
    </html>`;
}

/** The parts of the page, by their anchors. */
function entriesOf({ roles, comparison, guardrails }: Review): [id: string, text: string][] {
  return [
    ['trust', 'Who can assume'],
    ['risks', 'Known risks'],
    ...roles.map(({ name }, index): [string, string] => [`role-${index}`, name]),
    ...(comparison === undefined ? [] : [['comparison', 'As documented'] as [string, string]]),
    ...(guardrails === undefined ? [] : [['guardrails', 'Guardrails'] as [string, string]]),
    ['quotas', 'Quotas'],
    ['limits', 'Limits'],
    ['sign-off', 'Sign-off'],
  ];
}

function header(review: Review): Html {
  const { mode, roles, signOff } = review;
  const { tone, sentences } = verdictOf(review);
  return markup`<header>
    <p class="kicker">Security review</p>
    <h1>IAM roles for Upsolver</h1>
    <p class="meta">
      <span>${MODES[mode]}</span><span>${plural(roles.length, 'role')}</span
      ><span>upsolver-iam ${signOff.version}</span>
    </p>
    <p class="verdict ${tone}">${sentences.map((each) => markup`<span>${prose(each)}</span> `)}</p>
    <ul class="strip">
      ${tilesOf(review).map(tile)}
    </ul>
    ${levelMix(review)}
  </header>`;
}

type Tile = [name: string, figure: string, detail: Html];

function tile([name, figure, detail]: Tile): Html {
  const kind = /\d/.test(figure) ? 'figure' : 'figure word';
  return markup`<li><span class="name">${name}</span><span class="${kind}">${figure}</span>
    <span class="detail">${detail}</span></li>`;
}

function tilesOf(review: Review): Tile[] {
  const { roles, comparison, guardrails, knownRisks } = review;
  const { permissions, actions, services, risks, closable, undecided, notKnown } = totalsOf(review);
  const found = risks.reduce((sum, { count }) => sum + count, 0);
  const ofRisks = [
    found === 0 ? `none of ${knownRisks} found` : severitiesInWords(risks),
    ...(notKnown > 0 ? [notKnownInWords(notKnown)] : []),
    ...(closable > 0 ? [`${closable} closed by an option of scope`] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
  ];
  const withoutPurpose = roles.flatMap((role) => role.permissions).filter(({ reason }) => reason === undefined).length;
  const purposes =
    withoutPurpose === 0 ? 'each with its purpose and source' : `${withoutPurpose} without a documented purpose`;
  const unknown = notKnown === 0 ? undefined : `; ${notKnownInWords(notKnown)}`;
  const works = guardrails?.roles.flatMap((role) => role.permissions) ?? [];
  return [
    [
      'Roles',
      String(roles.length),
      markup`${roles.map(({ name }, index) => markup`${index === 0 ? undefined : markup`<br />`}${nameHtml(name)}`)}`,
    ],
    ['Own permissions', String(permissions), markup`${purposes}`],
    [
      'Allowed actions',
      String(actions.length),
      markup`of ${plural(services, 'service')}, AWS managed policies included${unknown}`,
    ],
    ['Known risks', String(found), markup`${ofRisks.join('; ')}`],
    ...(comparison === undefined
      ? []
      : [
          [
            'Compared',
            RELATION_WORDS[worstRelation(comparison)].title,
            markup`${RELATION_WORDS[worstRelation(comparison)].short}`,
          ] as Tile,
        ]),
    ...(guardrails === undefined
      ? []
      : [
          [
            'Under guardrails',
            `${works.filter(({ status }) => status === 'works').length} of ${works.length}`,
            markup`permissions work`,
          ] as Tile,
        ]),
  ];
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of 32 bytes. Source: RFC 4648, section 4. */
function base64(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{1,6}/g) as string[];
  return `${digits.map((six) => BASE64[parseInt(six.padEnd(6, '0'), 2)]).join('')}=`;
}
