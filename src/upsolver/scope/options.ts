import type { CatalogueStatement } from '../catalogue/build-policy.js';
import type { ManagedPolicyName } from '../catalogue/names.js';
import type { PageSid } from '../catalogue/statements.js';
import {
  addStackStatus,
  ec2Arn,
  insertAfter,
  limitToAccount,
  limitToBucketUse,
  limitToStreamUse,
  move,
  without,
  type ScopeContext,
  type Statements,
} from './statements.js';

/** The value of an option, by its kind: schema, template parameters, command options and detection follow the kind. */
type ValueOfKind = {
  /** The customer's own account, 12 digits. Always required. */
  account: string;
  /** An AWS Region. */
  region: string;
  /** A VPC's ID. */
  vpc: string;
  /** ARNs of roles, or names with their path; an empty list for none. */
  roles: readonly string[];
  /** ARNs of instance profiles, or names with their path; an empty list for none. */
  instanceProfiles: readonly string[];
  flag: boolean;
};

export type ScopeKind = keyof ValueOfKind;

type Definition<Kind extends ScopeKind> = {
  kind: Kind;
  /** What it does to the statements of the catalogue; lists hold ARNs. */
  narrow: (statements: Statements, value: ValueOfKind[Kind], context: ScopeContext) => Statements;
  /** The statements of Upsolver's documentation that it changes. */
  changes: readonly PageSid[];
  /** The AWS managed policy that a role has no longer: the statements have in its place what is needed. */
  replaces?: ManagedPolicyName;
};

type AnyDefinition = { [Kind in ScopeKind]: Definition<Kind> }[ScopeKind];

const NAMED_UPSOLVER = '*upsolver*';

/**
 * The options, in the order in which they are applied: the VPC, the Region and the account come last, because they see
 * the statements that the others have made.
 *
 * Sources of the actions' condition keys: AWS Service Authorization Reference, Amazon EC2 and AWS IAM.
 */
