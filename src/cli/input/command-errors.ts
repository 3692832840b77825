import { quoteText } from '../../core/quote.js';
import type { Recognized, Sample } from './sample.js';

/** What a command before the pipe says when it fails, and how to fix it. */
type CommandError = { says: RegExp; remedy: string };

const SIGN_IN = 'sign in again, for example with `aws sso login`, and run the aws command again';
const CHECK_CREDENTIALS = 'check the credentials with `aws sts get-caller-identity`, and run the aws command again';
const CORRECT = 'correct the aws command';

/** The message of a service, with one of the error codes. Each code is a regular expression. */
const serviceError = (...codes: string[]): RegExp => new RegExp(`An error occurred \\((?:${codes.join('|')})\\)`);

/** One of several messages, of which each is a regular expression. */
const oneOf = (...messages: string[]): RegExp => new RegExp(messages.join('|'), 'm');

/**
 * Messages of the AWS CLI. The first row that matches counts.
 *
 * Sources: AWS CLI User Guide, "Troubleshooting errors for the AWS CLI"; botocore, `exceptions.py`; IAM API Reference,
 * "Common Error Types".
 */
const AWS_CLI_ERRORS: readonly CommandError[] = [
  {
    says: serviceError('AccessDenied\\w*', 'UnauthorizedOperation', 'NotAuthorized\\w*', 'Forbidden\\w*'),
    remedy: 'the caller needs permission for this operation; then run the aws command again',
  },
  { says: serviceError('\\w*Expired\\w*'), remedy: SIGN_IN },
  {
    says: serviceError(
      'InvalidClientTokenId',
      'UnrecognizedClient\\w*',
      'SignatureDoesNotMatch',
      'AuthFailure',
      'InvalidAccessKeyId',
      'InvalidToken',
      'MissingAuthenticationToken',
      'IncompleteSignature',
      'OptInRequired',
    ),
    remedy: CHECK_CREDENTIALS,
  },
  {
    says: serviceError('\\w*(?:Throttl|TooManyRequests|RequestLimit|Unavailable|Failure|InternalError|SlowDown)\\w*'),
    remedy: 'wait, and run the aws command again',
  },
  {
    says: serviceError('\\w*(?:NoSuch|NotFound)\\w*'),
    remedy: 'check the name, the account and the Region in the aws command',
  },
  { says: serviceError('\\w+'), remedy: `${CORRECT}, and run it again` },
  {
    says: oneOf(
      '\\b(?:SSO|sso)\\b.*(?:[Tt]oken|session|expired|login)',
      'Token has expired and refresh failed',
      '[Ss]ession has expired',
    ),
    remedy: SIGN_IN,
  },
  {
    says: oneOf('Unable to locate credentials', 'NoCredentialsError', 'Could not load credentials'),
    remedy: 'sign in first, for example with `aws configure` or `aws sso login`',
  },
  {
    says: oneOf('Partial credentials found', 'Error when retrieving credentials', 'CredentialRetrievalError'),
    remedy: CHECK_CREDENTIALS,
  },
  {
    says: oneOf('You must specify a region', 'NoRegionError'),
    remedy: 'add a Region to the aws command, for example `--region us-east-1`',
  },
  {
    says: oneOf('The config profile \\(', 'config file', 'ProfileNotFound'),
    remedy: 'check `--profile` and `AWS_PROFILE`; `aws configure list-profiles` lists the profiles',
  },
  {
    says: oneOf(
      'Could not connect to the endpoint',
      '(?:[Cc]onnect|[Rr]ead) timeout',
      'SSL validation failed',
      'CERTIFICATE_VERIFY_FAILED',
      'Failed to connect to proxy',
      'Connection was closed',
    ),
    remedy: 'check the network, the proxy and the Region, and run the aws command again',
  },
  { says: oneOf('Unknown output type'), remedy: 'add `--output json` to the aws command' },
  {
    says: oneOf(
      '^aws(?:\\.exe)?: ',
      '^Unknown options',
      '^Parameter validation failed',
      '^Invalid endpoint',
      '^Error parsing parameter',
      '^Bad value for --query',
      '^Invalid --query',
    ),
    remedy: CORRECT,
  },
  { says: oneOf('^usage: aws\\b'), remedy: CORRECT },
];

const ANOTHER_COMMAND = 'the command before the pipe failed; correct it, and run it again';

/** Messages of shells and of other commands that are in such pipes. */
const OTHER_ERRORS: readonly CommandError[] = [
  {
    says: oneOf('command not found', 'not recognized as (?:an internal|the name|a name)', ': not found$'),
    remedy: 'install the missing command, and run it again',
  },
  { says: /^Traceback \(most recent call last\)/m, remedy: ANOTHER_COMMAND },
  { says: /^[^\n{[<]*: (?:No such file or directory|Permission denied|Is a directory)\s*$/m, remedy: ANOTHER_COMMAND },
  {
    says: /^(?:jq|yq|sed|awk|cat|grep|curl|terraform|cdk|sam|aws-vault|saml2aws|upsolver-iam): /m,
    remedy: ANOTHER_COMMAND,
  },
  { says: /^\W*(?:error|fatal|exception|failed|panic)\b/i, remedy: ANOTHER_COMMAND },
];

/** Error messages are among the first lines; data that mentions an error is not one. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 4096;

/** The longest line of a message that is printed whole. */
const MOST_QUOTED = 160;

/** Recognizes the message of a command that failed. */
export function recognizeCommandError({ text, json }: Sample): Recognized | undefined {
  if (json.value !== undefined) return undefined;
  const head = text.trimStart().slice(0, MOST_CHARACTERS).split('\n', MOST_LINES).join('\n');
  return findError(head, AWS_CLI_ERRORS, 'the AWS CLI') ?? findError(head, OTHER_ERRORS, 'another command');
}

function findError(head: string, errors: readonly CommandError[], who: string): Recognized | undefined {
  for (const { says, remedy } of errors) {
    const found = says.exec(head);
    if (found === null) continue;
    const start = head.lastIndexOf('\n', found.index) + 1;
    const line = (/^.*/.exec(head.slice(start)) as RegExpExecArray)[0].trim();
    return {
      code: 'invalid_json',
      message: `this is an error message of ${who}: ${quoteText(line, MOST_QUOTED)}`,
      hint: remedy,
    };
  }
  return undefined;
}
