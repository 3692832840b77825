import { describe, expect, it } from 'vitest';
import { ANY_ONE, ANY_RUN } from '../../../src/iam/match/glob.js';
import { resolveText, resolveTokens, templateParts } from '../../../src/iam/match/variable.js';

const values = new Map([
  ['aws:username', 'Da*id'],
  ['aws:principaltag/team', 'red'],
]);
const lookUp = (key: string): string | undefined => values.get(key.toLowerCase());

describe('templateParts', () => {
  it('finds variables, defaults and escapes', () => {
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

  it('takes an empty default', () => {
    expect(templateParts("${aws:x, ''}")).toStrictEqual([{ kind: 'variable', key: 'aws:x', defaultValue: '' }]);
  });

  it.each(['', 'plain', '${', '${}', '${aws:username', '${aws: username}', "${aws:x,'y'}", '$(aws:x)'])(
    'takes %j for text',
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
  ])('%j is %j', (text, expected) => expect(resolveText(text, true, lookUp)).toBe(expected));

  it('leaves everything as it is in a policy without variables', () => {
    expect(resolveText('${aws:username}${*}', false, lookUp)).toBe('${aws:username}${*}');
  });
});

describe('resolveTokens', () => {
  it("has wildcards from the policy's text, and none from a value or an escape", () => {
    expect(resolveTokens('*?${aws:username}${*}', true, lookUp)).toStrictEqual([ANY_RUN, ANY_ONE, ...'Da*id', '*']);
  });

  it('has no tokens where a variable has no value', () => {
    expect(resolveTokens('a${aws:missing}', true, lookUp)).toBeUndefined();
  });

  it('takes variables for text in a policy without variables, and their wildcards for wildcards', () => {
    expect(resolveTokens('${*}', false, lookUp)).toStrictEqual(['$', '{', ANY_RUN, '}']);
  });
});
