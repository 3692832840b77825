import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { COMMANDS } from '../src/cli/commands.js';
import { optionOf, VARIABLE_KINDS, variableOf } from '../src/cli/config/overrides.js';
import { FORMATS } from '../src/cli/output/format.js';
import { EXIT_STATUS } from '../src/cli/terminal.js';
import { kebabCase, snakeCase } from '../src/core/words.js';
import { FEATURES } from '../src/index.js';
import { cloudFormationTemplate } from '../src/render/cloudformation/index.js';
import { terraformConfiguration } from '../src/render/terraform/index.js';
import { code, fillMarkers, table } from './markdown.js';

const OPTIONS = { scope: ['vpcId'] } as const;
const CLOUDFORMATION = Object.keys(cloudFormationTemplate('private-vpc', OPTIONS).Parameters);
const TERRAFORM = Object.keys(terraformConfiguration('private-vpc', OPTIONS).variable ?? {});

const plain = (name: string): string => snakeCase(name).replace(/^_/, '').replace(/^org_/, 'organization_');

/** The name of a setting among the parameters of a template, some of which are spelled out or in the plural. */
function parameterOf(names: readonly string[], setting: string): string | undefined {
  const wanted = new Set([plain(setting), plain(setting).replace(/_arn$/, ''), `${plain(setting)}s`]);
  return names.find((name) => wanted.has(plain(name)));
}

const codeOr = (name: string | undefined): string => (name === undefined ? '-' : code(name));

/** `docs/command-line.md` with its tables regenerated from the commands. */
export async function renderCommandLinePage(): Promise<string> {
  const commands = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, { load }]) => ({ name, ...(await load()).default })),
  );
  return fillMarkers(readFileSync('docs/command-line.md', 'utf8'), {
    'all-formats': table(
      ['Format', 'Use'],
      Object.entries(FORMATS).map(([name, use]) => [code(name), use]),
    ),
    formats: table(
      ['Command', 'Formats'],
      commands
        .filter(({ formats }) => formats.length > 1)
        .map(({ name, formats }) => [code(name), formats.map(code).join(', ')]),
    ),
    'all-exit-statuses': table(['Status', 'Meaning'], Object.entries(EXIT_STATUS)),
    'fail-on': table(
      ['Command', '`--fail-on`'],
      commands.flatMap(({ name, declare }) => {
        const command = new Command();
        declare(command);
        const option = command.options.find(({ long }) => long === '--fail-on');
        return option === undefined ? [] : [[code(name), option.description]];
      }),
    ),
    names: table(
      ['Parameter', 'Option', 'Variable', 'CloudFormation', 'Terraform'],
      [...Object.keys(VARIABLE_KINDS), ...FEATURES].map((name) => [
        code(name),
        code((FEATURES as readonly string[]).includes(name) ? `--no-${kebabCase(name)}` : optionOf(name)),
        code(variableOf(name)),
        codeOr(parameterOf(CLOUDFORMATION, name)),
        codeOr(parameterOf(TERRAFORM, name)),
      ]),
    ),
    'exit-status': table(
      ['Command', '0', '1', '3'],
      commands.map(({ name, exitStatus }) => [
        code(name),
        ...([0, 1, 3] as const).map((status) => exitStatus[status] ?? '-'),
      ]),
    ),
  });
}
