import { sarifDocument, sarifEntry, type SarifDocument, type SarifRule } from '../../core/sarif.js';
import { VERSION } from '../version.js';
import type { Check, CheckFinding } from './check.js';

/**
 * SARIF 2.1.0: one result for each finding, at its place in its file.
 *
 * @param ruleOf The rule of a code that a finding has.
 */
export function checksToSarif(
  checks: readonly Check[],
  ruleOf: (code: string) => SarifRule,
): SarifDocument<string, object> {
  const found = checks.flatMap(({ name, findings }) => findings.map((finding) => ({ name, finding })));
  const codes = [...new Set(found.map(({ finding }) => finding.code))];
  return sarifDocument(
    VERSION,
    codes.map(ruleOf),
    found.map(({ name, finding }) => toEntry(name, finding)),
  );
}

function toEntry(name: string, { code, level, message, file = name, position, id = '' }: CheckFinding) {
  const entry = sarifEntry(code, level, message, file, `${name}/${code}/${id}`, {});
  if (position === undefined) return entry;
  const region = { startLine: position.line, startColumn: position.column };
  const locations = entry.locations.map(({ physicalLocation, ...location }) => ({
    ...location,
    physicalLocation: { ...physicalLocation, region },
  }));
  return { ...entry, locations };
}
