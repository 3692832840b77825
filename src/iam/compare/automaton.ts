import { MATCH_STEPS_PER_STEP, spend, type Budget } from './budget.js';
import { withoutCovered, withoutForeign } from './covering.js';
import { isRun, type Language, type Token } from './pattern.js';
import { isLoneSurrogate } from './symbols.js';

/** A set of strings: those that are in all languages of `all` and in none of `none`. */
export type StringQuery = {
  all: readonly Language[];
  none: readonly Language[];
  /** Characters that no string has. Lone surrogates are refused as well, unless they are symbols. */
  refuses?: (character: string) => boolean;
  /** Whether lone surrogates are symbols, which stand for unknown strings: the values of variables. */
  hasSymbols?: boolean;
};

/**
 * Returns a shortest string that a query asks for, or `undefined` if and only if there is none.
 *
 * Walks the product of the languages' automata, which is built on demand: a state of a language is the set of places in
 * its patterns that the characters read so far can reach. Paths go first that could still become the shortest string,
 * and of these the longest, so the first string found is a shortest one. Of the infinite alphabet, only the characters
 * that some pattern names at a state, the colon, and one character that no pattern names are tried: all other
 * characters behave like that one.
 *
 * @throws {TooComplexError} When the budget is used up.
 */
export function findString(query: StringQuery, budget: Budget): string | undefined {
  const { all, none, hasSymbols = false, refuses = () => false } = query;
  const outside = none.flat();
  const inside = withoutForeign(
    all.map((language) => withoutCovered(language, none, budget)),
    budget,
  );
  if (inside.some(({ length }) => length === 0)) return undefined;
  const wanted = inside.map(createMachine);
  const unwanted = createMachine(outside);
  const machines = [...wanted, unwanted];
  const alphabet = createAlphabet(
    machines,
    (character) => refuses(character) || (!hasSymbols && isLoneSurrogate(character)),
  );

  const start: Path = {
    wanted: wanted.map(startOf),
    unwanted: startOf(unwanted),
    order: '',
    character: '',
    before: undefined,
  };
  const seen = new Set<string>();
  // By the length of the shortest string that they could become.
  const open: Path[][] = isDead(start) ? [] : [[start]];
  for (let length = 0; length < open.length; length += 1) {
    const paths = (open[length] ?? []).toSorted((a, b) => (a.order < b.order ? 1 : -1));
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const key = keyOf(path);
      if (seen.has(key)) continue;
      seen.add(key);
      if (isMatch(path)) {
        const text = textOf(path);
        // The evaluator that confirms the string takes about this many steps.
        const tokens = machines.reduce((sum, machine) => sum + machine.tokens.length, 0);
        spend(budget, (text.length * tokens) / MATCH_STEPS_PER_STEP);
        return text;
      }
      for (const longer of longerPaths(path, alphabet, budget).toReversed()) {
        if (isDead(longer)) continue;
        const shortest = longer.order.length + shortestRest(longer);
        if (shortest <= length) paths.push(longer);
        else (open[shortest] ??= []).push(longer);
      }
    }
  }
  return undefined;
}

/** The states of all languages after a character; the paths before it spell a string. */
type Path = {
  wanted: readonly State[];
  unwanted: State;
  /** The places of its characters among those that were tried: earlier ones come first. As long as its string. */
  order: string;
  character: string;
  before: Path | undefined;
};

/** The places of a machine that can be reached, in ascending order. */
type State = { machine: Machine; places: readonly number[] };

/** All paths that are one character longer. */
function longerPaths(path: Path, alphabet: Alphabet, budget: Budget): Path[] {
  const cost = sizeOf(path);
  return Array.from(charactersAt(path, alphabet), (character, index) => {
    spend(budget, cost);
    return {
      wanted: path.wanted.map((state) => advance(state, character)),
      unwanted: advance(path.unwanted, character),
      order: path.order + String.fromCharCode(index),
      character,
      before: path,
    };
  });
}

/** How many more characters the string of a path needs at least. INVARIANT: each character takes one off at most. */
function shortestRest({ wanted }: Path): number {
  let longest = 0;
  for (const { machine, places } of wanted) {
    let shortest = Infinity;
    for (const place of places) shortest = Math.min(shortest, machine.rest[place] as number);
    longest = Math.max(longest, shortest);
  }
  return longest;
}

/** Whether the string of a path is in all wanted languages and not in the unwanted one. */
function isMatch({ wanted, unwanted }: Path): boolean {
  return wanted.every(isAccepted) && !isAccepted(unwanted);
}

/** Whether no longer string can match: a wanted language is out of reach, or the unwanted one accepts everything. */
function isDead({ wanted, unwanted }: Path): boolean {
  return (
    wanted.some(({ places }) => places.length === 0) ||
    unwanted.places.some((place) => unwanted.machine.acceptsAll[place])
  );
}

/** The number of languages and of places that a step looks at. */
function sizeOf({ wanted, unwanted }: Path): number {
  return wanted.reduce((sum, { places }) => sum + places.length + 1, unwanted.places.length + 1);
}

/** The characters worth trying: those that a pattern names here, and those that stand for all others. */
function charactersAt({ wanted, unwanted }: Path, alphabet: Alphabet): Iterable<string> {
  const characters = new Set<string>(alphabet.always);
  for (const state of [...wanted, unwanted]) {
    for (const character of namedAt(state)) if (alphabet.named.has(character)) characters.add(character);
  }
  // Where a wanted language has no wildcard, all other characters lead nowhere.
  const narrow = wanted.find(({ machine, places }) => places.every((place) => !isWildcard(machine.tokens[place])));
  if (narrow === undefined) return characters;
  const possible = new Set(namedAt(narrow));
  return [...characters].filter((character) => possible.has(character));
}

