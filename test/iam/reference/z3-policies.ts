import type { Bool, Context } from 'z3-solver';
import { createZ3Patterns } from '../compare/z3-patterns.js';
import { listOf, type Policy, type Statement } from './language.js';
import type { Draw } from './random.js';

/**
 * Whole policies as formulas of z3 over the parts of a request: a third opinion on relations, that shares neither the
 * library's method nor the reference's. The language is a part of IAM's that z3 decides quickly: lists of patterns,
 * texts, numbers, Booleans, presence, Deny, several documents.
 */

const ACTIONS = ['s3:get*', 's3:getobject', 's3:*', '*', 'ec2:*', 's3:putobject', 's3:?etobject', 's3:*object'];
const RESOURCES = ['*', 'a', 'a*', '*b', 'a/*', 'a*b', '?', '??', '*a*', 'b'].map((pattern, index) =>
  index === 0 ? pattern : `arn:aws:s3:::${pattern}`,
);
const TEXTS = ['a', 'b', 'ab', 'aa'];
const PATTERNS = [...TEXTS, 'a*', '*b', '?', '??', '*a*', '*', ''];
const NUMBERS = ['1', '2', '5', '10', '-3', '1.5', '0'];

const TEXT_KEYS = ['aws:PrincipalTag/a', 'aws:RequestTag/b'];
const NUMBER_KEY = 's3:max-keys';
const BOOLEAN_KEY = 'aws:MultiFactorAuthPresent';
const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

type Condition = [operator: string, key: string, values: string[]];

