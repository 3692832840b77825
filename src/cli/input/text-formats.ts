import { quote } from '../../core/quote.js';
import { NOUNS, REMEDIES, type Recognized, type Sample, type Wanted } from './sample.js';

/** A format of text that is not JSON. */
export type TextFormat = {
  /** Matched against the text without the whitespace at its beginning. */
  looks: RegExp;
  is: string;
  remedy: string | Readonly<Record<Wanted, string>>;
};

const OUTPUT_JSON = 'add `--output json` to the aws command';
const CREATED_POLICY = 'pass the policy that it creates, for example the output of `aws iam get-role-policy`';
const TEMPLATE = 'a CloudFormation template in YAML';
const CONVERT_YAML = 'convert it to JSON, for example with `yq -o json`';
const ONLY_JSON = 'pass only the JSON';

const created = { ...REMEDIES, policy: CREATED_POLICY };

/** Keys at the beginning of what the AWS CLI prints as YAML. */
const AWS_KEYS =
  'RoleDetailList|UserDetailList|GroupDetailList|Policies|IsTruncated|Marker|NextToken|Roles?|Users?|Groups?|Policy|' +
  'PolicyVersion|PolicyName|PolicyDocument|PolicyNames|AttachedPolicies|RoleName|UserName|GroupName|Versions|' +
  'AssumeRolePolicyDocument|EvaluationResults|SummaryMap|InstanceProfiles?|Attributes|ResourcePolicy|Account|' +
  'UserId|Arn|Path';

/** What may come before the first key of YAML. */
const BEFORE_YAML = '^(?:(?:---|%YAML|#).*\\n\\s*)*';

const YAML_KEY = `[\\w"'][\\w .'"/-]*:`;

/** YAML that begins with one of the keys. */
const yamlWith = (keys: string, more = ''): RegExp =>
  new RegExp(`${BEFORE_YAML}(?:- )?["']?(?:${keys})["']?:(?:\\s|$)${more}`);

