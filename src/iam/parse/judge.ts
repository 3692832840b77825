import { POLICY_LIMITS } from '../../aws/policy-limits.js';
import { quote } from '../../core/quote.js';
import { formatNumber } from '../../core/words.js';
import { checkAction } from './actions.js';
import { lintKey } from './condition-lints.js';
import { lintRcp } from './control-policy-lints.js';
import { checkRcp, kindOfStatements } from './control-policy.js';
import type { JsonNode } from './json.js';
import { lintStatement, reportDuplicates } from './lints.js';
import { checkPrincipal, lintRepeated } from './principals.js';
import { coversAction, coversResource, reportRedundant } from './redundancy.js';
import { locationOf, type Judge, type ParsedDocument, type Path, type ReadableKind, type Report } from './report.js';
import { checkResource } from './resources.js';
import { lintTrust } from './trust-lints.js';
import { checkValues } from './values.js';

/** The checks that find what IAM rejects. A bundle that has no use for warnings has none of the others. */
export const rejections: Judge = {
  action: checkAction,
  resource: checkResource,
  principal: checkPrincipal,
  list: () => undefined,
  condition: checkValues,
  rcp: checkRcp,
  kindOfStatements,
  text: checkCharacters,
  document: checkSids,
};

/** All checks of a policy. */
export const judge: Judge = {
  action: checkAction,
  resource: checkResource,
  principal: checkPrincipal,
  text: checkCharacters,
  list(element, texts, report) {
    if (element === 'principals') lintRepeated(texts, report);
    else reportRedundant(texts, element === 'actions' ? coversAction : coversResource, report);
  },
  rcp(part, report) {
    checkRcp(part, report);
    lintRcp(part, report);
  },
  kindOfStatements,
  condition(use, report) {
    checkValues(use, report);
    lintKey(use, report);
  },
  document(parsed, kind, report) {
    const { document, statements, node } = parsed;
    for (const statement of statements) {
      lintStatement(statement, kind, report);
      if (kind === 'trust') lintTrust(statement, report);
    }
    checkSids(parsed, kind, report);
    reportDuplicates(statements, report);
    checkSize(document, node, kind, report);
  },
};

/** The quotas that tell something about one policy. Those of other resources depend on the service. */
const QUOTAS: Partial<Record<ReadableKind, keyof typeof POLICY_LIMITS>> = {
  identity: 'managed-policy',
  trust: 'trust-policy',
  scp: 'service-control-policy',
  rcp: 'resource-control-policy',
};

function checkSize(document: object, node: JsonNode, kind: ReadableKind, report: Report): void {
  const attachment = QUOTAS[kind];
  if (attachment === undefined) return;
  const { length } = JSON.stringify(document);
  const { limit } = POLICY_LIMITS[attachment];
  if (length <= limit) return;
  const quota = `${formatNumber(limit)} characters of a ${attachment.replaceAll('-', ' ')}`;
  report.warning(
    'over_quota',
    locationOf([], node),
    `the policy has ${formatNumber(length)} characters, over the ${quota}`,
  );
}

/**
 * In policies of identities and of roles, a Sid must be unique.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Sid". Policies of other services are accepted with the same Sid
 * twice; Source: examples in AWS's documentation, such as the key policies of the AWS KMS Developer Guide.
 */
function checkSids({ statements }: ParsedDocument, kind: ReadableKind, report: Report): void {
  const seen = new Set<string>();
  const add = kind === 'resource' ? report.warning : report.refuse;
  for (const {
    statement: { Sid: sid },
    place,
  } of statements) {
    if (sid === '') report.warning('missing', { ...place, path: [...place.path, 'Sid'] }, 'the Sid is empty');
    if (sid === undefined || sid === '') continue;
    if (seen.has(sid)) add('duplicate_sid', place, `the Sid ${quote(sid)} appears twice`);
    seen.add(sid);
  }
}

/** Source: IAM API Reference, the pattern of policy documents. */
const FOREIGN = /[^\t\n\r\u0020-\u00ff]/;

function checkCharacters(node: JsonNode, report: Report, path: Path = []): void {
  if (node.kind === 'string' && FOREIGN.test(node.text)) {
    report.refuse(
      'invalid_characters',
      locationOf(path, node),
      `${quote(node.text)} has characters that IAM does not allow in a policy`,
    );
  } else if (node.kind === 'array') {
    node.items.forEach((item, index) => checkCharacters(item, report, [...path, index]));
  } else if (node.kind === 'object') {
    for (const { key, node: value } of node.members) checkCharacters(value, report, [...path, key]);
  }
}
