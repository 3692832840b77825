import { supportsRcps, RCP_SERVICES } from '../../aws/rcp-services.js';
import { serviceOf } from '../../aws/service-of.js';
import { lazy } from '../../core/lazy.js';
import type { AnyStatement } from '../document.js';

/*
 * Requests on which resource control policies have an effect: a service that they support, an action with a resource,
 * and not `kms:RetireGrant`.
 *
 * Source: AWS Organizations User Guide, "Resource control policies (RCPs)".
 */

const EXEMPT_ACTION = 'kms:RetireGrant';

/** Of the resources of requests, only `*` has one character. */
const ONLY_STAR = '?';

/** Whether resource control policies have an effect on a request; without a resource, on one for any resource. */
export function isUnderRcps(action: string, resource?: string): boolean {
  const folded = action.toLowerCase();
  return supportsRcps(serviceOf(folded)) && folded !== EXEMPT_ACTION.toLowerCase() && resource !== '*';
}

const coveredActions = /* @__PURE__ */ lazy(() => RCP_SERVICES.prefixes.map((service) => `${service}:*`));

/** {@link isUnderRcps} as Allow statements, which all apply to such a request. */
export const underRcps: () => readonly AnyStatement[] = /* @__PURE__ */ lazy(() => [
  { Effect: 'Allow', Action: coveredActions(), Resource: '*' },
  { Effect: 'Allow', NotAction: EXEMPT_ACTION, Resource: '*' },
  { Effect: 'Allow', Action: '*', NotResource: ONLY_STAR },
]);

/** All other requests, to which one of these Allow statements applies. */
export const beyondRcps: () => readonly AnyStatement[] = /* @__PURE__ */ lazy(() => [
  { Effect: 'Allow', NotAction: coveredActions(), Resource: '*' },
  { Effect: 'Allow', Action: EXEMPT_ACTION, Resource: '*' },
  { Effect: 'Allow', Action: '*', Resource: ONLY_STAR },
]);
