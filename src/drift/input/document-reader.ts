import type { Issue, LocatedProblem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import { safeReadPolicy } from '../../iam/parse/parse.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../upsolver/catalogue/managed-policy-snapshots.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { locatedReporter, type Origin } from './origin.js';
import { jsonText, type ValuePath } from './shape.js';

/** Reads one document. Without a result the issues have been reported. */
type ReadDocument<Document> = (document: unknown, path: ValuePath, origin: Origin) => Document | undefined;

/** Reads the documents of policies. Equal documents are parsed once and give the same object. */
export type DocumentReader = { readPolicy: ReadDocument<PolicyDocument>; readTrust: ReadDocument<TrustPolicyDocument> };

/** How many documents of each kind are remembered. The same few occur in every account. */
const MAX_REMEMBERED = 256;

export function createDocumentReader(
  expected: readonly DeployableRole[],
  onIssue: (issue: LocatedProblem) => void,
): DocumentReader {
  // Most roles have exactly the documents that they should have.
  const policies = expected.flatMap(({ inlinePolicies }) => inlinePolicies.map(({ document }) => withText(document)));
  const trustPolicies = expected.map(({ trustPolicy }) => withText(trustPolicy));
  return {
    readPolicy: remember([...policies, ...snapshots()], (document) => safeReadPolicy(document, 'identity'), onIssue),
    readTrust: remember(trustPolicies, (document) => safeReadPolicy(document, 'trust'), onIssue),
  };
}

function withText<Document>(document: Document): [text: string, document: Document] {
  return [JSON.stringify(document), document];
}

const snapshots = /* @__PURE__ */ lazy(() =>
  Object.values(MANAGED_POLICY_SNAPSHOTS).map(({ document }) => withText<PolicyDocument>(document)),
);

type Parsed<Document> = { success: true; document: Document } | { success: false; issues: readonly Issue[] };

function remember<Document>(
  known: readonly [text: string, document: Document][],
  parse: (document: unknown) => Parsed<Document>,
  onIssue: (issue: LocatedProblem) => void,
): ReadDocument<Document> {
  const remembered = new Map(known);
  return (document, path, origin) => {
    const key = compactText(document);
    if (key === '' && typeof document === 'object') {
      locatedReporter(origin, onIssue)({ code: 'invalid_type', path: [...path], message: 'the document is not JSON' });
      return undefined;
    }
    const found = remembered.get(key);
    if (found !== undefined) return found;
    const result = parse(document);
    if (!result.success) {
      const report = locatedReporter(origin, onIssue);
      for (const { position: _inDocument, severity: _error, ...issue } of result.issues) {
        report({ ...issue, path: [...path, ...issue.path] });
      }
      return undefined;
    }
    if (remembered.size < MAX_REMEMBERED) remembered.set(key, result.document);
    return result.document;
  };
}

/**
 * A document as JSON without whitespace, whether it came as a value, as text or URL-encoded. Text that is not JSON, or
 * has a duplicate key, is returned unchanged: parsing reports it.
 */
function compactText(document: unknown): string {
  if (typeof document !== 'string') return jsonText(document);
  try {
    const text = document.startsWith('%') ? decodeURIComponent(document) : document;
    const compact = JSON.stringify(JSON.parse(text));
    return countQuotes(compact) === countQuotes(text) ? compact : document;
  } catch {
    return document;
  }
}

/** `JSON.parse` drops all but the last of duplicate keys, and their quotation marks with them. */
function countQuotes(text: string): number {
  return text.split('"').length;
}
