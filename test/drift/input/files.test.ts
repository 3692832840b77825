import { describe, expect, it } from 'vitest';
import { createRoleCheck, type DriftReport } from '../../../src/drift/index.js';
import { formatIssue } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { untyped } from '../../upsolver/untyped.js';
import { exportOf, type AccountExport } from '../account.js';
import { roles } from '../check-server.js';

const [A, B] = ['111111111111', '222222222222'] as const;

function checkFiles(files: Record<string, string>): DriftReport {
  const check = createRoleCheck(roles);
  for (const [name, text] of Object.entries(files)) {
    check.startFile(name);
    check.write(text);
  }
  return check.end();
}

const accountText = (account: string, change: (account: AccountExport) => void = () => undefined): string => {
  const value = exportOf(roles, account);
  change(value);
  return JSON.stringify(value);
};

describe('the file of an issue', () => {
  it('is the one that was started last, with lines of its own', () => {
    const { issues } = checkFiles({
      'a.json': `${accountText(A)}\n\n`,
      'b.json': accountText(B, ({ RoleDetailList: [role] }) => void (role!.RolePolicyList[0]!.PolicyDocument = 'x')),
      'c.json': 'An error occurred (AccessDenied)\nwhen',
      'd.json': '\ufeff{"RoleDetailList":[{"RoleName":1}]}',
      'e.json': '',
      'f.json': '{"RoleDetailList":[',
    });
    expect(issues.map(({ file, position }) => `${file} ${position?.line}`)).toEqual([
      'c.json 1',
      'd.json 1',
      'e.json 1',
      'f.json 1',
      'b.json 1',
    ]);
    expect(formatIssue(issues[0]!)).toBe(
      'c.json:1:1: the text is not JSON; it begins `An error occurred (AccessDenied)` ' +
        '(the AWS CLI writes JSON with `--output json`; an error message of it is not JSON)',
    );
    expect(formatIssue(issues[2]!)).toBe('e.json:1:1: the input is empty');
  });

  it('is absent from text before the first file, and given to values that are added', () => {
    const check = createRoleCheck(roles);
    check.write('{"a":');
    check.startFile('a.json');
    check.add({ a: 1 });
    const { issues } = check.end();
    expect(issues.map(({ file }) => file)).toEqual([undefined, 'a.json']);
    expect(formatIssue(issues[1]!)).toMatch(/^a\.json: this is neither/);
  });

  it('has to have a name', () => {
    expect(issuesOf(() => untyped(createRoleCheck(roles).startFile, 1))).toMatchObject([
      { path: ['name'], message: 'the name of a file must be a string, not `number`' },
    ]);
  });

  it('keeps the problems of other files from being left out', () => {
    const broken = '{"a":1}\n'.concat('{"a" 1}\n'.repeat(50));
    const { issues } = checkFiles({ 'a.json': broken, 'b.json': broken });
    const syntax = issues.filter(({ code }) => code === 'invalid_json');
    expect(['a.json', 'b.json'].map((name) => syntax.filter(({ file }) => file === name).length)).toEqual([10, 10]);
    expect(issues.at(-1)?.message).toMatch(/^\d+ more problems are not listed$/);
  });

  it('does not hide that a single problem is not listed', () => {
    const { issues } = checkFiles({ 'a.json': `${accountText(A)}\n${'{"a" 1}\n'.repeat(11)}` });
    expect(issues.at(-1)?.message).toBe('1 more problem is not listed');
  });
});

describe('the pages of several accounts', () => {
  const truncated = (account: string): string => accountText(account, (value) => void (value.IsTruncated = true));

  const onlyOthers = (value: AccountExport): void => void value.RoleDetailList.splice(0, 2);

  it.each<[string, Record<string, string>, string[]]>([
    ['one account is cut off', { 'a.json': accountText(A), 'b.json': truncated(B) }, [`the last page of account ${B}`]],
    ['both are', { 'a.json': truncated(A), 'b.json': truncated(B) }, ['the last page']],
    [
      'an empty last page can be that of one of them only',
      { 'a.json': truncated(A), 'b.json': truncated(B), 'c.json': '{"RoleDetailList":[],"IsTruncated":false}' },
      [`the last page of account ${A}`, `the last page of account ${B}`],
    ],
    ['each has its last page', { 'a.json': truncated(A) + accountText(A, onlyOthers), 'b.json': accountText(B) }, []],
    [
      'the last page has managed policies only',
      {
        'a.json': accountText(A, (value) => Object.assign(value, { IsTruncated: true, Policies: [] })),
        'b.json': accountText(A, (value) => Object.assign(value, { RoleDetailList: [] })),
      },
      [],
    ],
  ])('are counted by account: %s', (_name, files, missing) => {
    const { issues, status } = checkFiles(files);
    expect(issues.map(({ message }) => message)).toEqual(
      missing.map((what) => `${what} is missing: every page says that another one follows`),
    );
    expect(status).toBe(missing.length === 0 ? 'inSync' : 'unreadable');
  });

  it('are not those of roles outside of a page', () => {
    const lines = exportOf(roles, A).RoleDetailList.map((role) => JSON.stringify(role));
    const { issues } = checkFiles({ 'a.json': [...lines, truncated(B)].join('\n') });
    expect(issues).toHaveLength(1);
  });
});
