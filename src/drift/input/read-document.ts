import { json, type Reader } from '../../core/data.js';
import type { Issue } from '../../core/issue.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import { safeReadPolicy } from '../../iam/parse/parse.js';

/* Reads documents of roles that are data already: expected roles, and roles of a report. */

type Parsed<Document> = { success: true; document: Document } | { success: false; issues: readonly Issue[] };

function documentReader<Document>(parse: (document: unknown) => Parsed<Document>): Reader<Document> {
  return (value, path, report) => {
    const copy = json(value, path, report);
    if (copy === undefined) return undefined as never;
    const parsed = parse(copy);
    if (parsed.success) return parsed.document;
    for (const { severity: _error, ...issue } of parsed.issues) report({ ...issue, path: [...path, ...issue.path] });
    return undefined as never;
  };
}

export const identityDocument: Reader<PolicyDocument> = documentReader((document) =>
  safeReadPolicy(document, 'identity'),
);

export const trustDocument: Reader<TrustPolicyDocument> = documentReader((document) =>
  safeReadPolicy(document, 'trust'),
);
