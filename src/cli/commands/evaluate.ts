import { evaluateAccess } from '../../iam/evaluate.js';
import { explainAccess } from '../../iam/explain.js';
import type { AccessRequest, RequestPrincipal } from '../../iam/request.js';
import { defineCommand } from '../command.js';
import { readKeyValues } from '../key-values.js';
import { KIND_OPTION, readPolicyFiles, type KindOption } from '../policy-files.js';

type RequestOptions = { action: string; resource: string; context?: string[]; principal?: string };

export const addEvaluateCommand = defineCommand<[string[]], RequestOptions & KindOption & { json?: boolean }>({
  name: 'evaluate',
  usage: '<POLICY.json...>',
  summary: 'Determines whether policies allow a request',
  description:
    'Determines whether policies that are attached together allow a request, and shows which statements apply and ' +
    'why the others do not.',
  declare: (command) =>
    command
      .argument('<POLICY.json...>', 'Policy documents; `-` is standard input')
      .requiredOption('--action <action>', 'Action (required), for example s3:GetObject')
      .option('--resource <arn>', 'Complete ARN of the resource, or *', '*')
      .option('--context <key=value...>', 'Condition keys with their values; repeat a key for another value of it')
      .option(
        '--principal <principal>',
        'Who sends the request, for trust and resource policies: an ARN, Service=… or Federated=…',
      )
      .option(...KIND_OPTION)
      .option('--json', 'Print JSON'),
  exitStatus: { 0: 'allowed', 1: 'denied', 2: 'invalid input' },
  examples: [
    'upsolver-iam evaluate policy.json --action s3:GetObject \\\n      --resource arn:aws:s3:::bucket/key',
    'upsolver-iam evaluate policy.json --action ec2:RunInstances \\\n' +
      '      --context aws:RequestTag/Name=upsolver-server',
    'upsolver-iam evaluate trust.json --action sts:AssumeRole \\\n      --principal Service=ec2.amazonaws.com',
  ],
  run: ([files], options, terminal) => {
    const decision = evaluateAccess(readPolicyFiles(files, options.kind, terminal), readRequest(options));
    const exitCode = decision.decision === 'allowed' ? 0 : 1;
    return { json: options.json, data: decision, text: () => explainAccess(decision), exitCode };
  },
});

function readRequest({ action, resource, context = [], principal }: RequestOptions): AccessRequest {
  const values = new Map<string, string[]>();
  for (const [key, value] of readKeyValues(context, 'context')) values.set(key, [...(values.get(key) ?? []), value]);
  const request: AccessRequest = { action, resource, context: Object.fromEntries(values) };
  return principal === undefined ? request : { ...request, principal: readPrincipal(principal) };
}

function readPrincipal(text: string): string | RequestPrincipal {
  const [, kind, id] = /^(AWS|Service|Federated)=(.*)$/s.exec(text) ?? [];
  return kind === undefined ? text : ({ [kind]: id } as RequestPrincipal);
}
