import { arnFields } from '../aws/arn.js';
import { alignColumns, indent } from '../core/columns.js';
import { guarded } from '../core/guard.js';
import { quote, quoteText } from '../core/quote.js';
import type { AccessDenied } from './access-denied.js';
import { DENIED_LAYERS } from './denied-layer.js';

/** ARNs are there to be copied. */
const MAX_ARN = 2048;

/**
 * Describes in words what {@link parseAccessDenied} found: which kind of policy denied the request, the request, and
 * what to do next.
 *
 * @param denied What `parseAccessDenied` returned.
 * @returns Lines of text.
 * @throws {InvalidInputError} If the value is something else.
 *
 * @example
 * const message = 'User: ann is not authorized to perform: iam:GetUser because no session policy allows the action';
 * explainAccessDenied(parseAccessDenied(message)).split('\n')[0];
 * // 'Denied (implicit): no session policy allows the request.'
 */
export function explainAccessDenied(denied: AccessDenied): string {
  return guarded('the message', ['denied'], () => describe(denied), 'use what `parseAccessDenied` returned');
}

function describe(denied: AccessDenied): string {
  const { request, policyArn, operation, whatToDo } = denied;
  const { action, resource, principal } = request;
  const rows = [
    ['action', quote(action)],
    ['resource', resource === undefined ? 'not in the message' : copied(resource)],
    ['principal', `${copied(principal)}${sessionOf(principal)}`],
    ...(operation === undefined ? [] : [['operation', quote(operation)]]),
    ...(policyArn === undefined ? [] : [['policy', `${copied(policyArn)}${organizationOf(policyArn)}`]]),
  ];
  return [verdictOf(denied), ...indent(alignColumns(rows)), '', whatToDo].join('\n');
}

function copied(value: string): string {
  return quoteText(value, MAX_ARN);
}

function verdictOf({ effect, layer, through, reason }: AccessDenied): string {
  const name = layer === undefined ? reason : DENIED_LAYERS[layer].name;
  const other = through === undefined ? '' : `, because of a ${DENIED_LAYERS[through].name}`;
  switch (effect) {
    case 'explicitDeny':
      return `Denied (explicit): ${name === undefined ? 'a policy' : article(name)} denies the request${other}.`;
    case 'implicitDeny':
      return `Denied (implicit): no ${name} allows the request.`;
    case 'unknown':
      return reason === undefined ? 'Denied: the message does not say why.' : `Denied: ${reason}.`;
  }
}

function article(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

function sessionOf(principal: string): string {
  const [, account, role] = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(principal) ?? [];
  return role === undefined ? '' : `, a session of the role ${quote(role)} in account ${account}`;
}

function organizationOf(arn: string): string {
  const [, , service, , account, resource = ''] = arnFields(arn);
  const [, organization] = /^policy\/(o-[a-z0-9]+)\//.exec(resource) ?? [];
  if (service !== 'organizations' || organization === undefined) return '';
  return `, of organization ${organization} with the management account ${account}`;
}