function namedAt({ machine, places }: State): string[] {
  return places.flatMap((place) => literalsOf(machine.tokens[place]));
}

function isWildcard(token: Token | undefined): boolean {
  return typeof token === 'object' && 'many' in token;
}

/** The patterns of a language laid end to end; the place after the last token of a pattern is its end. */
type Machine = {
  tokens: readonly (Token | undefined)[];
  /** For each place, the first place of its pattern. */
  patternStart: readonly number[];
  /** For each place, whether all continuations are accepted: a run at the end of a pattern. */
  acceptsAll: readonly boolean[];
  /** For each place, how many characters the rest of its pattern needs at least. */
  rest: readonly number[];
  /** The first places of all patterns. */
  starts: readonly number[];
};

function createMachine(language: Language): Machine {
  const tokens: (Token | undefined)[] = [];
  const patternStart: number[] = [];
  const acceptsAll: boolean[] = [];
  const rests: number[] = [];
  const starts: number[] = [];
  for (const pattern of language) {
    let rest = pattern.reduce((sum, token) => sum + Number(!isRun(token)), 0);
    const first = tokens.length;
    starts.push(first);
    pattern.forEach((token, index) => {
      tokens.push(token);
      patternStart.push(first);
      acceptsAll.push(index === pattern.length - 1 && isFreeRun(token));
      rests.push(rest);
      rest -= Number(!isRun(token));
    });
    tokens.push(undefined);
    patternStart.push(first);
    acceptsAll.push(false);
    rests.push(0);
  }
  return { tokens, patternStart, acceptsAll, rest: rests, starts };
}

function startOf(machine: Machine): State {
  return { machine, places: close(machine, machine.starts) };
}

/** Adds the places after runs, which may be empty, and drops places that make no difference. */
function close({ tokens, patternStart }: Machine, places: readonly number[]): readonly number[] {
  const closed = new Set<number>();
  for (const start of places) {
    let place = start;
    while (!closed.has(place)) {
      closed.add(place);
      if (!isRun(tokens[place])) break;
      place += 1;
    }
  }
  // Whatever an earlier place of a pattern accepts, a run that has been reached accepts as well: the run matches what
  // is between them. INVARIANT: true of free runs only, because a run that stops at colons may not get there.
  const sorted = [...closed].toSorted((a, b) => b - a);
  const kept: number[] = [];
  let skippedTo = -1;
  for (const place of sorted) {
    if (skippedTo !== -1 && patternStart[place] === skippedTo) continue;
    kept.push(place);
    skippedTo = isFreeRun(tokens[place]) ? (patternStart[place] as number) : -1;
  }
  return kept.toReversed();
}

/** The state after a character. */
function advance({ machine, places }: State, character: string): State {
  const reached: number[] = [];
  for (const place of places) {
    const token = machine.tokens[place];
    if (token !== undefined && accepts(token, character)) reached.push(isRun(token) ? place : place + 1);
  }
  return { machine, places: close(machine, reached) };
}

function isAccepted({ machine, places }: State): boolean {
  return places.some((place) => machine.tokens[place] === undefined);
}

function isFreeRun(token: Token | undefined): boolean {
  return typeof token === 'object' && 'many' in token && token.many && !token.withinSegment;
}

/** Whether a token matches a character. Only free runs match a symbol, because it stands for a string of any length. */
function accepts(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character;
  if ('lower' in token) return token.lower === character || token.upper === character;
  if (isLoneSurrogate(character)) return token.many && !token.withinSegment;
  return !token.withinSegment || character !== ':';
}

function literalsOf(token: Token | undefined): readonly string[] {
  if (typeof token === 'string') return [token];
  return token !== undefined && 'lower' in token ? [token.lower, token.upper] : [];
}

/** The characters that patterns name, and those that are tried at every state. */
type Alphabet = { named: ReadonlySet<string>; always: readonly string[] };

/** Candidates for the character that no pattern names, in order of preference. */
const OTHERS = /* @__PURE__ */ Array.from('xabcdefghijklmnopqrstuvwyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./');

function createAlphabet(machines: readonly Machine[], refuses: (character: string) => boolean): Alphabet {
  const named = new Set<string>();
  let hasSegments = false;
  for (const { tokens } of machines) {
    for (const token of tokens) {
      hasSegments ||= typeof token === 'object' && 'many' in token && token.withinSegment;
      for (const character of literalsOf(token)) if (!refuses(character)) named.add(character);
    }
  }
  let other = OTHERS.find((character) => !named.has(character) && !refuses(character));
  for (let code = 0xa1; other === undefined; code += 1) {
    const character = String.fromCodePoint(code);
    if (!named.has(character) && !refuses(character)) other = character;
  }
  return { named, always: hasSegments ? [other, ':'] : [other] };
}

function keyOf({ wanted, unwanted }: Path): string {
  return `${wanted.map(({ places }) => places).join(';')};${unwanted.places.join()}`;
}

function textOf(end: Path): string {
  const characters: string[] = [];
  for (let path: Path | undefined = end; path !== undefined; path = path.before) characters.push(path.character);
  return characters.toReversed().join('');
}
