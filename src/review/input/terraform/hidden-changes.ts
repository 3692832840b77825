import type { LocatedProblem } from '../../../core/issue.js';
import { quote } from '../../../core/quote.js';
import type { InputBudget } from '../budget.js';
import { isMembers, type Members } from '../members.js';
import { CHANGES_OTHERS, listOf, membersOf, MATTERS_FOR_ROLES, type Instance } from './modules.js';

/** A data source that does more than look something up. */
const RUNS_CODE = 'aws_lambda_invocation';

/**
 * Notes what can change roles although no role or policy of the plan says so: resources, provisioners, which run when a
 * resource is created or destroyed, and actions, which run before or after a change. Also what is no longer in the
 * planned values although it is not destroyed.
 *
 * @param instances The resources that the plan creates, keeps or destroys.
 */
export function noteHiddenChanges(
  plan: Members,
  instances: readonly Instance[],
  budget: InputBudget,
  note: (problem: LocatedProblem) => void,
): void {
  const noted = new Set<string>();
  const noteOnce = (address: string, name: string, message: string): void => {
    budget.step();
    const key = JSON.stringify([address, name]);
    if (!noted.has(key)) note({ code: 'template', path: ['plan', address, name], message });
    noted.add(key);
  };
  const noteHidden = (address: string, name: string, what: string): void =>
    noteOnce(address, name, `${what} can change roles, and is not analyzed`);
  for (const { address, mode, type, provisioners } of instances) {
    if (mode === 'managed' ? CHANGES_OTHERS.test(type) : type === RUNS_CODE)
      noteHidden(address, 'type', quote(address));
    if (provisioners.length > 0)
      noteHidden(
        address,
        'provisioner',
        `the provisioner ${provisioners.map(quote).join(' or ')} of ${quote(address)}`,
      );
  }
  for (const change of listOf(plan, 'resource_changes').filter(isMembers)) {
    budget.step();
    const [address, type] = [String(change['address']), String(change['type'])];
    if (MATTERS_FOR_ROLES.test(type) && listOf(membersOf(change, 'change'), 'actions').includes('forget'))
      noteOnce(
        address,
        'actions',
        `${quote(address)} stays in the account: the plan forgets it, and does not destroy it`,
      );
  }
  for (const action of listOf(plan, 'action_invocations')) {
    const address = isMembers(action) ? String(action['address']) : 'action';
    noteHidden(address, 'type', `the action ${quote(address)}`);
  }
}
