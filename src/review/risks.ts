import type { LookedAtPolicy, RoleRisks } from '../risks/report.js';
import type { Risk, RiskStep } from '../risks/risks.js';
import { RISK_SEVERITIES } from '../risks/table/row.js';
import { PARAMETER_ENTRIES, SCOPE_ENTRIES } from '../upsolver/scope/rationale.js';
import type { ReviewRisk, ReviewRiskStep } from './types.js';

/** The risks of a role, the worst first, with what closes each of them. */
export function toReviewRisks({ risks, policies }: RoleRisks): ReviewRisk[] {
  return risks
    .toSorted((a, b) => RISK_SEVERITIES.indexOf(a.severity) - RISK_SEVERITIES.indexOf(b.severity))
    .map((risk) => toReviewRisk(risk, policies));
}

function toReviewRisk(risk: Risk, policies: readonly LookedAtPolicy[]): ReviewRisk {
  const { code, category, severity, description, source, url, remedy, steps, closedBy, undecided } = risk;
  const closedByParameters = PARAMETER_ENTRIES.filter(({ closes }) => closes.some((each) => each === code)).map(
    ({ parameter, condition, mightBreak }) => ({ parameter, condition, mightBreak }),
  );
  return {
    code,
    category,
    severity,
    description,
    source: { text: source, url },
    steps: steps.map((step) => toReviewStep(step, policies)),
    remedy,
    closedBy: SCOPE_ENTRIES.filter(({ option }) => closedBy.includes(option)).map(({ option, mightBreak }) => ({
      option,
      mightBreak,
    })),
    ...(closedByParameters.length > 0 && { closedByParameters }),
    ...(undecided !== undefined && { undecided }),
  };
}

function toReviewStep({ statement, ...step }: RiskStep, policies: readonly LookedAtPolicy[]): ReviewRiskStep {
  if (statement === undefined) return step;
  const { policy, statement: index, sid } = statement;
  const { name } = policies[policy] as LookedAtPolicy;
  return { ...step, policy: name, statement: index, ...(sid !== undefined && { sid }) };
}
