import type { OneOrMore, Policy, PrincipalElement, Scalar, Statement } from './language.js';
import type { Draw } from './random.js';
import {
  ACTIONS,
  ALL_OPERATORS,
  AWS_ENTRIES,
  KEYS,
  OPERATORS,
  OTHER_ENTRIES,
  POLICY_VALUES,
  RESOURCES,
  SIMPLE_PRINCIPALS,
  TRUST_ACTIONS,
  type KeyType,
} from './vocabulary.js';

/** The kinds of policies: they differ in the elements of their statements. */
export type Kind = 'identity' | 'resource' | 'trust';

/** One value without brackets, now and then, where a list has only one. */
const listed = <Value>(draw: Draw, values: readonly Value[]): OneOrMore<Value> => {
  const [only] = values;
  return only !== undefined && values.length === 1 && draw.chance(0.5) ? only : values;
};

function drawValue(draw: Draw, type: KeyType): Scalar {
  const text = draw.pick(POLICY_VALUES[draw.chance(0.97) ? type : 'string']);
  if (draw.chance(0.04) && (text === 'true' || text === 'false')) return text === 'true';
  return draw.chance(0.04) && /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

/** One condition: its operator with a set operator and `IfExists`, its key and its values. */
function drawCondition(draw: Draw): [operator: string, key: string, values: OneOrMore<Scalar>] {
  const key = draw.pick(KEYS);
  const name = draw.chance(0.1) ? draw.pick([key.name.toLowerCase(), key.name.toUpperCase()]) : key.name;
  // Only ASCII letters of a key have two cases.
  const spelt = /^[\0-\u007F]*$/.test(name) ? name : key.name;
  if (draw.chance(0.08))
    return [
      'Null',
      spelt,
      listed(
        draw,
        draw.several(1, 1, () => draw.pick(['true', 'false'])),
      ),
    ];
  const operator = draw.pick(draw.chance(0.93) ? OPERATORS[key.type] : ALL_OPERATORS);
  const wantsSet = draw.chance(key.multivalued || key.name === 'svc:list' ? 0.75 : 0.16);
  const set = wantsSet ? draw.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  const values = draw.chance(0.02) ? [] : draw.several(1, draw.chance(0.3) ? 3 : 1, () => drawValue(draw, key.type));
  return [`${set}${operator}${draw.chance(0.25) ? 'IfExists' : ''}`, spelt, listed(draw, values)];
}

export function drawConditions(draw: Draw, most: number): NonNullable<Statement['Condition']> {
  const block: Record<string, Record<string, OneOrMore<Scalar>>> = {};
  for (const [operator, key, values] of draw.several(0, most, () => drawCondition(draw))) {
    const keys = (block[operator] ??= {});
    if (!Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase())) keys[key] = values;
  }
  return block;
}

export function drawPrincipal(draw: Draw): PrincipalElement {
  if (draw.chance(0.3)) return draw.pick(SIMPLE_PRINCIPALS);
  const element: Record<string, OneOrMore<string>> = {};
  if (draw.chance(0.8))
    element['AWS'] = listed(
      draw,
      draw.several(1, 3, () => draw.pick(AWS_ENTRIES)),
    );
  for (const kind of ['Service', 'Federated', 'CanonicalUser'] as const) {
    if (draw.chance(0.15))
      element[kind] = listed(
        draw,
        draw.several(1, 2, () => draw.pick(OTHER_ENTRIES[kind])),
      );
  }
  return Object.keys(element).length === 0 ? { AWS: draw.pick(AWS_ENTRIES) } : element;
}

const ROOT_OF: Readonly<Record<string, string>> = {
  '111122223333': 'arn:aws:iam::111122223333:root',
  '444455556666': 'arn:aws:iam::444455556666:root',
};

/** The list of `NotPrincipal` that AWS recommends: the principal, its role and its account. */
function drawNotPrincipal(draw: Draw): PrincipalElement {
  if (draw.chance(0.4)) return drawPrincipal(draw);
  const account = draw.pick(Object.keys(ROOT_OF));
  const entries = draw.pick([
    [`arn:aws:iam::${account}:user/bob`],
    [`arn:aws:iam::${account}:role/p/deputy`],
    [`arn:aws:sts::${account}:assumed-role/deputy/s`, `arn:aws:iam::${account}:role/p/deputy`],
    [`arn:aws:sts::${account}:assumed-role/deputy/s`],
  ]);
  return { AWS: [...entries, draw.chance(0.5) ? account : (ROOT_OF[account] ?? account)] };
}

export function drawStatement(draw: Draw, kind: Kind): Statement {
  const effect = draw.chance(0.65) ? 'Allow' : 'Deny';
  const actions = draw.several(1, 3, () => draw.pick(kind === 'trust' ? TRUST_ACTIONS : ACTIONS));
  const statement: Record<string, unknown> = { Effect: effect };
  if (draw.chance(0.1)) statement['Sid'] = `S${draw.below(1_000_000)}`;
  if (kind !== 'identity') {
    // With Allow, NotPrincipal is refused: rare, since it refuses the whole policy.
    const isNegated = kind === 'resource' && draw.chance(effect === 'Deny' ? 0.5 : 0.003);
    statement[isNegated ? 'NotPrincipal' : 'Principal'] = isNegated ? drawNotPrincipal(draw) : drawPrincipal(draw);
  }
  statement[draw.chance(0.2) ? 'NotAction' : 'Action'] = listed(draw, actions);
  if (kind !== 'trust') {
    const resources = draw.several(1, 2, () => draw.pick(RESOURCES));
    statement[draw.chance(0.2) ? 'NotResource' : 'Resource'] = listed(draw, resources);
  }
  const condition = drawConditions(draw, 2);
  if (Object.keys(condition).length > 0 || draw.chance(0.1)) statement['Condition'] = condition;
  return statement as Statement;
}

const VERSIONS = ['2012-10-17', '2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined] as const;

export function drawPolicy(draw: Draw, kind: Kind): Policy {
  const version = draw.pick(VERSIONS);
  const statements = draw.several(1, 3, () => drawStatement(draw, kind));
  return {
    ...(version !== undefined && { Version: version }),
    Statement: draw.chance(0.03) ? statements.slice(0, 1).at(0)! : statements,
  };
}

/** The policies of a side. */
export function drawPolicies(draw: Draw, kind: Kind): Policy[] {
  return draw.several(1, draw.chance(0.3) ? 3 : 1, () => drawPolicy(draw, kind));
}
