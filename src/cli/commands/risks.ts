import { indent } from '../../core/columns.js';
import { explainRequest } from '../../iam/explain.js';
import { findRisks, type Risk } from '../../risks/risks.js';
import { RISK_CODES } from '../../upsolver/scope/risk-codes.js';
import { defineCommand } from '../command.js';
import { table } from '../layout.js';
import { readPolicyFiles } from '../policy-files.js';

const KNOWN_RISKS = `the ${RISK_CODES.length} known risks of Upsolver's roles`;

export default defineCommand<[string[]], object>({
  description:
    `Looks for ${KNOWN_RISKS}, such as privilege escalation, in policies that are attached together. Prints an ` +
    'example request for each step of a risk, and the scope options that close it. Other risks are not checked.',
  examples: [
    'upsolver-iam policy UpsolverManagementRole --json | upsolver-iam risks -',
    'upsolver-iam risks management.json server.json',
  ],
  declare: (command) => command.argument('<POLICY.json...>', 'Identity-based policy documents; `-` is standard input'),
  formats: ['text', 'json'],
  exitStatus: { 0: 'no risk found', 1: 'at least one risk', 2: 'invalid input' },
  run: ([files], _options, terminal) => {
    const risks = findRisks(readPolicyFiles(files, 'identity', terminal));
    return { exitCode: risks.length === 0 ? 0 : 1, text: (style) => style.wrap(formatRisks(risks)), data: risks };
  },
});

function formatRisks(risks: readonly Risk[]): string {
  if (risks.length === 0) return `None of ${KNOWN_RISKS} was found. Other risks were not checked.`;
  return risks.map(formatRisk).join('\n\n');
}

function formatRisk({ code, description, source, witnesses, closedBy, undecided }: Risk): string {
  const facts = table([
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
