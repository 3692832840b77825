import { attempt } from '../../core/attempt.js';
import { anything, list, readData, reader, record, text, type Reader } from '../../core/data.js';
import { InvalidInputError, notAString } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { foldAscii, spacedWords } from '../../core/words.js';
import { serviceOf } from '../service-of.js';
import {
  CATALOG_HINT,
  readAction,
  readConditionKey,
  readResourceType,
  type ActionCatalog,
  type ActionReference,
  type ConditionKeyReference,
  type ResourceTypeReference,
} from './catalog.js';

/**
 * A catalog that is ready for many questions. Of what somebody passes as a catalog, each part is checked when it is
 * needed: checking all actions of AWS to look up one of them would take a thousand times as long.
 */
export type OpenCatalog = {
  /** The prefixes of the services, sorted. */
  readonly prefixes: readonly string[];
  /** A service by its prefix, in any letter case. */
  readonly service: (prefix: string) => OpenService | undefined;
  /** An action by its full name, in any letter case. */
  readonly action: (name: string) => ActionReference | undefined;
};

export type OpenService = {
  /** The full names of all actions, in AWS's spelling and in the order of the catalog. */
  readonly actionNames: readonly string[];
  /** An action by its full name, in any letter case. */
  readonly action: (name: string) => ActionReference | undefined;
  /** A resource type that an action names. */
  readonly resourceType: (name: string) => ResourceTypeReference;
  /** A condition key that an action or a resource type names. */
  readonly conditionKey: (key: string) => ConditionKeyReference;
};

/** A catalog without all actions but those of some service that a test accepts. */
export function withActions(catalog: OpenCatalog, prefix: string, isWanted: (action: string) => boolean): OpenCatalog {
  const service = catalog.service(prefix);
  if (service === undefined) return { prefixes: [], service: () => undefined, action: () => undefined };
  const actionNames = service.actionNames.filter((action) => isWanted(action.toLowerCase()));
  const only = { ...service, actionNames };
  return { prefixes: [prefix], service: (name) => (name === prefix ? only : undefined), action: service.action };
}

type Path = readonly (string | number)[];

/** Catalogs that nobody can change any more: what was read of them stays true. */
const sealed = /* @__PURE__ */ new WeakMap<object, OpenCatalog>();

/** Freezes a catalog with everything in it, so that each part of it is checked only once. */
export function sealCatalog(catalog: ActionCatalog): ActionCatalog {
  freeze(catalog);
  sealed.set(catalog, readCatalog(catalog));
  return catalog;
}

/** Freezes lists and objects. Members that are computed when they are read are frozen by whoever computes them. */
export function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const { value: member } of Object.values(Object.getOwnPropertyDescriptors(value))) freeze(member);
  return Object.freeze(value);
}

/**
 * Opens what somebody passes as a catalog.
 *
 * @param texts Other parameters of the call, which have to be strings.
 * @throws {InvalidInputError} If it is not a catalog, at once or when the part that is none is needed; or if one of the
 *   other parameters is not a string.
 */
export function openCatalog(catalog: unknown, texts: Readonly<Record<string, unknown>> = {}): OpenCatalog {
  const problems = Object.entries(texts)
    .filter(([, value]) => typeof value !== 'string')
    .map(([name, value]) => ({ ...notAString(spacedWords(name), value), path: [name] }));
  const known = typeof catalog === 'object' && catalog !== null ? sealed.get(catalog) : undefined;
  const opened = known ?? attempt(InvalidInputError, () => readCatalog(catalog));
  if (!(opened instanceof InvalidInputError) && problems.length === 0) return opened;
  throw new InvalidInputError([...(opened instanceof InvalidInputError ? opened.issues : []), ...problems]);
}

/** The names of the members, without the members. */
const members: Reader<{ names: string[]; of: object }> = /* @__PURE__ */ reader('an object', (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { names: Object.keys(value), of: value }
    : undefined,
);

const readParts = /* @__PURE__ */ record<Record<'actions' | 'resourceTypes' | 'conditionKeys', unknown[]>>({
  actions: /* @__PURE__ */ list(anything),
  resourceTypes: /* @__PURE__ */ list(anything),
  conditionKeys: /* @__PURE__ */ list(anything),
});

const readNamed = /* @__PURE__ */ list(/* @__PURE__ */ record<{ name: string }>({ name: text }));
const readKeyNames = /* @__PURE__ */ list(/* @__PURE__ */ record<{ key: string }>({ key: text }));
const readActionNames = /* @__PURE__ */ list(/* @__PURE__ */ record<{ action: string }>({ action: text }));

function readCatalog(catalog: unknown): OpenCatalog {
  const { services } = readData(record({ services: members }), catalog, ['catalog'], CATALOG_HINT);
  const names = new Map(services.names.map((name) => [foldAscii(name), name]));
  const known = new Map<string, OpenService>();
  const service = (name: string): OpenService | undefined => {
    const prefix = foldAscii(name);
    const spelled = names.get(prefix);
    const found = known.get(prefix);
    if (found !== undefined || spelled === undefined) return found;
    const opened = readService(services.of, spelled);
    known.set(prefix, opened);
    return opened;
  };
  return {
    prefixes: services.names.toSorted(),
    service,
    action: (name) => service(serviceOf(name))?.action(name),
  };
}

function readService(services: object, prefix: string): OpenService {
  const path = ['catalog', 'services', prefix];
  const parts = readData(record({ [prefix]: readParts }), services, path.slice(0, -1), CATALOG_HINT)[prefix];
  const { actions, resourceTypes, conditionKeys } = parts as NonNullable<typeof parts>;

  const actionPath = [...path, 'actions'];
  const actionNames = readData(readActionNames, actions, actionPath, CATALOG_HINT).map(({ action }) => action);
  const action = finder(actions, actionPath, readAction, () => actionNames.map(foldAscii));

  const typePath = [...path, 'resourceTypes'];
  const resourceType = finder(resourceTypes, typePath, readResourceType, () =>
    readData(readNamed, resourceTypes, typePath, CATALOG_HINT).map(({ name }) => name),
  );

  const keyPath = [...path, 'conditionKeys'];
  const conditionKey = finder(conditionKeys, keyPath, readConditionKey, () =>
    readData(readKeyNames, conditionKeys, keyPath, CATALOG_HINT).map(({ key }) => key),
  );
  return {
    actionNames,
    action: (name) => action(foldAscii(name)),
    resourceType: (name) => resourceType(name) ?? lacks(name, typePath),
    conditionKey: (key) => conditionKey(key) ?? lacks(key, keyPath),
  };
}

/** Throws, because without the part that another one names no answer would be right. */
function lacks(name: string, path: Path): never {
  const message = `${quote(name)} is used, but not defined`;
  throw new InvalidInputError([{ code: 'missing', path: [...path], message, hint: CATALOG_HINT }]);
}

/** Finds an entry by its name, and reads it then. Of entries with the same name, the first one counts. */
function finder<Value>(
  entries: readonly unknown[],
  path: Path,
  read: Reader<Value>,
  namesOf: () => readonly string[],
): (name: string) => Value | undefined {
  const places = lazy(() => {
    const found = new Map<string, number>();
    for (const [index, name] of namesOf().entries()) if (!found.has(name)) found.set(name, index);
    return found;
  });
  return (name) => {
    const index = places().get(name);
    return index === undefined ? undefined : readData(read, entries[index], [...path, index], CATALOG_HINT);
  };
}
