import { checkArnValues, type CheckedArnValues } from '../aws/actions/arn-template.js';
import type { ActionCatalog } from '../aws/actions/catalog.js';
import { openCatalog } from '../aws/actions/open.js';
import { optional, readData, record, type Reader } from '../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { createBudget, STEPS_FOR_EXAMPLES } from '../iam/compare/budget.js';
import type { UndecidedReason } from '../iam/compare/difference.js';
import { exampleChooser, type ExampleChooser } from '../iam/compare/example.js';
import { elementsOf, type AnyPolicy } from '../iam/document.js';
import { readPolicies, type PolicyInput } from '../iam/read.js';
import type { AccessRequest } from '../iam/request.js';
import type { ScopeOption } from '../upsolver/scope/options.js';
import { SCOPE_ENTRIES } from '../upsolver/scope/rationale.js';
import { KNOWN_RISKS, RISK_CODES, type RiskCode } from './known-risks.js';
import { createSearch, type Answer, type StatementPlace } from './search.js';
import type { RiskCategory, RiskRow, RiskSeverity, Step } from './table/row.js';

/** One step of a risk, which takes a request of one of some actions. */
export type RiskStep = {
  /** The actions of which any one is enough. */
  actions: string[];
  /** A request of one of them that the policies allow. Omitted if that could not be decided. */
  request?: AccessRequest;
  /** The statement that allows the request. */
  statement?: StatementPlace;
  /** Why the step could not be decided. Omitted if it is allowed. */
  undecided?: UndecidedReason;
};

/** Settings of `findRisks`. */
export type RiskOptions = {
  /**
   * The actions of AWS services: `ACTION_CATALOG` of `upsolver-iam/actions`, or what `fromIamData` returned. With it,
   * all example requests of services that it has are requests that AWS documents, if there is one. Which risks are
   * found never depends on it.
   */
  readonly catalog?: ActionCatalog | undefined;
};

/** A known way to use permissions against the account, as `findRisks` returns it. */
export type Risk = {
  code: RiskCode;
  /** What is gained: control of the account, another identity, credentials, data, access for others. */
  category: RiskCategory;
  severity: RiskSeverity;
  /** What somebody who has the permissions can do, as a sentence. */
  description: string;
  /** Where the risk is documented. */
  source: string;
  /** The page of the source. */
  url: string;
  /** What is needed, in order. */
  steps: RiskStep[];
  /** The requests of `steps`. An undecided step has none. */
  witnesses: AccessRequest[];
  /** What closes the risk in any policy, as a sentence. */
  remedy: string;
  /** The options of `scope` that close the risk; any one of them is enough. Empty if no option closes it. */
  closedBy: ScopeOption[];
  /** Why the first step that could not be decided could not. Omitted if every step is allowed. */
  undecided?: UndecidedReason;
};

/**
 * Finds the known risks of policies: ways to use permissions against the account, such as privilege escalation by
 * `iam:PassRole`, access to credentials and data that no policy names, and access for other accounts. Looks at what all
 * policies allow together, including conditions and Deny statements, not at how they are written.
 *
 * `RISK_CODES` lists the risks that it checks, and `docs/risks.md` describes them. It checks no others, and it does not
 * know what the account has: whether there is a powerful role to pass, or a secret to read.
 *
 * @param policies One identity-based policy, or all policies that are attached to a role: as documents, as JSON text,
 *   or as AWS returns them. AWS managed policies count only if their documents are included; `findRoleRisks` includes
 *   those that it has.
 * @param options `catalog` makes all example requests ones that AWS documents.
 * @returns The risks of which the policies allow every step, in the order of `RISK_CODES`. A risk with a step that
 *   could not be decided is included and has `undecided`. Empty if no known risk is found.
 * @throws {InvalidInputError} With every problem of the policies. Also if one is a trust policy or a resource-based
 *   policy, or if the options are not valid.
 *
 * @example
 * const [risk] = findRisks(buildManagementPolicy());
 * risk?.code; // 'passRoleToInstance'
 * risk?.severity; // 'high'
 * risk?.closedBy; // ['passRoles']
 * risk?.steps.map(({ statement }) => statement?.sid); // ['validateAndMonitor', 'createNamedUpsolver']
 *
 * Source: pathfinding.cloud, HackTricks Cloud, cloudsplaining and AWS's documentation; the `source` and the `url` of
 * each risk say where.
 */
export function findRisks(policies: PolicyInput, options: RiskOptions = {}): Risk[] {
  const list = readPolicies(policies, 'policies');
  refusePrincipals(list, (index) => (Array.isArray(policies) ? ['policies', index] : ['policies']));
  const chooser = readChooser(readData(riskOptions, options, ['options'], OPTIONS_HINT));
  return risksOf(list, chooser());
}

