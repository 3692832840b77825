import { countLevel, LEVELS, totalsOf } from '../text/counts.js';
import type { Review } from '../types.js';
import { listHtml, markup, type Html } from './markup.js';
import { chip, LEVEL_CLASSES } from './parts.js';

const WIDTH = 1000;

/** The allowed actions of all roles by access level: a bar, and its legend with the counts. */
export function levelMix(review: Review): Html | undefined {
  const { actions } = totalsOf(review);
  if (actions.length === 0) return undefined;
  const counts = LEVELS.map((level) => ({ level, count: countLevel(actions, level) })).filter(({ count }) => count > 0);
  let start = 0;
  const bars = counts.map(({ level, count }) => {
    const end = start + count;
    const [left, right] = [start, end].map((place) => Math.round((place / actions.length) * WIDTH)) as [number, number];
    start = end;
    return markup`<rect class="${LEVEL_CLASSES[level]}" x="${left}" width="${right - left}" height="12"/>`;
  });
  return markup`<figure class="mix"><figcaption>Allowed actions by access level</figcaption>
    <svg viewBox="0 0 ${WIDTH} 12" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
    ${listHtml(counts.map(({ level, count }) => chip(LEVEL_CLASSES[level], `${count} ${level}`)))}</figure>`;
}
