import { buildUpsolverPolicy } from '../src/index.js';
import { findRisks, SCOPE_ENTRIES } from '../src/risks/index.js';
import { code, table } from './markdown.js';

/** The text of `docs/scoping.md`, from the table of options. */
export function renderScopingPage(): string {
  const risks = findRisks(buildUpsolverPolicy('acme', 'us-east-1'));
  return `${[
    INTRODUCTION,
    '## Options',
    table(
      ['Option', 'Risk that it closes', 'What might break', 'Statements', 'Source'],
      SCOPE_ENTRIES.map(({ option, risk, mightBreak, changes, source }) => [
        code(option),
        risk,
        mightBreak,
        changes.map(code).join(', '),
        source,
      ]),
    ),
    "## Risks of the page's policies",
    'What `findRisks` of `upsolver-iam/risks` finds, in any policy, by meaning. The page has all of them; with every option on, there is none.',
    table(
      ['Risk', 'What someone who holds the role can do', 'Closed by', 'Source'],
      risks.map((risk) => [code(risk.code), risk.description, risk.closedBy.map(code).join(' or '), risk.source]),
    ),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `# Scoping

<!-- Written by \`npm run docs\` from src/upsolver/scope/rationale.ts. Do not edit. -->

By default the policies are exactly those of Upsolver's page. \`scope\` narrows them, option by option; \`accountId\` is always
needed, the others are up to you. Tests prove with \`compareAccess\` that each option alone, each pair, and all together grant
less than the page, and that launches, spot requests, volumes and addresses still work.

\`\`\`ts
buildRoles('private-vpc', {
  ...parameters,
  scope: {
    accountId: '444455556666',
    region: 'eu-west-1',
    vpcId: 'vpc-0123456789abcdef0',
    passRoles: ['UpsolverServerRole'],
    instanceProfiles: ['UpsolverServerRole'],
    tagOnCreateOnly: true,
    namedAddressesOnly: true,
    withoutPolicyReads: true,
    withoutBucketAdministration: true,
  },
});
\`\`\`

Roles and instance profiles are ARNs, or names with their path. On the command line: \`--scope all --account 444455556666\`.`;
