import type { Draw } from './random.js';
import { piecesOf } from './text.js';
import { FILLERS } from './vocabulary.js';

/** A text that a pattern matches, with the values of its variables; now and then one that it nearly matches. */
export function instantiate(
  draw: Draw,
  pattern: string,
  fillers: readonly string[],
  valueOf: (key: string) => string | undefined = () => undefined,
): string {
  const text = piecesOf(pattern, draw.chance(0.8), true)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('wildcard' in piece)
        return piece.wildcard === '*' ? draw.pick(fillers) : draw.pick(['a', 'x', 'b', '\u{1F600}', '1']);
      return valueOf(piece.key) ?? piece.fallback ?? draw.pick(FILLERS);
    })
    .join('');
  if (draw.chance(0.88) || text === '') return text;
  const characters = [...text];
  const index = draw.below(characters.length);
  const character = characters[index]!;
  const other = draw.pick(['', character.toUpperCase(), character.toLowerCase(), `${character}x`, 'x']);
  characters[index] = other;
  return characters.join('');
}
