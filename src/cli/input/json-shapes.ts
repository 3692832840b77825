import { quote } from '../../core/quote.js';
import { POLICY_RESPONSES } from '../../iam/parse/responses.js';
import { findPolicyAnswer, findResponse } from './aws-responses.js';
import { DOCUMENTS } from './json-documents.js';
import { NOUNS, REMEDIES, type Recognized, type Sample, type Wanted } from './sample.js';
import { firstOf, has, isShape, type Shape } from './shape.js';

/** Error messages of AWS and of the AWS CLI as JSON. */
const ERRORS: readonly ((value: Shape) => unknown)[] = [
  (value) => isShape(value['Error']) && value['Error']['Message'],
  (value) => has(value, '__type') && (value['message'] ?? value['Message'] ?? value['__type']),
  (value) => has(value, 'Code', 'Message') && value['Message'],
  (value) =>
    Object.keys(value).length <= 2 && (value['message'] ?? value['Message'] ?? value['error'] ?? value['errorMessage']),
];

/** Members that only the export of an account has, or an entry of its lists. */
const EXPORT_MEMBERS = [
  'RoleDetailList',
  'UserDetailList',
  'GroupDetailList',
  'PolicyVersionList',
  'RolePolicyList',
  'AttachedManagedPolicies',
];

function isExport(value: unknown): boolean {
  if (!isShape(value)) return false;
  return EXPORT_MEMBERS.some((name) => has(value, name)) || has(firstOf(value['Policies']), 'PolicyVersionList');
}

/** Whether a policy is read from the value: it is the answer of a call that returns one. */
function isAnswerWithPolicy(value: unknown): boolean {
  return POLICY_RESPONSES.some(([path]) => {
    const part = path.reduce<unknown>((whole, name) => (isShape(whole) ? whole[name] : undefined), value);
    return typeof part === 'string' || (isShape(part) && path.join() !== 'Policy');
  });
}

const isPolicy = (value: unknown): value is Shape => has(value, 'Statement');
const isStatement = (value: unknown): value is Shape => has(value, 'Effect') && !isPolicy(value);
const isGrant = (value: unknown): value is Shape => has(value, 'service') && typeof value['service'] === 'string';

/** Whether the first value, or the first entry of the list, is what is wanted, possibly with mistakes. */
export function isWanted({ json: { value }, wanted }: Sample): boolean {
  if (wanted === 'policy') return isPolicy(value) || (isAnswerWithPolicy(value) && !isExport(value));
  const first = Array.isArray(value) ? firstOf(Array.isArray(firstOf(value)) ? firstOf(value) : value) : value;
  return wanted === 'export' ? isExport(first) : Array.isArray(value) && isGrant(first);
}

/** Recognizes JSON of another shape than the wanted one. */
export function recognizeShape(sample: Sample): Recognized | undefined {
  const { json, wanted } = sample;
  const { value } = json;
  if (value === undefined || isWanted(sample) || isFragment(sample)) return undefined;
  const found =
    (Array.isArray(value) ? recognizeList(value, wanted) : recognizeValue(value, wanted, '')) ??
    recognizeUnknown(sample);
  if (found === undefined) return undefined;
  const { message, hint, code = 'unknown_shape' } = found;
  return { code, message, hint };
}

/** Whether the text is the inside of an object: a key and its value. */
function isFragment({ text, json: { value, end } }: Sample): boolean {
  return typeof value === 'string' && /^\s*:/.test(text.slice(end, end + 20));
}

type Description = { message: string; hint: string; code?: 'template' };

function describe(is: string, wanted: Wanted, hint: string = REMEDIES[wanted]): Description {
  return { message: `this is ${is}, not ${NOUNS[wanted]}`, hint };
}

function recognizeList(value: readonly unknown[], wanted: Wanted): Description | undefined {
  const first = firstOf(value);
  if (value.length === 0) return describe('an empty list', wanted);
  if (isPolicy(first))
    return describe(
      `a list of ${value.length === 1 ? 'one policy' : 'policies'}`,
      wanted,
      wanted === 'policy' ? 'save each policy in a file' : REMEDIES[wanted],
    );
  if (isStatement(first))
    return describe('a list of statements', wanted, wanted === 'policy' ? STATEMENT_HINT : REMEDIES[wanted]);
  return recognizeValue(first, wanted, 'a list whose first entry is ');
}

