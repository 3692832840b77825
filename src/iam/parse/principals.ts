import { isAccountId } from '../../aws/identifiers.js';
import { quote } from '../../core/quote.js';
import { PRINCIPAL_KINDS } from '../document.js';
import { hasWildcards } from '../match/glob.js';
import type { JsonNode } from './json.js';
import {
  describeNode,
  locationOf,
  readStrings,
  valueOf,
  type Location,
  type Path,
  type ReadableKind,
  type Report,
  type StringList,
} from './report.js';

/** Reads `Principal` or `NotPrincipal`. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
export function readPrincipal(node: JsonNode, path: Path, kind: ReadableKind, report: Report): unknown {
  if (node.kind === 'string' && node.text === '*') {
    // Source: recorded behavior of IAM; Access Analyzer policy check reference.
    if (kind === 'trust') {
      const message = 'a trust policy cannot have the principal `*`';
      report.refuse('invalid_principal', locationOf(path, node), message, 'use `{ "AWS": "*" }`, which means the same');
    }
    return '*';
  }
  if (node.kind !== 'object') {
    const found = node.kind === 'string' ? quote(node.text) : describeNode(node);
    report.error(
      'invalid_principal',
      locationOf(path, node),
      `a principal must be \`*\` or an object, not ${found}`,
      'for example `{ "AWS": "111122223333" }`',
    );
    return undefined;
  }
  const kinds = node.members.flatMap(({ key, position, node: ids }): [string, string | string[]][] => {
    const place: Location = { path: [...path, key], position };
    if (!PRINCIPAL_KINDS.some((known) => known === key)) {
      report.error(
        'invalid_principal',
        place,
        `${quote(key)} is not a kind of principal`,
        `one of ${PRINCIPAL_KINDS.map(quote).join(', ')}`,
      );
      return [];
    }
    const texts = readStrings(ids, place.path, 'a principal', report);
    for (const { text, place: at } of texts.entries) report.judge?.principal(key, text, kind, at, report);
    report.judge?.list('principals', texts, report);
    return [[key, valueOf(texts)]];
  });
  if (node.members.length === 0) report.refuse('empty', locationOf(path, node), 'the principal is empty');
  return Object.fromEntries(kinds);
}

/** Principals other than accounts: `*`, one of IAM or STS, an origin access identity of CloudFront, or a unique ID. */
const AWS_PRINCIPALS = [
  /^\*$/,
  /^arn:[^:*?]+:(?:iam|sts)::\d{12}:[^*?]+$/,
  /^arn:[^:*?]+:iam::cloudfront:user\/[^*?]+$/,
  /^A[A-Z0-9]{15,127}$/,
];

export function checkPrincipal(key: string, text: string, kind: ReadableKind, place: Location, report: Report): void {
  const isValid =
    key === 'AWS'
      ? isAccountId(text) || AWS_PRINCIPALS.some((pattern) => pattern.test(text))
      : text !== '' && !hasWildcards(text);
  if (isValid) {
    lintPrincipal(key, text, kind, place, report);
    return;
  }
  const hint = hasWildcards(text)
    ? '`Principal` does not support partial wildcards; use a condition on `aws:PrincipalArn`'
    : undefined;
  report.refuse('invalid_principal', place, `${quote(text)} is not a valid ${quote(key)} principal`, hint);
}

/** What federated and service principals look like. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
const FORMS_OF_PRINCIPALS: Readonly<Record<string, RegExp>> = {
  Federated: /^(?:arn:[^:]+:iam::\d{12}:(?:saml|oidc)-provider\/.+|[\w-]+(?:\.[\w-]+)+)$/,
  Service: /^[\w-]+(?:\.[\w-]+)+$/,
};

/** Reports what IAM or a service might accept. Source: Access Analyzer policy check reference. */
function lintPrincipal(key: string, text: string, kind: ReadableKind, place: Location, report: Report): void {
  if (key === 'AWS' && /^A(?:RO|ID)A/.test(text)) {
    const what = text.startsWith('AROA') ? 'role' : 'user';
    const message = `${quote(text)} is the unique ID of a ${what}, which might have been deleted`;
    report.warning('principal_id', place, message, `use the ARN of the ${what}`);
  } else if (FORMS_OF_PRINCIPALS[key]?.test(text) === false) {
    report.warning('invalid_principal', place, `${quote(text)} does not look like a ${quote(key)} principal`);
  } else if (key === 'Federated' && kind === 'resource') {
    report.warning('invalid_principal', place, 'only trust policies have federated principals');
  }
}

/** Reports principals that appear twice, and sessions of a role that is a principal. */
export function lintRepeated({ entries }: StringList, report: Report): void {
  const seen = new Set<string>();
  const all = new Set(entries.map(({ text }) => text));
  for (const { text, place } of entries) {
    const role = text.replace(/^(arn:[^:]+):sts:(.*):assumed-role\/([^/]+)\/.*$/, '$1:iam:$2:role/$3');
    if (seen.has(text) || (role !== text && all.has(role))) {
      report.warning('redundant', place, `${quote(text)} is covered by ${quote(role)}`);
    }
    seen.add(text);
  }
}
