import { evaluateAccess } from '../../iam/evaluate.js';
import { explainAccess, explainRequest } from '../../iam/explain.js';
import type { AccessRequest, RequestPrincipal } from '../../iam/request.js';
import { defineCommand, repeated } from '../command.js';
import { readKeyValues } from '../key-values.js';
import { KIND_OPTION, readPolicyFiles, type KindOption } from '../policy-files.js';
import type { Style } from '../style.js';

type Options = KindOption & { action: string; resource?: string; context?: string[]; principal?: string };

export default defineCommand<[string[]], Options>({
  description:
    'Determines whether policies that are attached together allow a request, and shows which statements apply and ' +
    'why the others do not.',
  examples: [
    'upsolver-iam evaluate policy.json --action s3:GetObject \\\n      --resource arn:aws:s3:::bucket/key',
    'upsolver-iam evaluate policy.json --action ec2:RunInstances \\\n' +
      '      --context aws:RequestTag/Name=upsolver-server',
    'upsolver-iam evaluate trust.json --action sts:AssumeRole \\\n      --principal Service=ec2.amazonaws.com',
  ],
  declare: (command) =>
    command
      .argument('<POLICY.json...>', 'Policy documents; `-` is standard input')
      .requiredOption('--action <action>', 'Action (required), for example s3:GetObject')
      .option('--resource <arn>', 'Complete ARN of the resource (default: *, which matches only the resource *)')
      .option('--context <key=value>', 'Condition key with its value. Repeat it for more keys or values', repeated)
      .option(
        '--principal <principal>',
        'Principal of the request, for trust and resource policies: an ARN, Service=… or Federated=…',
      )
      .option(...KIND_OPTION),
  formats: ['text', 'json'],
  exitStatus: { 0: 'allowed', 1: 'denied', 2: 'invalid input' },
  run: ([files], options, terminal) => {
    const request = readRequest(options);
    const decision = evaluateAccess(readPolicyFiles(files, options.kind, terminal), request);
    const isAllowed = decision.decision === 'allowed';
    const text = (style: Style): string => {
      const [verdict = '', ...outcomes] = explainAccess(decision).split('\n');
      const assumed = options.resource === undefined ? ['', 'No --resource was given: * is assumed.'] : [];
      return style.wrap(
        [
          style.mark(isAllowed ? 'good' : 'bad', verdict),
          ...outcomes,
          '',
          'Request:',
          ...explainRequest(request)
            .split('\n')
            .map((line) => `  ${line}`),
          ...assumed,
        ].join('\n'),
      );
    };
    return { exitCode: isAllowed ? 0 : 1, text, report: { ...decision, request } };
  },
});

function readRequest({ action, resource = '*', context = [], principal }: Options): AccessRequest {
  const request: AccessRequest = { action, resource, context: Object.fromEntries(readKeyValues(context, 'context')) };
  return principal === undefined ? request : { ...request, principal: readPrincipal(principal) };
}

function readPrincipal(text: string): string | RequestPrincipal {
  const [, kind, id] = /^(AWS|CanonicalUser|Service|Federated)=(.*)$/s.exec(text) ?? [];
  return kind === undefined ? text : ({ [kind]: id } as RequestPrincipal);
}