/** Formats that their beginning shows beyond doubt. The first row that matches counts. */
export const CERTAIN_FORMATS: readonly TextFormat[] = [
  {
    looks: /^(?:<!doctype html|<html|<head|<body)/i,
    is: 'an HTML page, such as a proxy or a sign-in page returns,',
    remedy: 'check the command or the URL that returned it',
  },
  {
    looks: /^<\?xml|^<\w[\w:.-]*[\s>/]/,
    is: 'XML',
    remedy: REMEDIES,
  },
  {
    looks: /^(?:-{5,}\s*\n|\+-{3,}|\|\s)/,
    is: 'a table, as the AWS CLI prints it with `--output table`,',
    remedy: OUTPUT_JSON,
  },
  {
    looks: /^(?:[^\n{[]*\n){0,3}[A-Z]{4,}(?:\t|\n[A-Z]{4,}\t)/,
    is: 'text, as the AWS CLI prints it with `--output text`,',
    remedy: OUTPUT_JSON,
  },
  {
    looks: /^None\s*$/,
    is: '`None`, as the AWS CLI prints it if `--query` finds nothing,',
    remedy: 'correct `--query`, and add `--output json` to the aws command',
  },
  { looks: yamlWith('AWSTemplateFormatVersion|Transform'), is: TEMPLATE, remedy: created },
  {
    looks: /^(?:[^\n]*\n){0,200}?Resources:[^\n]*\n(?:[^\n]*\n){0,20}?\s+Type: *["']?(?:AWS|Custom|Alexa)::/,
    is: TEMPLATE,
    remedy: created,
  },
  { looks: yamlWith('apiVersion'), is: 'a Kubernetes manifest', remedy: REMEDIES },
  {
    looks: yamlWith('service|frameworkVersion', '.*\\n(?:.*\\n){0,50}?(?:provider|functions):'),
    is: 'a Serverless Framework configuration',
    remedy: created,
  },
  { looks: yamlWith(AWS_KEYS), is: 'YAML, as the AWS CLI prints it with `--output yaml`,', remedy: OUTPUT_JSON },
  { looks: yamlWith('Version|Statement|Id'), is: 'YAML', remedy: { ...REMEDIES, policy: CONVERT_YAML } },
  {
    looks: new RegExp(
      '^(?:(?:#|//).*\\n\\s*)*' +
        '(?:resource|data|module|variable|provider|output|terraform|locals|import|moved)\\b[^\\n=:(]*\\{',
    ),
    is: 'Terraform code',
    remedy: created,
  },
  { looks: /^(?:policy\s*=|jsonencode\()/, is: 'Terraform code', remedy: created },
  {
    looks: /^(?:#!|set -[eux])/,
    is: 'a shell script',
    remedy: REMEDIES,
  },
  {
    looks: /^(?:export|import|const|let|var|module\.exports|function|async|class|interface|type)\b[^\n:]*[={;('"]/,
    is: 'program code',
    remedy: { ...REMEDIES, policy: 'pass the output of `JSON.stringify` for the policy' },
  },
  { looks: /^(?:from \w[\w.]* import|import \w+|def \w+\()/, is: 'program code', remedy: REMEDIES },
  { looks: /^(?:```|#{1,6} [^\n]*\n\s*[A-Za-z*`-])/, is: 'Markdown', remedy: ONLY_JSON },
  { looks: /^(?:diff --git|--- a\/|@@ |Index: )/, is: 'a diff', remedy: 'pass the file after the change' },
  {
    looks: /^<{7} /,
    is: 'a file with merge conflict markers',
    remedy: 'resolve the conflict first',
  },
  { looks: /^HTTP\/\d/, is: 'an HTTP response with its headers', remedy: 'pass only its body' },
  {
    looks: /^%25(?:7B|5B|0A|20)/i,
    is: 'text that was URL-encoded twice',
    remedy: 'decode it once',
  },
  { looks: /^%(?:7B|5B|0A|20)/i, is: 'URL-encoded text', remedy: 'decode it first' },
  {
    looks: /^arn:[\w-]+:/,
    is: 'an ARN',
    remedy: {
      ...REMEDIES,
      policy: 'pass the policy itself: `aws iam get-policy-version --policy-arn ARN --version-id v1`',
    },
  },
  { looks: /^(?:[a-z0-9]+:\/\/)\S+\s*$/i, is: 'a URL', remedy: 'download the file first' },
  { looks: /^user,arn,user_creation_time/, is: 'a credential report', remedy: REMEDIES },
  {
    looks: /^(?:eyJ|ew[o0]K?|W3s|WyJ|H4sI)[A-Za-z0-9+/_-]{20}[A-Za-z0-9+/_=\s-]*$/,
    is: 'text in base64',
    remedy: 'decode it first, with `base64 --decode`',
  },
  {
    looks: /^\S*[$#>%]? ?(?:aws|upsolver-iam|npx|jq|cat|terraform) [a-z-]+ [^\n]*\n/,
    is: 'a command and its output',
    remedy: ONLY_JSON,
  },
];

/** Formats that other text resembles. */
export const LIKELY_FORMATS: readonly TextFormat[] = [
  { looks: /^[^\n{}[\]:,]+(?:,[^\n{}[\]:,]*){3,}\n/, is: 'comma-separated values', remedy: REMEDIES },
  {
    // A marker, a list, a key alone in its line, or two lines with keys.
    looks: new RegExp(`${BEFORE_YAML}(?:---|- |${YAML_KEY}(?:\\s*\\n|[ \\t].*\\n\\s*(?:- |${YAML_KEY}(?:\\s|$))))`),
    is: 'YAML',
    remedy: { ...REMEDIES, policy: CONVERT_YAML, grants: CONVERT_YAML },
  },
];

/** Recognizes a format of text that does not begin as JSON does. */
export function recognizeFormat(
  { text, json, wanted }: Sample,
  formats: readonly TextFormat[],
): Recognized | undefined {
  if (json.value !== undefined) return undefined;
  const trimmed = text.trimStart();
  const found = formats.find(({ looks }) => looks.test(trimmed));
  if (found === undefined) return undefined;
  const { is, remedy } = found;
  const hint = typeof remedy === 'string' ? remedy : remedy[wanted];
  return { code: 'invalid_json', message: `this is ${is.replace(/,$/, '')}, not JSON`, hint };
}

/** Recognizes JSON that comes after other text, and text that is nothing else. */
export function recognizeOther({ text, json, wanted }: Sample): Recognized | undefined {
  if (json.value !== undefined || json.state === 'cut') return undefined;
  const begins = quote(beginningOf(text));
  const after = /\n[ \t]*(?:\{\s*["}]|\[\s*[[{"\]])/.exec(text);
  if (after !== null) {
    const line = text.slice(0, after.index + 1).split('\n').length;
    const hint = 'pass only the JSON; commands print messages to standard error, which `2>` redirects';
    return {
      code: 'invalid_json',
      message: `text precedes the JSON, which begins on line ${line}: ${begins}`,
      hint,
    };
  }
  const message = `this is not JSON, and not ${NOUNS[wanted]}: it begins ${begins}`;
  return { code: 'invalid_json', message, hint: REMEDIES[wanted] };
}

/** The beginning of the first line that is not blank. */
export function beginningOf(text: string): string {
  return (/^.{0,60}/.exec(text.trimStart()) as RegExpExecArray)[0].trimEnd();
}
