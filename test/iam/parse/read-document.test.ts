import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../src/core/issue.js';
import { readInput } from '../../../src/iam/parse/input.js';
import { readDocument } from '../../../src/iam/parse/read-document.js';
import { createReport, type ReadableKind } from '../../../src/iam/parse/report.js';

const statement = (more: object = {}): object => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more });

/** What a lenient reader reads, or the codes of the errors. */
function read(input: unknown, kind: ReadableKind = 'any'): unknown {
  const { node, problems } = readInput(input);
  const issues: Issue[] = [];
  const document = node && readDocument(node, kind, createReport(issues, { lenient: true }));
  const codes = [...problems, ...issues].map(({ code }) => code);
  return codes.length > 0 ? codes : document;
}

describe('a lenient report', () => {
  it.each<[what: string, statement: object]>([
    ['a Sid with spaces, twice', { Sid: 'a b' }],
    ['an action without a service', { Action: 'x' }],
    ['an empty list of actions', { Action: [] }],
    ['an ARN with two colons', { Resource: 'arn:aws:s3::b' }],
    ['text that is no ARN', { Resource: 'bucket' }],
    ['characters outside of Latin-1', { Resource: 'arn:aws:s3:::\u20ac' }],
    ['part of a principal', { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }],
    ['a principal without an ID', { Principal: {} }],
    ['a date that is none', { Condition: { DateLessThan: { 'x:k': 'soon' } } }],
    ['a tag without a name', { Condition: { StringEquals: { 'aws:RequestTag/': 'a' } } }],
    ['values of several types', { Condition: { StringEquals: { 'x:k': ['a', 'true'] } } }],
    ['a condition of which nothing is left', { Condition: {} }],
  ])('reads %s as it is', (_what, more) => {
    const document = { Version: '2012-10-17', Statement: [statement(more), statement(more)] };
    expect(read(document)).toStrictEqual(document);
  });

  it('reads everyone as the principal of a trust policy', () => {
    const trust = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
    expect(read({ Version: '2012-10-17', Statement: [trust] }, 'trust')).toMatchObject({ Statement: [trust] });
  });

  it('reads a policy without statements, and a policy without a version', () => {
    expect(read({ Statement: [] })).toStrictEqual({ Version: '2008-10-17', Statement: [] });
  });

  it('reads one statement, URL-encoded text, nulls, numbers and Booleans', () => {
    const input = {
      Version: '2012-10-17',
      Statement: statement({ Action: [null, 's3:x'], Condition: { Bool: { 'x:k': true, 'x:n': [1, 2] } } }),
    };
    const read1 = { Action: ['s3:x'], Condition: { Bool: { 'x:k': 'true', 'x:n': ['1', '2'] } } };
    expect(read(input)).toMatchObject({ Statement: [read1] });
    expect(read(encodeURIComponent(JSON.stringify(input)))).toMatchObject({ Statement: [read1] });
  });

  it.each<[code: string, input: unknown]>([
    ['invalid_type', null],
    ['invalid_type', []],
    ['invalid_json', '{'],
    ['missing', {}],
    ['unknown_value', { Version: '2012', Statement: [] }],
    ['unknown_element', { Statement: [], statement: [] }],
    ['invalid_type', { Statement: ['x'] }],
    ['missing', { Statement: statement({ Effect: undefined }) }],
    ['unknown_value', { Statement: statement({ Effect: 'allow' }) }],
    ['missing', { Statement: statement({ Action: undefined }) }],
    ['missing', { Statement: statement({ Resource: undefined }) }],
    ['unknown_element', { Statement: statement({ resource: '*' }) }],
    ['conflicting_elements', { Statement: statement({ NotResource: '*' }) }],
    ['conflicting_elements', { Statement: statement({ NotPrincipal: { AWS: '111122223333' } }) }],
    ['invalid_principal', { Statement: statement({ Principal: 'me' }) }],
    ['invalid_principal', { Statement: statement({ Principal: { aws: '*' } }) }],
    ['invalid_type', { Statement: statement({ Principal: { AWS: 111_122_223_333 } }) }],
    ['invalid_type', { Statement: statement({ Condition: null }) }],
    ['invalid_type', { Statement: statement({ Condition: { Bool: null } }) }],
    ['invalid_type', { Statement: statement({ Condition: { Bool: { k: null } } }) }],
    ['unknown_operator', { Statement: statement({ Condition: { Equals: { k: 'a' } } }) }],
    ['duplicate_key', { Statement: statement({ Condition: { Bool: { 'x:k': 'true' }, bool: { 'x:k': 'false' } } }) }],
    ['duplicate_key', { Statement: statement({ Condition: { Bool: { 'x:k': 'true', 'X:K': 'false' } } }) }],
  ])('reports %s for what is no policy: %j', (code, input) => {
    expect(read(input)).toStrictEqual([code]);
  });

  it('reads statements with a principal, a resource or both when the kind of the policy is unknown', () => {
    const parts = [
      { Resource: '*' },
      { Principal: { AWS: '*' } },
      { Resource: '*', Principal: '*' },
      { NotResource: '*' },
    ];
    const statements = parts.map((part) => ({ Effect: 'Deny', Action: 's3:*', ...part }));
    expect(read({ Statement: statements })).toMatchObject({ Statement: statements });
    expect(
      read({ Statement: { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, NotAction: 's3:*' } }),
    ).toMatchObject({
      Statement: [{ NotAction: 's3:*' }],
    });
  });
});
