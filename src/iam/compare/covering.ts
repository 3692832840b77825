import { lazy } from '../../core/lazy.js';
import { MATCH_STEPS_PER_STEP, spend, type Budget } from './budget.js';
import { isRun, type Language, type Pattern, type Token } from './pattern.js';
import { isLoneSurrogate } from './symbols.js';

/** Shorter lists of patterns are compared by the search, which looks at all patterns together. */
export const SHORTEST_LONG_LIST = 50;

/**
 * A language without the patterns that a single pattern of other languages plainly covers. Long lists differ in a few
 * entries, so that little is left for the search, which looks at all patterns together.
 */
export function withoutCovered(language: Language, others: readonly Language[], budget: Budget): Language {
  if (others.length === 0) return language;
  const isCoveredByOther = coveredBy(others, budget);
  return language.filter((pattern) => !isCoveredByOther(pattern));
}

/** Whether a single pattern of another language plainly covers each pattern of a language. */
export function isPlainlyWithin(language: Language, other: Language, budget: Budget): boolean {
  return language.every(coveredBy([other], budget));
}

function coveredBy(others: readonly Language[], budget: Budget): (pattern: Pattern) => boolean {
  const covering = others.map((other) => indexOf(other, budget));
  return (pattern) => {
    spend(budget, covering.length);
    const start = literalStart(pattern);
    return covering.some((index) => index.names.has(nameOf(pattern)) || isCovered(pattern, start, index, budget));
  };
}

/**
 * Languages without the patterns that match no string of another long list, because all of its patterns begin with
 * other characters.
 */
export function withoutForeign(languages: readonly Language[], budget: Budget): readonly Language[] {
  const long = languages.filter(({ length }) => length >= SHORTEST_LONG_LIST);
  if (long.length < 2) return languages;
  const indexes = long.map((language) => indexOf(language, budget));
  return languages.map((language) => {
    spend(budget, language.length);
    return language.filter((pattern) => {
      const start = literalStart(pattern);
      return indexes.every(
        ({ byStart, lengths, beginnings }) =>
          beginnings().has(start) || lengths.some((length) => byStart.has(start.slice(0, length))),
      );
    });
  });
}

/** The patterns of a language by the characters before their first wildcard. */
type Index = {
  names: ReadonlySet<string>;
  byStart: ReadonlyMap<string, readonly Pattern[]>;
  lengths: readonly number[];
  /** What the characters before the first wildcard begin with. */
  beginnings: () => ReadonlySet<string>;
};

/** Languages are never changed, so that each has one index. */
const indexes = new WeakMap<Language, Index>();

function indexOf(language: Language, budget: Budget): Index {
  const known = indexes.get(language);
  if (known !== undefined) return known;
  spend(budget, language.length);
  const byStart = new Map<string, Pattern[]>();
  for (const pattern of language) {
    const start = literalStart(pattern);
    const same = byStart.get(start);
    if (same === undefined) byStart.set(start, [pattern]);
    else same.push(pattern);
  }
  const lengths = [...new Set(Array.from(byStart.keys(), ({ length }) => length))];
  const beginnings = lazy(() => {
    const found = new Set<string>();
    for (const start of byStart.keys()) {
      spend(budget, start.length / MATCH_STEPS_PER_STEP);
      for (let length = start.length; length >= 0 && !found.has(start.slice(0, length)); length -= 1) {
        found.add(start.slice(0, length));
      }
    }
    return found;
  });
  const index = { names: new Set(language.map(nameOf)), byStart, lengths, beginnings };
  indexes.set(language, index);
  return index;
}

function isCovered(pattern: Pattern, start: string, { byStart, lengths }: Index, budget: Budget): boolean {
  return lengths.some(
    (length) =>
      length <= start.length &&
      byStart.get(start.slice(0, length))?.some((other) => {
        spend(budget, 2 + (other.length * pattern.length) / MATCH_STEPS_PER_STEP);
        return covers(other, pattern);
      }),
  );
}

/** The characters before the first wildcard. */
function literalStart(pattern: Pattern): string {
  const end = pattern.findIndex((token) => typeof token !== 'string');
  return (end === -1 ? pattern : pattern.slice(0, end)).join('');
}

/** Equal for equal patterns. */
function nameOf(pattern: Pattern): string {
  return pattern.map((token) => (typeof token === 'string' ? token : JSON.stringify(token))).join('\0');
}

/**
 * Whether a pattern matches everything that another one matches, token by token: each token of the inner pattern is
 * matched by one token of the outer one, whatever characters it stands for. If not, it may do so all the same.
 */
export function covers(outer: Pattern, inner: Pattern): boolean {
  let places = closePlaces(outer, [0]);
  for (const token of inner) {
    const reached: number[] = [];
    for (const place of places) {
      const own = outer[place];
      if (own !== undefined && coversToken(own, token)) reached.push(isRun(own) ? place : place + 1);
    }
    if (reached.length === 0) return false;
    places = closePlaces(outer, reached);
  }
  return places.at(-1) === outer.length;
}

/** Adds the places after runs, which may be empty. Places stay in ascending order, each once. */
function closePlaces(pattern: Pattern, places: readonly number[]): number[] {
  const closed: number[] = [];
  let last = -1;
  for (const start of places) {
    let place = start;
    while (place > last) {
      closed.push(place);
      last = place;
      if (!isRun(pattern[place])) break;
      place += 1;
    }
  }
  return closed;
}

function coversToken(outer: Token, inner: Token): boolean {
  if (typeof outer === 'string') return outer === inner;
  if ('lower' in outer) {
    if (typeof inner === 'string') return inner === outer.lower || inner === outer.upper;
    return 'lower' in inner && inner.lower === outer.lower;
  }
  if (typeof inner === 'string') {
    if (isLoneSurrogate(inner)) return outer.many && !outer.withinSegment;
    return !outer.withinSegment || inner !== ':';
  }
  if ('lower' in inner) return true;
  return (outer.many || !inner.many) && (!outer.withinSegment || inner.withinSegment);
}
