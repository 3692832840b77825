/**
 * The choice that was probably meant: one that differs in letter case, separators, or a few letters, at most a third of
 * the value.
 */
export function closest(value: string, choices: readonly string[]): string | undefined {
  if (value.length > MAX_LENGTH) return undefined;
  const spelling = plain(value);
  const ranked = choices
    .map((choice) => ({ choice, distance: distance(spelling, plain(choice)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= spelling.length / 3 ? best.choice : undefined;
}

const MAX_LENGTH = 100;

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}

/** The number of letters to insert, remove or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(a).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (row[column - 1] as number) + Number(letter !== b[column - 1]);
      next.push(Math.min(replaced, (row[column] as number) + 1, (next[column - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
