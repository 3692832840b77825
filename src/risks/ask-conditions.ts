import type { AnyPolicy, ConditionBlock, PolicyDocument, Statement } from '../iam/document.js';
import type { Ask } from './table/row.js';

/* What the steps of risks ask for, as policies and their conditions. */

/** Policies with the conditions of all asks, each condition once. */
export function conditionsOf(asks: readonly Ask[], tags: readonly NamedTag[]): PolicyDocument[] {
  const byCondition = new Map(asks.map((ask) => [JSON.stringify(conditionOf(ask, tags)), ask]));
  return Array.from(byCondition.values(), (ask) => denial('x:x', ask, tags, { Resource: '*' }));
}

/** The resources that a statement is about. */
export type Resources = { Resource: string | string[] } | { NotResource: string };

/** A policy that denies an ask. */
export function denial(action: string, ask: Ask, tags: readonly NamedTag[], resources: Resources): PolicyDocument {
  const statement = { Effect: 'Deny', Action: action, ...resources, Condition: conditionOf(ask, tags) };
  return { Version: '2012-10-17', Statement: [statement as Statement] };
}

/** The conditions under which a request is one of an ask. */
function conditionOf(
  { reach, context = {}, absent = [], untagged = reach === 'other' }: Ask,
  tags: readonly NamedTag[],
): ConditionBlock {
  const named = untagged ? tags : [];
  const like = (isArn: boolean): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(context)
        .filter(([, [first = '']]) => first.startsWith('arn:') === isArn)
        // Service principals have other suffixes in other partitions.
        .map(([key, values]) => [key, values.map((value) => value.replace(/\.amazonaws\.com$/, '.*'))]),
    );
  const missing = [...absent, ...named.filter(({ values }) => values === undefined).map(({ key }) => key)];
  const blocks: ConditionBlock = {
    StringLike: like(false),
    ArnLike: like(true),
    StringNotLike: Object.fromEntries(
      named.flatMap(({ key, values = [] }) => (values.length === 0 ? [] : [[key, values]])),
    ),
    Null: Object.fromEntries(missing.map((key) => [key, 'true'])),
  };
  return Object.fromEntries(Object.entries(blocks).filter(([, keys]) => Object.keys(keys).length > 0));
}

/**
 * A condition key for a tag of existing resources, and the values that policies name. Without values, because they
 * depend on the caller or are no texts, a resource that is not named does not have the tag.
 */
export type NamedTag = { key: string; values: string[] | undefined };

/** The tags of resources and objects that policies name. A value of wildcards alone names none. */
export function namedTags(policies: readonly AnyPolicy[]): NamedTag[] {
  const uses = policies.flatMap(({ Statement }) =>
    Statement.flatMap(({ Condition = {} }) =>
      Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: [values].flat() })),
      ),
    ),
  );
  const isTag = /^(?:[\w-]+:resourcetag\/|s3:existingobjecttag\/|rds:(?!req-)\w[\w-]*-tag\/)/;
  const keys = new Set(uses.map(({ key }) => key).filter((key) => isTag.test(key)));
  return Array.from(keys, (key) => {
    const own = uses.filter((use) => use.key === key && use.operator !== 'Null');
    const values = own.flatMap((use) => use.values).filter((value) => !/^\*+$/.test(value));
    const isPlain = own.every(({ operator }) => /^(?:\w+:)?String/.test(operator)) && !values.join('').includes('${');
    return { key, values: isPlain ? [...new Set(values)] : undefined };
  });
}
