import { quote } from '../../../core/quote.js';
import type { InputPath } from '../documents.js';
import { isMembers, valueAt, textAt, type Members } from '../members.js';
import { symbolsIn } from '../symbols.js';
import { NOTHING, type Context, type Truth } from './context.js';

type Needs = Pick<Context, 'resolve' | 'fail' | 'budget'>;

/**
 * Decides the conditions of a template. The order of the parts of `Fn::And` and `Fn::Or` does not matter: a part that
 * is known can decide although others are not.
 *
 * Source: CloudFormation Template Reference Guide, "Condition functions".
 */
export function createConditions(conditions: Members, { resolve, fail, budget }: Needs): Context['holds'] {
  const decided = new Map<string, Truth | 'deciding'>();

  function holds(name: unknown, path: InputPath): Truth {
    const condition = typeof name === 'string' ? valueAt(conditions, name) : undefined;
    if (typeof name !== 'string' || condition === undefined)
      return fail({ code: 'template', message: `the template has no condition ${quote(name)}` }, path);
    const known = decided.get(name);
    if (known === 'deciding')
      return fail({ code: 'template', message: `the condition ${quote(name)} depends on itself` }, path);
    if (known !== undefined) return known;
    decided.set(name, 'deciding');
    try {
      const truth = budget.nest(() => decide(condition, ['Conditions', name]));
      decided.set(name, truth);
      return truth;
    } catch (error) {
      decided.delete(name);
      throw error;
    }
  }

  function decide(condition: unknown, path: InputPath): Truth {
    budget.step();
    const [[name, argument] = ['', undefined], ...others] = isMembers(condition) ? Object.entries(condition) : [];
    const place = [...path, name];
    if (others.length > 0) return misuse(path);
    switch (name) {
      case 'Condition':
        return holds(argument, path);
      case 'Fn::Equals':
        return equals(argument, place);
      case 'Fn::Not': {
        const [truth = false, ...more] = decideAll(argument, place);
        if (more.length > 0) return misuse(path);
        return typeof truth === 'object' ? truth : !truth;
      }
      case 'Fn::And':
        return combine(decideAll(argument, place), false);
      case 'Fn::Or':
        return combine(decideAll(argument, place), true);
      default:
        return misuse(path);
    }
  }

  function misuse(path: InputPath): never {
    const message = 'a condition must be one of `Fn::Equals`, `Fn::Not`, `Fn::And`, `Fn::Or` and `Condition`';
    return fail({ code: 'template', message }, path);
  }

  function decideAll(argument: unknown, path: InputPath): Truth[] {
    if (!Array.isArray(argument) || argument.length === 0) return misuse(path);
    return argument.map((part, index) => budget.nest(() => decide(part, [...path, index])));
  }

  /** CloudFormation compares as text: `1` and `'1'` are equal. */
  function equals(argument: unknown, path: InputPath): Truth {
    if (!Array.isArray(argument) || argument.length !== 2) return misuse(path);
    const [a, b] = argument.map((value, index) => {
      const resolved = resolve(value, [...path, index]);
      return resolved === NOTHING ? misuse(path) : (textAt(resolved) ?? JSON.stringify(resolved));
    }) as [string, string];
    if (a === b) return true;
    const unknown = symbolsIn(a + b);
    return unknown.length === 0 ? false : { unknown };
  }

  return holds;
}

/** The result of `Fn::Or` (`decisive` is `true`) or of `Fn::And`. */
function combine(parts: readonly Truth[], decisive: boolean): Truth {
  if (parts.includes(decisive)) return decisive;
  const unknown = parts.flatMap((part) => (typeof part === 'object' ? part.unknown : []));
  return unknown.length > 0 ? { unknown } : !decisive;
}
