import { describe, expect, it } from 'vitest';
import { buildRoles } from '../../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { exportOf, type AccountExport } from '../../drift/account.js';
import { guardrailsFor } from '../../review/reviews.js';
import { ACCOUNT, PARAMETERS } from '../../upsolver/role-parameters.js';
import { ROLE_OPTIONS } from '../role-options.js';
import { runCommand, type CommandResult, type Files } from '../run-command.js';

const roles = buildRoles('private-vpc', PARAMETERS);
const written = new Map<string, string>();
await runCommand(['review', ...ROLE_OPTIONS, '--format', 'json', '-o', 'review.json'], {}, { written });
const APPROVED = written.get('review.json')!;

/** An export of the roles, with something changed. */
function changed(change: (account: AccountExport) => void): string {
  const account = JSON.parse(JSON.stringify(exportOf(roles))) as AccountExport;
  change(account);
  return JSON.stringify(account);
}

/** The managed policy of Athena in another version. */
function athena(version: string | undefined, statements: readonly object[] | undefined): string {
  return changed((account) => {
    const policy = account.Policies.find(({ PolicyName }) => PolicyName === 'AmazonAthenaFullAccess')!;
    if (version === undefined) account.Policies.splice(account.Policies.indexOf(policy), 1);
    else policy.DefaultVersionId = version;
    const [first] = policy.PolicyVersionList;
    first!.VersionId = version ?? '';
    first!.Document = { Version: '2012-10-17', Statement: (statements ?? 'x') as never };
  });
}

const SNAPSHOT = MANAGED_POLICY_SNAPSHOTS.AmazonAthenaFullAccess;
const STATEMENTS = SNAPSHOT.document.Statement;

/** What the input has of the managed policy of Athena, apart from the rest of the account. */
const policiesOnly = (account: string): string =>
  JSON.stringify({ Policies: (JSON.parse(account) as AccountExport).Policies, IsTruncated: false });

/** An account in which the managed policy of Athena is not attached. */
const detached = (account: string): string => {
  const parsed = JSON.parse(account) as AccountExport;
  for (const role of parsed.RoleDetailList) {
    role.AttachedManagedPolicies = role.AttachedManagedPolicies.filter(
      ({ PolicyName }) => PolicyName !== 'AmazonAthenaFullAccess',
    );
  }
  return JSON.stringify(parsed);
};

const DELETES = { Effect: 'Allow', Action: 's3:DeleteBucket', Resource: '*' };
const ALL = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const NEWER = athena('v99', ALL);
const govRoles = buildRoles('private-vpc', { ...PARAMETERS, region: 'us-gov-west-1' });
await runCommand(
  ['review', ...ROLE_OPTIONS.with(5, 'us-gov-west-1'), '--format', 'json', '-o', 'gov-review.json'],
  {},
  { written },
);

