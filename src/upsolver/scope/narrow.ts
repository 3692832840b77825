import { ec2ServicePrincipal, type Partition } from '../../aws/partition.js';
import type { ConditionBlock } from '../../iam/document.js';
import type { CatalogueStatement } from '../catalogue/build-policy.js';

/** How far the roles' policies are narrowed. Nothing of it is done unless it is asked for. */
export type Scope = {
  /** The customer's own account, 12 digits: EC2 statements name it instead of `*`. */
  accountId: string;
  /** EC2 statements hold in this Region only. */
  region?: string | undefined;
  /** Instances start in this VPC only. */
  vpcId?: string | undefined;
  /** The only roles that may be passed, and to EC2 only: ARNs, or names with their path; an empty list for none. */
  passRoles?: string[] | undefined;
  /** The only instance profiles that may get a role: ARNs, or names with their path; an empty list for none. */
  instanceProfiles?: string[] | undefined;
  /** Tags are set while something is created, not on what is there. */
  tagOnCreateOnly?: boolean | undefined;
  /** Elastic IPs are touched only if their Name has `upsolver`. */
  namedAddressesOnly?: boolean | undefined;
  /** The account's policies, roles and instance profiles are not read. */
  withoutPolicyReads?: boolean | undefined;
  /** The dedicated bucket is used, but neither its policy nor its settings are changed. */
  withoutBucketAdministration?: boolean | undefined;
};

/** One way to narrow the policies. */
export type ScopeOption = keyof Scope;

/** A scope, checked, with ARNs for names, of one partition. */
export type ScopeValues = Scope & { partition: string; ec2ServicePrincipal: string };

/** The scope with ARNs in place of names. */
export function expandScope(scope: Scope, partition: Partition): ScopeValues {
  const arns = (kind: string, entries: readonly string[]): string[] =>
    entries.map((entry) =>
      entry.startsWith('arn:') ? entry : `arn:${partition}:iam::${scope.accountId}:${kind}/${entry.replace(/^\//, '')}`,
    );
  return {
    ...scope,
    ...(scope.passRoles && { passRoles: arns('role', scope.passRoles) }),
    ...(scope.instanceProfiles && { instanceProfiles: arns('instance-profile', scope.instanceProfiles) }),
    partition,
    ec2ServicePrincipal: ec2ServicePrincipal(partition),
  };
}

type Statements = readonly CatalogueStatement[];

const NAMED_UPSOLVER = '*upsolver*';

const POLICY_READS = [
  'iam:ListPolicies',
  'iam:GetPolicyVersion',
  'iam:GetPolicy',
  'iam:ListRoles',
  'iam:ListInstanceProfiles',
  'iam:ListInstanceProfilesForRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListAccountAliases',
];

const ADDRESS_USES = ['ec2:AssociateAddress', 'ec2:DisassociateAddress', 'ec2:ReleaseAddress'];

/**
 * What each option does to the statements, in the order in which they are applied. The account and the Region come last:
 * they see the statements that the others have made. `scope-options.ts` says why, and at what price.
 *
 * Sources of the actions' condition keys: AWS Service Authorization Reference, Amazon EC2 and AWS IAM.
 */
const narrowings: Record<ScopeOption, (statements: Statements, scope: ScopeValues) => Statements> = {
  withoutPolicyReads: (statements) => without(statements, 'validateAndMonitor', POLICY_READS),
  passRoles: (statements, { passRoles = [], ...scope }) =>
    move(statements, 'validateAndMonitor', ['iam:PassRole'], {
      Sid: 'passNamedRoles',
      Resource: passRoles,
      Condition: { StringEquals: { 'iam:PassedToService': scope.ec2ServicePrincipal } },
    }),
  instanceProfiles: (statements, { instanceProfiles = [] }) =>
    move(statements, 'validateAndMonitor', ['iam:AddRoleToInstanceProfile'], {
      Sid: 'fillNamedInstanceProfiles',
      Resource: instanceProfiles,
    }),
  tagOnCreateOnly: (statements) =>
    move(statements, 'requestSpotAndAddresses', ['ec2:CreateTags'], {
      Sid: 'tagOnCreate',
      Condition: {
        StringEquals: {
          'ec2:CreateAction': ['RunInstances', 'CreateVolume', 'RequestSpotInstances', 'AllocateAddress'],
        },
      },
    }),
  namedAddressesOnly: (statements, { partition }) => {
    const allocated = move(statements, 'requestSpotAndAddresses', ['ec2:AllocateAddress'], {
      Sid: 'allocateNamedAddresses',
      Condition: { StringLike: { 'aws:RequestTag/Name': NAMED_UPSOLVER } },
    });
    const targets: CatalogueStatement = {
      Sid: 'connectAddresses',
      Effect: 'Allow',
      Action: ['ec2:AssociateAddress', 'ec2:DisassociateAddress'],
      Resource: [ec2Arn({ partition }, 'instance/*'), ec2Arn({ partition }, 'network-interface/*')],
    };
    const moved = move(allocated, 'requestSpotAndAddresses', ADDRESS_USES, {
      Sid: 'useNamedAddresses',
      Resource: [ec2Arn({ partition }, 'elastic-ip/*')],
      Condition: { StringLike: { 'ec2:ResourceTag/Name': NAMED_UPSOLVER } },
    });
    return moved.flatMap((statement) => (statement.Sid === 'useNamedAddresses' ? [statement, targets] : [statement]));
  },
  withoutBucketAdministration: limitToBucketUse,
  vpcId: (statements, { partition, accountId, region = '*', vpcId }) => {
    const starts = ['ec2:RunInstances', 'ec2:RequestSpotInstances'];
    const Action = starts.filter((action) => statements.some((statement) => statement.Action.includes(action)));
    const deny: CatalogueStatement = {
      Sid: 'denyOtherVpcs',
      Effect: 'Deny',
      Action,
      Resource: [ec2Arn({ partition }, 'subnet/*'), ec2Arn({ partition }, 'network-interface/*')],
      Condition: {
        ArnNotEquals: { 'ec2:Vpc': ec2Arn({ partition, accountId, region }, `vpc/${vpcId}`) },
        Null: { 'ec2:Vpc': 'false' },
      },
    };
    return Action.length === 0 ? statements : [...statements, deny];
  },
  region: (statements, { region = '*' }) => {
    const describes = statements
      .filter(({ Sid }) => Sid === 'validateAndMonitor')
      .flatMap(({ Action }) => Action.filter((action) => action.startsWith('ec2:')));
    return move(statements, 'validateAndMonitor', describes, {
      Sid: 'monitorInRegion',
      Condition: { StringEquals: { 'ec2:Region': region } },
    });
  },
  accountId: (statements, scope) => statements.map((statement) => limitToAccount(statement, scope)),
};

