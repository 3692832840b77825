import { quote } from '../../core/quote.js';
import type { JsonNode } from './json.js';
import { readStringsAndNulls, type Location, type Path, type Report, type StringList } from './report.js';
import { checkVariables } from './variables.js';

/** Reads `Action` or `NotAction`. Source of what IAM rejects: its recorded behavior; not documented. */
export function readActions(node: JsonNode, path: Path, report: Report): StringList {
  const texts = readStringsAndNulls(node, path, 'an action', report);
  for (const { text, place } of texts.entries) report.judge?.action(text, place, report);
  return texts;
}

export function checkAction(text: string, place: Location, report: Report): void {
  checkVariables(text, place, false, report);
  if (text === '*' || text.includes('${')) return;
  const [vendor = '', ...names] = text.split(':');
  if (names.length !== 1) {
    report.refuse(
      'invalid_action',
      place,
      `${quote(text)} is not an action`,
      'use `*` or `service:Name`, such as `s3:GetObject`',
    );
  } else if (vendor !== '*' && !/^[A-Za-z0-9.-]+$/.test(vendor)) {
    report.refuse('invalid_action', place, `${quote(vendor)} is not a service prefix`);
  } else if (vendor === '*') {
    report.warning('wildcard_service', place, `${quote(text)} applies to every service`);
  } else if (/\s/.test(text)) {
    report.warning('surrounding_whitespace', place, `${quote(text)} contains whitespace; action names never do`);
  }
}