const STATEMENT_HINT = 'put it under `Statement`: `{"Version": "2012-10-17", "Statement": …}`';

function recognizeValue(value: unknown, wanted: Wanted, list: string): Description | undefined {
  if (!isShape(value)) {
    const is =
      value === null
        ? '`null`, as the AWS CLI prints it if `--query` finds nothing'
        : `a JSON ${Array.isArray(value) ? 'list' : typeof value}`;
    return describe(`${list}${is}`, wanted);
  }
  const error = ERRORS.map((messageOf) => messageOf(value)).find((message) => typeof message === 'string');
  if (error !== undefined)
    return {
      message: `this is an error message of AWS: ${quote(error)}`,
      hint: `correct the command that printed it; ${REMEDIES[wanted]}`,
    };
  return recognizeKnown(value, wanted, list);
}

function recognizeKnown(value: Shape, wanted: Wanted, list: string): Description | undefined {
  const document = DOCUMENTS.find(({ matches }) => matches(value));
  if (document !== undefined) {
    const { is, remedy, code } = document;
    return {
      ...describe(list + is, wanted, remedy[wanted]),
      ...(code && { code }),
    };
  }
  if (isExport(value)) {
    const hint = wanted === 'policy' ? '`upsolver-iam check` reads it; here, pass one policy' : REMEDIES[wanted];
    return describe(
      `${list}${has(value, 'RoleName') ? 'a role' : 'data'} of \`aws iam get-account-authorization-details\``,
      wanted,
      hint,
    );
  }
  if (isPolicy(value)) return describe(`${list}a policy`, wanted, wanted === 'export' ? POLICY_HINT : REMEDIES[wanted]);
  if (isStatement(value))
    return describe(`${list}one statement`, wanted, wanted === 'policy' ? STATEMENT_HINT : REMEDIES[wanted]);
  if (list === '' && isGrant(value)) return describe('one data access grant', wanted);
  if (has(value, 'RoleName', 'Arn')) return describe(`${list}a role without its policies`, wanted);
  const answer = wanted === 'policy' ? undefined : findPolicyAnswer(value);
  if (answer !== undefined)
    return describe(
      `${list}the output of \`aws ${answer}\``,
      wanted,
      wanted === 'export' ? POLICY_HINT : REMEDIES[wanted],
    );
  const response = findResponse(value);
  if (response === undefined) return undefined;
  const hint = wanted === 'policy' ? `use ${response.instead} --output json` : REMEDIES[wanted];
  return describe(
    `${list}the output of \`aws ${response.call}\``,
    wanted,
    hint.replace(/` --output json$/, ' --output json`'),
  );
}

const POLICY_HINT = `\`upsolver-iam lint\` reads a policy; here, ${REMEDIES.export}`;

/** Members of policies and of pages, in lowercase: their value may be meant to be what is wanted. */
const OWN_MEMBERS: Readonly<Record<Wanted, readonly string[]>> = {
  policy: ['version', 'statement', 'id'],
  export: ['istruncated', 'rolename', 'role'],
  grants: [],
};

/** Recognizes an object that nothing is known of. Of an export, more can follow that is known. */
function recognizeUnknown({ text, isWhole, json, wanted }: Sample): Description | undefined {
  const value = Array.isArray(json.value) ? firstOf(json.value) : json.value;
  const isAll = isWhole && json.state === 'whole' && text.slice(json.end).trim() === '';
  if (!isShape(value) || json.state !== 'whole' || (wanted === 'export' && !isAll)) return undefined;
  if (wanted === 'grants' && value !== json.value) return undefined;
  const keys = Object.keys(value);
  const isOwn = keys.some((key) => OWN_MEMBERS[wanted].includes(key.toLowerCase()));
  // Of an empty policy, the parser says what is missing.
  if (json.value === value && (isOwn || (keys.length === 0 && wanted === 'policy'))) return undefined;
  const named = keys.slice(0, 3).map(quote).join(', ');
  const members = keys.length === 0 ? 'without members' : `with ${named}${keys.length > 3 ? ' and more' : ''}`;
  return describe(`${json.value === value ? 'an object' : 'a list of objects'} ${members}`, wanted);
}
