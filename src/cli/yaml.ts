import { stringify } from 'yaml';

/** Returns a template as YAML 1.1, as CloudFormation reads it: strings that look like dates or numbers are quoted. */
export function toYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
