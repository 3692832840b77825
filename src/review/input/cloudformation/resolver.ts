import { canonicalJson } from '../../../core/canonical-json.js';
import { InvalidInputError, type LocatedProblem, type Problem } from '../../../core/issue.js';
import { lazy } from '../../../core/lazy.js';
import { quote } from '../../../core/quote.js';
import { sha256 } from '../../../core/sha256.js';
import type { InputBudget } from '../budget.js';
import type { InputPath } from '../documents.js';
import { isMembers, valueAt, textAt, type Members } from '../members.js';
import {
  derivedSymbol,
  hasReservedCharacters,
  resourceSymbol,
  spell,
  symbolOf,
  symbolsIn,
  withoutDynamicReferences,
} from '../symbols.js';
import { createConditions } from './conditions.js';
import { NOTHING, UnresolvedError, type Context, type Value } from './context.js';
import { FUNCTIONS } from './functions.js';
import { PSEUDO_PARAMETERS } from './parameters.js';
import { RESOURCE_VALUES } from './resource-values.js';

/** The sections of a template that values refer to. */
export type Sections = { parameters: Members; conditions: Members; mappings: Members; resources: Members };

/** How to give the value of a parameter to the command. */
export function parameterHint(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `pass it: ${names.map((name) => `\`--parameter ${name}=VALUE\``).join(', ')}`;
}

/** As many digits as nobody finds two templates for that have the same. */
const FINGERPRINT_LENGTH = 32;

/** Resolves values of a template. */
export type TemplateResolver = Context & {
  /** The parameters and pseudo parameters that symbols depend on. */
  parametersOf: (symbols: readonly string[]) => string[];
};

/**
 * @param values The values of parameters and pseudo parameters, as far as they are known.
 * @param report Receives each problem once, wherever it occurs.
 */
export function createResolver(
  { parameters, conditions, mappings, resources }: Sections,
  values: ReadonlyMap<string, string | string[]>,
  budget: InputBudget,
  report: (problem: LocatedProblem) => void,
): TemplateResolver {
  /** The parameters that a symbol depends on. */
  const parametersBehind = new Map<string, readonly string[]>();
  const known = new Map<string, string>();
  const fingerprints = new Map<string, string>();
  /** The resources whose fingerprints are being taken. */
  const open = new Set<string>();
  /** What differs wherever anything in the template does. */
  const everything = lazy(() => sha256(canonicalJson([parameters, conditions, mappings, resources, [...values]])));

  const parametersOf = (symbols: readonly string[]): string[] =>
    [...new Set(symbols.flatMap((symbol) => parametersBehind.get(symbol) ?? []))].toSorted();

  const fail = (problem: Problem, path: InputPath): never => {
    // A fingerprint can be taken of what cannot be resolved.
    if (open.size === 0) report({ ...problem, path: ['template', ...path] });
    throw new UnresolvedError();
  };

  const failForUnknown: Context['failForUnknown'] = (what, symbols, path) => {
    const given = parametersOf(symbols);
    const others = symbols.filter((symbol) => !parametersBehind.get(symbol)?.length);
    const names = [...new Set([...given, ...others.map(spell)])].toSorted().map(quote);
    const message = `${what} depends on ${names.join(' and ')}, which ${names.length === 1 ? 'is' : 'are'} not known`;
    const hint = parameterHint(given);
    return fail({ code: 'template', message, ...(hint !== undefined && { hint }) }, path);
  };

  const derive: Context['derive'] = (name, args) => {
    const symbol = budget.write(derivedSymbol(name, args));
    parametersBehind.set(symbol, parametersOf(args.flatMap(symbolsIn)));
    return symbol;
  };

  function resolve(value: unknown, path: InputPath): Value {
    budget.step();
    return budget.nest(() => resolveInside(value, path));
  }

  function resolveInside(value: unknown, path: InputPath): Value {
    if (typeof value === 'string') {
      if (hasReservedCharacters(value))
        return fail({ code: 'invalid_characters', message: 'the text has characters that no text can have' }, path);
      return withoutDynamicReferences(value);
    }
    if (Array.isArray(value)) {
      return resolveAll(value.entries(), path)
        .map(([, entry]) => entry)
        .filter((entry) => entry !== NOTHING);
    }
    if (!isMembers(value)) {
      return value === null || typeof value === 'boolean' || Number.isFinite(value)
        ? (value as number | boolean | null)
        : fail({ code: 'invalid_type', message: `${quote(value)} is not a JSON value` }, path);
    }
    const names = Object.keys(value);
    const name = names.find((each) => each.startsWith('Fn::')) ?? (names.length === 1 ? names[0] : undefined);
    const apply = name === undefined ? undefined : FUNCTIONS.get(name);
    if (name !== undefined && apply !== undefined && names.length === 1)
      return apply(value[name], [...path, name], context);
    if (name?.startsWith('Fn::')) {
      const message =
        apply === undefined
          ? `${quote(name)} is not a function that can be resolved here`
          : `${quote(name)} must be the only key of its object`;
      return fail({ code: 'template', message }, path);
    }
    return Object.fromEntries(
      resolveAll(Object.entries(value), path).filter(([, member]) => member !== NOTHING),
    ) as Value;
  }

  /** Resolves all members even where one cannot be, so that every problem is reported. */
  function resolveAll<Key extends string | number>(members: Iterable<[Key, unknown]>, path: InputPath): [Key, Value][] {
    let failure: UnresolvedError | undefined;
    const resolved: [Key, Value][] = [];
    for (const [key, member] of members) {
      try {
        resolved.push([key, resolve(member, [...path, key])]);
      } catch (error) {
        if (!(error instanceof UnresolvedError)) throw error;
        failure = error;
      }
    }
    if (failure !== undefined) throw failure;
    return resolved;
  }

  function reference(name: unknown, path: InputPath): Value {
    if (name === 'AWS::NoValue') return NOTHING;
    const value = typeof name === 'string' ? values.get(name) : undefined;
    if (value !== undefined) return typeof value === 'string' ? value : [...value];
    if (typeof name === 'string') {
      const isParameter = Object.hasOwn(parameters, name) || PSEUDO_PARAMETERS.some((each) => each === name);
      if (isParameter) {
        const symbol = symbolOf(name);
        parametersBehind.set(symbol, [name]);
        return symbol;
      }
      if (Object.hasOwn(resources, name)) return resourceValue(name, undefined);
    }
    return fail({ code: 'template', message: `the template has no parameter or resource ${quote(name)}` }, path);
  }

  function attribute(id: string, name: string, path: InputPath): string {
    if (Object.hasOwn(resources, id)) return resourceValue(id, name);
    return fail({ code: 'template', message: `the template has no resource ${quote(id)}` }, path);
  }

  /** An attribute of a resource, or what `Ref` returns for it. */
  function resourceValue(id: string, name: string | undefined): string {
    const key = JSON.stringify([id, name]);
    const value = known.get(key) ?? budget.nest(() => findResourceValue(id, name));
    known.set(key, value);
    return value;
  }

  function findResourceValue(id: string, name: string | undefined): string {
    const resource = resources[id];
    const { Type: type, Properties: properties } = isMembers(resource) ? resource : {};
    const row = typeof type === 'string' ? RESOURCE_VALUES.get(type) : undefined;
    const kind = kindOf(name, row);
    const own: Members = isMembers(properties) ? properties : {};
    const symbol = (shown: string, of: Members): string => resourceSymbol(shown, String(type), fingerprint(id, of));
    if (row === undefined) return symbol(name === undefined ? id : `${id}.${name}`, own);
    const { name: nameProperty, partOfName } = row;
    const naming = nameProperty ?? partOfName;
    const ofName = naming !== undefined && Object.hasOwn(own, naming) ? { [naming]: own[naming] } : {};
    // What `Ref` returns for a queue is its URL, and `<Queue@AWS.SQS.Queue>` its name.
    if (kind === 'other') return symbol(`${id}.${name ?? 'Ref'}`, ofName);
    const resourceName = nameProperty === undefined ? undefined : propertyText(id, own, nameProperty);
    const shownName = resourceName ?? symbol(id, partOfName === undefined ? {} : ofName);
    if (kind === 'name') return shownName;
    const template = row.arn.replace(/\$\{([\w:]+)\}/g, (_all, pseudo: string) => String(reference(pseudo, [])));
    return template.replace('{path}', () => propertyText(id, own, 'Path') ?? '/').replace('{name}', () => shownName);
  }

  /**
   * What differs wherever properties do from which a value could follow; nothing if there are none. If they cannot be
   * resolved, it is that of the whole template.
   */
  function fingerprint(id: string, properties: Members): string {
    if (Object.keys(properties).length === 0) return '';
    const key = JSON.stringify([id, Object.keys(properties)]);
    const found = fingerprints.get(key) ?? sha256(open.has(key) ? everything() : whatResolves(key, properties));
    fingerprints.set(key, found);
    return found.slice(0, FINGERPRINT_LENGTH);
  }

  function whatResolves(key: string, properties: Members): string {
    open.add(key);
    try {
      return canonicalJson(resolve(properties, []));
    } catch (error) {
      const isDeep = error instanceof InvalidInputError && error.issues.some(({ code }) => code === 'too_deep');
      if (!isDeep && !(error instanceof UnresolvedError)) throw error;
      return everything();
    } finally {
      open.delete(key);
    }
  }

  function propertyText(id: string, properties: Members, name: string): string | undefined {
    const path = ['Resources', id, 'Properties', name];
    const value = resolve(valueAt(properties, name) ?? { Ref: 'AWS::NoValue' }, path);
    if (value === NOTHING) return undefined;
    return textAt(value) ?? fail({ code: 'invalid_type', message: `${quote(name)} must be a text` }, path);
  }

  const context: TemplateResolver = {
    budget,
    mappings,
    resolve,
    reference,
    attribute,
    derive,
    fail,
    failForUnknown,
    parametersOf,
    dependsOnParameter: (symbol) => parametersOf([symbol]).some((name) => Object.hasOwn(parameters, name)),
    holds: createConditions(conditions, { resolve, fail, budget }),
  };
  return context;
}

function kindOf(name: string | undefined, row: ReturnType<typeof RESOURCE_VALUES.get>): 'name' | 'arn' | 'other' {
  if (row === undefined) return 'other';
  if (name === undefined) return row.ref;
  if (row.arnAttributes.includes(name)) return 'arn';
  return row.nameAttributes?.includes(name) === true ? 'name' : 'other';
}
