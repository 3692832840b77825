import type { LocatedProblem } from '../../core/issue.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';

/** A role as a template, a plan or an account describes it. */
export type DescribedRole = {
  /** The role's name, or its logical ID or address if the input does not set the name. */
  name: string;
  /** Absent if it could not be read. */
  trustPolicy?: TrustPolicyDocument;
  /** Inline and attached policies of which the document is known. `isManaged`: a managed policy of the template. */
  policies: { name: string; document: PolicyDocument; isManaged?: true; retained?: string }[];
  permissionsBoundary?: { name: string; document?: PolicyDocument };
  /** Absent if it has none. */
  tags?: { key: string; value: string }[];
  /** Names, ARNs or addresses of policies of which the document is not known. */
  unreadable: string[];
  /**
   * Set, as for a policy, if CloudFormation can retain the resource after it is removed from the template or replaced.
   * `named` if there can be no other resource of its name and kind; otherwise a text that differs for another one.
   */
  retained?: string;
};

/** The roles of a template or a plan. */
export type DescribedRoles = {
  roles: DescribedRole[];
  /**
   * Values that the input does not have, in the order of their names: `<OrganizationId>`, or `<AWS.AccountId>` for a
   * pseudo parameter. Symbols have no colons, so that an ARN with symbols still has six fields.
   */
  symbols: string[];
  /** What was not read, such as a nested stack, and why policies are unreadable. */
  issues: LocatedProblem[];
};
