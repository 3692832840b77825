import { quote } from '../../../core/quote.js';
import type { InputPath } from '../documents.js';
import { isMembers, valueAt, textAt } from '../members.js';
import { hasSymbol, isSymbol, symbolOf, symbolsIn } from '../symbols.js';
import { NOTHING, type Context, type Value } from './context.js';

type IntrinsicFunction = (argument: unknown, path: InputPath, context: Context) => Value;

/**
 * The functions of CloudFormation that a value can have. `Fn::Length`, `Fn::ToJsonString` and the default of
 * `Fn::FindInMap` belong to the transform `AWS::LanguageExtensions`.
 *
 * Source: CloudFormation Template Reference Guide, "Intrinsic function reference".
 */
export const FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = /* @__PURE__ */ new Map<string, IntrinsicFunction>([
  ['Ref', (name, path, { reference }) => reference(name, path)],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', symbolOfText('ImportValue')],
  ['Fn::Base64', symbolOfText('Base64')],
  ['Fn::GetAZs', symbolOfText('GetAZs')],
  ['Fn::Cidr', cidr],
  ['Fn::ToJsonString', (argument, path, { resolve, budget }) => budget.write(jsonOf(resolve(argument, path)))],
  ['Fn::Length', length],
]);

function jsonOf(value: Value): string {
  return JSON.stringify(value === NOTHING ? null : value);
}

/** A function of one text, whose result only AWS knows. */
function symbolOfText(name: string): IntrinsicFunction {
  return (argument, path, context) => context.derive(name, [resolveText(`Fn::${name}`, argument, path, context)]);
}

function misuse(name: string, wanted: string, path: InputPath, { fail }: Context): never {
  return fail({ code: 'template', message: `${quote(name)} must have ${wanted}` }, path);
}

function resolveText(name: string, argument: unknown, path: InputPath, context: Context): string {
  return textAt(context.resolve(argument, path)) ?? misuse(name, 'a text here', path, context);
}

/** The arguments of a function with a fixed number of them. */
function listOf(
  name: string,
  argument: unknown,
  wanted: string,
  count: number,
  path: InputPath,
  context: Context,
): unknown[] {
  return Array.isArray(argument) && argument.length === count ? argument : misuse(name, wanted, path, context);
}

function getAttribute(argument: unknown, path: InputPath, context: Context): Value {
  const wanted = 'the logical ID of a resource and the name of an attribute';
  const parts: unknown = typeof argument === 'string' ? splitOnce(argument, '.') : argument;
  const [resource, attribute] = listOf('Fn::GetAtt', parts, wanted, 2, path, context);
  const name = resolveText('Fn::GetAtt', attribute, [...path, 1], context);
  return typeof resource === 'string' && !hasSymbol(name)
    ? context.attribute(resource, name, path)
    : misuse('Fn::GetAtt', wanted, path, context);
}

function splitOnce(text: string, delimiter: string): string[] {
  const at = text.indexOf(delimiter);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + delimiter.length)];
}

function substitute(argument: unknown, path: InputPath, context: Context): Value {
  const [template, own] = Array.isArray(argument)
    ? listOf('Fn::Sub', argument, 'a text and an object with the values of its names', 2, path, context)
    : [argument, {}];
  if (typeof template !== 'string' || !isMembers(own))
    return misuse('Fn::Sub', 'a text, or a text and an object with the values of its names', path, context);
  const valueOf = (name: string): string => {
    const found = valueAt(own, name);
    if (found !== undefined) return resolveText('Fn::Sub', found, [...path, 1, name], context);
    const [resource, attribute] = splitOnce(name, '.') as [string, string?];
    if (attribute !== undefined) return context.attribute(resource, attribute, path);
    return (
      textAt(context.reference(name, path)) ?? misuse('Fn::Sub', `a text as the value of ${quote(name)}`, path, context)
    );
  };
  const values = new Map<string, string>();
  // One pass, as CloudFormation makes it: what is inserted is not looked at again.
  return template.replace(/\$\{(!?)([^}]*)\}/g, (_all, escape: string, name: string) => {
    if (escape !== '') return `\${${name}}`;
    const value = values.get(name) ?? valueOf(name);
    values.set(name, value);
    return context.budget.write(value);
  });
}

function join(argument: unknown, path: InputPath, context: Context): Value {
  const [delimiter, values] = listOf('Fn::Join', argument, 'a delimiter and a list', 2, path, context);
  if (typeof delimiter !== 'string') return misuse('Fn::Join', 'a text as its delimiter', path, context);
  const list = context.resolve(values, [...path, 1]);
  if (typeof list === 'string' && isSymbol(list)) return context.derive('Join', [delimiter, list]);
  const texts = Array.isArray(list) ? list.map(textAt) : [undefined];
  return texts.every((text) => text !== undefined)
    ? context.budget.write(texts.join(delimiter))
    : misuse('Fn::Join', 'a list of texts', path, context);
}

