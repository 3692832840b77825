import { formatNumber } from '../../core/words.js';
import { DOCUMENT_KINDS } from '../text/words.js';
import type { Review, ReviewQuota } from '../types.js';
import { codeHtml, fold, markup, listHtml, nameHtml, preformatted, prose, tableHtml, type Html } from './markup.js';
import { facts } from './parts.js';

/** How much of IAM's quotas the roles use. */
export function quotaSection({ roles }: Review): Html {
  const rows = roles.flatMap(({ name, quotas }) =>
    quotas.map((quota) => [
      markup`${nameHtml(name)}, ${quota.of}`,
      markup`${formatNumber(quota.used)} of ${formatNumber(quota.limit)}`,
      bar(quota),
    ]),
  );
  return markup`<section class="part" id="quotas" aria-labelledby="quotas-title">
    <h2 id="quotas-title">Quotas of IAM</h2>
    <p>Characters without whitespace.</p>
    ${tableHtml('Use of quotas', ['Policies', 'Characters', 'Share'], rows, 'quota')}
  </section>`;
}

const BAR = 100;

function bar({ used, limit, fits }: ReviewQuota): Html {
  const share = Math.min(BAR, Math.round((used / limit) * BAR));
  return markup`${Math.round((used / limit) * BAR)}%<svg
      class="bar"
      viewBox="0 0 ${BAR} 6"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="track" width="${BAR}" height="6" rx="3" />
      <rect class="${fits ? 'fill' : 'fill over'}" width="${share}" height="6" rx="3" />
    </svg>`;
}

/** What the review does not show. */
export function limitSection({ limits }: Review): Html {
  return markup`<section class="part" id="limits" aria-labelledby="limits-title">
    <h2 id="limits-title">Limits of this review</h2>
    ${listHtml(limits.map(prose))}
  </section>`;
}

const HASH_COLUMNS = ['Document', 'Kind', 'SHA-256 of the JSON without whitespace'];

/** What was reviewed, for the record, and where to sign. */
export function signOffSection({ signOff }: Review): Html {
  const { library, version, parameters, catalog, documents, sha256 } = signOff;
  const rows = documents.map(({ role, kind, name, sha256: hash }) => [
    nameHtml(name),
    markup`${DOCUMENT_KINDS[kind]} of ${codeHtml(role)}`,
    codeHtml(hash),
  ]);
  return markup`<section class="part" id="sign-off" aria-labelledby="sign-off-title">
    <h2 id="sign-off-title">Sign-off</h2>
    <p>
      These documents were reviewed. ${codeHtml('upsolver-iam check --approved review.json')} compares a deployment with
      the review that ${codeHtml('--format json')} writes.
    </p>
    ${facts([
      ['Made with', markup`${library} ${version}`],
      ['Access levels', catalog && markup`${catalog.source}, ${catalog.date}`],
      ['SHA-256 of all', codeHtml(sha256)],
    ])}
    ${tableHtml('Documents and their hashes', HASH_COLUMNS, rows, 'hash')}
    ${
      parameters === undefined
        ? undefined
        : fold(markup`Options that the roles were built with`, preformatted(JSON.stringify(parameters, undefined, 2)))
    }
    <ul class="sign">
      <li>Reviewed by</li>
      <li>Decision</li>
      <li>Date</li>
      <li>Signature</li>
    </ul>
  </section>`;
}
