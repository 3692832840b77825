import type { AccessLevel } from '../../src/aws/actions/access-level.js';
import type { ActionReference, ServiceReference } from '../../src/aws/actions/catalog.js';
import {
  BEGINNINGS,
  compareText,
  decodeService,
  expandArn,
  LAST_DIGITS,
  LEADING_DIGITS,
  LEVEL_LETTERS,
  NO_END,
  TYPE_MARKS,
  USUAL_ARN,
} from '../../src/aws/actions/decode.js';

/** The services of `upsolver-iam/actions`: those of Upsolver's roles, of its sources, and of guardrails for them. */
export const HELD_SERVICES: readonly string[] = [
  'athena',
  'cloudformation',
  'cloudwatch',
  'dynamodb',
  'ec2',
  'firehose',
  'glue',
  'iam',
  'kinesis',
  'kms',
  'lakeformation',
  'logs',
  'organizations',
  'pricing',
  's3',
  's3tables',
  'secretsmanager',
  'sns',
  'sqs',
  'sts',
];

/** The name of the constant with the text of a service. */
export function constantOf(prefix: string): string {
  return `${prefix.toUpperCase().replaceAll('-', '_')}_ACTIONS`;
}

/** The module with the text of a service. Lines are filled, so that it stays a screenful or a few. */
export function renderServiceModule(prefix: string, service: ServiceReference, source: string): string {
  const comment = `/** The actions of \`${prefix}\`, in the form of \`../decode.ts\`. Source: ${source}. */`;
  const text = encodeService(prefix, service)
    .map((words) => words.join(' '))
    .join('|');
  if (JSON.stringify(decodeService(prefix, text)) !== JSON.stringify(service)) {
    throw new Error(`the compact text of ${prefix} does not hold all of it`);
  }
  const lines = cutLines(text).map((line) => `'${line}'`);
  return `${comment}\nexport const ${constantOf(prefix)} =\n${lines.join(' +\n')};\n`;
}

/** The module that names the source and all services. */
export function renderSnapshotModule(source: string, date: string): string {
  const imports = HELD_SERVICES.map((prefix) => `import { ${constantOf(prefix)} } from './services/${prefix}.js';`);
  const rows = HELD_SERVICES.map((prefix) => `'${prefix}': ${constantOf(prefix)},`);
  return [
    ...imports,
    '',
    '/** The package that the data is from. `npm run update-data` updates it. */',
    `export const SNAPSHOT_SOURCE = '${source}';`,
    '',
    '/** The day of the data. */',
    `export const SNAPSHOT_DATE = '${date}';`,
    '',
    '/** The compact texts of the services that the built-in catalog has, by prefix. */',
    `export const SERVICE_TEXTS = {\n${rows.join('\n')}\n} as const;`,
    '',
  ].join('\n');
}

const LINE = 110;

/** The text in lines, which end with the space after a word. */
function cutLines(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += lines.at(-1)?.length ?? 0) {
    const line = text.slice(at, at + LINE);
    const isLast = at + LINE >= text.length;
    lines.push(isLast ? line : line.slice(0, line.lastIndexOf(' ') + 1) || line);
  }
  return lines;
}

/** The six parts of the compact text, as words. */
export function encodeService(prefix: string, service: ServiceReference): string[][] {
  const { actions, resourceTypes, conditionKeys } = service;
  // What is used most gets the smallest number.
  const sets = new Counter<string>();
  const rows = new Map(resourceTypes.map(({ name }) => [name, new Counter<string>()]));
  const types = new Counter<string>();
  const count = (keys: readonly string[]): string => sets.add(keys.toSorted(compareText).join(' '));
  for (const type of resourceTypes) count(type.conditionKeys);
  for (const action of actions) {
    count(action.conditionKeys);
    for (const type of action.resourceTypes) {
      types.add(type.name);
      rows.get(type.name)?.add(count(type.conditionKeys));
    }
  }
  const keys = new Counter<string>();
  for (const set of sets.ranked()) for (const key of set.split(' ')) keys.add(key);
  for (const { key } of conditionKeys) keys.add(key);

  const keyOrder = keys.ranked().filter(Boolean);
  const setOrder = ['', ...sets.ranked().filter(Boolean)];
  const unused = resourceTypes.map(({ name }) => name).filter((name) => !types.has(name));
  const typeOrder = [...types.ranked(), ...unused];
  const set = (list: readonly string[]): string => digitsOf(setOrder.indexOf(list.toSorted(compareText).join(' ')));
  const mostOf = (name: string): string => rows.get(name)?.ranked()[0] ?? '';

  const kinds = new Counter<string>();
  const kindOf = ({ accessLevels, conditionKeys: ofAction, resourceTypes: ofTypes }: ActionReference): string => {
    const items = ofTypes.map(({ name, required, conditionKeys: ofRow }) => {
      const isUsual = ofRow.toSorted(compareText).join(' ') === mostOf(name);
      return `${digitsOf(typeOrder.indexOf(name))}${required ? '!' : ''}${isUsual ? '' : `.${set(ofRow)}`}`;
    });
    return `${letterOf(accessLevels)}${set(ofAction)}${items.join('')}`;
  };
  const kindByName = new Map(
    actions.map((action) => [action.action.slice(prefix.length + 1), kinds.add(kindOf(action))]),
  );
  const kindOrder = kinds.ranked();
  const { words, names } = groupNames([...kindByName.keys()].toSorted(compareText));

  return [
    keyOrder.map((key) =>
      keyWord(
        prefix,
        conditionKeys.find((each) => each.key === key),
      ),
    ),
    setOrder.slice(1).map((each) =>
      each
        .split(' ')
        .map((key) => keyOrder.indexOf(key))
        .toSorted((a, b) => a - b)
        .map(digitsOf)
        .join(''),
    ),
    typeOrder.map((name) => {
      const { arns, conditionKeys: own } = resourceTypes.find((type) => type.name === name)!;
      const most = mostOf(name);
      const short = shortenArn(prefix, name, arns.join());
      const ownArn = short === USUAL_ARN ? '' : `=${short}`;
      return `${name}${ownArn};${set(own)}${most === '' ? '' : digitsOf(setOrder.indexOf(most))}`;
    }),
    kindOrder,
    words,
    chunked(names.map((name) => digitsOf(kindOrder.indexOf(kindByName.get(name)!)))),
  ].map((part) => part.map(checkWord));
}