/** Pseudo parameters whose values have only the characters of {@link PLAIN_CHARACTERS}. */
const PLAIN: ReadonlySet<string> = /* @__PURE__ */ new Set(
  ['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::URLSuffix'].map(symbolOf),
);
const PLAIN_CHARACTERS = /^[a-z0-9.-]+$/;

function split(argument: unknown, path: InputPath, context: Context): Value {
  const [delimiter, source] = listOf('Fn::Split', argument, 'a delimiter and a text', 2, path, context);
  if (typeof delimiter !== 'string' || delimiter === '')
    return misuse('Fn::Split', 'a text as its delimiter', path, context);
  const text = resolveText('Fn::Split', source, [...path, 1], context);
  // Where the delimiter could be in the value of a symbol, the entries are not known.
  const isKnown = symbolsIn(text).every((symbol) => PLAIN.has(symbol) && !PLAIN_CHARACTERS.test(delimiter));
  if (!isKnown) return context.derive('Split', [delimiter, text]);
  const entries = context.budget.write(text).split(delimiter);
  context.budget.step(entries.length);
  return entries;
}

function select(argument: unknown, path: InputPath, context: Context): Value {
  const [index, values] = listOf('Fn::Select', argument, 'an index and a list', 2, path, context);
  const at = resolveText('Fn::Select', index, [...path, 0], context);
  if (hasSymbol(at)) return context.failForUnknown('the index of `Fn::Select`', symbolsIn(at), path);
  const list = context.resolve(values, [...path, 1]);
  if (typeof list === 'string' && isSymbol(list)) {
    return context.dependsOnParameter(list)
      ? context.failForUnknown('the list of `Fn::Select`', [list], path)
      : context.derive('Select', [at, list]);
  }
  if (!/^\d+$/.test(at) || !Array.isArray(list)) return misuse('Fn::Select', 'an index and a list', path, context);
  const message = `\`Fn::Select\` has no entry ${quote(at)} in its list`;
  return list[Number(at)] ?? context.fail({ code: 'template', message }, path);
}

function choose(argument: unknown, path: InputPath, context: Context): Value {
  const [condition, ...values] = listOf('Fn::If', argument, 'a condition and two values', 3, path, context);
  const truth = context.holds(condition, path);
  if (typeof truth === 'object')
    return context.failForUnknown(`the condition ${quote(condition)}`, truth.unknown, path);
  const index = truth ? 0 : 1;
  return context.resolve(values[index], [...path, index + 1]);
}

function findInMap(argument: unknown, path: InputPath, context: Context): Value {
  const wanted = 'the name of a map and two keys';
  const hasOptions = Array.isArray(argument) && argument.length === 4;
  const parts = listOf('Fn::FindInMap', argument, wanted, hasOptions ? 4 : 3, path, context);
  const [map, first, second] = [0, 1, 2].map((index) =>
    resolveText('Fn::FindInMap', parts[index], [...path, index], context),
  ) as [string, string, string];
  const table = valueAt(context.mappings, map);
  const rows = isMembers(table) ? table : {};
  // Where every key of the first level leads to the same value, the key does not matter.
  const keys = hasSymbol(first) ? Object.keys(rows) : [first];
  context.budget.step(keys.length);
  const [value, ...others] = keys.map((key) => {
    const row = valueAt(rows, key);
    return isMembers(row) ? valueAt(row, second) : undefined;
  });
  const unknown = symbolsIn([map, first, second].join(''));
  const [options] = parts.slice(3);
  const hasDefault = isMembers(options) && Object.hasOwn(options, 'DefaultValue');
  const isSame =
    !hasDefault && keys.length > 0 && textAt(value) !== undefined && others.every((other) => other === value);
  if (unknown.length > 0 && !isSame) return context.failForUnknown('`Fn::FindInMap`', unknown, path);
  if (value !== undefined) return context.resolve(value, ['Mappings', map, first, second]);
  if (hasDefault) return context.resolve(options['DefaultValue'], [...path, 3, 'DefaultValue']);
  const message = `the mappings have no value at ${quote(`${map}.${first}.${second}`)}`;
  return context.fail({ code: 'template', message }, path);
}

function cidr(argument: unknown, path: InputPath, context: Context): Value {
  const parts: unknown[] = Array.isArray(argument) ? argument : misuse('Fn::Cidr', 'a list', path, context);
  return context.derive(
    'Cidr',
    parts.map((part, index) => resolveText('Fn::Cidr', part, [...path, index], context)),
  );
}

function length(argument: unknown, path: InputPath, context: Context): Value {
  const list = context.resolve(argument, path);
  if (typeof list === 'string' && isSymbol(list)) return context.derive('Length', [list]);
  return Array.isArray(list) ? list.length : misuse('Fn::Length', 'a list', path, context);
}
