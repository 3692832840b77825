import type { ConditionBlock, Effect } from '../../iam/document.js';
import { isEnabled, type FeatureChoice } from './features.js';
import type { PolicyPart } from './parts.js';
import type { StatementTemplate } from './statements.js';

/**
 * A statement of the catalogue: named, with its actions and resources always as lists. All allow; only a scoped policy
 * denies.
 */
export type CatalogueStatement<Action extends string = string> = {
  Sid: string;
  Effect: Effect;
  Action: Action[];
  Resource: string[];
  Condition?: ConditionBlock;
};

/** A policy of the catalogue. Assignable to `PolicyDocument`, with narrower types. */
export type CataloguePolicy<Action extends string = string> = {
  Version: '2012-10-17';
  Statement: CatalogueStatement<Action>[];
};

/** The values of the `${…}` placeholders of the catalogue's own statements. */
export type PlaceholderValues = {
  Partition: string;
  Region?: string | undefined;
  OrganizationId?: string | undefined;
};

/**
 * The policy of some parts of the catalogue, in their order. The elements of a statement have the order `Sid`,
 * `Effect`, `Action`, `Resource`, `Condition`.
 *
 * @param features The features that are omitted; `undefined` for a template with every feature and every replacement.
 */
export function buildPolicy<Action extends string = string>(
  parts: readonly PolicyPart[],
  values: PlaceholderValues,
  features: FeatureChoice | undefined,
): CataloguePolicy<Action> {
  const templates = parts
    .flatMap(({ statements, replacements }) => [...statements, ...replacements])
    .filter((template) => features === undefined || isEnabled(template, features));
  return {
    Version: '2012-10-17',
    Statement: templates.map((template) => buildStatement(template as StatementTemplate<Action>, values)),
  };
}

/** A statement of the catalogue with values in place of its placeholders. */
export function buildStatement<Action extends string>(
  template: StatementTemplate<Action>,
  values: PlaceholderValues,
): CatalogueStatement<Action> {
  const statement: CatalogueStatement<Action> = {
    Sid: template.sid,
    Effect: 'Allow',
    Action: template.entries.map(([action]) => action),
    Resource: template.resources.map((resource) => fillPlaceholders(resource, values)),
  };
  if (template.condition !== undefined) statement.Condition = copyCondition(template.condition);
  return statement;
}

/** Fills in the `${…}` placeholders of an ARN template. A template that needs more than it gets is a defect. */
export function fillPlaceholders(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.split('${').reduce((filled, part) => {
    const end = part.indexOf('}');
    return filled + values[part.slice(0, end)] + part.slice(end + 1);
  });
}

/** A copy that shares nothing with the catalogue, so that a caller may change it. */
export function copyCondition(condition: ConditionBlock): ConditionBlock {
  const copy: ConditionBlock = {};
  for (const [operator, keys] of Object.entries(condition)) {
    copy[operator as keyof ConditionBlock] = { ...keys };
  }
  return copy;
}

/** A name or a key may hold `${`, which a policy would read as a variable. */
export function escapeVariables(text: string): string {
  return text.replaceAll('${', '${$}{');
}

/** A prefix with a slash at its end, unless it is the whole bucket. */
export function withSlash(prefix = ''): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
}

/** Values of a condition: a single one without its list. */
export function unwrapSingle(values: readonly string[]): string | string[] {
  const [only = '', ...others] = values;
  return others.length === 0 ? only : [...values];
}
