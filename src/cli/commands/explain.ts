import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { parseAccessDenied, type AccessDenied } from '../../guardrails/access-denied.js';
import { explainAccessDenied } from '../../guardrails/explain-access-denied.js';
import { defineCommand } from '../command.js';
import { readInputText } from '../input/read-input.js';
import type { Style } from '../style.js';

export default defineCommand<[string[]], object>({
  description:
    'Explains a message with which AWS denied a request: which kind of policy denied it, what was requested, and ' +
    'where to look next. Other text around the message is ignored, so the output of a failed command can be piped in.',
  examples: [
    'upsolver-iam explain "User: ann is not authorized to perform: ec2:RunInstances with an explicit deny in a ' +
      'service control policy"',
  ],
  declare: (command) => command.argument('[TEXT...]', 'The message; `-` or no text is standard input'),
  formats: ['text', 'json'],
  exitStatus: { 0: 'explained', 2: 'not a message that AWS denied a request' },
  run: ([words], _options, terminal) => {
    const text = words.join(' ');
    const denied = parseMessage(text === '' || text === '-' ? readInputText('-', terminal).text : text);
    return {
      exitCode: 0,
      text: (style: Style) => {
        const [verdict = '', ...lines] = explainAccessDenied(denied).split('\n');
        return style.wrap([style.mark('bad', verdict), ...lines].join('\n'));
      },
      report: denied,
    };
  },
});

/** The text is an argument, and has no name. */
function parseMessage(text: string): AccessDenied {
  const result = attempt(InvalidInputError, () => parseAccessDenied(text));
  if (!(result instanceof InvalidInputError)) return result;
  throw new InvalidInputError(result.issues.map((issue) => ({ ...issue, path: [] })));
}
