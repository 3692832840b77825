import { InvalidInputError, notAString, type Issue } from '../core/issue.js';
import { quote } from '../core/quote.js';

/** Who makes a request: an ARN of IAM or STS, a service principal, or an identity provider. */
export type RequestPrincipal = { AWS: string } | { Service: string } | { Federated: string };

/** A question to a policy: may this action be done on this resource, in this context? */
export type AccessRequest = {
  /** `service:Name`, in any letter case: `s3:GetObject`. */
  action: string;
  /** A complete ARN, or `*` for an action that is authorised against no resource. */
  resource: string;
  /**
   * Condition keys, in any letter case, and their values. A key that is left out, or has an empty list, is absent from
   * the request.
   */
  context?: Readonly<Record<string, string | readonly string[]>>;
  /** Needed for policies with principals. A bare text is short for `{ AWS: text }`. */
  principal?: string | RequestPrincipal;
};

/** A request, checked, in the form that the evaluation reads. */
export type NormalizedRequest = {
  /** In lower case. */
  action: string;
  resource: string;
  /** The values of a key; none, if it is absent. */
  valuesOf: (key: string) => readonly string[];
  principal: { kind: PrincipalKind; id: string } | undefined;
};

export type PrincipalKind = 'AWS' | 'Service' | 'Federated';

const NO_VALUES: readonly string[] = [];
const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated'] as const;

/**
 * The request in the form that the evaluation reads.
 *
 * @throws {InvalidInputError} With every problem of the request.
 */
export function normalizeRequest(request: AccessRequest): NormalizedRequest {
  if (typeof request !== 'object' || request === null) {
    throw new InvalidInputError([
      { code: 'invalid_type', path: [], message: `the request must be an object, not ${quote(request)}` },
    ]);
  }
  const issues: Issue[] = [];
  const values = readContext(request.context, issues);
  checkAction(request.action, issues);
  checkResource(request.resource, issues);
  const principal = readPrincipal(request.principal, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return {
    action: request.action.toLowerCase(),
    resource: request.resource,
    valuesOf: (key) => values.get(key.toLowerCase()) ?? NO_VALUES,
    principal,
  };
}

function checkAction(action: unknown, issues: Issue[]): void {
  if (typeof action !== 'string') {
    issues.push({ ...notAString('action', action), path: ['action'] });
  } else if (!/^[^\s:*?]+:[^\s:*?]+$/.test(action)) {
    issues.push({
      code: 'invalid_action',
      path: ['action'],
      message: `${quote(action)} is not an action`,
      hint: 'a request has one action, `service:Name`, without wildcards',
    });
  }
}

function checkResource(resource: unknown, issues: Issue[]): void {
  if (typeof resource !== 'string') {
    issues.push({ ...notAString('resource', resource), path: ['resource'] });
  } else if (resource !== '*' && !/^arn(?::[^:]*){4}:./s.test(resource)) {
    issues.push({
      code: 'invalid_arn',
      path: ['resource'],
      message: `${quote(resource)} is neither \`*\` nor a complete ARN`,
      hint: 'an ARN looks like `arn:aws:s3:::bucket/key`',
    });
  }
}

/** Condition keys by their names in lower case. */
function readContext(context: unknown, issues: Issue[]): Map<string, readonly string[]> {
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
  for (const [key, value] of Object.entries(context) as [string, unknown][]) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const folded = key.toLowerCase();
    if (values.has(folded)) {
      issues.push({
        code: 'duplicate_key',
        path: ['context', key],
        message: `the condition key ${quote(key)} is there twice, in different letter case`,
      });
    }
    list.forEach((item, index) => {
      if (typeof item === 'string') return;
      const path = Array.isArray(value) ? ['context', key, index] : ['context', key];
      issues.push({ ...notAString('value of a condition key', item), path });
    });
    values.set(folded, list as readonly string[]);
  }
  return values;
}

function readPrincipal(principal: unknown, issues: Issue[]): NormalizedRequest['principal'] {
  if (principal === undefined) return undefined;
  if (typeof principal === 'string' && principal !== '') return { kind: 'AWS', id: principal };
  const [entry, ...others] = Object.entries(principal ?? {}) as [string, unknown][];
  const kind = PRINCIPAL_KINDS.find((each) => each === entry?.[0]);
  const id = entry?.[1];
  if (kind !== undefined && typeof id === 'string' && id !== '' && others.length === 0) return { kind, id };
  issues.push({
    code: 'invalid_principal',
    path: ['principal'],
    message: `the principal ${quote(principal)} is not one that makes a request`,
    hint: 'an ARN, or one of `{ AWS }`, `{ Service }`, `{ Federated }` with one text',
  });
  return undefined;
}
