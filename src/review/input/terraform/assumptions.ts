import type { LocatedProblem } from '../../../core/issue.js';
import { quote } from '../../../core/quote.js';
import type { Instance } from './modules.js';

/** What a plan leaves open although a value was read. It is one issue of each kind, however often it occurs. */
export type Assumptions = {
  /** Returns what the reference of an argument leads to. A plan does not have the expression around it. */
  assume: <Found>(found: Found, target: Instance, instance: Instance, name: string) => Found;
  /** Inline policies of a role that could be in `dynamic` blocks, which a plan does not have. */
  skipInline: (instance: Instance) => void;
  issues: () => LocatedProblem[];
};

const HINT = 'after apply, `terraform show -json` has the values';

export function createAssumptions(): Assumptions {
  const assumed: { target: Instance; instance: Instance; name: string }[] = [];
  const skipped: Instance[] = [];
  return {
    assume(found, target, instance, name) {
      assumed.push({ target, instance, name });
      return found;
    },
    skipInline: (instance) => void skipped.push(instance),
    issues: () => [
      ...assumed
        .slice(0, 1)
        .map(({ target, instance, name }) =>
          issueAt(
            instance,
            name,
            `${quote(name)} was taken for ${quote(target.address)}, to which it refers, ` +
              `but its expression can have another value${andOthers(assumed, 'argument')}`,
          ),
        ),
      ...skipped
        .slice(0, 1)
        .map((instance) =>
          issueAt(
            instance,
            'inline_policy',
            'inline policies in `dynamic` blocks are known only after apply: if there are any, they were not read' +
              andOthers(skipped, 'role'),
          ),
        ),
    ],
  };
}

function issueAt({ address }: Instance, name: string, message: string): LocatedProblem {
  return { code: 'template', path: ['plan', address, name], message, hint: HINT };
}

function andOthers({ length }: readonly unknown[], noun: string): string {
  const others = length - 1;
  return others === 0 ? '' : `; the same applies to ${others} other ${noun}${others === 1 ? '' : 's'}`;
}
