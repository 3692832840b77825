import { pascalCase } from '../../core/words.js';
import type { AthenaPart } from '../../upsolver/catalogue/athena.js';
import { withSlash } from '../../upsolver/catalogue/build-policy.js';
import { DEFAULT_WORKGROUP, type AthenaDatabase, type AthenaParameters } from '../../upsolver/parameters/athena.js';
import { athenaParametersOf, LISTED_DATABASE, LISTED_NAME_RULE, LISTED_TABLE } from '../athena-parameters.js';
import type { Json } from '../json.js';
import { findList } from '../placeholders.js';
import { toIntrinsic } from './intrinsic.js';

/*
 * Lists of tables as parameters. CloudFormation cannot make an ARN of each entry of a list: a delimiter of Fn::Join has
 * no functions. So a policy has a fixed number of places. They hold the entries of the list again and again: IAM reads
 * what is listed twice as listed once.
 */

/** How many entries a list can have. */
export const LIST_PLACES = 10;

const PARAMETERS = { read: 'ReadTables', write: 'WriteTables' } as const;

const joined = (list: 'read' | 'write'): Json => ({ 'Fn::Join': [',', { Ref: PARAMETERS[list] }] });

/** The list as one text, with commas. Without tables to read, those to write stand for them. */
function textOf(list: 'read' | 'write', hasWrite: boolean): Json {
  return list === 'read' && hasWrite ? { 'Fn::If': ['HasReadTables', joined('read'), joined('write')] } : joined(list);
}

/** The entry in one place of a list. */
function entryAt(list: 'read' | 'write', place: number, hasWrite: boolean): Json {
  const again = Array.from({ length: LIST_PLACES }, () => '${T}').join(',');
  return {
    'Fn::Select': [String(place), { 'Fn::Split': [',', { 'Fn::Sub': [again, { T: textOf(list, hasWrite) }] }] }],
  };
}

/** A resource for each place of the list that it is to be repeated for, or the resource itself. */
export function expandResource(resource: string, hasWrite: boolean): Json[] {
  const found = findList(resource);
  if (found === undefined) return [toIntrinsic(resource)];
  const { list, fill } = found;
  const [entry, name] = ['\uFDD2', '\uFDD3'];
  const filled = toIntrinsic(fill({ entry, name, of: entry })) as { 'Fn::Sub': string };
  const usesEntry = filled['Fn::Sub'].includes(entry);
  const text = filled['Fn::Sub'].replace(entry, '${E}').replace(name, '${E}');
  return Array.from({ length: LIST_PLACES }, (_, place) => {
    const whole = entryAt(list, place, hasWrite);
    const E: Json = usesEntry ? whole : { 'Fn::Select': ['0', { 'Fn::Split': ['/', whole] }] };
    return { 'Fn::Sub': [text, { E }] };
  });
}

/** The definitions of the parameters, their labels, and the conditions that they need. */
export function athenaSections(parts: readonly AthenaPart[]): {
  parameters: [name: string, definition: { [key: string]: Json }, label: string][];
  conditions: { [name: string]: Json };
} {
  const hasWrite = parts.includes('write');
  const words = LISTED_NAME_RULE.replaceAll('`', '');
  const tables = (list: 'read' | 'write', verb: string): [string, { [key: string]: Json }, string] => {
    const isOptional = list === 'read' && hasWrite;
    const entry = `${LISTED_DATABASE}/(${LISTED_TABLE}|\\*)`;
    return [
      PARAMETERS[list],
      {
        Type: 'CommaDelimitedList',
        ...(isOptional && { Default: '' }),
        AllowedPattern: isOptional ? `^(${entry})?$` : `^${entry}$`,
        ConstraintDescription: `use sales/orders, or sales/* for all tables of sales, with ${words}`,
        Description:
          `Tables to ${verb} through Athena: sales/orders, or sales/*, separated by commas; ` +
          `entries after the first ${LIST_PLACES} have no effect`,
      },
      `Tables to ${verb}`,
    ];
  };
  const single = athenaParametersOf(parts).map(([name, { label, description, pattern, rule, ...rest }]) => {
    const definition = {
      Type: 'String',
      ...(rest.default !== undefined && { Default: rest.default }),
      AllowedPattern: pattern,
      ConstraintDescription: `use ${rule.replaceAll('`', '')}`,
      Description: description,
    };
    return [pascalCase(name), definition, label] satisfies [string, { [key: string]: Json }, string];
  });
  return {
    parameters: [tables('read', 'read'), ...(hasWrite ? [tables('write', 'write')] : []), ...single],
    conditions: hasWrite
      ? { HasReadTables: { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'ReadTables' }] }, ''] }] } }
      : {},
  };
}

/** The values of the parameters with which a template grants what `athena` does; those of lists as their entries. */
export function athenaValues({ databases, workgroup, results, catalogKey }: AthenaParameters): {
  [name: string]: string | string[] | undefined;
} {
  const location = results === 'managed' ? undefined : results;
  return {
    [PARAMETERS.read]: entriesOf(databases, 'read'),
    [PARAMETERS.write]: entriesOf(databases, 'write'),
    Workgroup: workgroup ?? DEFAULT_WORKGROUP,
    ResultBucket: location?.bucket,
    ResultPrefix: withSlash(location?.prefix),
    CatalogKey: catalogKey,
  };
}

function entriesOf(databases: readonly AthenaDatabase[], of: 'read' | 'write'): string[] {
  return databases
    .filter(({ access }) => access === of)
    .flatMap(({ name, tables = ['*'] }) => tables.map((table) => `${name}/${table}`));
}

/** The same with a database for each place of a list, as a deployed template has them. */
export function withEveryPlace(athena: AthenaParameters): AthenaParameters {
  const [read, write] = [entriesOf(athena.databases, 'read'), entriesOf(athena.databases, 'write')];
  const databases = [...placesOf(read.length === 0 ? write : read, 'read'), ...placesOf(write, 'write')];
  return { ...athena, databases };
}

function placesOf(entries: readonly string[], access: 'read' | 'write'): AthenaDatabase[] {
  return Array.from({ length: entries.length === 0 ? 0 : LIST_PLACES }, (_, place) => {
    const [name, table] = (entries[place % entries.length] as string).split('/') as [string, string];
    return { name, access, tables: [table] };
  });
}
