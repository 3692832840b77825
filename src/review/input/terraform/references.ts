import type { InputBudget } from '../budget.js';
import { isMembers, valueAt } from '../members.js';
import { listOf, membersOf, type Instance, type Module } from './modules.js';

/*
 * A value that is known only after apply, such as the ARN of a new policy, leads to a resource through the references
 * of its expression. They are names only: an expression with several of them could be any of these.
 */

/** Names that choose an instance, but are no value. `each.value` could be anything. */
const CHOOSERS: ReadonlySet<unknown> = new Set(['each.key', 'count.index']);

const MAX_REFERENCES = 100;

/** Splits `name["a.b"].rest`. */
const NAMED = /^([^.[]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.(.*))?$/s;

/**
 * The only instance of a type that an expression can refer to; `undefined` if there is none, or more than one.
 *
 * @param from The instance whose argument it is.
 */
export function findTarget(
  expression: unknown,
  type: string,
  from: Instance,
  budget: InputBudget,
): Instance | undefined {
  const siblings = from.module.instances.get(`${from.type}.${from.name}`)?.length;
  return follow(expression, from.module, indexText(from.index), siblings);

  /**
   * @param key How the referring block is repeated: the index of this instance.
   * @param count How many instances it has.
   */
  function follow(value: unknown, place: Module, key: string, count: number | undefined): Instance | undefined {
    return budget.nest(() => {
      const { reference, choosers } = readReferences(value);
      const [head = '', rest = ''] = reference === undefined ? [] : splitAt(reference);
      const choose = <Each>(
        all: readonly Each[] = [],
        own: string,
        indexOf: (each: Each) => string,
      ): Each | undefined => {
        if (own !== '') return all.find((each) => indexOf(each) === own);
        if (choosers.length === 0) return all.length === 1 ? all[0] : undefined;
        // `count.index` can be part of a calculation, unless there is nothing to calculate.
        const isPlain = !choosers.includes('count.index') || (all.length === count && all.length === 1);
        return isPlain ? all.find((each) => indexOf(each) === key) : undefined;
      };
      if (head === 'var') return followVariable(rest, place);
      const [, name = '', own = '', output = ''] = NAMED.exec(rest) ?? [];
      if (head === 'module') {
        const child = choose(place.children.get(name), own, (each) => each.index);
        const [, outputName = ''] = NAMED.exec(output) ?? [];
        return child && follow(outputOf(child, outputName), child, '', undefined);
      }
      return head === type
        ? choose(place.instances.get(`${type}.${name}`), own, (each) => indexText(each.index))
        : undefined;
    });
  }

  function followVariable(rest: string, { parent, call, index }: Module): Instance | undefined {
    const [, name = ''] = NAMED.exec(rest) ?? [];
    const value = valueAt(membersOf(call, 'expressions'), name);
    return parent && follow(value, parent, index, undefined);
  }
}

function outputOf({ configuration }: Module, name: string): unknown {
  return valueAt(membersOf(membersOf(configuration, 'outputs'), name), 'expression');
}

function indexText(index: unknown): string {
  return index === undefined ? '' : `[${JSON.stringify(index)}]`;
}

function splitAt(reference: string): [string, string] {
  const dot = reference.indexOf('.');
  return [reference.slice(0, dot), reference.slice(dot + 1)];
}

/** The reference of an expression without those to the objects around it, if it has one only. */
function readReferences(expression: unknown): { reference?: string; choosers: unknown[] } {
  const references = isMembers(expression) ? listOf(expression, 'references').slice(0, MAX_REFERENCES) : [];
  const names = references.filter((each): each is string => typeof each === 'string' && !CHOOSERS.has(each));
  const whole = new Set(
    names.filter((name) => !names.some((other) => other.startsWith(`${name}.`) || other.startsWith(`${name}[`))),
  );
  const [only] = whole;
  const choosers = references.filter((each) => CHOOSERS.has(each));
  return { choosers, ...(whole.size === 1 && only !== undefined && { reference: only }) };
}
