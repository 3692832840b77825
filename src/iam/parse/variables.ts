import { quote } from '../../core/quote.js';
import { templateParts } from '../match/variable.js';
import type { Location, Report } from './report.js';

/**
 * What is wrong with the policy variables of a text.
 *
 * @param isSupported Whether there are variables at this place at all.
 */
export function checkVariables(text: string, at: Location, isSupported: boolean, report: Report): void {
  if (!text.includes('${')) return;
  if (!isSupported) {
    report.warning(
      'unsupported_variable',
      at,
      `there are no policy variables here: ${quote(text)} is taken as it is written`,
    );
    return;
  }
  const looksLikeOne = templateParts(text).some((part) => part.kind === 'text' && part.text.includes('${'));
  if (looksLikeOne) {
    report.warning(
      'invalid_variable',
      at,
      `${quote(text)} has what looks like a variable and is none`,
      "a variable is `${key}` or `${key, 'default'}`",
    );
  }
}
