import { snakeCase } from '../../core/words.js';
import type { AthenaPart } from '../../upsolver/catalogue/athena.js';
import { athenaParametersOf, LISTED_DATABASE, LISTED_NAME_RULE, LISTED_TABLE } from '../athena-parameters.js';
import type { Json } from '../json.js';
import { findList, splitPlaceholders } from '../placeholders.js';
import { escapeTemplate, references, toTemplate } from './expression.js';

/* Databases as a variable, and the resources of a statement that follow from them. */

const DATABASES = 'athena_databases';

/** The resources of a statement: an expression, if a list of tables is among them. */
export function resourceTemplates(resources: readonly string[]): Json {
  if (resources.every((resource) => findList(resource) === undefined)) return resources.map(toTemplate);
  return `\${concat(${resources.map(listOf).join(', ')})}`;
}

/** An expression whose value is the list of what a resource stands for. */
function listOf(resource: string): string {
  const found = findList(resource);
  if (found === undefined) return `[${formatCall(resource, [])}]`;
  const { list, fill } = found;
  const [entry, name] = ['\uFDD2', '\uFDD3'];
  const filled = fill({ entry: `${name}/${entry}`, name, of: entry });
  const isOfTables = filled.includes(entry);
  const call = formatCall(filled, [
    [name, 'database.name'],
    [entry, 'table'],
  ]);
  const each = isOfTables ? `[for table in database.tables : ${call}]` : `[${call}]`;
  return `flatten([for database in var.${DATABASES} : ${each} if database.access == "${list}"])`;
}

/** A text with placeholders as a call of `format`: no template is inside a template. */
function formatCall(value: string, names: readonly (readonly [sign: string, reference: string])[]): string {
  const args: string[] = [];
  const text = splitPlaceholders(value)
    .map((part) => {
      if ('name' in part) {
        args.push(String(references[part.name]));
        return '%s';
      }
      return [...part.literal.replaceAll('%', '%%')]
        .map((character) => {
          const known = names.find(([sign]) => sign === character);
          if (known === undefined) return character;
          args.push(known[1]);
          return '%s';
        })
        .join('');
    })
    .join('');
  return `format(${[escapeTemplate(JSON.stringify(text)), ...args].join(', ')})`;
}

const matches = (pattern: string, value: string): string => `can(regex("^${pattern}$", ${value}))`;

type Variable = { [key: string]: Json };

/** The variables of a configuration with databases, by name. */
export function athenaVariables(parts: readonly AthenaPart[]): [name: string, definition: Variable][] {
  const accesses = parts.includes('write') ? ['read', 'write'] : ['read'];
  const all = `var.${DATABASES}`;
  const conditions = [
    `length(${all}) > 0`,
    `length(distinct([for database in ${all} : database.name])) == length(${all})`,
    `alltrue([for database in ${all} : ${[
      matches(LISTED_DATABASE, 'database.name'),
      `contains(${JSON.stringify(accesses)}, database.access)`,
      'length(database.tables) > 0',
      `alltrue([for table in database.tables : table == "*" || ${matches(LISTED_TABLE, 'table')}])`,
    ].join(' && ')}])`,
  ];
  const rule = `each database once, the access ${accesses.join(' or ')}, and ${LISTED_NAME_RULE}`;
  return [
    [
      DATABASES,
      {
        type: 'list(object({ name = string, access = string, tables = optional(list(string), ["*"]) }))',
        description: 'Databases to use through Athena, each with its access and tables; every table if omitted.',
        validation: [validation(conditions.join(' && '), rule)],
      },
    ],
    ...athenaParametersOf(parts).map(([key, { description, pattern, rule: words, ...rest }]) => {
      const name = snakeCase(key);
      const condition = `can(regex(${JSON.stringify(pattern)}, var.${name}))`;
      const definition: Variable = {
        type: 'string',
        description: `${description}.`,
        ...(rest.default !== undefined && { default: rest.default }),
        validation: [validation(condition, words)],
      };
      return [name, definition] satisfies [string, Variable];
    }),
  ];
}

function validation(condition: string, rule: string): Json {
  return { condition: `\${${condition}}`, error_message: `Use ${rule.replaceAll('`', '')}.` };
}
