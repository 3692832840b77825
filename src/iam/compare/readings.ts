import { operatorNamed } from '../condition/operator.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../document.js';
import { OTHER_READINGS, type Reading } from '../reading.js';
import { mayCrossColons } from './compile.js';
import type { Workspace } from './workspace.js';

/** The readings that can change the meaning of policies. */
export function readingsThatMatter(policies: readonly AnyPolicy[], workspace: Workspace): readonly Partial<Reading>[] {
  const statements = policies.flatMap<AnyStatement>(({ Statement }) => Statement);
  const operators = statements.flatMap(({ Condition = {} }) => Object.keys(Condition).map(operatorNamed));
  const affected: Record<keyof Reading, () => boolean> = {
    colons: () =>
      statements.some((statement) => {
        const { Resource = [], NotResource = [] } = elementsOf(statement);
        return [Resource, NotResource].flat().some(mayCrossColons);
      }),
    emptyValue: () => operators.length > 0,
    mistypedValue: () => operators.some(({ negated, family }) => negated && family !== 'String'),
    notPrincipal: () => statements.some((statement) => elementsOf(statement).NotPrincipal !== undefined),
    keyValues: () => workspace.isAffectedByKeyValues(),
  };
  return OTHER_READINGS.filter((reading) =>
    Object.keys(reading).some((setting) => affected[setting as keyof Reading]()),
  );
}
