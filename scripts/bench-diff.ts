/** `diffRoles` on Terraform plans with 500 roles: none, one in ten, or all changed. Aims at 5 seconds of CPU. */
import type * as Actions from '../src/aws/actions/index.js';
import type * as Main from '../src/index.js';
import type * as Review from '../src/review/index.js';

// The built library: what tsx makes of the sources is slower.
const load = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../dist/${path}`, import.meta.url).href)) as Module;
const { diffRoles, rolesFromTerraform } = await load<typeof Review>('review/index.js');
const { ACTION_CATALOG } = await load<typeof Actions>('aws/actions/index.js');
const { buildRoles } = await load<typeof Main>('index.js');

const ROLES = 500;

const [role] = buildRoles('private-vpc', {
  orgId: '12345678-1234-1234-1234-1234567890ab',
  region: 'us-east-1',
  trustedAccountId: '111122223333',
  externalId: 'acme',
});
const [policy] = role.inlinePolicies;
const changedDocument = {
  ...policy!.document,
  Statement: [
    ...policy!.document.Statement,
    { Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::b/*'] },
  ],
};

/** A plan in which the first roles have another policy. */
function planOf(changed: number): object {
  const resources = Array.from({ length: ROLES }, (_, index) => {
    const name = `Role${index}`;
    const document = index < changed ? changedDocument : policy!.document;
    const own = { name: 'Own', role: name, policy: JSON.stringify(document) };
    return [
      resource('aws_iam_role', `r${index}`, { name, assume_role_policy: JSON.stringify(role.trustPolicy) }),
      resource('aws_iam_role_policy', `p${index}`, own),
    ];
  });
  return { format_version: '1.2', planned_values: { root_module: { resources: resources.flat() } } };
}

function resource(type: string, name: string, values: object): object {
  return { address: `${type}.${name}`, mode: 'managed', type, name, values };
}

const before = planOf(0);
const rows = [0, ROLES / 10, ROLES].map((changed) => {
  const after = planOf(changed);
  const start = process.cpuUsage();
  const { gained } = diffRoles(rolesFromTerraform(before).roles, rolesFromTerraform(after).roles, {
    catalog: ACTION_CATALOG,
  });
  const { user, system } = process.cpuUsage(start);
  return { roles: ROLES, changed, rows: gained, seconds: Number(((user + system) / 1e6).toFixed(2)) };
});
console.table(rows);
