import ts from 'typescript';
import * as z from 'zod/mini';
import { ACCEPTABLE_CODES } from '../src/cli/config/acceptable.js';
import { SCHEMA_VERSION } from '../src/cli/output/print.js';
import { accountsFile } from '../src/upsolver/parameters/accounts.js';
import { accountsMetadata, schemaMetadata } from '../src/upsolver/parameters/metadata.js';
import { roleParameters } from '../src/upsolver/parameters/role.js';
import { renderTypeSchema } from './type-schema.js';
import { commentOn, typesOf } from './types-of.js';

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
  const typeOf = typesOf('src/upsolver/parameters/role.ts');
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
  const typeOf = typesOf('src/upsolver/parameters/accounts.ts');
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

/** The JSON Schema of what `check --json` and `check --json=summary` print. */
export function renderReportSchema(): string {
  const version = { description: 'The version of the format of the report.', const: SCHEMA_VERSION };
  return renderTypeSchema(
    'src/cli/check-report.ts',
    ['CheckReport', 'AccountsReport', 'CheckSummary'],
    'What `upsolver-iam check --json` prints',
    { schemaVersion: version },
  );
}

function titled({ $schema, ...rest }: JsonSchema, title: string): string {
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
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
    const comment = commentOn(symbol, checker);
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
