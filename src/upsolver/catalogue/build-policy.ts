import type { ConditionBlock, Effect } from '../../iam/document.js';
import type { Feature, Features } from './names.js';
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

/** A policy of the catalogue. It is assignable to `PolicyDocument`, and tells more. */
export type CataloguePolicy<Action extends string = string> = {
  Version: '2012-10-17';
  Statement: CatalogueStatement<Action>[];
};

/** What the `${…}` placeholders of ARN templates stand for. A template that needs more than it gets is a defect. */
export type PlaceholderValues = { Partition: string; Region?: string; OrganizationId?: string };

/**
 * The policy that several statement templates make, in their order. The keys of a statement stand in the order `Sid`,
 * `Effect`, `Action`, `Resource`, `Condition`.
 */
export function buildPolicy<Action extends string>(
  templates: readonly StatementTemplate<Action>[],
  values: PlaceholderValues,
): CataloguePolicy<Action> {
  return { Version: '2012-10-17', Statement: templates.map((template) => buildStatement(template, values)) };
}

function buildStatement<Action extends string>(
  template: StatementTemplate<Action>,
  values: PlaceholderValues,
): CatalogueStatement<Action> {
  const statement: CatalogueStatement<Action> = {
    Sid: template.sid,
    Effect: 'Allow',
    Action: template.grants.map((grant) => grant[0]),
    Resource: template.resources.map((resource) => fillPlaceholders(resource, values)),
  };
  if (template.condition !== undefined) statement.Condition = copyCondition(template.condition);
  return statement;
}

function fillPlaceholders(template: string, values: PlaceholderValues): string {
  return template.split('${').reduce((text, part) => {
    const end = part.indexOf('}');
    return text + values[part.slice(0, end) as keyof PlaceholderValues] + part.slice(end + 1);
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

/** Values of a condition: one alone stands for itself. */
export function unwrapSingle(values: readonly string[]): string | string[] {
  const [only = '', ...others] = values;
  return others.length === 0 ? only : [...values];
}

/** Whether something that belongs to a feature, or replaces it, is there. */
export function isEnabled(
  { feature, unlessFeature }: { feature?: Feature; unlessFeature?: Feature },
  features: Features = {},
): boolean {
  return (
    (feature === undefined || features[feature] !== false) &&
    (unlessFeature === undefined || features[unlessFeature] === false)
  );
}
