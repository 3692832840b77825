import { quote } from '../../core/quote.js';
import { templateParts } from '../match/variable.js';
import type { Location, Report } from './report.js';

/**
 * Reports problems with the policy variables of a string.
 *
 * @param isSupported Whether policy variables are supported at this location.
 */
export function checkVariables(text: string, at: Location, isSupported: boolean, report: Report): void {
  if (!text.includes('${')) return;
  if (/\$\$\{|\$\{!/.test(text)) {
    report.warning(
      'template_escape',
      at,
      `${quote(text)} has an escape of a template language, which IAM reads as other text`,
      'write `${`, without the second dollar sign or the exclamation mark',
    );
    return;
  }
  if (!isSupported) {
    report.warning('unsupported_variable', at, `policy variables are not supported here; ${quote(text)} is literal`);
    return;
  }
  const looksLikeOne = templateParts(text).some((part) => part.kind === 'text' && part.text.includes('${'));
  if (looksLikeOne) {
    report.warning(
      'invalid_variable',
      at,
      `${quote(text)} contains something that looks like a policy variable but is not`,
      "write a variable as `${key}` or `${key, 'default'}`",
    );
  }
}
