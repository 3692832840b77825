import type { AccessLevel } from '../../aws/actions/access-level.js';
import type { LocatedProblem } from '../../core/issue.js';
import type { DifferenceSource } from '../../iam/differences/access-differences.js';
import type { ConditionBlock, Effect } from '../../iam/document.js';
import type { Reading } from '../../iam/reading.js';
import type { AccessRequest } from '../../iam/request.js';

/** On what a statement acts, for whom and when. */
export type StatementTerms = {
  effect: Effect;
  /** Who, in a trust policy or a resource-based policy: `AWS arn:aws:iam::123456789012:root`. */
  principals?: string[];
  /** Set if `principals` are those of `NotPrincipal`. */
  isAllBut?: true;
  /** Patterns of resources; omitted if the statement has no `Resource`. */
  resources?: string[];
  /** Patterns of resources that are excluded. */
  notResources?: string[];
  condition?: ConditionBlock;
};

/** One row of a diff: actions of one service that are allowed in another way than before. */
export type DiffRow = {
  /** `added`: newly allowed. `removed`: no longer allowed. `changed`: allowed for other requests than before. */
  change: 'added' | 'removed' | 'changed';
  /** What the row is about: what the role can do, or who can assume it. */
  part: 'permissions' | 'trust';
  /** The prefix of the actions, such as `s3`; `*` for patterns of several services. */
  service: string;
  /** Actions by their names, or patterns as the statement spells them; sorted. */
  actions: string[];
  /** Set if the actions are all but those of `actions`. */
  isInverted?: true;
  /** Set if the actions are those of the statement that the catalog does not have. */
  undocumented?: true;
  /** The worst access level of the actions, if a catalog has them. */
  accessLevel?: AccessLevel;
  /** Set if no action that the catalog has makes a request that differs. */
  unreachable?: true;
  /** The statements for the actions before the change; of `added` and `removed`, only what is different. */
  before: StatementTerms[];
  /** The statements for the actions after the change. */
  after: StatementTerms[];
  /** A request that is newly allowed. */
  gained?: DiffExample;
  /** A request that is not allowed any longer. */
  lost?: DiffExample;
};

/** An example request, and the statement that allows it on its side. */
export type DiffExample = {
  request: AccessRequest;
  statement: DifferenceSource & { policyName?: string };
};

/** Something that could not be compared. It may be newly allowed, or not allowed any longer. */
export type DiffDoubt = {
  part: DiffRow['part'];
  side: 'old' | 'new';
  /** What was not compared, as a sentence. */
  message: string;
};

/** What differs between two versions of a role. */
export type RoleDiff = {
  /** Its name; of a role that was renamed, the new one. */
  name: string;
  oldName?: string;
  /** Whether only one side has the role. */
  only?: 'old' | 'new';
  /** By service, worst access level first. */
  rows: DiffRow[];
  /** What only one side allows, under another reading of AWS's documentation only. */
  readings?: { side: 'old' | 'new'; reading: Partial<Reading>; request: AccessRequest }[];
  doubts: DiffDoubt[];
  /** What both sides have and what was not analyzed, such as a managed policy whose document is not known. */
  notes: string[];
};

/** Something that the reader of a side did not read. It may differ. */
export type DiffUnread = LocatedProblem & { side: 'old' | 'new' };

/** All differences in access between two sides. */
export type AccessDiff = {
  roles: RoleDiff[];
  /** How many rows gain or lose access; a changed row can do both. */
  gained: number;
  lost: number;
  /** Whether something could not be compared. */
  isUndecided: boolean;
  /** What was not read of the sides. */
  unread?: DiffUnread[];
};
