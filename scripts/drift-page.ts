import { FINDINGS } from '../src/drift/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../src/upsolver/catalogue/managed-policy-snapshots.js';
import { PAGE_REVISIONS } from '../src/upsolver/catalogue/page-revisions.js';
import { code, table } from './markdown.js';

const SEVERITIES = {
  error: 'What Upsolver needs does not work, or more is allowed than it needs.',
  warning: 'Another setting than the one that was asked for.',
  info: 'Worth knowing; the role is in sync all the same.',
  unknown: 'The input does not tell.',
};

/** The text of `docs/drift.md`; its tables are those of the code. */
export function renderDriftPage(): string {
  return `${[
    INTRODUCTION,
    STATUSES,
    '## Findings',
    'Codes are stable: a new one is a minor release, a changed meaning a major one.',
    table(
      ['Severity', 'Meaning'],
      Object.entries(SEVERITIES).map(([severity, meaning]) => [code(severity), meaning]),
    ),
    table(
      ['Code', 'Severity', 'Meaning'],
      Object.entries(FINDINGS).map(([name, { severity, meaning }]) => [code(name), severity, meaning]),
    ),
    METHOD,
    '## Managed policies',
    `A managed policy is what the input says that its default version is. Where the input has none, this library knows the AWS managed policies as they were on a day, in the partition \`aws\`; of others it says that they are not in the input. It guesses nothing.`,
    table(
      ['Policy', 'Version', 'Of'],
      Object.entries(MANAGED_POLICY_SNAPSHOTS).map(([name, { version, date }]) => [code(name), code(version), date]),
    ),
    '## Variants and editions',
    VARIANTS,
    table(
      ['Edition', 'Has, beside that of November 2020', 'Lacks', 'Source'],
      PAGE_REVISIONS.map(({ name, adds, lacks, source }) => [
        name,
        adds.map(code).join(', '),
        lacks.map(code).join(', '),
        source,
      ]),
    ),
    REPAIR,
    INPUT,
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `# Drift

<!-- Written by \`npm run docs\` from the tables in src/. Do not edit. -->

\`upsolver-iam/drift\` answers one question: are the roles in an account still what Upsolver needs, and nothing more? It compares
what they allow, over all policies that are attached to them, not their text: the order of lists, names of statements or a
policy in two make no difference, and every difference that there is comes with a request that shows it.

\`\`\`js
import { buildRoles } from 'upsolver-iam';
import { checkRoles, explainReport, repair } from 'upsolver-iam/drift';

const parameters = {
  orgId: '12345678-1234-1234-1234-1234567890ab',
  region: 'eu-west-1',
  trustedAccountId: '111122223333',
  externalId: 'acme-external-id',
};
const expected = buildRoles('upsolver-vpc', parameters);

// What AWS returns; here a role that somebody has made the trust policy of.
const [role] = expected;
const page = {
  RoleDetailList: [
    {
      RoleName: role.name,
      Arn: \`arn:aws:iam::444455556666:role/\${role.name}\`,
      Path: '/',
      AssumeRolePolicyDocument: JSON.stringify({ ...role.trustPolicy, Statement: role.trustPolicy.Statement.map(({ Condition, ...rest }) => rest) }),
      RolePolicyList: role.inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: JSON.stringify(document) })),
      AttachedManagedPolicies: role.managedPolicyArns.map((arn) => ({ PolicyArn: arn })),
      InstanceProfileList: [],
    },
  ],
};
const report = checkRoles(page, expected, { parameters });
console.log(explainReport(report));
console.log(repair(report)[0].calls.map(({ operation }) => operation));
\`\`\`

\`\`\`text
1 role: 1 drifted.

UpsolverRole  account 444455556666  drifted  1 finding  not in the input: maxSessionDuration

UpsolverRole, account 444455556666: drifted
  error externalIdGone: \`arn:aws:iam::111122223333:root\` can assume the role without an external id
    for example:
      action     \`sts:AssumeRole\`
      resource   \`*\`
      principal  AWS \`arn:aws:iam::111122223333:root\`
[ 'UpdateAssumeRolePolicy' ]
\`\`\`

On the command line:

\`\`\`sh
aws iam get-account-authorization-details --filter Role LocalManagedPolicy AWSManagedPolicy |
  npx upsolver-iam check --mode private-vpc --org-id ... --region ... --trusted-account ... --external-id ...
\`\`\`

It prints the report and the calls that bring the roles back; \`--json\` both as data, \`--sarif\` the report for code scanning. It
exits with 0 if all roles are in sync, 1 if one has drifted or is missing, 2 for bad input, or if the input does not tell.`;

const STATUSES = `## Statuses

| Status | Meaning |
| --- | --- |
| \`inSync\` | the role is what it should be |
| \`drifted\` | something does not work, too much is allowed, or a setting is another one |
| \`missing\` | the account has no such role |
| \`unreadable\` | the input does not tell: a document is not there, or could not be read |`;

const METHOD = `## How roles are compared

- **Permissions.** All policies of the role together are held against all that it should have, action by action, with the exact
  comparison of \`upsolver-iam/iam\` ([comparison.md](comparison.md)). What is missing, what a Deny defeats, what is granted beyond,
  and what a Deny should refuse are looked for one by one, so that one mistake does not hide another.
- **Boundary.** A request is allowed if the policies and the boundary allow it: what is needed and the boundary does not allow is
  cut off, whatever the policies say.
- **Trust.** Principal by principal, and external id by external id. A principal that was deleted (\`AIDA…\`) is nobody.
- **Names.** A role that is not there under its name is looked for among those that grant a third or more of what it should,
  or a part of it under the same tags. Tags alone prove nothing.
- **The rest** is compared as values: path, longest session (only \`GetRole\` tells it; otherwise \`uncheckedSettings\` says so), tags that were
  asked for, instance profile.`;

const VARIANTS = `With \`{ parameters }\` (what \`buildRoles\` was called with) a report tells variants of the page apart: a role that is scoped, or has
features left out, or is an earlier edition of the page, has \`variant\`. What a variant would have to be is read off the role; then it
is built, and has to be the same. Of the editions of Upsolver's page, these are known:`;

const REPAIR = `## Repair

\`repair(report)\` returns, for each role, the calls to AWS IAM that bring it back, as inputs of \`@aws-sdk/client-iam\`; \`toRepairScript\`
makes a shell script of them, which stops before the calls of an account other than that of the current credentials. Nothing is
ever sent. The calls are checked by the check itself: after them the role is in sync, and none of them can be left out. What no call on the
role can change, such as what a boundary that was asked for cuts off, is in \`remaining\`; so is what could not be read, which is not touched.

IAM can neither move nor rename a role. One under a wrong path is deleted and made anew, with what does no harm and was there beside: a
boundary, tags, policies. It gets a new unique id, so that policies of keys, buckets and other roles' trust that name the old one have to be told. For a
role under a wrong name a new one is made, and the old one left as it is. An instance profile that is empty is in no export: if one of the right
name is there, \`CreateInstanceProfile\` fails, and the script stops.`;

const INPUT = `## Input

| What | How |
| --- | --- |
| \`aws iam get-account-authorization-details\`, any filter | text, several outputs behind each other, NDJSON |
| \`GetAccountAuthorizationDetailsCommandOutput\` of the SDK | one page, or a list of all |
| roles and managed policies out of them | values, or a line for each |
| \`GetRole\`, \`ListAttachedRolePolicies\`, \`ListRolePolicies\`, \`GetRolePolicy\`, \`GetPolicyVersion\`, \`ListInstanceProfilesForRole\` | \`roleFromApiResponses\` puts them together |

Filters leave parts out: without \`Role\` every role is missing, without \`LocalManagedPolicy\` a policy or boundary of the account's own cannot be read.
Output that was cut short (\`--max-items\`, a page that says \`IsTruncated\`) is told from whole output.

\`createRoleCheck\` takes text or values piece by piece, so that input may be of any length: what is kept are the roles that are asked for, those
that could be them, and the managed policies. Nothing throws for bad input: \`issues\` says what could not be read, with code, path, line and column,
and all other roles are checked. Where something could not be read, a role that was not found is \`unreadable\`, not \`missing\`. An input of several
accounts gives a report for each.`;