export const OPTIONS_HINT = 'pass an object with `catalog`';

export const riskOptions: Reader<RiskOptions> = /* @__PURE__ */ record<RiskOptions>({
  catalog: /* @__PURE__ */ optional((value) => value as ActionCatalog),
});

/**
 * Opens the catalog of some options, if they have one.
 *
 * @returns A function that makes a chooser of examples, with steps for one role.
 * @throws {InvalidInputError} If it is no catalog.
 */
export function readChooser({ catalog }: RiskOptions): () => ExampleChooser | undefined {
  if (catalog === undefined) return () => undefined;
  const opened = openCatalog(catalog);
  const values = checkArnValues({}).value as CheckedArnValues;
  return () => exampleChooser(opened, values, createBudget(STEPS_FOR_EXAMPLES));
}

const ALL_ASKS = /* @__PURE__ */ Object.values(KNOWN_RISKS).flatMap(({ steps }) => steps.flat());

/** The risks of identity-based policies that have been read. */
export function risksOf(policies: readonly AnyPolicy[], chooseExample: ExampleChooser | undefined): Risk[] {
  const answer = createSearch(policies, ALL_ASKS, chooseExample);
  return RISK_CODES.flatMap((code) => {
    const row = KNOWN_RISKS[code];
    const steps: { step: Step; answer: Answer }[] = [];
    for (const each of row.steps) {
      const step = [each].flat() as Step;
      const found = answer(step);
      // The other steps do not matter.
      if (found === 'none') return [];
      steps.push({ step, answer: found });
    }
    return [toRisk(code, row, steps.map(toStep))];
  });
}

/**
 * @param pathOf The path to the policy with an index.
 * @throws {InvalidInputError} If a policy has principals: it is a trust policy or a resource-based policy.
 */
export function refusePrincipals(
  policies: readonly AnyPolicy[],
  pathOf: (index: number) => readonly (string | number)[],
): void {
  const problems = policies.flatMap(({ Statement }, policy) =>
    Statement.flatMap((statement, index): LocatedProblem[] => {
      const { Principal, NotPrincipal } = elementsOf(statement);
      if (Principal === undefined && NotPrincipal === undefined) return [];
      const element = Principal === undefined ? 'NotPrincipal' : 'Principal';
      return [
        {
          code: 'forbidden_element',
          path: [...pathOf(policy), 'Statement', index, element],
          message: `\`${element}\` is not allowed in an identity-based policy`,
          hint: 'pass the permissions of the role, not its trust policy',
        },
      ];
    }),
  );
  if (problems.length > 0) throw new InvalidInputError(problems);
}

function toStep({ step, answer }: { step: Step; answer: Answer }): RiskStep {
  const actions = [...new Set(step.flatMap((ask) => ask.actions))];
  return typeof answer === 'object' ? { actions, ...answer } : { actions, undecided: answer as UndecidedReason };
}

function toRisk(code: RiskCode, row: RiskRow, steps: RiskStep[]): Risk {
  const { category, severity, description, source } = row;
  const undecided = steps.find((step) => step.undecided !== undefined)?.undecided;
  return {
    code,
    category,
    severity,
    description,
    source: source.name,
    url: source.url,
    steps,
    witnesses: steps.flatMap(({ request }) => (request === undefined ? [] : [request])),
    remedy: remedyOf(row),
    closedBy: closing(code),
    ...(undecided !== undefined && { undecided }),
  };
}

/** The options of `scope` that close a risk. */
export function closing(code: RiskCode): ScopeOption[] {
  return SCOPE_ENTRIES.filter(({ closes }) => closes.some((each) => each === code)).map(({ option }) => option);
}

/** What closes a risk: the first step is the one that limits it. */
export function remedyOf({ remedy, steps: [first = []] }: RiskRow): string {
  if (remedy !== undefined) return remedy;
  const step = [first].flat() as Step;
  const actions = [...new Set(step.flatMap((ask) => ask.actions))].map((action) => `\`${action}\``);
  const names = actions.length === 1 ? actions[0] : `${actions.slice(0, -1).join(', ')} and ${actions.at(-1)}`;
  const [ask] = step;
  if (ask?.actions.includes('iam:PassRole')) {
    return `Limit ${names} to the required roles, and with \`iam:PassedToService\` to the required services.`;
  }
  if (ask?.absent?.includes('iam:PermissionsBoundary')) {
    return `Remove ${names}, or require a permissions boundary with the condition key \`iam:PermissionsBoundary\`.`;
  }
  if (step.every(({ reach }) => reach === 'other')) return `Limit ${names} to the required resources.`;
  return `Remove ${names}, or allow ${actions.length === 1 ? 'it' : 'them'} only for administrators.`;
}
