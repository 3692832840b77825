import { attempt } from '../../core/attempt.js';

/** What could be read of a JSON text. */
export type PartialJson = {
  /** The first value as far as it was read; objects have no prototype. `undefined` if the text begins with none. */
  value: unknown;
  /** Where reading stopped. */
  end: number;
  /** `whole`: the value is complete. `cut`: the text ends inside it. `broken`: what follows is not JSON. */
  state: 'whole' | 'cut' | 'broken';
};

/** No input of the command has as many levels. */
const MAX_DEPTH = 100;

// The patterns exclude control characters.
// oxlint-disable-next-line no-control-regex
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001f]*)*"/y;
/** A string without its end, which may be in the middle of an escape. */
const CUT_STRING = new RegExp(STRING.source.replace(/"$/, '(?:\\\\(?:u[0-9A-Fa-f]{0,3})?)?$'), 'y');
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y;
/** What the text may end with after the beginning of a number. */
const CUT_NUMBER = /[\d.eE+-]+$/y;
const CUT_SCALAR = /(?:-?[\d.eE+-]*|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?)$/y;
/** Of a punctuation mark there is no part. */
const NOTHING = /(?!)/y;
const SPACE = /[ \t\n\r]*/y;

/** Thrown where reading stops. */
class Stop extends Error {
  constructor(readonly state: 'cut' | 'broken') {
    super();
  }
}

/**
 * Reads the first JSON value of a text, also of a text that is cut off or goes wrong: the value then has the parts that
 * were complete.
 */
export function readPartialJson(text: string): PartialJson {
  let at = 0;
  let value: unknown;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  /** Stops: at the end of the text, or before what does not belong here. */
  const stop = (cut: RegExp): never => {
    cut.lastIndex = at;
    throw new Stop(at >= text.length || cut.test(text) ? 'cut' : 'broken');
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  };
  const readString = (): string => JSON.parse(take(STRING) ?? stop(CUT_STRING)) as string;
  const readScalar = (): unknown => {
    const scalar = take(SCALAR) ?? stop(CUT_SCALAR);
    CUT_NUMBER.lastIndex = at;
    if (CUT_NUMBER.test(text)) throw new Stop('cut');
    return JSON.parse(scalar);
  };
  const readValue = (keep: (value: unknown) => void, depth: number): void => {
    take(SPACE);
    if (depth > MAX_DEPTH) throw new Stop('broken');
    if (takeMark('{')) readObject(keep, depth);
    else if (takeMark('[')) readArray(keep, depth);
    else keep(text[at] === '"' ? readString() : readScalar());
  };
  const readObject = (keep: (value: unknown) => void, depth: number): void => {
    const object = Object.create(null) as Record<string, unknown>;
    keep(object);
    if (takeMark('}')) return;
    do {
      take(SPACE);
      const key = readString();
      if (!takeMark(':')) stop(NOTHING);
      readValue((member) => void (object[key] = member), depth + 1);
    } while (takeMark(','));
    if (!takeMark('}')) stop(NOTHING);
  };
  const readArray = (keep: (value: unknown) => void, depth: number): void => {
    const array: unknown[] = [];
    keep(array);
    if (takeMark(']')) return;
    do readValue((entry) => void array.push(entry), depth + 1);
    while (takeMark(','));
    if (!takeMark(']')) stop(NOTHING);
  };

  const stopped = attempt(Stop, () => readValue((top) => void (value = top), 0));
  return { value, end: at, state: stopped instanceof Stop ? stopped.state : 'whole' };
}
