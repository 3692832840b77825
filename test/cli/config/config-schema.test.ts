import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAccountsSchema } from '../../../scripts/json-schema.js';
import { ACCEPTABLE_CODES } from '../../../src/cli/config/acceptable.js';
import { readConfig } from '../../../src/cli/config/read-config.js';
import { SCOPE_OPTIONS } from '../../../src/index.js';
import { count } from '../../deep.js';
import { READ } from '../../upsolver/athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../../upsolver/role-parameters.js';
import { DEFAULTS, FORTY } from './config-text.js';

const SCHEMA = 'schema/upsolver-iam.schema.json';

type JsonSchema = { properties: Record<string, { description?: string }>; definitions: Record<string, JsonSchema> };

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as JsonSchema;
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
ajv.addFormat('date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
const validate = ajv.compile(schema);

const isAccepted = (value: unknown): boolean => readConfig(JSON.stringify(value), 'a.json').config !== undefined;

const acceptance = { code: 'tagsChanged', reason: 'r', owner: 'o', expires: '2027-06-30' };
const withAccount = (settings: unknown, more: object = {}): object => ({ accounts: { [ACCOUNT]: settings }, ...more });

/** Values of each setting: valid ones, and others. */
const VALUES: Record<string, [good: unknown[], bad: unknown[]]> = {
  mode: [['private-vpc', 'upsolver-vpc'], ['my-vpc']],
  orgId: [[PARAMETERS.orgId, 'acme'], ['Acme']],
  region: [['us-east-1', 'cn-north-1'], ['us-east-1a']],
  trustedAccountId: [['111122223333'], [111122223333]],
  externalId: [
    ['acme', ['acme', 'other']],
    [[], 'a'],
  ],
  features: [[{}, { athenaTables: false }], [{ athena: true }]],
  dataAccess: [
    [[{ service: 's3', bucket: 'acme' }], [{ service: 's3-discovery' }]],
    [[], [{ service: 's4' }]],
  ],
  athena: [
    [READ, { ...READ, accountId: undefined }, { ...READ, results: 'managed' }],
    [{}, { ...READ, databases: [] }, { ...READ, accountId: '1' }],
  ],
  scope: [
    ['all', 'passRoles', ['region', 'vpcId'], [], { tagOnCreateOnly: true }, FULL_SCOPE],
    ['some', ['all'], { x: 1 }],
  ],
  permissionsBoundaryArn: [[`arn:aws:iam::${ACCOUNT}:policy/x`], ['x']],
  permissionsBoundary: [['x', 'team/x'], ['a b']],
  path: [['/', '/x/'], ['x']],
  namePrefix: [['a-', ''], ['a/']],
  nameSuffix: [['-b', 'b'.repeat(42)], ['/']],
  tags: [[{}, { A: '1' }], [{ A: 1 }]],
  maxSessionDuration: [[3600, 7200], [60]],
  vpcId: [['vpc-01234567'], ['vpc-1']],
};

/** A good value, and sometimes another one. */
const mostly = (good: readonly unknown[], bad: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 40 }, { arbitrary: fc.constantFrom(...bad), weight: 1 });

const settings = (names: readonly string[]): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      fc.record(Object.fromEntries(names.map((name) => [name, mostly(...(VALUES[name] as [unknown[], unknown[]]))])), {
        requiredKeys: [],
      }),
      fc.nat(9),
    )
    .map(([{ permissionsBoundaryArn, ...rest }, dice]) =>
      permissionsBoundaryArn === undefined || (dice > 0 && 'permissionsBoundary' in rest)
        ? rest
        : { ...rest, permissionsBoundaryArn },
    );

const place = settings(Object.keys(VALUES).filter((name) => name !== 'region'));
const region = settings(['region']);
const regions = fc.array(
  fc.oneof(
    fc.constantFrom('us-east-1', 'eu-west-1'),
    fc.tuple(place, region).map(([a, b]) => ({ ...a, ...b })),
  ),
  { maxLength: 3 },
);
const account = fc.oneof(
  fc.constant(null),
  fc.tuple(place, region).map(([a, b]) => ({ ...a, ...b })),
  fc.tuple(place, regions).map(([a, list]) => ({ ...a, regions: list })),
);
const file = fc.record(
  {
    accounts: fc.dictionary(
      mostly([ACCOUNT, '000000000001', '111122223333'], ['12']) as fc.Arbitrary<string>,
      account,
      { minKeys: 1, maxKeys: 3 },
    ),
    defaults: account.filter((value) => value !== null),
    accepted: fc.array(
      fc.record(
        {
          code: mostly([...ACCEPTABLE_CODES.withMatch, ...ACCEPTABLE_CODES.withoutMatch], ['roleMissing']),
          match: mostly([`f-${'0'.repeat(32)}`], ['x']),
          account: mostly([ACCOUNT], ['12']),
          role: mostly(['UpsolverRole'], ['Role']),
          reason: mostly(['r'], [' ']),
          owner: fc.constant('o'),
          expires: mostly(['2027-06-30'], ['2027-06-31', '2027']),
        },
        { requiredKeys: ['code', 'reason', 'owner', 'expires'] },
      ),
      { maxLength: 2 },
    ),
    guardrails: fc.record(
      {
        scp: mostly([['a.json'], ['root=a.json', 'b.json']], [[], ['']]),
        rcp: mostly([['a.json']], ['a.json']),
        boundary: mostly(['a.json'], ['']),
        organization: mostly(['o-a1b2c3d4e5'], ['acme']),
        managementAccount: mostly([ACCOUNT], ['12']),
        facts: mostly([{}, { 'aws:SourceVpc': 'vpc-1' }, { 'aws:TagKeys': ['a'], 'aws:SourceIp': null }], [{ a: 1 }]),
      },
      { requiredKeys: [] },
    ),
    version: mostly([1], [2]),
    $schema: mostly(['./x.json'], [1]),
  },
  { requiredKeys: ['accounts'] },
);

