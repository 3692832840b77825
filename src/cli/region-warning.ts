import { findPartition } from '../aws/partition.js';
import { KNOWN_REGIONS } from '../aws/regions.js';
import { closest } from '../core/closest.js';
import { quote } from '../core/quote.js';

/** What to say of a Region that has the right form but does not exist, as far as is known; else `undefined`. */
export function regionWarning(region: string): string | undefined {
  if (findPartition(region) === undefined || KNOWN_REGIONS.includes(region)) return undefined;
  const guess = closest(region, KNOWN_REGIONS);
  const hint = guess === undefined ? '' : ` (did you mean ${quote(guess)}?)`;
  return `--region: this version does not know the Region ${quote(region)}${hint}`;
}