export const scopeOptions = {
  /** Whether the account's policies, roles and instance profiles cannot be read. */
  withoutPolicyReads: {
    kind: 'flag',
    narrow: (statements) =>
      without(statements, 'validateAndMonitor', [
        'iam:ListPolicies',
        'iam:GetPolicyVersion',
        'iam:GetPolicy',
        'iam:ListRoles',
        'iam:ListInstanceProfiles',
        'iam:ListInstanceProfilesForRole',
        'iam:ListAttachedRolePolicies',
        'iam:ListAccountAliases',
      ]),
    changes: ['validateAndMonitor'],
  },
  /** The only roles that may be passed, and to EC2 only: ARNs, or names with their path; an empty list for none. */
  passRoles: {
    kind: 'roles',
    narrow: (statements, roles, { ec2ServicePrincipal }) =>
      move(statements, 'validateAndMonitor', ['iam:PassRole'], {
        Sid: 'passNamedRoles',
        Resource: roles,
        Condition: { StringEquals: { 'iam:PassedToService': ec2ServicePrincipal } },
      }),
    changes: ['validateAndMonitor'],
  },
  /** The only instance profiles that may get a role: ARNs, or names with their path; an empty list for none. */
  instanceProfiles: {
    kind: 'instanceProfiles',
    narrow: (statements, instanceProfiles) =>
      move(statements, 'validateAndMonitor', ['iam:AddRoleToInstanceProfile'], {
        Sid: 'fillNamedInstanceProfiles',
        Resource: instanceProfiles,
      }),
    changes: ['validateAndMonitor'],
  },
  /** Whether tags can be set only while a resource is created, not on existing resources. */
  tagOnCreateOnly: {
    kind: 'flag',
    narrow: (statements) =>
      move(statements, 'requestSpotAndAddresses', ['ec2:CreateTags'], {
        Sid: 'tagOnCreate',
        Condition: {
          StringEquals: {
            'ec2:CreateAction': ['RunInstances', 'CreateVolume', 'RequestSpotInstances', 'AllocateAddress'],
          },
        },
      }),
    changes: ['requestSpotAndAddresses'],
  },
  /** Whether Elastic IP addresses can be used only if their `Name` contains `upsolver`. */
  namedAddressesOnly: {
    kind: 'flag',
    narrow: (statements, _on, { partition }) => {
      const allocated = move(statements, 'requestSpotAndAddresses', ['ec2:AllocateAddress'], {
        Sid: 'allocateNamedAddresses',
        Condition: { StringLike: { 'aws:RequestTag/Name': NAMED_UPSOLVER } },
      });
      const uses = ['ec2:AssociateAddress', 'ec2:DisassociateAddress', 'ec2:ReleaseAddress'];
      const used = move(allocated, 'requestSpotAndAddresses', uses, {
        Sid: 'useNamedAddresses',
        Resource: [ec2Arn({ partition }, 'elastic-ip/*')],
        Condition: { StringLike: { 'ec2:ResourceTag/Name': NAMED_UPSOLVER } },
      });
      return insertAfter(used, 'useNamedAddresses', {
        Sid: 'connectAddresses',
        Effect: 'Allow',
        Action: ['ec2:AssociateAddress', 'ec2:DisassociateAddress'],
        Resource: [ec2Arn({ partition }, 'instance/*'), ec2Arn({ partition }, 'network-interface/*')],
      });
    },
    changes: ['requestSpotAndAddresses'],
  },
  /** Whether the dedicated bucket can be used, but neither its policy nor its settings changed. */
  withoutBucketAdministration: {
    kind: 'flag',
    narrow: limitToBucketUse,
    changes: ['upsolverBucketAccess'],
  },
  /** Whether Upsolver's own streams can be created and used, but not shared with other accounts. */
  withoutStreamAdministration: {
    kind: 'flag',
    narrow: limitToStreamUse,
    changes: ['upsolverManagedStream'],
  },
  /** Whether only the status of CloudFormation stacks can be read, in place of AWSCloudFormationReadOnlyAccess. */
  stackStatusOnly: {
    kind: 'flag',
    narrow: (statements, _on, context) => addStackStatus(statements, context),
    changes: [],
    replaces: 'AWSCloudFormationReadOnlyAccess',
  },
  /** The only VPC in which instances start. */
  vpcId: {
    kind: 'vpc',
    narrow: (statements, vpcId, context) => {
      const starts = ['ec2:RunInstances', 'ec2:RequestSpotInstances'];
      const Action = starts.filter((action) => statements.some((statement) => statement.Action.includes(action)));
      const { partition } = context;
      const deny: CatalogueStatement = {
        Sid: 'denyOtherVpcs',
        Effect: 'Deny',
        Action,
        Resource: [ec2Arn({ partition }, 'subnet/*'), ec2Arn({ partition }, 'network-interface/*')],
        Condition: {
          ArnNotEquals: { 'ec2:Vpc': ec2Arn(context, `vpc/${vpcId}`) },
          Null: { 'ec2:Vpc': 'false' },
        },
      };
      return Action.length === 0 ? statements : [...statements, deny];
    },
    changes: ['requestSpotAndAddresses', 'useNamedUpsolver', 'launchFromImageIntoSubnet'],
  },
  /** The only Region in which EC2 statements apply. */
  region: {
    kind: 'region',
    narrow: (statements, region) => {
      const page: PageSid = 'validateAndMonitor';
      const describes = statements
        .filter(({ Sid }) => Sid === page)
        .flatMap(({ Action }) => Action.filter((action) => action.startsWith('ec2:')));
      return move(statements, page, describes, {
        Sid: 'monitorInRegion',
        Condition: { StringEquals: { 'ec2:Region': region } },
      });
    },
    changes: [
      'validateAndMonitor',
      'requestSpotAndAddresses',
      'createNamedUpsolver',
      'useNamedUpsolver',
      'launchFromImageIntoSubnet',
    ],
  },
  /** The customer's own account, 12 digits: EC2 statements name it instead of `*`. */
  accountId: {
    kind: 'account',
    narrow: (statements, _accountId, context) => statements.map((statement) => limitToAccount(statement, context)),
    changes: ['requestSpotAndAddresses', 'createNamedUpsolver', 'useNamedUpsolver', 'launchFromImageIntoSubnet'],
  },
} as const satisfies Record<string, AnyDefinition>;

type Table = typeof scopeOptions;

/** One way to narrow the policies. */
export type ScopeOption = keyof Table;

type ScopeValue<Option extends ScopeOption> = ValueOfKind[Table[Option]['kind']];

/** How far the roles' policies are narrowed. An option that is omitted, or `false`, changes nothing. */
export type Scope = {
  readonly [Option in keyof Table as Option extends 'accountId' ? Option : never]: ScopeValue<Option>;
} & {
  readonly [Option in keyof Table as Option extends 'accountId' ? never : Option]?: ScopeValue<Option> | undefined;
};

/** The options of `scope`, in the order in which they are applied. */
export const SCOPE_OPTIONS = /* @__PURE__ */ Object.keys(scopeOptions) as readonly ScopeOption[];

/** The AWS managed policies that some options replace. */
export function replacedPolicies(chosen: readonly ScopeOption[]): ManagedPolicyName[] {
  return chosen.flatMap((option) => (scopeOptions[option] as AnyDefinition).replaces ?? []);
}

/** The options of a scope that are on. */
export function chosenOptions(scope: Partial<Scope>): ScopeOption[] {
  return SCOPE_OPTIONS.filter((option) => scope[option] !== undefined && scope[option] !== false);
}

/** The kind of an option's value. */
export function scopeKind(option: ScopeOption): ScopeKind {
  return scopeOptions[option].kind;
}

/** A value for each of some options, by its kind. */
export function scopeOf(chosen: readonly ScopeOption[], valueOf: { [Kind in ScopeKind]: () => unknown }): Scope {
  return Object.fromEntries(chosen.map((option) => [option, valueOf[scopeKind(option)]()])) as Scope;
}
