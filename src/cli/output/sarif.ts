import { sarifDocument, sarifEntry, type SarifDocument } from '../../core/sarif.js';
import { VERSION } from '../version.js';
import type { Check, CheckFinding } from './check.js';

/** SARIF 2.1.0: one result for each finding, at its place in its file. */
export function checksToSarif(checks: readonly Check[]): SarifDocument<string, object> {
  const found = checks.flatMap(({ name, findings }) => findings.map((finding) => ({ name, finding })));
  const codes = [...new Set(found.map(({ finding }) => finding.code))];
  const rules = codes.map((code) => ({
    id: code,
    shortDescription: { text: code },
    defaultConfiguration: { level: 'warning' },
  }));
  return sarifDocument(
    VERSION,
    rules,
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
