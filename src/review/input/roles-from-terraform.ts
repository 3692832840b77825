import { guarded } from '../../core/guard.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { createInputBudget } from './budget.js';
import type { DescribedRoles } from './described-role.js';
import { createPolicyReading } from './documents.js';
import { isMembers, valueAt, type Members } from './members.js';
import { createProblemList } from './problem-list.js';
import { finishRoles } from './role-builder.js';
import { noteHiddenChanges } from './terraform/hidden-changes.js';
import { listOf, membersOf, readModules, type Instance } from './terraform/modules.js';
import { collectPlannedRoles, removedKey, type Removed } from './terraform/plan-roles.js';

/** Which side of a plan is read. */
export type TerraformOptions = {
  /** `planned`: after apply, the default; `prior`: before. */
  state?: 'prior' | 'planned';
};

const STATES = ['prior', 'planned'] as const;

/**
 * Reads the IAM roles of a Terraform plan or state, as `terraform show -json` writes it: inline policies, attached
 * policies and permissions boundaries, in all modules.
 *
 * The ARN of a policy that the plan creates is known only after apply; it is found through the references in the
 * configuration if they lead to one policy, and an issue says so: the expression around a reference is not in a plan.
 * Other values that are known only after apply make a policy `unreadable`. Inline policies in `dynamic` blocks that are
 * known only after apply are not in a plan at all: an issue names the roles that could have some. Issues also name what
 * can change roles although the plan does not show how: provisioners, actions, and resources such as
 * `aws_cloudformation_stack`.
 *
 * @param plan The plan or state, format version 1.
 * @param options Which side of a plan to read.
 * @returns The roles in the order of the plan, and issues: what is known only after apply. A role whose name is not
 *   known, or that another role already has, is listed by its address.
 * @throws {InvalidInputError} If the value is not a plan or state of format version 1, or a document is no policy.
 *
 * @example
 * rolesFromTerraform({
 *   format_version: '1.2',
 *   planned_values: {
 *     root_module: {
 *       resources: [
 *         {
 *           address: 'aws_iam_role.reader',
 *           mode: 'managed',
 *           type: 'aws_iam_role',
 *           name: 'reader',
 *           values: {
 *             name: 'reader',
 *             assume_role_policy: trustPolicyText,
 *             managed_policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
 *           },
 *         },
 *       ],
 *     },
 *   },
 * }).roles[0]?.unreadable; // ['arn:aws:iam::aws:policy/ReadOnlyAccess']
 *
 * Source: Terraform documentation, "JSON Output Format"; Terraform Registry, provider hashicorp/aws.
 */
export function rolesFromTerraform(plan: object, options: TerraformOptions = {}): DescribedRoles {
  return guarded('the plan', ['plan'], () => read(plan, options));
}

const HINT = 'pass the output of `terraform show -json`';

function refuse(code: 'unknown_shape' | 'invalid_type' | 'unknown_value', message: string, hint?: string): never {
  throw new InvalidInputError([{ code, path: ['plan'], message, ...(hint !== undefined && { hint }) }]);
}

function read(plan: unknown, options: unknown): DescribedRoles {
  const state: unknown = isMembers(options) ? (options['state'] ?? 'planned') : undefined;
  if (!STATES.some((each) => each === state)) {
    const problem = notOneOf('side of a plan', state, STATES);
    throw new InvalidInputError([{ ...problem, path: ['options', 'state'] }]);
  }
  const version = isMembers(plan) ? plan['format_version'] : undefined;
  if (!isMembers(plan) || typeof version !== 'string')
    return refuse('unknown_shape', 'this is not a plan or a state of Terraform', HINT);
  if (!/^1\.\d+$/.test(version)) {
    const message = `the format version ${quote(version)} is not supported`;
    return refuse('unknown_value', message, 'use a version of Terraform that writes format version 1');
  }
  if (plan['errored'] === true) return refuse('unknown_shape', 'planning failed, so that the plan is not complete');

  const problems = createProblemList();
  const issues: LocatedProblem[] = [];
  const note = (issue: LocatedProblem): void => void issues.push(issue);
  const budget = createInputBudget('the plan');
  const isPlan = isMembers(plan['planned_values']);
  if (!isPlan && (!isMembers(plan['values']) || state === 'prior'))
    return refuse(
      'unknown_shape',
      isMembers(plan['values']) ? 'a state has no prior state' : 'the plan has no values',
      HINT,
    );
  const configuration = valueAt(membersOf(plan, 'configuration'), 'root_module');
  const before = membersOf(membersOf(plan, 'prior_state'), 'values')['root_module'];
  const after = membersOf(plan, isPlan ? 'planned_values' : 'values')['root_module'];
  const isPlanned = isPlan && state === 'planned';
  const changes = isPlanned ? listOf(plan, 'resource_changes').filter(isMembers) : [];
  budget.step(changes.length);
  if (plan['complete'] === false) {
    const message = 'the plan is not complete: Terraform has deferred changes, or planned some resources only';
    note({ code: 'template', path: ['plan'], message });
  }

  const prior = readModules(before, configuration, new Map(), budget);
  const planned = readModules(after, configuration, unknownValuesOf(changes), budget);
  const instances = state === 'prior' ? prior : planned;
  const roles = collectPlannedRoles(
    // Without a configuration, what the provider has computed is all that there is.
    isPlanned ? instances : instances.map((instance): Instance => ({ ...instance, expressions: undefined })),
    [...prior, ...planned].filter(({ mode, type }) => mode === 'data' && type === 'aws_iam_policy'),
    removedBy(changes),
    createPolicyReading(problems.report),
    budget,
    problems.report,
    note,
  );
  noteHiddenChanges(isPlanned ? plan : {}, isPlanned ? [...planned, ...prior] : instances, budget, note);
  problems.throwAny();
  return finishRoles(roles, issues);
}

function unknownValuesOf(changes: readonly Members[]): Map<string, Members> {
  // Of a deposed object, which is only deleted, nothing is unknown; its address is that of the new object.
  const current = changes.filter((change) => !Object.hasOwn(change, 'deposed'));
  return new Map(
    current.map((change) => [String(change['address']), membersOf(membersOf(change, 'change'), 'after_unknown')]),
  );
}

/** What the plan removes. What it recreates is in the planned values. */
function removedBy(changes: readonly Members[]): Removed {
  const before = (type: string, ...kinds: readonly string[]): Members[] =>
    changes.flatMap((change) => {
      const { actions, before: values } = membersOf(change, 'change');
      const isRemoved = Array.isArray(actions) && kinds.some((kind) => actions.includes(kind));
      return change['type'] === type && isRemoved && isMembers(values) ? [values] : [];
    });
  // An attachment to several roles that is changed is in the planned values with the roles that remain.
  const attached = before('aws_iam_policy_attachment', 'delete', 'update').flatMap((values) =>
    listOf(values, 'roles').map((role): Members => ({ ...values, role })),
  );
  return {
    arns: new Set(
      [...before('aws_iam_role_policy_attachment', 'delete'), ...attached].map(({ role, policy_arn: arn }) =>
        removedKey(role, arn),
      ),
    ),
    inline: new Set(before('aws_iam_role_policy', 'delete').map(({ role, name }) => removedKey(role, name))),
    policies: new Set(before('aws_iam_policy', 'delete').map(({ arn }) => arn)),
  };
}
