import {
  compareAccess,
  evaluateAccess,
  InvalidInputError,
  newAccess,
  type AccessRequest,
  type PolicyInput,
  type Reading as ProductReading,
  type Relation,
} from '../../../src/iam/index.js';
import { createJudge, type Judge } from './evaluate.js';
import { canHave } from './generate-values.js';
import { foldCase, listOf, type Decision, type Policy, type Reading, type Request } from './language.js';
import { KEYS } from './vocabulary.js';

/** Compares the library with the reference: decisions, relations, and example requests. */

/** A reading of the product: those of the reference, and which values a comparison may use. */
export type AnyReading = Partial<Reading & { keyValues: 'typed' | 'any' }>;

/** One case in which the library and the reference differ. */
export type Disagreement = {
  readonly law: string;
  readonly a: readonly Policy[];
  readonly b?: readonly Policy[];
  readonly request?: Request;
  readonly reading?: AnyReading;
  readonly product: string;
  readonly reference: string;
};

// The library has narrower types: the reference reads what people write in JSON.
const policyInput = (policies: readonly Policy[]): PolicyInput => policies as unknown as PolicyInput;
const accessRequest = (request: Request): AccessRequest => request as unknown as AccessRequest;

/** What the library says, an `InvalidInputError` as `rejected`, and any other error as its message. */
function attempt<Value>(run: () => Value): Value | 'rejected' | Error {
  try {
    return run();
  } catch (error) {
    return error instanceof InvalidInputError ? 'rejected' : (error as Error);
  }
}
const describeFailure = (failure: 'rejected' | Error): string =>
  failure === 'rejected' ? failure : `${failure.name}: ${failure.message}`;
const isFailure = (value: unknown): value is 'rejected' | Error => value === 'rejected' || value instanceof Error;

export function productDecision(policies: readonly Policy[], request: Request, reading: AnyReading): string {
  const outcome = attempt(
    () => evaluateAccess(policyInput(policies), accessRequest(request), reading as Partial<ProductReading>).decision,
  );
  return isFailure(outcome) ? describeFailure(outcome) : outcome;
}

/** What the library has to say where the reference says this. */
export const expectedOf = (decision: Decision): string =>
  decision === 'undetermined' || decision === 'refused' ? 'rejected' : decision;

/** All readings of the reference that differ from the default in one setting or in all of them. */
export const READINGS: readonly Partial<Reading>[] = [
  {},
  { colons: 'stay' },
  { emptyValue: 'absent' },
  { mistypedValue: 'fails' },
  { notPrincipal: 'named' },
  { colons: 'stay', emptyValue: 'absent', mistypedValue: 'fails', notPrincipal: 'named' },
];

/** Whether the library decides a request as the reference does. */
export function checkDecision(
  policies: readonly Policy[],
  judge: Judge,
  request: Request,
  reading: Partial<Reading>,
): Disagreement | undefined {
  const reference = judge.decide(request, reading);
  const product = productDecision(policies, request, reading);
  if (product === expectedOf(reference)) return undefined;
  return { law: 'a decision is that of the reference', a: policies, request, reading, product, reference };
}

/** Requests for a pair: with well-typed contexts, and with any. */
export type Requests = { readonly typed: readonly Request[]; readonly any: readonly Request[] };

type Sides = { readonly a: readonly Policy[]; readonly b: readonly Policy[]; readonly judges: { a: Judge; b: Judge } };

/** A relation of the library says "no request is allowed by one side only": in which direction. */
const allowsDifference = (relation: Relation, only: 'a' | 'b'): boolean =>
  relation === 'incomparable' || relation === 'unknown' || relation === (only === 'a' ? 'broader' : 'narrower');

/** The settings whose relation the library tells, with the default relation where it is the same. */
const SETTINGS: readonly AnyReading[] = [...READINGS.slice(0, 5), { keyValues: 'any' }];

const keyOf = (reading: AnyReading): string => JSON.stringify(reading);