/** The names of the options. */
export const SCOPE_OPTIONS = /* @__PURE__ */ Object.keys(narrowings) as readonly ScopeOption[];

/**
 * Statements of the catalogue, narrowed. An option that is left out, or `false`, changes nothing; `accountId` always
 * holds.
 */
export function narrowStatements(statements: Statements, scope: ScopeValues): CatalogueStatement[] {
  return [
    ...SCOPE_OPTIONS.filter((option) => scope[option] !== undefined && scope[option] !== false).reduce(
      (narrowed, option) => narrowings[option](narrowed, scope),
      statements,
    ),
  ];
}

/** Statements whose actions are all EC2's writes; the reads know no resources. */
const EC2_WRITES = new Set([
  'requestSpotAndAddresses',
  'createNamedUpsolver',
  'useNamedUpsolver',
  'launchFromImageIntoSubnet',
  'tagOnCreate',
  'allocateNamedAddresses',
  'useNamedAddresses',
  'connectAddresses',
]);

/** Images and snapshots have no account in their ARNs. */
const WITHOUT_ACCOUNT = new Set(['requestSpotAndAddresses', 'useNamedUpsolver']);

function limitToAccount(statement: CatalogueStatement, scope: ScopeValues): CatalogueStatement {
  if (!EC2_WRITES.has(statement.Sid)) return statement;
  const { partition, accountId, region = '*' } = scope;
  const place = { partition, region };
  const everything = [
    ec2Arn({ ...place, accountId }, '*'),
    ...(WITHOUT_ACCOUNT.has(statement.Sid)
      ? [ec2Arn({ ...place, accountId: '' }, 'image/*'), ec2Arn({ ...place, accountId: '' }, 'snapshot/*')]
      : []),
  ];
  const Resource = statement.Resource.flatMap((resource) => {
    if (resource === '*') return everything;
    // `arn:aws:ec2:*:*:subnet/*` and `arn:aws:ec2:*::image/*`
    const [, , , , account = '', type = ''] = resource.split(':');
    return [ec2Arn({ ...place, accountId: account === '' ? '' : accountId }, type)];
  });
  return { ...statement, Resource };
}

function ec2Arn(
  { partition, region = '*', accountId = '*' }: { partition: string; region?: string; accountId?: string },
  resource: string,
): string {
  return `arn:${partition}:ec2:${region}:${accountId}:${resource}`;
}

/** The statements, with actions taken from one of them; a statement without actions is dropped. */
function without(statements: Statements, sid: string, actions: readonly string[]): Statements {
  return statements
    .map((statement) =>
      statement.Sid === sid
        ? { ...statement, Action: statement.Action.filter((action) => !actions.includes(action)) }
        : statement,
    )
    .filter(({ Action }) => Action.length > 0);
}

type NewStatement = { Sid: string; Resource?: string[]; Condition?: ConditionBlock };

/**
 * The statements, with actions moved from one of them to a statement of their own behind it. Without resources the new
 * statement is not made.
 */
function move(
  statements: Statements,
  sid: string,
  actions: readonly string[],
  { Sid, Resource = ['*'], Condition }: NewStatement,
): Statements {
  const from = statements.find((statement) => statement.Sid === sid);
  const Action = from?.Action.filter((action) => actions.includes(action)) ?? [];
  if (Action.length === 0) return statements;
  const moved: CatalogueStatement[] =
    Resource.length === 0
      ? []
      : [{ Sid, Effect: 'Allow', Action, Resource: [...Resource], ...(Condition && { Condition }) }];
  return statements.flatMap((statement) => {
    if (statement.Sid !== sid) return [statement];
    return [...without([statement], sid, actions), ...moved];
  });
}

/** What work on objects and their listing takes, and no more of `s3:*`. */
const BUCKET_USE_ACTIONS = [
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:ListBucketMultipartUploads',
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectTagging',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];

/** The statements, with work on the dedicated bucket's objects in place of `s3:*`. */
export function limitToBucketUse(statements: readonly CatalogueStatement[]): CatalogueStatement[] {
  return statements.map((statement) =>
    statement.Sid === 'upsolverBucketAccess' ? { ...statement, Action: [...BUCKET_USE_ACTIONS] } : statement,
  );
}
