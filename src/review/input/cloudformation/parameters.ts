import { findPartition, PARTITIONS, regionProblems, serviceHosts, type Partition } from '../../../aws/partition.js';
import { closest } from '../../../core/closest.js';
import { notOneOf, type LocatedProblem, type Problem } from '../../../core/issue.js';
import { quote } from '../../../core/quote.js';
import { isMembers, valueAt, textAt, type Members } from '../members.js';
import { hasReservedCharacters, symbolOf } from '../symbols.js';

/** What is known about where a template is deployed, and with which parameters. */
export type CloudFormationOptions = {
  /** Values of parameters by name. A list is a list of texts, or one text with commas. */
  parameters?: Readonly<Record<string, string | readonly string[]>>;
  /** Region, such as `us-east-1`. The partition and its DNS suffix follow from it. */
  region?: string;
  /** AWS account ID, 12 digits. */
  accountId?: string;
  /** Partition, such as `aws`, if the Region is not known. */
  partition?: string;
};

/** The pseudo parameters whose values can be given. Source: CloudFormation Template Reference Guide. */
export const PSEUDO_PARAMETERS = [
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
] as const;

/** Whether a value of a type is looked up where the template is deployed: what is given is only its name there. */
const isLookedUp = (type: string): boolean => type.startsWith('AWS::SSM::Parameter::Value<');

const isList = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');

/**
 * The values of pseudo parameters and parameters. A parameter that has no value is missing in the result.
 *
 * @param report Receives every problem of the options and of the declared parameters.
 */
export function parameterValues(
  declared: Members,
  { parameters, region, accountId, partition }: CloudFormationOptions,
  report: (problem: LocatedProblem) => void,
): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  const setPseudo = (name: string, value: unknown, path: (string | number)[]): void => {
    const problems = pseudoProblems(name, value);
    for (const problem of problems) report({ ...problem, path });
    if (problems.length === 0) values.set(name, value as string);
  };
  if (region !== undefined) setPseudo('AWS::Region', region, ['region']);
  if (accountId !== undefined) setPseudo('AWS::AccountId', accountId, ['accountId']);
  if (partition !== undefined) setPseudo('AWS::Partition', partition, ['partition']);
  if (parameters !== undefined && !isMembers(parameters)) {
    const message = `the parameters must be an object, not ${quote(parameters)}`;
    report({ code: 'invalid_type', message, path: ['parameters'] });
    return values;
  }
  const given: Members = parameters ?? {};
  for (const [name, value] of Object.entries(given)) {
    if (PSEUDO_PARAMETERS.some((each) => each === name)) setPseudo(name, value, ['parameters', name]);
    else if (!Object.hasOwn(declared, name)) report(unknownParameter(name, Object.keys(declared)));
  }
  completePartition(values, report);
  for (const [name, definition] of Object.entries(declared)) {
    const place = Object.hasOwn(given, name) ? ['parameters', name] : ['template', 'Parameters', name];
    const value = valueOf(definition, valueAt(given, name), (problem) => report({ ...problem, path: place }));
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** The partition follows from the Region, and the suffix of host names from the partition. */
function completePartition(values: Map<string, string | string[]>, report: (problem: LocatedProblem) => void): void {
  const ofRegion = findPartition(values.get('AWS::Region'));
  const partition = (values.get('AWS::Partition') ?? ofRegion) as Partition | undefined;
  if (partition === undefined) return;
  if (ofRegion !== undefined && ofRegion !== partition) {
    const message = `the Region ${quote(values.get('AWS::Region'))} is not in the partition ${quote(partition)}`;
    report({ code: 'wrong_partition', path: ['partition'], message });
  }
  values.set('AWS::Partition', partition);
  // What follows the service and the Region in a host name.
  const suffix = serviceHosts('', '', partition).at(-1)?.slice(2) as string;
  values.set('AWS::URLSuffix', values.get('AWS::URLSuffix') ?? suffix);
}

function pseudoProblems(name: string, value: unknown): Problem[] {
  if (typeof value !== 'string' || hasReservedCharacters(value))
    return [{ code: 'invalid_type', message: `${quote(name)} must be a text, not ${quote(value)}` }];
  switch (name) {
    case 'AWS::Region':
      return regionProblems(value);
    case 'AWS::Partition':
      return PARTITIONS.some((each) => each === value) ? [] : [notOneOf('AWS partition', value, PARTITIONS)];
    case 'AWS::AccountId':
      return /^\d{12}$/.test(value)
        ? []
        : [{ code: 'invalid_characters', message: `${quote(value)} is not an AWS account ID`, hint: 'use 12 digits' }];
    default:
      return [];
  }
}

function unknownParameter(name: string, known: readonly string[]): LocatedProblem {
  const meant = closest(name, known);
  return {
    code: 'unknown_parameter',
    path: ['parameters', name],
    message: `the template has no parameter ${quote(name)}`,
    ...(meant !== undefined && { hint: `did you mean ${quote(meant)}?` }),
  };
}

/** What is known of a value that is looked up: its name there. Other names can have other values. */
function lookedUp(name: string, type: string): string | string[] {
  const symbol = symbolOf(`resolve.ssm.${name}`);
  return /List</.test(type) ? [symbol] : symbol;
}

/** The value of a parameter: what is given, or else its default. */
function valueOf(
  definition: unknown,
  given: unknown,
  report: (problem: Problem) => void,
): string | string[] | undefined {
  if (!isMembers(definition) || typeof definition['Type'] !== 'string') {
    report({ code: 'invalid_type', message: 'a parameter of a template must be an object with a `Type`' });
    return undefined;
  }
  const { Type: type, AllowedValues: allowed } = definition;
  const value = given ?? definition['Default'];
  if (value === undefined) return undefined;
  const entries = (Array.isArray(value) ? (value as unknown[]) : [value]).map(textAt);
  if (!entries.every((entry) => entry !== undefined) || (Array.isArray(value) && !isList(type))) {
    report({ code: 'invalid_type', message: `the value must be ${isList(type) ? 'a list of texts' : 'a text'}` });
    return undefined;
  }
  if (entries.some(hasReservedCharacters)) {
    report({ code: 'invalid_characters', message: 'the value has characters that no text can have' });
    return undefined;
  }
  if (isLookedUp(type)) return lookedUp(entries.join(), type);
  const items = isList(type) ? entries.flatMap((entry) => entry.split(',')).map((entry) => entry.trim()) : entries;
  const choices = Array.isArray(allowed) ? allowed.map((each) => textAt(each) ?? '') : undefined;
  const refused = items.find((item) => choices?.includes(item) === false);
  if (refused !== undefined && choices !== undefined) {
    const hint = `one of ${choices.slice(0, 20).map(quote).join(', ')}`;
    report({ code: 'unknown_value', message: `${quote(refused)} is not an allowed value`, hint });
    return undefined;
  }
  return isList(type) ? items : items[0];
}
