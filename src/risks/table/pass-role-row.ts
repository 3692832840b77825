import { ROLE } from './resources.js';
import { other, type Ask, type RiskRow, type RiskSource, type Step } from './row.js';

/** Passing of a role that the policies do not name, to one of some services. */
export function passTo(...services: string[]): Ask {
  return {
    ...other(ROLE, 'iam:PassRole'),
    untagged: false,
    context: { 'iam:PassedToService': services.map((service) => `${service}.amazonaws.com`) },
  };
}

/** A risk of passing a role: what the holder makes with it, who assumes the role, and what making it takes. */
export function passRole(
  what: string,
  services: string | readonly string[],
  source: RiskSource,
  ...steps: (Ask | Step)[]
): RiskRow {
  const [first = '', ...others] = [services].flat();
  return {
    category: 'escalation',
    severity: 'high',
    description: `Can ${what} with any role that the service can assume, and act as that role.`,
    source,
    steps: [passTo(first, ...others), ...steps],
  };
}
