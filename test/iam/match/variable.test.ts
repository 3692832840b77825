import { describe, expect, it } from 'vitest';
import { ANY_ONE, ANY_RUN, matchesTokens, type GlobToken } from '../../../src/iam/match/glob.js';
import {
  resolveText,
  resolveTokens,
  templateMatcher,
  templateParts,
  valueResolver,
  type VariablePart,
} from '../../../src/iam/match/variable.js';

const values = new Map([
  ['aws:username', 'Da*id'],
  ['aws:principaltag/team', 'red'],
]);
const lookUp = (key: string): string | undefined => values.get(key.toLowerCase());

describe('templateParts', () => {
  it('templateParts finds variables, defaults and escapes', () => {
    expect(templateParts("a/${aws:username}/${aws:PrincipalTag/team, 'no team'}${*}${?}${$}/*")).toStrictEqual([
      { kind: 'text', text: 'a/' },
      { kind: 'variable', key: 'aws:username' },
      { kind: 'text', text: '/' },
      { kind: 'variable', key: 'aws:PrincipalTag/team', defaultValue: 'no team' },
      { kind: 'escaped', character: '*' },
      { kind: 'escaped', character: '?' },
      { kind: 'escaped', character: '$' },
      { kind: 'text', text: '/*' },
    ]);
  });

  it('templateParts accepts an empty default', () => {
    expect(templateParts("${aws:x, ''}")).toStrictEqual([{ kind: 'variable', key: 'aws:x', defaultValue: '' }]);
  });

  it.each(['', 'plain', '${', '${}', '${aws:username', '${aws: username}', "${aws:x,'y'}", '$(aws:x)'])(
    'templateParts treats %j as literal text',
    (text) => expect(templateParts(text)).toStrictEqual(text === '' ? [] : [{ kind: 'text', text }]),
  );
});

describe('resolveText', () => {
  it.each([
    ['a/${aws:username}/*', 'a/Da*id/*'],
    ['${AWS:UserName}', 'Da*id'],
    ["${aws:missing, 'x'}y", 'xy'],
    ['${*}${?}${$}', '*?$'],
    ['plain', 'plain'],
    ['${aws:missing}', undefined],
    ['a${aws:missing}${aws:username}', undefined],
  ])('resolveText resolves %j to %j', (text, expected) => expect(resolveText(text, true, lookUp)).toBe(expected));

  it('resolveText changes nothing in a policy that does not support variables', () => {
    expect(resolveText('${aws:username}${*}', false, lookUp)).toBe('${aws:username}${*}');
  });
});

describe('resolveTokens', () => {
  const resolver = valueResolver(lookUp);

  it('resolveTokens has wildcards of the policy, but none of a value or an escape', () => {
    expect(resolveTokens('*?${aws:username}${*}', true, resolver)).toStrictEqual([ANY_RUN, ANY_ONE, ...'Da*id', '*']);
  });

  it('resolveTokens has literal wildcards where the operator has none', () => {
    expect(resolveTokens('*?${aws:username}', true, resolver, false)).toStrictEqual(['*', '?', ...'Da*id']);
  });

  it('resolveTokens returns undefined if a variable has no value', () => {
    expect(resolveTokens('a${aws:missing}', true, resolver)).toBeUndefined();
    expect(resolveTokens("a${aws:missing, 'b'}", true, resolver)).toStrictEqual(['a', 'b']);
  });

  it('resolveTokens treats variables as literal text in a policy that does not support them', () => {
    expect(resolveTokens('${*}', false, resolver)).toStrictEqual(['$', '{', ANY_RUN, '}']);
  });

  it('resolveTokens uses the tokens that a resolver returns, and does not read them again', () => {
    const resolve = ({ key, defaultValue }: VariablePart): GlobToken[] => [key, ANY_RUN, defaultValue ?? 'none'];
    expect(resolveTokens("${a}${b, 'c'}", true, resolve)).toStrictEqual(['a', ANY_RUN, 'none', 'b', ANY_RUN, 'c']);
    const lookLike = valueResolver((key) => (key === 'u' ? 'u' : undefined));
    expect(resolveTokens('${${u}}', true, lookLike)).toStrictEqual(['$', '{', 'u', '}']);
    expect(resolveText('${${u}}', true, (key) => key)).toBe('${u}');
  });

  it('resolveTokens accepts a value of 200,000 characters', () => {
    expect(resolveTokens('${a}', true, () => 'x'.repeat(200_000))).toHaveLength(200_000);
  });
});

describe('templateMatcher', () => {
  it.each([
    ['a/${aws:PrincipalTag/team}/*', 'a/red/x', true],
    ['a/${aws:PrincipalTag/team}/*', 'a/blue/x', false],
    ['a/${aws:PrincipalTag/team}/?', 'a/red/xy', false],
    ['${aws:username}', 'Da*id', true],
    ['${aws:username}', 'David', false],
    ['*${aws:username}', 'x/Da*id', true],
    ['${*}*', '*x', true],
    ['${*}*', 'x', false],
    ['${$}{*}', '${x}', true],
    ["${aws:x, 'y'}*", 'yz', true],
    ['${aws:x}*', '', false],
    ['${aws:username}${aws:x}', 'Da*id', false],
  ])('the pattern %j matches %j: %s', (pattern, text, expected) => {
    const matches = templateMatcher(pattern);
    expect(matches(text, lookUp)).toBe(expected);
    const tokens = resolveTokens(pattern, true, valueResolver(lookUp));
    expect(tokens !== undefined && matchesTokens(tokens, text)).toBe(expected);
  });
});
