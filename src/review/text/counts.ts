import { ACCESS_LEVELS, type AccessLevel } from '../../aws/actions/access-level.js';
import { quoteText } from '../../core/quote.js';
import { RISK_SEVERITIES, type RiskSeverity } from '../../risks/table/row.js';
import type { Review, ReviewAction, ReviewRisk, ReviewRole } from '../types.js';

/** What an access level is called if it is not known. */
export const UNKNOWN_LEVEL = 'Unknown';

/** The access levels, the worst first, with what is not known last. */
export const LEVELS = [...ACCESS_LEVELS, UNKNOWN_LEVEL] as const;

/** An access level, or that it is not known. */
export type ShownLevel = AccessLevel | typeof UNKNOWN_LEVEL;

/** How many actions have a level. */
export function countLevel(actions: readonly ReviewAction[], level: ShownLevel): number {
  return actions.filter((each) => (each.level ?? UNKNOWN_LEVEL) === level).length;
}

/** The actions of a role, of all services. */
export function allActions({ services }: ReviewRole): ReviewAction[] {
  return services.flatMap(({ actions }) => actions);
}

/** The counts of the verdict, which is the first thing that a reviewer sees. */
export type Totals = {
  roles: number;
  /** Permissions of inline policies. */
  permissions: number;
  /** Different actions that any of the roles is allowed, managed policies included. */
  actions: ReviewAction[];
  services: number;
  risks: { severity: RiskSeverity; count: number }[];
  /** Risks that an option of `scope` closes. */
  closable: number;
  undecided: number;
  /** Warnings about who can assume the roles, and about permissions for all but what a statement names. */
  warnings: string[];
  /** Managed policies of which it is not known what they allow. */
  notKnown: number;
};

export function totalsOf({ roles }: Review): Totals {
  const actions = new Map(roles.flatMap(allActions).map((each) => [each.action, each]));
  const services = new Set(roles.flatMap((role) => role.services.map(({ service }) => service)));
  const risks = roles.flatMap((role) => role.risks);
  return {
    roles: roles.length,
    permissions: roles.reduce((sum, { permissions }) => sum + permissions.length, 0),
    actions: [...actions.values()],
    services: services.size,
    risks: countSeverities(risks),
    closable: risks.filter(({ closedBy }) => closedBy.length > 0).length,
    undecided: risks.filter(({ undecided }) => undecided !== undefined).length,
    warnings: roles.flatMap(warningsOf),
    notKnown: new Set(roles.flatMap(({ notOpened }) => notOpened)).size,
  };
}

function warningsOf({ name, assumedBy, permissions }: ReviewRole): string[] {
  const trust = assumedBy.flatMap(({ warning }) => warning ?? []);
  const open = permissions.filter(({ warning }) => warning !== undefined).length;
  const all = open === 0 ? [] : [`${plural(open, 'permission')} for all but what the policy names.`];
  return [...new Set([...trust, ...all])].map((warning) => `${quoteText(name, MAX_LENGTH)}: ${warning}`);
}

/** Longer than any name of a role. */
const MAX_LENGTH = 256;

/** The severities that occur, with their counts, the worst first. */
export function countSeverities(risks: readonly Pick<ReviewRisk, 'severity'>[]): Totals['risks'] {
  return RISK_SEVERITIES.map((severity) => ({
    severity,
    count: risks.filter((risk) => risk.severity === severity).length,
  })).filter(({ count }) => count > 0);
}

/** `1 role`, `2 roles`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
