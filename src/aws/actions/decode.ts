import type { ConditionKeyType } from '../condition-keys.js';
import type { AccessLevel } from './access-level.js';
import type { ServiceReference } from './catalog.js';

/*
 * The compact text of a service, a third of the size of its JSON after gzip. It has six parts, separated by `|`, each
 * with words separated by whitespace. `scripts/data/actions.ts` writes it.
 *
 * 1. The condition keys, with the mark of their type. A key of the service itself begins with a colon.
 * 2. Sets of condition keys. The set 0 is empty and has no word.
 * 3. The resource types: name, `=` and the ARN if it is not the usual one, `;` and two sets: the keys of the type, and
 *    the keys that most actions have for it.
 * 4. What actions have in common: the letter of their levels, the set of their keys, and the resource types, each with
 *    `!` if it is required, and with `.` and a set if its keys are not those that most actions have.
 * 5. The names of the actions: beginnings, as in `ab,Purchase:`, then the ends of names that have all of them. Frequent
 *    beginnings have a letter each, and come before the others.
 * 6. For each name, in this order, the number of its word in part 4.
 *
 * A number is a lowercase letter or digit, after uppercase letters if it is larger than 35.
 */

/** The digits of the last place of a number. */
export const LAST_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The digits of the other places, which have no zero: `Aa` is 36. */
export const LEADING_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The frequent beginnings of names, by their letters. */
export const BEGINNINGS: readonly string[] = /* @__PURE__ */ (
  'Get Delete Create Describe Update Put List Start Tag Untag Enable Cancel Stop Modify Disable Associate Import ' +
  'Register Accept Batch Deregister Reject Disassociate Remove Set Attach'
).split(' ');

/** What stands for the end of a name that is nothing but its beginning. */
export const NO_END = '.';

/** The letters of access levels, each of which has a meaning as long as AWS documents no other combination. */
export const LEVEL_LETTERS: Readonly<Record<string, readonly AccessLevel[]>> = {
  L: ['List'],
  R: ['Read'],
  W: ['Write'],
  T: ['Write', 'Tagging'],
  P: ['Permissions management', 'Write'],
};

/** The marks of types at the end of a key: of a list `+`, and before it one of these. A String has no other mark. */
export const TYPE_MARKS: Readonly<Record<string, ConditionKeyType>> = {
  '@': 'Arn',
  '!': 'Bool',
  '#': 'Numeric',
  '%': 'Date',
  '&': 'Ip',
};

/** How the ARNs of most resource types are written in part 3, so that the word omits it. */
export const USUAL_ARN = '^./$';

/**
 * The ARN of a resource type from its short form: `^` are the service, Region and account of most ARNs, `~` are Region
 * and account, `.` is the name of the type, and placeholders named after the type begin with `<`. `$` is the ID of the
 * type, `&` its name.
 */
export function expandArn(prefix: string, type: string, short: string): string {
  const named = type.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
  const fields = short
    .replace('$', '<Id}')
    .replace('&', '<Name}')
    .replaceAll('<', `{${named}`)
    .replace('.', type)
    .replace('^', `${prefix}:~:`)
    .replace('~', '{Region}:{Account}');
  return `arn:{Partition}:${fields}`.replaceAll('{', '${');
}

/** The numbers that a word consists of. */
function numbersOf(word: string): number[] {
  return Array.from(word.matchAll(/[A-Z]*[a-z0-9]/g), ([digits]) => numberOf(digits));
}

function numberOf(digits: string): number {
  let leading = 0;
  for (const digit of digits.slice(0, -1)) leading = leading * 26 + LEADING_DIGITS.indexOf(digit) + 1;
  return leading * LAST_DIGITS.length + LAST_DIGITS.indexOf(digits.slice(-1));
}

/** Reads the text of a service. The lists are sorted by name. */
export function decodeService(prefix: string, text: string): ServiceReference {
  const parts = text.split('|').map((part) => part.trim().split(/\s+/).filter(Boolean));
  const [keyWords = [], setWords = [], typeWords = [], kindWords = [], nameWords = [], order = []] = parts;

  const keys = keyWords.map((word) => keyFrom(prefix, word));
  const keysAt = (word: string): string[] => numbersOf(word).map((number) => keys[number]!.key);
  const sets = [[], ...setWords.map((word) => keysAt(word).toSorted(compareText))];
  const setAt = (number: number): string[] => [...(sets[number] as string[])];

  const types = typeWords.map((word) => {
    const [, name, short = USUAL_ARN, numbers] = match(/^([^=;]*)(?:=([^;]*))?;(.*)$/, word);
    const [own = 0, most = 0] = numbersOf(numbers);
    return { name, arns: [expandArn(prefix, name, short)], own, most };
  });

  const kinds = kindWords.map((word) => {
    const [, letter, set, items] = match(/^(.)([A-Z]*.)(.*)$/, word);
    const resourceTypes = [...items.matchAll(/([A-Z]*[a-z0-9])(!?)(?:\.([A-Z]*[a-z0-9]))?/g)].map(
      ([, type = '', required, row]) => {
        const { name, most } = types[numberOf(type)]!;
        return { name, required: required === '!', set: row === undefined ? most : numberOf(row) };
      },
    );
    return { letter, set: numberOf(set), resourceTypes };
  });

  const names: string[] = [];
  let beginnings: string[] = [];
  for (const word of nameWords) {
    if (word.endsWith(':')) beginnings = word.slice(0, -1).split(',').flatMap(beginningsFrom);
    else for (const beginning of beginnings) names.push(beginning + (word === NO_END ? '' : word));
  }
  const kindOf = numbersOf(order.join(''));
  const actions = names.map((name, index) => {
    const { letter, set, resourceTypes } = kinds[kindOf[index]!]!;
    return {
      action: `${prefix}:${name}`,
      accessLevels: [...LEVEL_LETTERS[letter]!],
      resourceTypes: resourceTypes.map((type) => ({
        name: type.name,
        required: type.required,
        conditionKeys: setAt(type.set),
      })),
      conditionKeys: setAt(set),
    };
  });

  return {
    actions: actions.toSorted((a, b) => compareText(a.action, b.action)),
    resourceTypes: types
      .map(({ name, arns, own }) => ({ name, arns, conditionKeys: setAt(own) }))
      .toSorted((a, b) => compareText(a.name, b.name)),
    conditionKeys: keys.toSorted((a, b) => compareText(a.key, b.key)),
  };
}

/** The beginnings of frequent names from their letters, or one that is spelled out. */
function beginningsFrom(part: string): string[] {
  return /^[a-z]/.test(part) ? Array.from(part, (letter) => BEGINNINGS[LAST_DIGITS.indexOf(letter)]!) : [part];
}

/** The parts of a word, which has the form that the text of every service has. */
function match(form: RegExp, word: string): [word: string, string, string, string] {
  return form.exec(word) as unknown as [string, string, string, string];
}

/** A key with its type: `:FISTargetArns@+`. */
function keyFrom(prefix: string, word: string): ServiceReference['conditionKeys'][number] {
  const [, short, mark, isList] = match(/^(.*?)([@!#%&]?)(\+?)$/, word);
  const key = (short.startsWith(':') ? prefix + short : short).replaceAll('{', '${');
  return { key, type: TYPE_MARKS[mark] ?? 'String', isMultivalued: isList === '+' };
}

/** The order of names everywhere in a catalog: by code units, which no setting of a computer changes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