describe(SCHEMA, () => {
  it('is up to date (npm run docs)', { timeout: 60_000 }, () => {
    expect(readFileSync(SCHEMA, 'utf8')).toBe(renderAccountsSchema());
  });

  it('accepts every file that the command accepts', () => {
    let accepted = 0;
    fc.assert(
      fc.property(file, (value) => {
        if (!isAccepted(value)) return;
        accepted += 1;
        expect(validate(value), JSON.stringify([value, validate.errors])).toBe(true);
      }),
      { numRuns: count(300, 3000) },
    );
    expect(accepted).toBeGreaterThan(count(300, 3000) / 20);
  });

  it.each<[name: string, value: unknown]>([
    ['40 accounts', FORTY],
    ['defaults and an account without settings', withAccount(null, { defaults: DEFAULTS })],
    [
      'everything',
      withAccount({ ...DEFAULTS, scope: FULL_SCOPE }, { version: 1, $schema: 'x', accepted: [acceptance] }),
    ],
    ['Regions with settings', withAccount({ regions: ['us-east-1', { region: 'eu-west-1', nameSuffix: '-eu' }] })],
  ])('accepts %s, as the command does', (_name, value) => {
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(isAccepted(value)).toBe(true);
  });

  it.each<[name: string, value: unknown]>([
    ['a list', []],
    ['no accounts', {}],
    ['an empty map of accounts', { accounts: {} }],
    ['an account ID of 11 digits', { accounts: { '44445555666': null } }],
    ['an unknown member', withAccount(null, { account: 1 })],
    ['an unknown setting', withAccount({ orgID: 'acme' })],
    ['another version', withAccount(null, { version: 2 })],
    ['a Region and Regions', withAccount({ region: 'us-east-1', regions: ['us-east-1'] })],
    ['an empty list of Regions', withAccount({ regions: [] })],
    ['Regions inside of a Region', withAccount({ regions: [{ region: 'us-east-1', regions: ['eu-west-1'] }] })],
    ['settings without their Region', withAccount({ regions: [{ nameSuffix: '-eu' }] })],
    [
      'both forms of a boundary',
      withAccount({ permissionsBoundary: 'x', permissionsBoundaryArn: 'arn:aws:iam::aws:policy/x' }),
    ],
    ['a scope that does not exist', withAccount({ scope: ['passRole'] })],
    ['an unknown guardrail', withAccount(null, { guardrails: { scps: ['a.json'] } })],
    ['no files of guardrails', withAccount(null, { guardrails: { scp: [] } })],
    ['a file without a name', withAccount(null, { guardrails: { boundary: '' } })],
    ['another organization ID', withAccount(null, { guardrails: { organization: 'acme' } })],
    ['a fact that is a number', withAccount(null, { guardrails: { facts: { 'aws:MultiFactorAuthAge': 1 } } })],
    ['an acceptance without an owner', withAccount(null, { accepted: [{ ...acceptance, owner: undefined }] })],
    ['an acceptance without a reason', withAccount(null, { accepted: [{ ...acceptance, reason: ' ' }] })],
    ['an acceptance without a day', withAccount(null, { accepted: [{ ...acceptance, expires: 'never' }] })],
    ['an acceptance of any access', withAccount(null, { accepted: [{ ...acceptance, code: 'permissionExtra' }] })],
    [
      'an acceptance of a role that is missing',
      withAccount(null, { accepted: [{ ...acceptance, code: 'roleMissing' }] }),
    ],
    [
      'an acceptance of what could not be read',
      withAccount(null, { accepted: [{ ...acceptance, code: 'undecided' }] }),
    ],
  ])('refuses %s, as the command does', (_name, value) => {
    expect(validate(JSON.parse(JSON.stringify(value)))).toBe(false);
    expect(isAccepted(value)).toBe(false);
  });

  it('describes every member in a sentence, for editors', () => {
    const { AccountSettings, RegionSettings } = schema.definitions;
    const own = Object.keys(VALUES);
    expect(Object.keys(AccountSettings?.properties ?? {}).toSorted()).toEqual([...own, 'regions'].toSorted());
    expect(Object.keys(RegionSettings?.properties ?? {}).toSorted()).toEqual(own.toSorted());
    const text = readFileSync(SCHEMA, 'utf8');
    for (const option of SCOPE_OPTIONS) expect(text).toContain(`"${option}": {`);
    for (const properties of [schema.properties, AccountSettings?.properties, RegionSettings?.properties]) {
      for (const [name, { description = '' }] of Object.entries(properties ?? {})) {
        expect(description, name).toMatch(/^[A-Z"'`].*\.$/);
      }
    }
  });
});
