import type { ConditionBlock } from '../document.js';
import { hasWildcards } from '../match/glob.js';
import { templateParts } from '../match/variable.js';
import { parseOperator, type Operator } from './operator.js';

/** A value that a condition accepts: one text, all texts that a pattern matches, or what the request makes of it. */
export type RequiredValue = { text: string; kind: 'fixed' | 'pattern' | 'variable' };

/**
 * The values of which a request must send one: a list for each condition on a key that a request without the key does
 * not meet. All conditions have to hold, so that one list without patterns and variables is enough to fix the key.
 *
 * @param isKey Whether the condition is on the key, by its name in lowercase.
 */
export function requiredValues(block: ConditionBlock | undefined, isKey: (key: string) => boolean): RequiredValue[][] {
  return Object.entries(block ?? {}).flatMap(([name, keys]) => {
    const operator = parseOperator(name);
    if (operator?.family !== 'String' || operator.negated || operator.ifExists || operator.quantifier === 'all') {
      return [];
    }
    return Object.entries(keys)
      .filter(([key]) => isKey(key.toLowerCase()))
      .map(([, values]) => [values].flat().map((text) => ({ text, kind: kindOf(text, operator) })));
  });
}

/** Variables are read as such in every version of the language: without them, their text is no value of a request. */
function kindOf(text: string, { comparison }: Operator): RequiredValue['kind'] {
  const parts = templateParts(text);
  if (parts.some(({ kind }) => kind === 'variable')) return 'variable';
  const isPattern = comparison === 'like' && parts.some((part) => part.kind === 'text' && hasWildcards(part.text));
  return isPattern ? 'pattern' : 'fixed';
}
