import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';

/** A role as a template, a plan or an account describes it. */
export type DescribedRole = {
  /** Its name; the logical ID or the address if the input does not set a name. */
  name: string;
  /** Absent if it could not be read. */
  trustPolicy?: TrustPolicyDocument;
  /** The inline and attached policies of which the documents are known. */
  policies: { name: string; document: PolicyDocument }[];
  permissionsBoundary?: { name: string; document?: PolicyDocument };
  /** The policies of which the documents are not known: names, or ARNs of managed policies. */
  unreadable: string[];
};
