import type { GlobToken } from '../match/glob.js';
import { spend, type Budget } from './budget.js';

/** A letter in either case, as `StringEqualsIgnoreCase` compares it. */
export type AnyCase = { readonly lower: string; readonly upper: string };

export type Token = GlobToken | AnyCase;

/** A pattern: what is matched by all its tokens, one after the other. */
export type Pattern = readonly Token[];

/** A set of texts: those that one of the patterns matches. */
export type Language = readonly Pattern[];

/** A set of texts: those in all of `all` and in none of `none`. */
export type StringQuery = {
  all: readonly Language[];
  none: readonly Language[];
  /** Characters that no text has. Halves of surrogate pairs are refused, too, unless they are symbols. */
  refuses?: (character: string) => boolean;
  /** Whether halves of surrogate pairs stand, as symbols, for texts that are not known: the values of variables. */
  hasSymbols?: boolean;
};

/**
 * The shortest text that a query asks for, or `undefined` if there is none.
 *
 * Walks the product of the languages' automata, made as it goes: a state is, for each language, the set of places in
 * its patterns that what has been read can have reached. Breadth first, so the first text found is a shortest one. Of
 * the infinite alphabet only those characters are tried that some pattern names at this state, the colon, and one that
 * no pattern names: all others behave as that one does.
 *
 * @throws {TooComplexError} When the effort is used up.
 */
export function findString(query: StringQuery, effort: Budget): string | undefined {
  const { all, none, hasSymbols = false, refuses = () => false } = query;
  const machines = [...all.map((language) => createMachine(language)), createMachine(none.flat())];
  const forbidden = machines.length - 1;
  const alphabet = createAlphabet(
    machines,
    (character) => refuses(character) || (!hasSymbols && isLoneSurrogate(character)),
  );

  const start: Path = { states: machines.map((machine) => machine.start), character: '', before: undefined };
  const seen = new Set<string>([keyOf(start.states)]);
  let layer: Path[] = isDead(start.states) ? [] : [start];
  while (layer.length > 0) {
    const accepted = layer.find(({ states }) =>
      states.every((state, index) => isAccepted(machines[index] as Machine, state) !== (index === forbidden)),
    );
    if (accepted !== undefined) {
      const text = textOf(accepted);
      // Whoever puts the text to the patterns again takes about this many steps, each of them cheaper than one of ours.
      spend(effort, (text.length * machines.reduce((sum, { tokens }) => sum + tokens.length, 0)) / STEPS_OF_A_MATCH);
      return text;
    }
    const next: Path[] = [];
    for (const path of layer) {
      for (const character of charactersAt(path.states)) {
        spend(
          effort,
          path.states.reduce((sum, state) => sum + state.length, machines.length),
        );
        const states = path.states.map((state, index) => step(machines[index] as Machine, state, character));
        if (isDead(states)) continue;
        const key = keyOf(states);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ states, character, before: path });
      }
    }
    layer = next;
  }
  return undefined;

  /** Whether no continuation can be accepted: a wanted language is out of reach, or the unwanted one takes everything. */
  function isDead(states: readonly State[]): boolean {
    return states.some((state, index) =>
      index === forbidden ? state.some((place) => (machines[index] as Machine).takesAll[place]) : state.length === 0,
    );
  }

  function charactersAt(states: readonly State[]): Iterable<string> {
    const characters = new Set<string>(alphabet.always);
    states.forEach((state, index) => {
      for (const place of state) {
        const token = (machines[index] as Machine).tokens[place];
        for (const character of literalsOf(token)) if (alphabet.named.has(character)) characters.add(character);
      }
    });
    return characters;
  }
}

/** Steps of a match that take the time of one step here. */
const STEPS_OF_A_MATCH = 100;

type State = readonly number[];

type Path = { states: readonly State[]; character: string; before: Path | undefined };

/** The patterns of a language laid end to end; the place after a pattern's last token is its end. */
type Machine = {
  tokens: readonly (Token | undefined)[];
  /** For each place, the first place of its pattern. */
  patternStart: readonly number[];
  /** Whether a place and all that may follow are accepted whatever comes: a run at the pattern's end. */
  takesAll: readonly boolean[];
  start: State;
};

function createMachine(language: Language): Machine {
  const tokens: (Token | undefined)[] = [];
  const patternStart: number[] = [];
  const takesAll: boolean[] = [];
  const starts: number[] = [];
  for (const pattern of language) {
    const first = tokens.length;
    starts.push(first);
    pattern.forEach((token, index) => {
      tokens.push(token);
      patternStart.push(first);
      takesAll.push(index === pattern.length - 1 && isFreeRun(token));
    });
    tokens.push(undefined);
    patternStart.push(first);
    takesAll.push(false);
  }
  const machine = { tokens, patternStart, takesAll, start: [] };
  return { ...machine, start: close(machine, starts) };
}

/** Places in ascending order, with those that follow a run, which may be empty, and without those that do not matter. */
function close({ tokens, patternStart }: Pick<Machine, 'tokens' | 'patternStart'>, places: readonly number[]): State {
  const closed = new Set<number>();
  for (const start of places) {
    let place = start;
    while (!closed.has(place)) {
      closed.add(place);
      if (!isRun(tokens[place])) break;
      place += 1;
    }
  }
  // Whatever is accepted from an earlier place of a pattern is accepted from a run that has been reached, too: the run
  // takes what lies between. INVARIANT: true of free runs only, one that stops at colons may not get there.
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

function step(machine: Machine, state: State, character: string): State {
  const reached: number[] = [];
  for (const place of state) {
    const token = machine.tokens[place];
    if (token !== undefined && accepts(token, character)) reached.push(isRun(token) ? place : place + 1);
  }
  return close(machine, reached);
}

function isAccepted(machine: Machine, state: State): boolean {
  return state.some((place) => machine.tokens[place] === undefined);
}

function isRun(token: Token | undefined): boolean {
  return typeof token === 'object' && 'many' in token && token.many;
}

function isFreeRun(token: Token | undefined): boolean {
  return typeof token === 'object' && 'many' in token && token.many && !token.withinSegment;
}

/** Whether a token takes a character. A symbol, which stands for a text of any length, is taken by free runs only. */
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

type Alphabet = { named: ReadonlySet<string>; always: readonly string[] };

/** Characters for "any other", the first of them that no pattern names; after them, whatever is free. */
const OTHERS = Array.from('xabcdefghijklmnopqrstuvwyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./');

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
  // Letters that have no case, as actions are compared without; Tifinagh, and what follows it.
  for (let code = 0x2d30; other === undefined; code += 1) {
    const character = String.fromCodePoint(code);
    if (!named.has(character)) other = character;
  }
  return { named, always: hasSegments ? [other, ':'] : [other] };
}

/** Half a character, which no well-formed text has. */
export function isLoneSurrogate(character: string): boolean {
  return /^[\ud800-\udfff]$/.test(character);
}

function keyOf(states: readonly State[]): string {
  return states.join(';');
}

function textOf(end: Path): string {
  const characters: string[] = [];
  for (let path: Path | undefined = end; path !== undefined; path = path.before) characters.push(path.character);
  return characters.toReversed().join('');
}
