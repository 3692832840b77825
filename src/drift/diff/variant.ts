import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { compareAccess } from '../../iam/compare/compare.js';
import type { PolicyDocument, Statement } from '../../iam/document.js';
import type { CatalogueStatement } from '../../upsolver/catalogue/build-policy.js';
import { FEATURES, INTEGRATION_MODES, type Features } from '../../upsolver/catalogue/names.js';
import { PAGE_REVISIONS, reviseStatements } from '../../upsolver/catalogue/page-revisions.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { rolesByMode } from '../../upsolver/roles/roles-for.js';
import { SCOPE_OPTIONS, type Scope } from '../../upsolver/scope/narrow.js';
import type { DeployedRole } from '../input/deployed-role.js';
import type { Variant } from '../report/report.js';
import { haveSameStatements } from './statement-key.js';

/**
 * Finds out whether the own policies of a role are a variant of the page's: scoped, with features left out, or an earlier
 * edition. What a variant would have to be is read off the policies; then it is built, and has to be the same.
 *
 * @param parameters What the expected role was built from; without organization and Region nothing can be built.
 */
export function detectVariant(
  expected: DeployableRole,
  deployed: DeployedRole,
  parameters: RoleParameters,
): Variant | undefined {
  const documents = deployed.inlinePolicies.map(({ document }) => document);
  const statements = documents.flatMap(({ Statement: each }) => each);
  const features = featuresOf(statements, deployed, expected.role);
  const page = build(expected, parameters, {});
  if (page === undefined) return undefined;
  const reduced = build(expected, parameters, { features }) as DeployableRole;
  const withoutFeatures = FEATURES.filter((feature) => features[feature] === false);

  const describe = (more: Partial<Variant>): Variant => {
    const { relation } = compareAccess(
      documents,
      page.inlinePolicies.map(({ document }) => document),
    );
    return { relation, withoutFeatures, scope: [], ...more };
  };
  if (isSame(documents, reduced)) return describe({});

  for (const revision of PAGE_REVISIONS) {
    const revised = mapStatements(reduced, (each) => reviseStatements(each, revision));
    if (isSame(documents, revised)) return describe({ revision: revision.name });
  }

  const scope = scopeOf(statements, deployed.accountId);
  const scoped = build(expected, parameters, { features, scope });
  if (scoped === undefined || !isSame(documents, scoped)) return undefined;
  const options = SCOPE_OPTIONS.filter((option) => scope[option] !== undefined && scope[option] !== false);
  return describe({
    scope:
      expected.role === 'UpsolverServerRole'
        ? options.filter((option) => option === 'withoutBucketAdministration')
        : options,
  });
}

/** The same role with other options; `undefined`, if they are not possible. */
function build(
  { role }: DeployableRole,
  parameters: RoleParameters,
  options: { features?: Features; scope?: Scope },
): DeployableRole | undefined {
  const mode = INTEGRATION_MODES.find((each) =>
    (rolesByMode[each] as readonly string[]).includes(role),
  ) as 'private-vpc';
  const { features: _features, scope: _scope, permissionsBoundaryArn: _boundary, ...rest } = parameters;
  const roles = attempt(InvalidInputError, (): readonly DeployableRole[] => buildRoles(mode, { ...rest, ...options }));
  return roles instanceof InvalidInputError ? undefined : roles.find((each) => each.role === role);
}

function isSame(documents: readonly PolicyDocument[], role: DeployableRole): boolean {
  return haveSameStatements(
    documents,
    role.inlinePolicies.map(({ document }) => document),
  );
}

function mapStatements(
  role: DeployableRole,
  change: (statements: readonly CatalogueStatement[]) => CatalogueStatement[],
): DeployableRole {
  return {
    ...role,
    inlinePolicies: role.inlinePolicies.map(({ name, document }) => ({
      name,
      document: { ...document, Statement: change(document.Statement as CatalogueStatement[]) },
    })),
  };
}

/** The features that a role would have to be built with. */
function featuresOf(statements: readonly Statement[], { managedPolicies }: DeployedRole, role: string): Features {
  if (role === 'UpsolverManagementRole') return {};
  return {
    athenaTables: managedPolicies.some(({ name }) => name === 'AmazonAthenaFullAccess'),
    kinesisStreams: find(statements, 'kinesis:ListStreams') !== undefined,
    dedicatedBucket: statements.some(({ Resource }) =>
      [Resource ?? []].flat().some((arn) => /:s3:::[a-z0-9-]+-upsolver-/.test(arn)),
    ),
  };
}

/** The options of scope that a role would have to be built with. */
function scopeOf(statements: readonly Statement[], accountId: string): Scope {
  const passRole = find(statements, 'iam:PassRole');
  const fillProfile = find(statements, 'iam:AddRoleToInstanceProfile');
  const deny = statements.find(({ Effect }) => Effect === 'Deny');
  const [vpcId] = /vpc-[0-9a-f]+/.exec(JSON.stringify(deny?.Condition ?? {})) ?? [];
  const region = find(statements, 'ec2:DescribeInstances')?.Condition?.StringEquals?.['ec2:Region'];
  return {
    accountId,
    ...(typeof region === 'string' && { region }),
    ...(vpcId !== undefined && { vpcId }),
    ...(!isOnAnything(passRole) && { passRoles: resourcesOf(passRole) }),
    ...(!isOnAnything(fillProfile) && { instanceProfiles: resourcesOf(fillProfile) }),
    tagOnCreateOnly: hasCondition(find(statements, 'ec2:CreateTags')),
    namedAddressesOnly: hasCondition(find(statements, 'ec2:ReleaseAddress')),
    withoutPolicyReads: find(statements, 'iam:ListRoles') === undefined,
    withoutBucketAdministration: find(statements, 's3:*') === undefined,
  };
}

function find(statements: readonly Statement[], action: string): Statement | undefined {
  return statements.find(({ Effect, Action }) => Effect === 'Allow' && [Action ?? []].flat().includes(action));
}

function resourcesOf(statement: Statement | undefined): string[] {
  return [statement?.Resource ?? []].flat();
}

function isOnAnything(statement: Statement | undefined): boolean {
  return resourcesOf(statement).includes('*');
}

function hasCondition(statement: Statement | undefined): boolean {
  return statement?.Condition !== undefined;
}