function drawCondition(draw: Draw): Condition {
  const suffix = draw.chance(0.3) ? 'IfExists' : '';
  if (draw.chance(0.1))
    return ['Null', draw.pick([...TEXT_KEYS, NUMBER_KEY, BOOLEAN_KEY]), [draw.pick(['true', 'false'])]];
  if (draw.chance(0.1)) return [`Bool${suffix}`, BOOLEAN_KEY, [draw.pick(['true', 'false'])]];
  if (draw.chance(0.35)) {
    return [`Numeric${draw.pick(ORDERS)}${suffix}`, NUMBER_KEY, draw.several(1, 2, () => draw.pick(NUMBERS))];
  }
  const operator = draw.pick(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringLike']);
  const words = operator.endsWith('Like') ? PATTERNS : TEXTS;
  return [`${operator}${suffix}`, draw.pick(TEXT_KEYS), draw.several(1, 3, () => draw.pick(words))];
}

function drawStatement(draw: Draw): Statement {
  const condition: Record<string, Record<string, string[]>> = {};
  for (const [operator, key, values] of draw.several(0, 3, () => drawCondition(draw))) {
    (condition[operator] ??= {})[key] = values;
  }
  return {
    Effect: draw.chance(0.65) ? 'Allow' : 'Deny',
    [draw.chance(0.15) ? 'NotAction' : 'Action']: draw.several(1, 2, () => draw.pick(ACTIONS)),
    [draw.chance(0.15) ? 'NotResource' : 'Resource']: draw.several(1, 2, () => draw.pick(RESOURCES)),
    Condition: condition,
  };
}

const drawSide = (draw: Draw): Policy[] =>
  draw.several(1, draw.chance(0.3) ? 3 : 1, () => ({
    Version: draw.pick(['2012-10-17', '2008-10-17'] as const),
    Statement: draw.several(1, 3, () => drawStatement(draw)),
  }));

/**
 * Two sides of policies in z3's part of the language; half of the time, the second changes a statement of the first.
 */
export function drawZ3Pair(draw: Draw): { a: Policy[]; b: Policy[] } {
  const a = drawSide(draw);
  if (draw.chance(0.4)) return { a, b: drawSide(draw) };
  const chosen = draw.below(a.length);
  const b = a.map((policy, index) => {
    if (index !== chosen) return policy;
    const statements = listOf(policy.Statement);
    const [first, ...rest] = statements as [Statement, ...Statement[]];
    const other = drawStatement(draw);
    const changed = draw.pick<Statement[]>([
      [...statements, other],
      [{ ...first, Condition: other.Condition ?? {} }, ...rest],
      [{ ...other, Effect: first.Effect }, ...rest],
      [first, ...rest, { ...other, Condition: first.Condition ?? {} }],
    ]);
    return { ...policy, Statement: changed };
  });
  return draw.chance(0.5) ? { a, b } : { a: b, b: a };
}

export type Z3Policies = {
  /** Whether a request exists that the first policies allow and the others do not; `unknown` if z3 cannot say. */
  differ: (inner: readonly Policy[], outer: readonly Policy[]) => Promise<boolean | 'unknown'>;
};

export function createZ3Policies(context: Context<'main'>): Z3Policies {
  const { And, Bool: Booleans, Not, Or, Real, Solver, String: Text } = context;
  const { matches } = createZ3Patterns(context);
  const numberValue = Real.const('number');
  const booleanValue = Booleans.const('boolean');
  const isPresent = (key: string): Bool<'main'> => Booleans.const(`has ${key}`);

  /** What a list of actions or of resources says about the rest of a text after each prefix that it may have. */
  type Prefixed = {
    readonly rest: ReturnType<typeof Text.const>;
    readonly has: Readonly<Record<string, Bool<'main'>>>;
  };
  // A request has one of the prefixes that policies name, or another one, and then a text that is not empty.
  const action: Prefixed = {
    rest: Text.const('action'),
    has: { 's3:': Booleans.const('is s3'), 'ec2:': Booleans.const('is ec2') },
  };
  const resource: Prefixed = { rest: Text.const('resource'), has: { 'arn:aws:s3:::': Booleans.const('is a bucket') } };
  const empty = Text.val('');
  const isRequest = And(
    Not(action.rest.eq(empty)),
    Not(resource.rest.eq(empty)),
    Not(And(...Object.values(action.has))),
  );

  function named({ rest, has }: Prefixed, entries: readonly string[]): Bool<'main'> {
    if (entries.includes('*')) return Booleans.val(true);
    return Or(
      ...Object.entries(has).map(([prefix, isThis]) => {
        const patterns = entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
        return And(isThis, matches(rest, patterns));
      }),
    );
  }

  function compares(operator: string, key: string, values: readonly string[]): Bool<'main'> {
    if (operator === 'Bool') return Or(...values.map((value) => (value === 'true' ? booleanValue : Not(booleanValue))));
    if (operator.startsWith('String')) {
      const text = Text.const(key);
      return operator.endsWith('Like') ? matches(text, values) : Or(...values.map((value) => text.eq(Text.val(value))));
    }
    const order = operator.replace('Numeric', '');
    return Or(
      ...values.map((value) => {
        const bound = Real.val(value);
        if (order === 'LessThan') return numberValue.lt(bound);
        if (order === 'LessThanEquals') return numberValue.le(bound);
        if (order === 'GreaterThan') return numberValue.gt(bound);
        return order === 'GreaterThanEquals' ? numberValue.ge(bound) : numberValue.eq(bound);
      }),
    );
  }

  function holds(name: string, key: string, values: readonly string[]): Bool<'main'> {
    const present = isPresent(key);
    if (name === 'Null') return Or(...values.map((value) => (value === 'true' ? Not(present) : present)));
    const operator = name.replace('IfExists', '');
    const negated = operator.includes('Not');
    const positive = compares(operator.replace('Not', ''), key, values);
    const comparison = negated ? Not(positive) : positive;
    return negated || name !== operator ? Or(Not(present), comparison) : And(present, comparison);
  }

  function applies({ Action, NotAction, Resource, NotResource, Condition = {} }: Statement): Bool<'main'> {
    const names = named(action, listOf(Action ?? NotAction));
    const covers = named(resource, listOf(Resource ?? NotResource));
    return And(
      Action === undefined ? Not(names) : names,
      Resource === undefined ? Not(covers) : covers,
      ...Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => holds(operator, key, listOf(values).map(String))),
      ),
    );
  }

  function allows(policies: readonly Policy[]): Bool<'main'> {
    const statements = policies.flatMap(({ Statement }) => listOf(Statement));
    const of = (effect: string): Bool<'main'>[] => statements.filter(({ Effect }) => Effect === effect).map(applies);
    return And(Or(...of('Allow')), Not(Or(...of('Deny'))));
  }

  return {
    differ: async (inner, outer) => {
      const solver = new Solver();
      // A limit of steps, not of time: the same answers on any machine.
      solver.set('rlimit', 1_000_000);
      solver.add(isRequest, allows(inner), Not(allows(outer)));
      const answer = await solver.check();
      solver.release();
      return answer === 'unknown' ? answer : answer === 'sat';
    },
  };
}
