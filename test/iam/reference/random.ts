/** A seeded source of choices: the same seed gives the same policies and requests on every machine. */
export type Draw = {
  /** An integer from 0 to below a limit. */
  below: (limit: number) => number;
  /** True with a probability. */
  chance: (probability: number) => boolean;
  pick: <Value>(values: readonly Value[]) => Value;
  /** From `least` to `most` values, each drawn on its own. */
  several: <Value>(least: number, most: number, draw: () => Value) => Value[];
};

/** The generator mulberry32: 32 bits of state, good enough for tests, and fast. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_00_00_00_00;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value,
    several: (least, most, draw) => Array.from({ length: least + below(most - least + 1) }, draw),
  };
}
