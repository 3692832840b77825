import { toAwsCliScript } from '../../render/aws-sdk/script.js';
import { toCloudFormation } from '../../render/cloudformation/template.js';
import { toTerraform } from '../../render/terraform/configuration.js';
import { toYaml } from '../yaml.js';
import type { AccountEntry } from './account-entry.js';
import { originOf, withComment, withGuard, withMetadata } from './provenance.js';

/** A file to write: its path below the output directory, with `/` between folders, and its text. */
export type OutputFile = { path: string; text: string };

/** What is written for each entry. Terraform reads all files of a folder as one configuration: each gets a folder. */
const WRITERS = {
  cloudformation: {
    names: /^\d{12}-[a-z0-9-]+\.template\.(?:json|yaml)$/,
    write: (entry, isYaml) => {
      const template = withMetadata(toCloudFormation(entry.roles), originOf(entry));
      return { path: `${entry.key}.template.${isYaml ? 'yaml' : 'json'}`, text: formatTemplate(template, isYaml) };
    },
  },
  terraform: {
    names: /^\d{12}-[a-z0-9-]+\/upsolver\.tf\.json$/,
    write: (entry) => {
      const configuration = withComment(toTerraform(entry.roles), originOf(entry));
      return { path: `${entry.key}/upsolver.tf.json`, text: formatJson(configuration) };
    },
  },
  'aws-cli': {
    names: /^\d{12}-[a-z0-9-]+\.sh$/,
    write: (entry) => {
      return { path: `${entry.key}.sh`, text: withGuard(toAwsCliScript(entry.roles), originOf(entry)) };
    },
  },
} as const satisfies Record<string, { names: RegExp; write: (entry: AccountEntry, isYaml: boolean) => OutputFile }>;

/** A format of files for accounts. */
export type FileFormat = keyof typeof WRITERS;

/** Returns a file for each entry, in their order. */
export function templateFiles(entries: readonly AccountEntry[], format: FileFormat, isYaml = false): OutputFile[] {
  return entries.map((entry) => WRITERS[format].write(entry, isYaml));
}

/** Whether a path is one that {@link templateFiles} gives to a file of the format, for any account. */
export function isTemplatePath(path: string, format: FileFormat): boolean {
  return WRITERS[format].names.test(path);
}

export function formatTemplate(template: object, isYaml: boolean): string {
  return isYaml ? toYaml(template) : formatJson(template);
}

export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