/** The roles, with customer managed policies in place of the AWS managed policies, all in another version if given. */
const replaced = (document?: object): string =>
  changed((account) => {
    if (document !== undefined) {
      for (const policy of account.Policies) {
        Object.assign(policy.PolicyVersionList[0]!, { Document: document, VersionId: 'v99' });
        policy.DefaultVersionId = 'v99';
      }
    }
    const own = account.Policies.map((policy) => ({
      ...policy,
      PolicyName: `Own${policy.PolicyName}`,
      Arn: `arn:aws:iam::${ACCOUNT}:policy/Own${policy.PolicyName}`,
    }));
    account.Policies.push(...own);
    for (const { AttachedManagedPolicies: attached, RoleName } of account.RoleDetailList) {
      for (const policy of RoleName.startsWith('Upsolver') ? attached : []) {
        policy.PolicyName = `Own${policy.PolicyName}`;
        policy.PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/${policy.PolicyName}`;
      }
    }
  });

const files: Files = {
  'newer.json': NEWER,
  'older-policies.json': policiesOnly(JSON.stringify(exportOf(roles))),
  'nested-newer.json': JSON.stringify([exportOf(roles), [[JSON.parse(policiesOnly(NEWER))]]]),
  'deep-newer.json': `[${JSON.stringify(exportOf(roles))}, ${'['.repeat(40)}${policiesOnly(NEWER)}${']'.repeat(41)}`,
  'newer-without-list.json': policiesOnly(
    changed(({ Policies }) => {
      for (const policy of Policies) Object.assign(policy, { DefaultVersionId: 'v99', PolicyVersionList: 'v99' });
    }),
  ),
  'unversioned.json': athena('latest', ALL),
  'same-version.json': policiesOnly(athena(SNAPSHOT.version, ALL)),
  'only-version.json': changed(({ Policies }) => {
    for (const policy of Policies) {
      policy.DefaultVersionId = 'v99';
      delete (policy as Partial<typeof policy>).PolicyVersionList;
    }
  }),
  'gov.json': JSON.stringify(exportOf(govRoles)),
  'gov-review.json': written.get('gov-review.json')!,
  'replaced.json': replaced(),
  'replaced-by-all.json': replaced({ Version: '2012-10-17', Statement: ALL }),

  'review.json': APPROVED,
  'same.json': JSON.stringify(exportOf(roles)),
  'weak.json': changed(({ RoleDetailList: [role] }) => {
    delete (role!.AssumeRolePolicyDocument as { Statement: { Condition?: object }[] }).Statement[0]!.Condition;
  }),
  'reordered.json': athena('v16', STATEMENTS.toReversed()),
  'less.json': athena('v16', STATEMENTS.slice(1)),
  'more.json': athena('v16', [...STATEMENTS, { Effect: 'Allow', Action: 'iam:*', Resource: '*' }]),
  'none.json': athena(undefined, STATEMENTS),
  'garbled.json': athena('v16', undefined),
  'reading.json': athena('v16', [
    ...STATEMENTS,
    { ...DELETES, Condition: { Null: { 'aws:SecureTransport': 'true' } } },
  ]),
  'undecided.json': athena('v16', [
    ...STATEMENTS,
    { ...DELETES, Condition: { StringEquals: { 'a:b': '${c:d}', 'c:d': '${a:b}x' } } },
  ]),
  'less-of-one-version.json': policiesOnly(athena(SNAPSHOT.version, STATEMENTS.slice(1))),
  'detached.json': detached(JSON.stringify(exportOf(roles))),
  'detached-garbled.json': detached(athena('v16', undefined)),
  'detached-alone.json': detached(athena(undefined, STATEMENTS)),
  'without-server.json': changed(({ RoleDetailList: list }) => void list.splice(1, 1)),
  'tampered.json': APPROVED.replaceAll(PARAMETERS.externalId, 'other-external-id'),
  'array.json': '[]',
  'text.json': 'not JSON',
  'empty.json': '',
  'huge.json': ' '.repeat(4 * 1024 * 1024 + 1),
  'guardrails.json': JSON.stringify(guardrailsFor(roles)),
  'other-guardrails.json': JSON.stringify(guardrailsFor(roles.slice(0, 1))),
};

const review = (...args: string[]): Promise<CommandResult> => runCommand(['review', ...ROLE_OPTIONS, ...args], files);
const check = (file: string, ...args: string[]): Promise<CommandResult> =>
  runCommand(['check', file, '--approved', 'review.json', ...args], files);

describe('review', () => {
  it('writes an HTML page by default', async () => {
    const { code, out, err } = await review();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^<!doctype html>\n<html lang="en">[^]*<\/html>\n$/);
  });

  it('writes Markdown and JSON', async () => {
    const { out } = await review('--format', 'markdown');
    expect(out).toMatch(/^# Review of IAM roles for Upsolver\n\n\*\*The roles have 11 known risks/);
    expect(JSON.parse(APPROVED)).toMatchObject({ format: 'upsolver-iam/review', mode: 'private-vpc' });
  });

  it('includes a report on guardrails, if it is of the same roles', async () => {
    const { out } = await review('--guardrails', 'guardrails.json');
    expect(out).toContain('What your guardrails leave');
    const refused = await review('--guardrails', 'other-guardrails.json');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('the guardrails were not checked for the role `UpsolverServerRole`');
  });

  it.each([
    ['text.json', /^error: text\.json:1:1: /],
    ['empty.json', /^error: empty\.json: /],
    ['array.json', /must be an object/],
    ['huge.json', /^error: huge\.json: the file has more than 4 MiB\n$/],
  ])('refuses guardrails from %s', async (file, message) => {
    const { code, out, err } = await review('--guardrails', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('names the parameters that are missing', async () => {
    const { code, err } = await runCommand(['review', '--mode', 'private-vpc']);
    expect(code).toBe(2);
    expect(err).toContain('--org-id');
    expect(err).toContain('--trusted-account');
  });
});

describe('check --approved', () => {
  it('finds roles in sync that are what was approved, also with statements in another order', async () => {
    expect(await check('same.json')).toMatchObject({ code: 0, err: '' });
    expect(await check('reordered.json')).toMatchObject({ code: 0, err: '' });
  });

  it('finds a trust policy that is weaker than the approved one', async () => {
    const { code, out } = await check('weak.json');
    expect(code).toBe(1);
    expect(out).toContain('externalIdGone');
  });

  it.each([
    ['more.json', 1, 'error', 'managedPolicyVersion', /`v16`.* allows something that version `v15`/],
    ['less.json', 1, 'warning', 'managedPolicyVersion', /allows less than version `v15`, which was approved/],
    ['none.json', 3, 'unknown', 'policyUnreadable', /of which version `v15` was approved/],
    ['garbled.json', 3, 'unknown', 'policyUnreadable', /cannot be read/],
    ['undecided.json', 3, 'unknown', 'undecided', /could not be compared with the approved one/],
    ['reading.json', 1, 'warning', 'readingDependent', /equivalent only under one interpretation/],
    ['detached.json', 1, 'error', 'managedPolicyMissing', /is not attached/],
    ['detached-garbled.json', 1, 'unknown', 'undecided', /is not attached: other policies were not compared/],
    ['detached-alone.json', 1, 'error', 'managedPolicyMissing', /is not attached/],
    ['without-server.json', 1, 'error', 'roleMissing', /there is no role/],
  ])('compares managed policies with the approved documents: %s', async (file, code, severity, name, message) => {
    const result = await check(file, '--json');
    expect(result.code).toBe(code);
    const { roles: found } = JSON.parse(result.out) as {
      roles: { name: string; findings: { code: string; severity: string; message: string; witness?: object }[] }[];
    };
    const { findings } = found.find((role) => role.name === 'UpsolverServerRole')!;
    const one = findings.find((each) => each.code === name && message.test(each.message));
    expect(one).toMatchObject({ severity });
    if (name === 'managedPolicyVersion') expect(one).toHaveProperty('witness');
  });

  it.each([
    ['a newer version before an older one', ['newer.json', 'older-policies.json'], 1],
    ['an older version before a newer one', ['older-policies.json', 'newer.json'], 1],
    ['a newer version in nested lists', ['nested-newer.json', 'older-policies.json'], 1],
    ['a newer version in lists that are too deep to be read', ['deep-newer.json'], 3],
    ['a newer version whose documents are not in a list', ['newer-without-list.json', 'same.json'], 3],
    ['three documents of one version', ['same-version.json', 'less-of-one-version.json', 'same.json'], 1],
    ['two documents of one version', ['same.json', 'same-version.json'], 1],
    ['the same, the other way round', ['same-version.json', 'same.json'], 1],
    ['a version without a number', ['unversioned.json', 'older-policies.json'], 1],
    ['a newer version without its document', ['only-version.json', 'older-policies.json'], 3],
    ['the same version twice', ['same.json', 'older-policies.json'], 0],
  ])('compares the newest version in the input: %s', async (_name, inputs, code) => {
    const [first = '', ...others] = inputs;
    expect(await runCommand(['check', first, ...others, '--approved', 'review.json'], files)).toMatchObject({ code });
  });

  it('does not take a managed policy for approved of which the review has no document', async () => {
    const result = await runCommand(['check', 'gov.json', '--approved', 'gov-review.json', '--json'], files);
    expect(result.code).toBe(3);
    const { roles: found } = JSON.parse(result.out) as { roles: { findings: { message: string }[] }[] };
    for (const { findings } of found) {
      expect(findings).toContainEqual(
        expect.objectContaining({
          severity: 'unknown',
          message: expect.stringContaining('the review has no document of `AWSCloudFormationReadOnlyAccess`') as string,
        }),
      );
    }
  });

  it('measures what replaces a policy only by the approved document', async () => {
    expect(await check('replaced.json')).toMatchObject({ code: 0 });
    const { code, out } = await check('replaced-by-all.json');
    expect(code).toBe(3);
    expect(out).toContain('were not compared with its approved document');
  });

  it.each([
    ['tampered.json', /the review was changed after it was written/],
    ['same.json', /`format` is missing/],
    ['array.json', /must be an object/],
    ['text.json', /^error: text\.json:1:1: /],
    ['nowhere.json', /^error: nowhere\.json: no such file/],
  ])('refuses what is no review: %s', async (file, message) => {
    const { code, out, err } = await runCommand(['check', 'same.json', '--approved', file], files);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it.each([
    ['--mode', 'private-vpc'],
    ['--config', 'upsolver-iam.yaml'],
    ['--lake-formation', 'same.json'],
    ['--no-athena-tables'],
  ])('cannot be combined with %s', async (...option) => {
    const { code, err } = await check('same.json', ...option);
    expect(code).toBe(2);
    expect(err).toContain('cannot be combined with `--approved`');
  });
});
