import ts from 'typescript';
import { commentOn, typesOf } from './types-of.js';

/** A JSON Schema, draft 2020-12. */
export type TypeSchema = { [keyword: string]: unknown };

/**
 * The JSON Schema of types: what is written as one of them has exactly their members.
 *
 * @param names Types of the module. The schema accepts each of them.
 * @param members Members that each of the named types has in addition, first.
 */
export function renderTypeSchema(
  file: string,
  names: readonly string[],
  title: string,
  members: Readonly<Record<string, TypeSchema>>,
): string {
  const typeOf = typesOf(file);
  const converter = createConverter(typeOf.checker);
  const anyOf = names.map((name) => converter.convert(typeOf(name)));
  const { definitions } = converter;
  for (const name of names) {
    const { description, type, properties, required, ...rest } = definitions[name] as ObjectSchema;
    definitions[name] = {
      ...(description !== undefined && { description }),
      type,
      properties: { ...members, ...properties },
      required: [...Object.keys(members), ...required],
      ...rest,
    };
  }
  const $defs = Object.fromEntries(Object.entries(definitions).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  return `${JSON.stringify({ $schema, title, anyOf, $defs }, undefined, 2)}\n`;
}

type ObjectSchema = TypeSchema & { properties: Record<string, TypeSchema>; required: string[] };

type Converter = { convert: (type: ts.Type) => TypeSchema; definitions: Record<string, TypeSchema> };

const OBJECTS = ts.TypeFlags.Object | ts.TypeFlags.Intersection;

/** Makes schemas of types; those that have a name become definitions. */
function createConverter(checker: ts.TypeChecker): Converter {
  const definitions: Record<string, TypeSchema> = {};
  const named = new Map<string, ts.Type>();

  const convert = (type: ts.Type): TypeSchema => {
    const name = nameOf(type);
    if (name === undefined) return describe(type);
    const known = named.get(name);
    if (known !== undefined && known !== type) throw new Error(`two types have the name ${name}`);
    if (known === undefined) {
      named.set(name, type);
      const description = commentOn(type.aliasSymbol, checker);
      definitions[name] = { ...(description !== '' && { description }), ...describe(type) };
    }
    return { $ref: `#/$defs/${name}` };
  };

  const describe = (type: ts.Type): TypeSchema => {
    if (isLiteral(type)) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.String) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.isUnion()) return describeUnion(type.types);
    if (checker.isArrayType(type)) {
      return { type: 'array', items: convert(checker.getIndexTypeOfType(type, ts.IndexKind.Number) as ts.Type) };
    }
    if (type.flags & OBJECTS) return describeObject(type, []);
    throw new Error(`JSON has no ${checker.typeToString(type)}`);
  };

  const describeUnion = (types: readonly ts.Type[]): TypeSchema => {
    const literals = types.filter(isLiteral);
    const flags = types.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral);
    const others = types.filter((type) => !isLiteral(type) && !flags.includes(type));
    const objects = others.filter((type) => (type.flags & OBJECTS) !== 0 && !checker.isArrayType(type));
    const open = isDiscriminated(objects) ? [] : objects;
    const schemas = [
      ...(literals.length === 1 ? literals.map(describe) : []),
      ...(literals.length > 1 ? [{ enum: literals.map(({ value }) => value) }] : []),
      ...(flags.length === 2 ? [{ type: 'boolean' }] : flags.map(describe)),
      ...others.map((type) => (objects.includes(type) ? describeObject(type, open) : convert(type))),
    ];
    return schemas.length === 1 ? (schemas[0] as TypeSchema) : { anyOf: schemas };
  };

  /** Whether a member tells the objects of a union apart. Otherwise, an object can have the members of several. */
  const isDiscriminated = ([first, ...others]: readonly ts.Type[]): boolean =>
    first !== undefined &&
    checker.getPropertiesOfType(first).some(({ name }) =>
      [first, ...others].every((type) => {
        const symbol = checker.getPropertyOfType(type, name);
        return symbol !== undefined && checker.getTypeOfSymbol(symbol).isStringLiteral();
      }),
    );

  /** @param others Types of which the object can have members that its own type does not name. */
  const describeObject = (type: ts.Type, others: readonly ts.Type[]): TypeSchema => {
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const properties: Record<string, TypeSchema> = {};
    const required: string[] = [];
    for (const symbol of checker.getPropertiesOfType(type)) {
      const schema = describeProperty(symbol);
      if (schema === undefined) continue;
      properties[symbol.name] = schema;
      const isOptional = symbol.flags & ts.SymbolFlags.Optional || admitsUndefined(checker.getTypeOfSymbol(symbol));
      if (!isOptional) required.push(symbol.name);
    }
    for (const symbol of others.flatMap((other) => checker.getPropertiesOfType(other))) {
      const schema = describeProperty(symbol);
      if (checker.getPropertyOfType(type, symbol.name) === undefined && schema) properties[symbol.name] ??= schema;
    }
    if (index !== undefined) return { type: 'object', additionalProperties: convert(index) };
    const [same, ...different] = new Set(Object.values(properties).map((each) => JSON.stringify(each)));
    if (same !== undefined && different.length === 0 && required.length === 0 && others.length === 0) {
      const names = { enum: Object.keys(properties) };
      return { type: 'object', propertyNames: names, additionalProperties: JSON.parse(same) as TypeSchema };
    }
    return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
  };

  /** Returns nothing for a member that must not be there. */
  const describeProperty = (symbol: ts.Symbol): TypeSchema | undefined => {
    const type = declaredType(symbol);
    if (type.flags & ts.TypeFlags.Never) return undefined;
    const description = commentOn(symbol, checker);
    return { ...(description !== '' && { description }), ...convert(type) };
  };

  /** The type as it was declared, which has its name; without `undefined`, which JSON does not have. */
  const declaredType = (symbol: ts.Symbol): ts.Type => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isPropertySignature(declaration) || !declaration.type) return type;
    const declared = checker.getTypeFromTypeNode(declaration.type);
    const isSame = checker.isTypeAssignableTo(declared, type) && checker.isTypeAssignableTo(type, declared);
    return isSame && declared.aliasSymbol !== undefined ? declared : type;
  };

  return { convert, definitions };
}

const isLiteral = (type: ts.Type): type is ts.StringLiteralType | ts.NumberLiteralType =>
  type.isStringLiteral() || type.isNumberLiteral();

const admitsUndefined = (type: ts.Type): boolean =>
  type.isUnion() && type.types.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);

/** Whether a type is one of the language, such as `Omit`. */
const isUtility = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.some((each) => /[\\/]lib\.[\w.]+\.d\.ts$/.test(each.getSourceFile().fileName));

/** What a type is called. Strings and lists are as short as their name, and stay without it. */
function nameOf({ aliasSymbol, aliasTypeArguments = [], flags }: ts.Type): string | undefined {
  const isComposite = (flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection)) !== 0;
  const isOpen = aliasTypeArguments.some((each) => (each.flags & ts.TypeFlags.String) === 0);
  return aliasSymbol === undefined || !isComposite || isOpen || isUtility(aliasSymbol) ? undefined : aliasSymbol.name;
}
