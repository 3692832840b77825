import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { parseAccessDenied, type AccessDenied } from '../../guardrails/access-denied.js';
import { explainAccessDenied } from '../../guardrails/explain-access-denied.js';
import { defineCommand } from '../command.js';
import { readInputText } from '../input/read-input.js';
import type { Style } from '../style.js';

export default defineCommand<[string[]], object>({
  description:
    'Explains an access denied message from AWS: what was requested, which kind of policy denied it, and where to ' +
    'look next. Ignores the text around the message, so you can pipe in the output of a failed command.',
  examples: [
    'upsolver-iam explain "User: ann is not authorized to perform: ec2:RunInstances with an explicit deny in a ' +
      'service control policy"',
  ],
  declare: (command) => command.argument('[TEXT...]', 'The message; `-` or no text is standard input'),
  formats: ['text', 'json'],
  exitStatus: { 0: 'explained', 2: 'the text is not an access denied message' },
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
