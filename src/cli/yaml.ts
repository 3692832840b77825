import { stringify } from 'yaml';

/** A template as YAML, with no text that CloudFormation, which reads YAML 1.1, would take for a date or a number. */
export function toYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
