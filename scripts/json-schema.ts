import { resolve } from 'node:path';
import ts from 'typescript';
import * as z from 'zod/mini';
import { ACCEPTABLE_CODES } from '../src/cli/config/acceptable.js';
import { accountsFile } from '../src/upsolver/parameters/accounts.js';
import { accountsMetadata, schemaMetadata } from '../src/upsolver/parameters/metadata.js';
import { roleParameters } from '../src/upsolver/parameters/role.js';

const ROLE = 'src/upsolver/parameters/role.ts';
const ACCOUNTS = 'src/upsolver/parameters/accounts.ts';

type JsonSchema = { [keyword: string]: unknown } & {
  properties?: Record<string, JsonSchema>;
  definitions?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  description?: string;
};

/**
 * The JSON Schema of what `buildRoles` takes: structure from the schemas, patterns and limits from the tables, and
 * descriptions from the comments on the types.
 */
export function renderJsonSchema(): string {
  const registry = z.registry<Record<string, unknown>>();
  for (const [schema, metadata] of schemaMetadata()) registry.add(schema, metadata);
  const schema = z.toJSONSchema(roleParameters(), { metadata: registry }) as JsonSchema;
  const typeOf = typesOf(ROLE);
  describe(schema, typeOf('RoleParameters'), typeOf.checker);
  return titled(schema, 'Parameters of the IAM roles that Upsolver needs in an AWS account');
}

/** The JSON Schema of the accounts file, in the draft that most editors complete: draft 7. */
export function renderAccountsSchema(): string {
  const registry = z.registry<Record<string, unknown>>();
  for (const [schema, metadata] of accountsMetadata()) registry.add(schema, metadata);
  const schema = z.toJSONSchema(accountsFile(ACCEPTABLE_CODES), {
    metadata: registry,
    target: 'draft-7',
  }) as JsonSchema;
  const typeOf = typesOf(ACCOUNTS);
  describe(schema, typeOf('AccountsFile'), typeOf.checker);
  for (const [name, definition] of Object.entries(schema.definitions ?? {})) {
    describe(definition, typeOf(name), typeOf.checker);
    delete definition['id'];
  }
  Object.assign(schema.properties?.['accepted']?.items as JsonSchema, {
    if: { properties: { code: { enum: ACCEPTABLE_CODES.withMatch } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { required: ['match'] },
  });
  return titled(schema, 'Accounts with the IAM roles that Upsolver needs: upsolver-iam.yaml');
}

function titled({ $schema, ...rest }: JsonSchema, title: string): string {
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}

let program: ts.Program | undefined;

/** One program of the compiler for both modules: it takes a second. */
function createProgram(): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, resolve('.'));
  return ts.createProgram([resolve(ROLE), resolve(ACCOUNTS)], options);
}

/** The types of a module by name, and the checker that knows them. */
function typesOf(file: string): ((name: string) => ts.Type) & { checker: ts.TypeChecker } {
  program ??= createProgram();
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(file));
  const typeOf = (name: string): ts.Type => {
    const declaration = source?.statements.find(
      (statement): statement is ts.TypeAliasDeclaration =>
        ts.isTypeAliasDeclaration(statement) && statement.name.text === name,
    );
    if (declaration === undefined) throw new Error(`${file} has no type ${name}`);
    return checker.getTypeAtLocation(declaration);
  };
  return Object.assign(typeOf, { checker });
}

/** Adds the comment on each property of a type to the schema of that property. */
function describe(schema: JsonSchema, type: ts.Type, checker: ts.TypeChecker): void {
  for (const variant of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
    const own = variantFor(variant, type, checker);
    if (own !== undefined) describe(variant, own, checker);
  }
  if (schema.items !== undefined) {
    const element = elementOf(type, checker);
    if (element !== undefined) describe(schema.items, element, checker);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const symbol = checker.getPropertyOfType(type, name);
    if (symbol === undefined) throw new Error(`no type has the property ${name}`);
    const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
    if (comment !== '') property.description = comment;
    describe(property, checker.getNonNullableType(checker.getTypeOfSymbol(symbol)), checker);
  }
}

/** The member of a union that a variant describes: the one with the same constant, or the only object. */
function variantFor(variant: JsonSchema, type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const service = variant.properties?.['service']?.['const'];
  if (variant.properties !== undefined && service === undefined && type.isUnion()) {
    const names = Object.keys(variant.properties);
    return type.types.find((member) => names.every((name) => checker.getPropertyOfType(member, name) !== undefined));
  }
  if (service === undefined || !type.isUnion()) return variant.items === undefined ? undefined : type;
  return type.types.find((member) => {
    const symbol = checker.getPropertyOfType(member, 'service');
    const value = symbol && checker.getTypeOfSymbol(symbol);
    return value?.isStringLiteral() && value.value === service;
  });
}

function elementOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const members = type.isUnion() ? type.types : [type];
  return members.map((member) => checker.getIndexTypeOfType(member, ts.IndexKind.Number)).find(Boolean);
}
