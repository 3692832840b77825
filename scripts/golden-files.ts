import { ACTION_CATALOG } from '../src/aws/actions/index.js';
import { partitionForRegion } from '../src/aws/partition.js';
import { toYaml } from '../src/cli/yaml.js';
import { checkRoles, explainReport, repair, toRepairScript } from '../src/drift/index.js';
import { buildAthenaPolicy, buildRoles, INTEGRATION_MODES, lakeFormationGrants, rolesFor } from '../src/index.js';
import {
  toAwsCliScript,
  toAwsSdkInputs,
  toBatchGrantPermissionsInputs,
  toLakeFormationScript,
} from '../src/render/aws-sdk/index.js';
import { toCloudFormation, toLakeFormationTemplate } from '../src/render/cloudformation/index.js';
import { toLakeFormationConfiguration, toTerraform } from '../src/render/terraform/index.js';
import { explainRisks, findRoleRisks } from '../src/risks/index.js';
import { inputsTable } from '../test/cli/inputs/table.js';
import { driftedExport, rolesOf, TAGGED } from '../test/drift/account.js';
import { changesTable } from '../test/drift/changes.js';
import { RISKY_ROLE } from '../test/risks/policies.js';
import { EVERYTHING, READ, WRITE } from '../test/upsolver/athena-parameters.js';
import { ACCOUNT } from '../test/upsolver/role-parameters.js';
import { allHelpTexts } from './help-text.js';

const orgId = '12345678-1234-1234-1234-1234567890ab';
const regions = ['us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'];
const parameters = { orgId, region: 'us-east-1', trustedAccountId: '111122223333', externalId: 'acme-external-id' };

/** Whole documents, by the name of their file: the roles of each mode, and what each renderer makes of them. */
export async function goldenFiles(): Promise<Record<string, string>> {
  const policies = Object.fromEntries(
    INTEGRATION_MODES.map((mode) => [
      mode,
      Object.fromEntries(
        regions.map((region) => [
          region,
          rolesFor(mode, { orgId, region }).map(({ name, policyDocument, managedPolicyArns }) => ({
            name,
            policyDocument,
            managedPolicyArns,
          })),
        ]),
      ),
    ]),
  );
  const rendered = INTEGRATION_MODES.flatMap((mode): [string, string][] => {
    const roles = buildRoles(mode, parameters);
    return [
      [`${mode}.roles.json`, json(roles)],
      [`${mode}.cloudformation.json`, json(toCloudFormation(mode))],
      [`${mode}.cloudformation.yaml`, toYaml(toCloudFormation(mode))],
      [`${mode}.fixed.cloudformation.json`, json(toCloudFormation(roles))],
      [`${mode}.tf.json`, json(toTerraform(mode))],
      [`${mode}.fixed.tf.json`, json(toTerraform(roles))],
      [`${mode}.aws-sdk.json`, json(toAwsSdkInputs(roles))],
      [`${mode}.aws-cli.sh`, toAwsCliScript(roles)],
    ];
  });
  const athena = Object.fromEntries(
    ['us-east-1', 'cn-north-1', 'us-gov-west-1'].map((region) => [region, athenaPolicies(region)]),
  );
  const scopedRoles = buildRoles('private-vpc', { ...parameters, athena: EVERYTHING });
  const grants = lakeFormationGrants(scopedRoles, { ...parameters, athena: EVERYTHING });
  const report = checkRoles(driftedExport(), rolesOf('private-vpc'), { parameters: TAGGED, catalog: ACTION_CATALOG });
  return {
    'roles.json': json(policies),
    'athena.json': json(athena),
    'athena.cloudformation.json': json(toCloudFormation('private-vpc', { athena: ['write', 'bucket'] })),
    'athena.tf.json': json(toTerraform('private-vpc', { athena: ['write', 'bucket'] })),
    'athena.fixed.cloudformation.json': json(toCloudFormation(scopedRoles)),
    'athena.fixed.tf.json': json(toTerraform(scopedRoles)),
    'athena.aws-sdk.json': json(toAwsSdkInputs(scopedRoles)),
    'lake-formation.json': json(grants),
    'lake-formation.cloudformation.json': json(toLakeFormationTemplate(grants)),
    'lake-formation.tf.json': json(toLakeFormationConfiguration(grants)),
    'lake-formation.aws-sdk.json': json(toBatchGrantPermissionsInputs(grants)),
    'lake-formation.aws-cli.sh': toLakeFormationScript(grants),
    'athena.aws-cli.sh': toAwsCliScript(scopedRoles),
    ...Object.fromEntries(rendered),
    'drift-changes.txt': changesTable(),
    'drift-report.txt': `${explainReport(report)}\n`,
    'drift-repair.sh': toRepairScript(repair(report)),
    'risks.txt': `${explainRisks(findRoleRisks([RISKY_ROLE]))}\n`,
    'help.txt': await allHelpTexts(),
    'cli-inputs.txt': await inputsTable(),
  };
}

/** The policies that replace AmazonAthenaFullAccess: for reading, for writing, and with every option. */
function athenaPolicies(region: string): Record<string, unknown> {
  const catalogKey = `arn:${partitionForRegion(region)}:kms:${region}:${ACCOUNT}:key/1234`;
  return Object.fromEntries(
    Object.entries({ read: READ, write: WRITE, everything: { ...EVERYTHING, catalogKey } }).map(([name, athena]) => [
      name,
      buildAthenaPolicy(athena, { region }),
    ]),
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
