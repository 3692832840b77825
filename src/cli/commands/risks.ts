import { alignColumns, indent } from '../../core/columns.js';
import { explainRequest } from '../../iam/explain.js';
import { findRisks, type Risk } from '../../risks/risks.js';
import { RISK_CODES } from '../../upsolver/scope/risk-codes.js';
import { defineCommand } from '../command.js';
import { readPolicyFiles } from '../policy-files.js';

const KNOWN_RISKS = `the ${RISK_CODES.length} known risks of Upsolver's roles`;

export const addRisksCommand = defineCommand<[string[]], { json?: boolean }>({
  name: 'risks',
  usage: '<POLICY.json...>',
  summary: "Looks for the known risks of Upsolver's roles",
  description:
    `Looks for ${KNOWN_RISKS}, such as privilege escalation, in policies that are attached together. Prints an ` +
    'example request for each step of a risk, and the scope options that close it. Other risks are not checked.',
  declare: (command) =>
    command
      .argument('<POLICY.json...>', 'Identity-based policy documents; `-` is standard input')
      .option('--json', 'Print JSON'),
  exitStatus: { 0: 'no risk found', 1: 'at least one risk', 2: 'invalid input' },
  examples: [
    'upsolver-iam policy UpsolverManagementRole --json | upsolver-iam risks -',
    'upsolver-iam risks management.json server.json',
  ],
  run: ([files], { json }, terminal) => {
    const risks = findRisks(readPolicyFiles(files, 'identity', terminal));
    return { json, data: risks, text: () => formatRisks(risks), exitCode: risks.length === 0 ? 0 : 1 };
  },
});

function formatRisks(risks: readonly Risk[]): string {
  if (risks.length === 0) return `None of ${KNOWN_RISKS} was found. Other risks were not checked.`;
  return risks.map(formatRisk).join('\n\n');
}

function formatRisk({ code, description, source, witnesses, closedBy, undecided }: Risk): string {
  const facts = alignColumns([
    ['source', source],
    ['closed by', `scope option ${closedBy.join(' or ')}`],
    ...(undecided === undefined ? [] : [['undecided', UNDECIDED[undecided]]]),
  ]);
  const requests = witnesses.flatMap((request) => ['Example request:', ...indent(explainRequest(request).split('\n'))]);
  return [`${code}: ${description}`, ...indent([...facts, ...requests])].join('\n');
}

const UNDECIDED: Record<NonNullable<Risk['undecided']>, string> = {
  variables: 'a step depends on policy variables',
  mixedTypes: 'a step depends on a condition key that is compared as values of several types',
  tooComplex: 'a step is too complex to decide',
};
