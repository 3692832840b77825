import { guarded } from '../core/guard.js';
import { InvalidInputError, notAString, notOneOf, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { foldAscii } from '../core/words.js';
import { PRINCIPAL_KINDS, type PrincipalKind } from './document.js';
import type { Reading } from './reading.js';

/**
 * The principal that makes a request: an IAM or STS principal by its ARN or unique ID (`AIDA…`, `AROA…`), a service
 * principal, an identity provider, a canonical user ID of Amazon S3, or `anonymous` for a request without credentials.
 */
export type RequestPrincipal =
  | 'anonymous'
  | { AWS: string }
  | { Service: string }
  | { Federated: string }
  | { CanonicalUser: string };

/** A request to evaluate: one action on one resource, in a context. */
export type AccessRequest = {
  /** `service:Name`, in any letter case: `s3:GetObject`. */
  action: string;
  /** A complete ARN, or `*` for an action that does not have a resource. */
  resource: string;
  /**
   * Condition keys, in any letter case, and their values. A key that is omitted or has an empty list is absent from the
   * request.
   */
  context?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Who makes the request. A string other than `anonymous` is short for `{ AWS: string }`. Without a principal, the
   * request comes from someone unknown: `"Principal": "*"` matches, and statements that name particular principals can
   * only be evaluated if they do not decide.
   */
  principal?: string | RequestPrincipal;
  /**
   * Whether the principal has a permissions boundary. `NotPrincipal` never exempts such a principal. If layers omit
   * `boundary`, a decision that depends on it is `unknown`.
   */
  permissionsBoundary?: boolean;
};

const REQUEST_MEMBERS = ['action', 'resource', 'context', 'principal', 'permissionsBoundary'];
const IN_REQUEST: ReadonlySet<string> = /* @__PURE__ */ new Set(REQUEST_MEMBERS);

/** A validated request, in the form that the evaluation uses. */
export type NormalizedRequest = {
  /** In lowercase. */
  action: string;
  resource: string;
  caller: Caller;
} & RequestContext;

/** The condition keys of a request. */
export type RequestContext = {
  /** The values of a key in lowercase; none if the key is absent. */
  valuesOf: (key: string) => readonly string[];
  /** The value of a key, in any letter case, that has exactly one. */
  lookUp: (key: string) => string | undefined;
};

/**
 * Who makes a request, with the kind as a value. An anonymous caller has no ID, and neither has someone unknown, if the
 * request does not say who makes it.
 */
export type Caller = { kind: PrincipalKind | 'anonymous' | 'unknown'; id: string; permissionsBoundary?: boolean };

const NO_VALUES: readonly string[] = [];

/** Whether a string can be the action of a request: `service:Name`, without wildcards and whitespace. */
export function isRequestAction(action: string): boolean {
  return /^[^\s:*?]+:[^\s:*?]+$/.test(action);
}

/** Whether a string can be the resource of a request: `*`, or an ARN with six fields, the last of them not empty. */
export function isRequestResource(resource: string): boolean {
  return resource === '*' || /^arn(?::[^:]*){4}:./s.test(resource);
}

/** The principal of a caller, as requests have it. */
export function principalOf({ kind, id }: Caller): RequestPrincipal {
  return kind === 'anonymous' ? 'anonymous' : ({ [kind]: id } as RequestPrincipal);
}

/**
 * Validates a request and puts it into the form that the evaluation uses.
 *
 * @param emptyValue Whether an empty string is a value of a condition key.
 * @throws {InvalidInputError} With every problem of the request.
 */
export function normalizeRequest(request: AccessRequest, emptyValue: Reading['emptyValue']): NormalizedRequest {
  return guarded('the request', [], () => readRequest(request, emptyValue));
}

function readRequest(request: AccessRequest, emptyValue: Reading['emptyValue']): NormalizedRequest {
  if (typeof request !== 'object' || request === null) {
    throw new InvalidInputError([
      { code: 'invalid_type', path: [], message: `the request must be an object, not ${quote(request)}` },
    ]);
  }
  const issues: LocatedProblem[] = [];
  const { action, resource, context, principal, permissionsBoundary } = request;
  // Not `Object.keys`, which makes a list for each request.
  for (const member in request) {
    if (IN_REQUEST.has(member) || !Object.hasOwn(request, member)) continue;
    issues.push({ ...notOneOf('member of a request', member, REQUEST_MEMBERS), path: [member] });
  }
  const values = readContext(context, emptyValue, issues);
  // Nearly all actions are plain: one test instead of two.
  const isPlain = typeof action === 'string' && /^[\w-]+:[\w-]+$/.test(action);
  if (!isPlain) checkAction(action, issues);
  checkResource(resource, issues);
  const caller = readPrincipal(principal, issues);
  if (permissionsBoundary !== undefined && typeof permissionsBoundary !== 'boolean') {
    const message = `\`permissionsBoundary\` must be \`true\` or \`false\`, not ${quote(permissionsBoundary)}`;
    issues.push({ code: 'invalid_type', path: ['permissionsBoundary'], message });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  if (permissionsBoundary === true) caller.permissionsBoundary = true;
  const valuesOf = (key: string): readonly string[] => values.get(key) ?? NO_VALUES;
  const lookUp = (key: string): string | undefined => {
    const list = valuesOf(key.toLowerCase());
    return list.length === 1 ? list[0] : undefined;
  };
  return { action: isPlain ? action.toLowerCase() : foldAscii(action), resource, caller, valuesOf, lookUp };
}

function checkAction(action: unknown, issues: LocatedProblem[]): void {
  if (typeof action !== 'string') {
    issues.push({ ...notAString('action', action), path: ['action'] });
  } else if (!isRequestAction(action)) {
    issues.push({
      code: 'invalid_action',
      path: ['action'],
      message: `${quote(action)} is not an action`,
      hint: 'use one action of the form `service:Name`, without wildcards',
    });
  }
}

function checkResource(resource: unknown, issues: LocatedProblem[]): void {
  if (typeof resource !== 'string') {
    issues.push({ ...notAString('resource', resource), path: ['resource'] });
  } else if (!isRequestResource(resource)) {
    issues.push({
      code: 'invalid_arn',
      path: ['resource'],
      message: `${quote(resource)} is neither \`*\` nor a complete ARN`,
      hint: 'for example `arn:aws:s3:::bucket/key`',
    });
  }
}

/** The values of condition keys, by the keys in lowercase. */
function readContext(
  context: unknown,
  emptyValue: Reading['emptyValue'],
  issues: LocatedProblem[],
): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  if (context === undefined) return values;
  if (typeof context !== 'object' || context === null || Array.isArray(context)) {
    issues.push({
      code: 'invalid_type',
      path: ['context'],
      message: `the context must be an object, not ${quote(context)}`,
    });
    return values;
  }
  for (const key of Object.keys(context)) {
    const value: unknown = (context as Record<string, unknown>)[key];
    const folded = key.toLowerCase();
    if (values.has(folded)) {
      issues.push({
        code: 'duplicate_key',
        path: ['context', key],
        message: `the condition key ${quote(key)} appears twice, in different letter case`,
      });
    }
    const list = typeof value === 'string' ? [value] : readValues(value, key, issues);
    values.set(folded, emptyValue === 'absent' ? list.filter((item) => item !== '') : list);
  }
  return values;
}

function readValues(value: unknown, key: string, issues: LocatedProblem[]): readonly string[] {
  const isList = Array.isArray(value);
  const list: readonly unknown[] = isList ? value : [value];
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    if (typeof item === 'string') continue;
    const path = isList ? ['context', key, index] : ['context', key];
    issues.push({ ...notAString('value of a condition key', item), path });
  }
  return list as readonly string[];
}

function readPrincipal(principal: unknown, issues: LocatedProblem[]): Caller {
  if (principal === undefined) return { kind: 'unknown', id: '' };
  if (principal === 'anonymous') return { kind: 'anonymous', id: '' };
  if (typeof principal === 'string' && principal !== '') return { kind: 'AWS', id: principal };
  const [entry, ...others] = Object.entries(principal ?? {}) as [string, unknown][];
  const kind = PRINCIPAL_KINDS.find((each) => each === entry?.[0]);
  const id = entry?.[1];
  if (kind !== undefined && typeof id === 'string' && id !== '' && others.length === 0) return { kind, id };
  const kinds = PRINCIPAL_KINDS.map((each) => `\`{ ${each} }\``);
  issues.push({
    code: 'invalid_principal',
    path: ['principal'],
    message: `${quote(principal)} is not a principal that can make a request`,
    hint: `use an ARN, \`anonymous\`, or ${kinds.join(', ')} with one string`,
  });
  return { kind: 'unknown', id: '' };
}
