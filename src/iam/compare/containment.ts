import type { Atom, Literal } from './atom.js';
import { spend, type Budget } from './budget.js';
import type { ComparedStatement } from './compile.js';
import { isPlainlyWithin, SHORTEST_LONG_LIST } from './covering.js';

/**
 * Whether a statement plainly contains another one: each of its literals follows from a single literal of the other.
 * Asked of statements with long lists only, for which the search is slow. If not, it may contain it all the same.
 */
export function plainlyContains(outer: ComparedStatement, inner: ComparedStatement, budget: Budget): boolean {
  if (!outer.literals.some(({ atom }) => hasLongList(atom))) return false;
  spend(budget, outer.literals.length * inner.literals.length);
  return outer.literals.every((literal) => inner.literals.some((other) => follows(literal, other, budget)));
}

export function hasLongList(atom: Atom): boolean {
  return atom.kind === 'text' && atom.patterns.length >= SHORTEST_LONG_LIST;
}

/** Whether a literal follows from another one. */
function follows({ atom, positive }: Literal, from: Literal, budget: Budget): boolean {
  if (positive !== from.positive) return false;
  if (atom === from.atom) return true;
  if (atom.kind !== 'text' || from.atom.kind !== 'text' || atom.dimension !== from.atom.dimension) return false;
  if (atom.symbolic !== undefined || from.atom.symbolic !== undefined) return false;
  const [inner, outer] = positive ? [from.atom, atom] : [atom, from.atom];
  return isPlainlyWithin(inner.language(), outer.language(), budget);
}
