import { explainRisks } from '../../risks/explain.js';
import { RISK_CODES } from '../../risks/known-risks.js';
import { findRoleRisks } from '../../risks/report.js';
import { defineCommand } from '../command.js';
import { readPolicyFiles } from '../policy-files.js';

export const addRisksCommand = defineCommand<[string[]], { json?: boolean }>({
  name: 'risks',
  usage: '<POLICY.json...>',
  summary: 'Looks for known ways to misuse permissions',
  description:
    `Looks for ${RISK_CODES.length} known risks, such as privilege escalation, in policies attached together. ` +
    'Prints an example request for each step of a risk, the statement that allows it, and what closes the risk. ' +
    'Other risks are not checked; docs/risks.md lists those that are.',
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
    const policies = readPolicyFiles(files, 'identity', terminal);
    const inlinePolicies = policies.map((document, index) => ({ name: files[index] as string, document }));
    const report = findRoleRisks([{ name: files.join(' + '), inlinePolicies, managedPolicyArns: [] }]);
    const found = report.roles.some(({ risks }) => risks.length > 0);
    return { json, data: report, text: () => explainRisks(report), exitCode: found ? 1 : 0 };
  },
});
