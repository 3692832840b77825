import { lazy } from '../../core/lazy.js';
import { operatorNamed } from '../condition/operator.js';
import type { AnyPolicy } from '../document.js';
import { toPolicySet, type PolicySet } from '../policy-set.js';
import type { Reading } from '../reading.js';
import type { Caller } from '../request.js';
import { createAtomTable, NO_ASSIGNMENT, type Assignment, type AtomTable } from './atom-table.js';
import type { Dimension } from './atom.js';
import { createBudget, type Budget } from './budget.js';
import { representativeCallers } from './callers.js';
import { compileStatements, type CompiledStatements } from './compile.js';
import type { DimensionScope, DimensionState } from './dimension.js';
import { keyDomain, keyUses, type KeyDomain, type KeyUsage } from './key-domain.js';
import { createLayeredSide } from './layered-side.js';
import { ADDRESS_LINE, DATE_LINE, numberLine, type Line, type LineFamily } from './line.js';
import { createSide, type Side } from './side.js';

/**
 * What the comparisons of some policies share, in both directions and under all readings: atoms, the states of
 * dimensions, and the steps that they can take together.
 */
export type Workspace = {
  budget: Budget;
  callers: readonly Caller[];
  /** How the policies use each condition key, by the key in lowercase. */
  uses: ReadonlyMap<string, KeyUsage>;
  /** Whether some key can have other values under the reading of all values. */
  isAffectedByKeyValues: () => boolean;
  /** What the search needs under a reading. */
  scopeFor: (reading: Reading) => DimensionScope;
  /** The statements of policies, prepared once for each reading that matters to them. */
  sideOf: (policies: readonly AnyPolicy[] | PolicySet, reading: Reading) => Side;
  atoms: AtomTable;
  /** The same policies with fixed values for variables. */
  withAssignment: (assignment: Assignment) => Workspace;
};

/**
 * @param policies All policies that will be compared.
 * @param budget The steps that the comparisons can take.
 * @param callers Who can make the requests.
 */
export function createWorkspace(
  policies: readonly AnyPolicy[],
  budget: Budget = createBudget(),
  callers: readonly Caller[] = representativeCallers(policies),
): Workspace {
  const lines: Record<LineFamily, () => Line> = {
    Numeric: lazy(() => numberLine(numericValues(policies))),
    Date: () => DATE_LINE,
    Ip: () => ADDRESS_LINE,
  };
  const uses = keyUses(policies);

  const create = (assignment: Assignment): Workspace => {
    const atoms = createAtomTable(lines, assignment);
    const scopes = new Map<string, DimensionScope>();
    const domains = new Map<string, KeyDomain>();
    const shared = new Map<Dimension, DimensionState>();
    const sides = new Map<readonly AnyPolicy[], Map<string, Side>>();
    const compiledStatements: CompiledStatements = new Map();
    const domainFor = (keyValues: Reading['keyValues'], key: string): KeyDomain => {
      const name = `${keyValues} ${key}`;
      const known = domains.get(name) ?? keyDomain(key, uses.get(key), keyValues);
      domains.set(name, known);
      return known;
    };
    const workspace: Workspace = {
      budget,
      callers,
      uses,
      atoms,
      isAffectedByKeyValues: () =>
        [...uses.keys()].some((key) => {
          const [typed, any] = [domainFor('typed', key), domainFor('any', key)];
          return (Object.keys(typed) as (keyof KeyDomain)[]).some((fact) => typed[fact] !== any[fact]);
        }),
      scopeFor: ({ emptyValue, keyValues }) => {
        const name = `${emptyValue} ${keyValues}`;
        let scope = scopes.get(name);
        if (scope === undefined) {
          scope = {
            emptyValue,
            domainOf: (key) => domainFor(keyValues, key.toLowerCase()),
            line: (family) => lines[family](),
            callers,
            budget,
            free: statesFor(shared),
          };
          scopes.set(name, scope);
        }
        return scope;
      },
      sideOf: (list, reading) => {
        const set = toPolicySet(list);
        const { policies: documents, routes } = set;
        const byReading = sides.get(documents) ?? new Map<string, Side>();
        sides.set(documents, byReading);
        const { colons, mistypedValue, notPrincipal, keyValues, emptyValue } = reading;
        const name = [colons, mistypedValue, notPrincipal, keyValues, routes && emptyValue].join(' ');
        let side = byReading.get(name);
        if (side === undefined) {
          const dimensions = workspace.scopeFor(reading);
          const scope = { colons, mistypedValue, notPrincipal, atoms, domainOf: dimensions.domainOf, budget };
          const compiled = compileStatements(set, compiledStatements, scope);
          side =
            routes === undefined ? createSide(compiled, atoms) : createLayeredSide(compiled, routes, atoms, dimensions);
          byReading.set(name, side);
        }
        return side;
      },
      withAssignment: create,
    };
    return workspace;
  };
  return create(NO_ASSIGNMENT);
}

/** States of the dimensions: those of keys depend on the reading, all others are shared. */
function statesFor(shared: Map<Dimension, DimensionState>): DimensionScope['free'] {
  const ofKeys = new Map<Dimension, DimensionState>();
  const mapFor = (dimension: Dimension): Map<Dimension, DimensionState> =>
    dimension.startsWith('key ') ? ofKeys : shared;
  return {
    get: (dimension) => mapFor(dimension).get(dimension),
    set: (dimension, state) => void mapFor(dimension).set(dimension, state),
  };
}

function numericValues(policies: readonly AnyPolicy[]): string[] {
  return policies.flatMap(({ Statement }) =>
    Statement.flatMap(({ Condition = {} }) =>
      Object.entries(Condition).flatMap(([name, keys]) =>
        operatorNamed(name).family === 'Numeric' ? Object.values(keys).flat() : [],
      ),
    ),
  );
}
