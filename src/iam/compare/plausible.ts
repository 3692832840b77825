import { arnFields, isArn } from '../../aws/arn.js';
import { serviceOf } from '../../aws/service-of.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../document.js';
import { hasWildcards } from '../match/glob.js';
import { isRequestAction, type AccessRequest } from '../request.js';

/*
 * Makes example requests look like those that people know: the search finds the shortest ones. Each change is confirmed
 * before it counts.
 */

type Confirm = (request: AccessRequest) => boolean;

/** Values of condition keys that documentation uses for examples, by the keys in lowercase. */
const EXAMPLE_VALUES: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ new Map(
  Object.entries({
    'aws:requestedregion': ['us-west-2', 'eu-central-1', 'ap-southeast-2'],
    'aws:principalaccount': ['444455556666'],
    'aws:resourceaccount': ['444455556666'],
    'aws:sourceaccount': ['444455556666'],
    'aws:principalorgid': ['o-example12345'],
    'aws:resourceorgid': ['o-example12345'],
    'aws:sourceorgid': ['o-example12345'],
    'aws:sourcevpc': ['vpc-0123456789abcdef0'],
    'aws:sourcevpce': ['vpce-0123456789abcdef0'],
    'aws:username': ['alice'],
    'sts:externalid': ['example'],
    'sts:rolesessionname': ['example'],
  }),
);

const TAG = /^(?:aws:(?:request|resource|principal)|[\w-]+:resource)tag\//;

/** A request with an action that a policy names, if any action is as good. */
export function withNamedAction(
  request: AccessRequest,
  policies: readonly AnyPolicy[],
  confirm: Confirm,
): AccessRequest {
  // The search takes `x` where any name will do.
  if (!request.action.endsWith(':x')) return request;
  const named = policies.flatMap(({ Statement }) =>
    Statement.flatMap<string>((statement: AnyStatement) => {
      const { Action = [], NotAction = [] } = elementsOf(statement);
      return [Action, NotAction].flat().filter((action) => !hasWildcards(action) && isRequestAction(action));
    }),
  );
  for (const action of new Set(named)) {
    const other = { ...request, action };
    if (confirm(other)) return other;
  }
  return request;
}

/** A request with complete ARNs and values of condition keys that tell what they are. */
export function withPlausibleValues(
  request: AccessRequest,
  examples: readonly string[],
  confirm: Confirm,
): AccessRequest {
  const resources = [...examples, completeArn(request, examples[0])].filter((arn) => arn !== request.resource);
  let best = firstConfirmed(
    request,
    resources.map((resource) => ({ ...request, resource })),
    confirm,
  );
  for (const [key, value] of Object.entries(best.context ?? {})) {
    // The search takes one character where any value will do.
    if (typeof value !== 'string' || value.length !== 1) continue;
    const folded = key.toLowerCase();
    const others = EXAMPLE_VALUES.get(folded) ?? (TAG.test(folded) ? ['example'] : []);
    const candidates = others.map((other) => ({ ...best, context: { ...best.context, [key]: other } }));
    best = firstConfirmed(best, candidates, confirm);
  }
  return best;
}

function firstConfirmed(request: AccessRequest, others: readonly AccessRequest[], confirm: Confirm): AccessRequest {
  return others.find(confirm) ?? request;
}

/** An ARN with the fields of an example in place of those that are empty. */
function completeArn({ action, resource }: AccessRequest, example: string | undefined): string {
  if (!isArn(resource)) return resource;
  const service = serviceOf(action);
  const fields =
    example !== undefined && isArn(example) ? arnFields(example) : ['arn', 'aws', service, '', '', 'example'];
  return arnFields(resource)
    .map((field, index) => (field === '' || (index === 5 && field === 'x') ? (fields[index] as string) : field))
    .map((field, index) => (index === 5 && /[/:]$/.test(field) ? `${field}example` : field))
    .join(':');
}