/** Whether the relation of a pair, under every reading, is refuted by no request, and each example request is one. */
export function checkComparison(a: readonly Policy[], b: readonly Policy[], requests: Requests): Disagreement[] {
  const sides: Sides = { a, b, judges: { a: createJudge(a), b: createJudge(b) } };
  const comparison = attempt(() => compareAccess(policyInput(a), policyInput(b)));
  const isRefused = [sides.judges.a, sides.judges.b].some((judge) => judge.decide(ANY_REQUEST) === 'refused');
  if (isFailure(comparison) || isRefused) {
    const product = isFailure(comparison) ? describeFailure(comparison) : comparison.relation;
    if (isRefused && product === 'rejected') return [];
    const reference = isRefused ? 'refused' : 'a relation';
    return [{ law: 'policies are compared if and only if they are valid', a, b, product, reference }];
  }
  const found: Disagreement[] = [];
  const { readings = [], ...byDefault } = comparison;
  for (const reading of SETTINGS) {
    const special = readings.find((each) => keyOf(each.reading) === keyOf(reading));
    const { relation, onlyInA, onlyInB } = special ?? byDefault;
    if (special !== undefined || keyOf(reading) === '{}') {
      for (const [only, witness] of [['a', onlyInA] as const, ['b', onlyInB] as const]) {
        if (witness === undefined) continue;
        const wrong = refuteWitness(sides, only, witness as unknown as Request, reading);
        if (wrong !== undefined) found.push(wrong);
        const impossible = reading.keyValues === 'any' ? undefined : impossibleKey(a, b, witness as unknown as Request);
        if (impossible !== undefined) {
          const law = 'an example request has values that its keys can have';
          const request = witness as unknown as Request;
          found.push({
            law,
            a,
            b,
            request,
            reading,
            product: `only in ${only}`,
            reference: `impossible: ${impossible}`,
          });
        }
      }
    }
    const drawn =
      reading.keyValues === 'any' ? requests.any.filter((each) => hasPossibleCounts(a, b, each)) : requests.typed;
    // Most readings change little: some requests are enough.
    const some = keyOf(reading) === '{}' ? drawn : drawn.slice(0, Math.ceil(drawn.length / 2));
    const refuted = refuteRelation(sides, relation, some, reading);
    if (refuted !== undefined) found.push(refuted);
  }
  return found;
}

const ANY_REQUEST: Request = { action: 'x:x', resource: '*' };

/** Whether one side allows a request and the other certainly does not. */
function isDifference({ judges }: Sides, only: 'a' | 'b', request: Request, reading: AnyReading): boolean {
  if (judges[only].decide(request, reading) !== 'allowed') return false;
  return judges[only === 'a' ? 'b' : 'a'].decide(request, reading).endsWith('Deny');
}

function refuteWitness(sides: Sides, only: 'a' | 'b', request: Request, reading: AnyReading): Disagreement | undefined {
  if (isDifference(sides, only, request, reading)) return undefined;
  const { a, b, judges } = sides;
  const reference = `${judges.a.decide(request, reading)} by a, ${judges.b.decide(request, reading)} by b`;
  const law = 'an example request of a comparison is confirmed by the reference';
  return { law, a, b, request, reading, product: `only in ${only}`, reference };
}

/**
 * Whether only keys have several values that are multivalued, or that a policy uses with a set operator. Without a set
 * operator, AWS does not define what several values mean, and the comparison assumes that there are none.
 */
function hasPossibleCounts(a: readonly Policy[], b: readonly Policy[], { context = {} }: Request): boolean {
  const counted = new Set(KEYS.flatMap(({ name, multivalued }) => (multivalued === true ? [foldCase(name)] : [])));
  for (const { Statement } of [...a, ...b]) {
    for (const { Condition = {} } of listOf(Statement)) {
      for (const [operator, keys] of Object.entries(Condition)) {
        if (operator.includes(':')) for (const key of Object.keys(keys)) counted.add(foldCase(key));
      }
    }
  }
  return Object.entries(context).every(([key, value]) => listOf(value).length < 2 || counted.has(foldCase(key)));
}

