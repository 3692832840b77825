import type { ManagedPolicyName } from './names.js';
import {
  managedPolicies,
  managementStatements,
  permissionsTable,
  serverStatements,
  type ManagedPolicyEntry,
  type PermissionEntry,
  type CatalogueReason,
  type StatementTemplate,
} from './statements.js';

/** What a role, or a part of a larger role, is allowed. */
export type PolicyPart = {
  /** The statements of Upsolver's documentation. */
  readonly statements: readonly StatementTemplate[];
  /** Statements that replace what an omitted feature would have brought. */
  readonly replacements: readonly StatementTemplate[];
  readonly managedPolicies: readonly ManagedPolicyEntry[];
  /** Documented permissions that no statement grants: they come with a managed policy. */
  readonly promised: readonly { readonly policy: ManagedPolicyName; readonly entry: PermissionEntry }[];
  /** Whether access to data is added to it. */
  readonly readsData: boolean;
};

const listBuckets = [
  's3:ListAllMyBuckets',
  { purpose: "Find the account's buckets, to suggest them in Upsolver's user interface.", source: permissionsTable },
] as const satisfies PermissionEntry;

/** Grants what the documentation promises when the managed policy that grants it is omitted. */
const listBucketsStatement = {
  sid: 'listBuckets',
  unlessFeature: 'athenaTables',
  resources: ['*'],
  entries: [listBuckets],
} as const satisfies StatementTemplate;

const watchStacks: CatalogueReason = {
  purpose: 'Notice when an integration has been completed.',
  source: {
    kind: 'derived',
    from: 'the purpose of AWSCloudFormationReadOnlyAccess: AWS documents which calls return the status of a stack',
  },
};

/**
 * What shows whether a stack is complete. AWS lists stacks without resources in the request, and Upsolver does not
 * document the names of its stacks.
 *
 * Source: AWS CloudFormation API Reference, DescribeStacks, DescribeStackEvents and ListStacks.
 */
export const stackStatusStatement = {
  sid: 'readStackStatus',
  resources: ['*'],
  entries: [
    ['cloudformation:DescribeStacks', watchStacks],
    ['cloudformation:DescribeStackEvents', watchStacks],
    ['cloudformation:ListStacks', watchStacks],
  ],
} as const satisfies StatementTemplate;

/** The permissions with which Upsolver creates and manages servers. */
export const managementPart = {
  statements: managementStatements,
  replacements: [],
  managedPolicies: [
    {
      name: 'AWSCloudFormationReadOnlyAccess',
      reasons: [{ purpose: 'Notice when the first integration has been completed.', source: managedPolicies }],
      needed: stackStatusStatement,
    },
  ],
  promised: [],
  readsData: false,
} as const satisfies PolicyPart;

/** The permissions with which Upsolver's servers reach the data. */
export const serverPart = {
  statements: serverStatements,
  replacements: [listBucketsStatement],
  managedPolicies: [
    {
      name: 'AmazonAthenaFullAccess',
      feature: 'athenaTables',
      reasons: [{ purpose: 'Manage Athena tables.', source: managedPolicies }],
    },
    {
      name: 'AWSCloudFormationReadOnlyAccess',
      reasons: [{ purpose: 'Notice when later integrations have been completed.', source: managedPolicies }],
      needed: stackStatusStatement,
    },
  ],
  promised: [{ policy: 'AmazonAthenaFullAccess', entry: listBuckets }],
  readsData: true,
} as const satisfies PolicyPart;

/** An action that UpsolverServerRole is documented to have, and has through a managed policy. */
export type ServerManagedAction = (typeof serverPart)['promised'][number]['entry'][0];
