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

/** A risk of passing a role: what is created with it, which services can assume it, and the steps that create it. */
export function passRole(
  what: string,
  services: string | readonly string[],
  source: RiskSource,
  ...steps: (Ask | Step)[]
): RiskRow {
  const [first = '', ...others] = [services].flat();
  const trusted = first === 'ec2' && others.length === 0 ? 'EC2' : 'the service';
  return {
    category: 'escalation',
    severity: 'high',
    description: `Can ${what} with any role that ${trusted} can assume, and act as that role.`,
    source,
    steps: [passTo(first, ...others), ...steps],
  };
}
