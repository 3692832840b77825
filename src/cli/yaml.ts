import { stringify } from 'yaml';

/** Returns a template as YAML. Quotes strings that YAML 1.1, which CloudFormation reads, would take for dates or numbers. */
export function toYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