/** A key of a request that has a value which it can never have, or none although it always has one. */
function impossibleKey(a: readonly Policy[], b: readonly Policy[], { context = {} }: Request): string | undefined {
  const values = new Map(Object.entries(context).map(([key, value]) => [foldCase(key), listOf(value)]));
  const text = foldCase(JSON.stringify([a, b]));
  return KEYS.find((key) => {
    const name = foldCase(key.name);
    const found = values.get(name) ?? [];
    const isMissing = key.always === 'every' && found.length === 0 && text.includes(`"${name}":`);
    return isMissing || !canHave(key, found);
  })?.name;
}

function refuteRelation(
  sides: Sides,
  relation: Relation,
  requests: readonly Request[],
  reading: AnyReading,
): Disagreement | undefined {
  const open = (['a', 'b'] as const).filter((only) => !allowsDifference(relation, only));
  for (const request of open.length === 0 ? [] : requests) {
    const only = open.find((side) => isDifference(sides, side, request, reading));
    if (only === undefined) continue;
    const { a, b } = sides;
    const law = `no request refutes a relation (${reading.keyValues === 'any' ? 'any' : 'typed'} values)`;
    return { law, a, b, request, reading, product: relation, reference: `only in ${only}` };
  }
  return undefined;
}

/**
 * Whether `newAccess` lists a statement only with a request that this statement grants and the existing policies do
 * not, and every Allow statement that grants a drawn request which the existing policies do not.
 */
export function checkNewAccess(
  existing: readonly Policy[],
  proposed: readonly Policy[],
  requests: Requests,
): Disagreement[] {
  const sides: Sides = { a: existing, b: proposed, judges: { a: createJudge(existing), b: createJudge(proposed) } };
  const outcome = attempt(() => newAccess(policyInput(existing), policyInput(proposed)));
  const isRefused = [sides.judges.a, sides.judges.b].some((judge) => judge.decide(ANY_REQUEST) === 'refused');
  const common = { a: existing, b: proposed };
  if (isFailure(outcome) || isRefused) {
    const product = isFailure(outcome) ? describeFailure(outcome) : `${outcome.length} statements`;
    if (isRefused && product === 'rejected') return [];
    const reference = isRefused ? 'refused' : 'a list';
    return [{ ...common, law: 'newAccess accepts valid policies and nothing else', product, reference }];
  }
  const places = proposed.flatMap(({ Statement }, policy) =>
    listOf(Statement).map(({ Effect }, statement) => ({ policy, statement, isAllow: Effect === 'Allow' })),
  );
  const found: Disagreement[] = [];
  for (const { policy, statement, witness, ...rest } of outcome) {
    if (witness === undefined) continue;
    const request = witness as unknown as Request;
    const { reading = {} } = rest as { reading?: AnyReading };
    const index = places.findIndex((place) => place.policy === policy && place.statement === statement);
    const isNew = isDifference(sides, 'b', request, reading);
    const isItsOwn = sides.judges.b.applies(request, reading)[index] === true;
    if (isNew && isItsOwn) continue;
    const law = 'an example request of newAccess is granted by that very statement';
    const reference = isNew ? 'another statement grants it' : 'it is not new access';
    found.push({ ...common, law, request, reading, product: `statement ${policy}.${statement}`, reference });
  }
  for (const request of requests.typed) {
    if (!isDifference(sides, 'b', request, {})) continue;
    const applies = sides.judges.b.applies(request);
    const missing = places.find(
      ({ policy, statement, isAllow }, index) =>
        isAllow &&
        applies[index] === true &&
        !outcome.some((entry) => entry.policy === policy && entry.statement === statement),
    );
    if (missing === undefined) continue;
    const law = 'newAccess lists every statement that grants new access';
    const reference = `statement ${missing.policy}.${missing.statement} grants it`;
    found.push({ ...common, law, request, product: `${outcome.length} statements`, reference });
    break;
  }
  return found;
}