/** Counts values, and keeps the order in which they came first. */
class Counter<Value> {
  readonly #counts = new Map<Value, number>();

  add(value: Value): Value {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    return value;
  }

  has(value: Value): boolean {
    return this.#counts.has(value);
  }

  ranked(): Value[] {
    return [...this.#counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
  }
}

/** The names by their beginnings, as words, and in the order of the words. */
function groupNames(sorted: readonly string[]): { words: string[]; names: string[] } {
  const beginningsOf = new Map<string, string[]>();
  for (const name of sorted) {
    const beginning = /^[A-Z0-9]?[a-z0-9]*/.exec(name)?.[0] ?? '';
    const end = name.slice(beginning.length);
    beginningsOf.set(end, [...(beginningsOf.get(end) ?? []), beginning]);
  }
  const endsOf = new Map<string, string[]>();
  for (const end of [...beginningsOf.keys()].toSorted(compareText)) {
    const group = (beginningsOf.get(end) ?? []).toSorted((a, b) => rankOf(a) - rankOf(b)).join(',');
    endsOf.set(group, [...(endsOf.get(group) ?? []), end]);
  }
  const groups = [...endsOf].toSorted(([a], [b]) => compareText(a, b));
  return {
    words: groups.flatMap(([group, ends]) => [`${lettersOf(group)}:`, ...ends.map((end) => end || NO_END)]),
    names: groups.flatMap(([group, ends]) =>
      ends.flatMap((end) => group.split(',').map((beginning) => beginning + end)),
    ),
  };
}

/** The place of a beginning: the frequent ones come first. */
function rankOf(beginning: string): number {
  const index = BEGINNINGS.indexOf(beginning);
  return index === -1 ? BEGINNINGS.length : index;
}

function lettersOf(group: string): string {
  const beginnings = group.split(',');
  const frequent = beginnings.filter((each) => BEGINNINGS.includes(each));
  const letters = frequent.map((each) => LAST_DIGITS.charAt(BEGINNINGS.indexOf(each))).join('');
  return [letters, ...beginnings.slice(frequent.length)].filter(Boolean).join(',');
}

function digitsOf(number: number): string {
  if (number < 0) throw new Error('a part of the text names what another part lacks');
  let rest = Math.floor(number / LAST_DIGITS.length);
  let digits = LAST_DIGITS.charAt(number % LAST_DIGITS.length);
  while (rest > 0) {
    rest -= 1;
    digits = LEADING_DIGITS.charAt(rest % LEADING_DIGITS.length) + digits;
    rest = Math.floor(rest / LEADING_DIGITS.length);
  }
  return digits;
}

function letterOf(levels: readonly AccessLevel[]): string {
  const letter = Object.keys(LEVEL_LETTERS).find((each) => LEVEL_LETTERS[each]?.join() === levels.join());
  if (letter === undefined) throw new Error(`no letter for the access levels ${levels.join(', ')}`);
  return letter;
}

function keyWord(prefix: string, found: ServiceReference['conditionKeys'][number] | undefined): string {
  if (found === undefined) throw new Error(`an action of ${prefix} names a key without a type`);
  const { key, type, isMultivalued } = found;
  const mark = Object.keys(TYPE_MARKS).find((each) => TYPE_MARKS[each] === type) ?? '';
  const short = key.startsWith(`${prefix}:`) ? key.slice(prefix.length) : key;
  return `${short.replaceAll('${', '{')}${mark}${isMultivalued ? '+' : ''}`;
}

/** The short form of an ARN. */
function shortenArn(prefix: string, type: string, arn: string): string {
  const named = expandArn('', type, '<').slice('arn:${Partition}:${'.length);
  return arn
    .replace('arn:${Partition}:', '')
    .replaceAll('${', '{')
    .replace('{Region}:{Account}', '~')
    .replace(`${prefix}:~:`, '^')
    .replace(type, '.')
    .replaceAll(`{${named}`, '<')
    .replace('<Id}', '$')
    .replace('<Name}', '&');
}

/** Words of numbers, not too long for a line. */
function chunked(numbers: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < numbers.length; at += 20) words.push(numbers.slice(at, at + 20).join(''));
  return words;
}

/** A word that would not be read as it was written is an error of this script. */
function checkWord(word: string): string {
  if (word === '' || /[\s|'\\]/.test(word)) throw new Error(`the compact text cannot hold ${JSON.stringify(word)}`);
  return word;
}

/** What changed in the actions of a service, a line each. */
export function describeActionChanges(before: ServiceReference | undefined, after: ServiceReference): string[] {
  const known = new Map(before?.actions.map((each) => [each.action, JSON.stringify(each)]));
  const current = new Map(after.actions.map((each) => [each.action, JSON.stringify(each)]));
  const changed = [...current].filter(([name, text]) => known.has(name) && known.get(name) !== text);
  return [
    ...[...known.keys()].filter((name) => !current.has(name)).map((name) => `- ${name}`),
    ...[...current.keys()].filter((name) => !known.has(name)).map((name) => `+ ${name}`),
    ...changed.map(([name]) => `~ ${name}`),
  ];
}
