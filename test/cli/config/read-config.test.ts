import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/cli/config/read-config.js';
import { configOf, DEFAULTS, FILE, FORTY, linesOf, problemsOf, yamlOf } from './config-text.js';

const problems = (text: string, file = FILE): string[] => linesOf(readConfig(text, file).problems);

describe('readConfig', () => {
  it('reads YAML and JSON to the same data', () => {
    const yaml = readConfig(yamlOf(FORTY), FILE);
    const json = readConfig(JSON.stringify(FORTY), 'upsolver-iam.json');
    expect(yaml.config?.content).toEqual(FORTY);
    expect(json.config?.content).toEqual(FORTY);
  });

  it('reads a file for 40 accounts, with each account in its order', () => {
    expect(Object.keys(configOf(FORTY).content.accounts)).toHaveLength(40);
  });

  it('reads an account without settings', () => {
    const text = `defaults: ${JSON.stringify(DEFAULTS)}\naccounts:\n  444455556666:\n  "444455556667": {}\n`;
    expect(configOf(text).content.accounts).toEqual({ '444455556666': null, '444455556667': {} });
  });

  it('reports every problem at once, each with its path, line and column', () => {
    const text = `
version: 2
default: {}
defaults:
  mode: my-vpc
  orgId: Acme
  trustedAccountId: 111122223333
  features:
    athenaTables: no
    kinesis: true
  tags:
    CostCenter: 1234
accounts:
  44445555666: {region: us-east-1a}
  444455556667:
    region: us-east-1
    regions: [eu-west-1]
    scope: [passRole]
    permissionsBoundary: arn:aws:iam::444455556666:policy/x
  "444455556668": none
accepted:
  - code: permissionExtra
    account: "444455556669"
    reason: " "
    owner: alice
    expires: 2027-02-30
  - code: roleMissing
`;
    expect(problems(text)).toEqual([
      '2:1 version: version 2 of the format is not known (use 1)',
      '5:3 defaults.mode: `my-vpc` is not a known integration mode (did you mean `private-vpc`? one of `private-vpc`, `upsolver-vpc`)',
      '6:3 defaults.orgId: the organization ID `Acme` contains uppercase letters (S3 bucket names must be lowercase; did you mean `acme`?)',
      '7:3 defaults.trustedAccountId: the trusted account ID must be a string, not `number` (write it in quotes)',
      '9:5 defaults.features.athenaTables: the athena tables must be `true` or `false`, not `no` (write `false` without quotes)',
      '10:5 defaults.features.kinesis: `kinesis` is not a recognized parameter',
      '12:5 defaults.tags.CostCenter: the value of `CostCenter` must be a string, not `number` (write it in quotes)',
      '14:3 accounts.44445555666: `44445555666` is not an AWS account ID (use 12 digits)',
      '14:17 accounts.44445555666.region: `us-east-1a` is an Availability Zone, not an AWS Region (its Region is `us-east-1`)',
      '18:13 accounts.444455556667.scope.0: `passRole` is not a known scope (did you mean `passRoles`? one of `withoutPolicyReads`, `passRoles`, `instanceProfiles`, `tagOnCreateOnly`, `namedAddressesOnly`, `withoutBucketAdministration`, `withoutStreamAdministration`, `stackStatusOnly`, `vpcId`, `region`, `accountId`)',
      '19:5 accounts.444455556667.permissionsBoundary: `arn:aws:iam::444455556666:policy/x` is not the name of a policy (for an ARN, use `permissionsBoundaryArn`)',
      '17:5 accounts.444455556667.regions: `region` and `regions` are alternatives (use one of them)',
      '20:3 accounts.444455556668: the parameters must be an object, not `none`',
      '24:5 accepted.0.reason: the text is empty',
      '26:5 accepted.0.expires: `2027-02-30` is not a day (write `2027-06-30`)',
      '22:5 accepted.0.match: the fingerprint of the finding is missing: `permissionExtra` can be any access (copy it from the output of `check`)',
      expect.stringMatching(/^27:5 accepted\.1\.code: `roleMissing` is not a known finding code \(one of/),
      '27:5 accepted.1.reason: the reason is missing',
      '27:5 accepted.1.owner: the owner is missing',
      '27:5 accepted.1.expires: the expiry date is missing',
      '3:1 default: `default` is not a recognized parameter (did you mean `defaults`?)',
      '23:5 accepted.0.account: the account `444455556669` is not in `accounts`',
    ]);
  });

  it.each<[name: string, text: string, line: string]>([
    ['an empty file', '', 'accounts: the file is empty (list accounts by their ID under `accounts`)'],
    ['a file of comments', '# later\n', 'accounts: the file is empty (list accounts by their ID under `accounts`)'],
    ['a list', '- a\n', '1:1 : the parameters must be an object, not `array`'],
    ['no accounts', 'defaults: {}\n', '1:1 accounts: the accounts are missing'],
    ['an empty map of accounts', 'accounts: {}\n', '1:1 accounts: the list of accounts is empty'],
    ['accounts as a list', "accounts: ['444455556666']\n", '1:1 accounts: the accounts must be an object, not `array`'],
    [
      'a name that objects have',
      'accounts:\n  __proto__: {}\n',
      '2:3 accounts.__proto__: `__proto__` is not an AWS account ID (use 12 digits)',
    ],
    [
      'an empty value',
      "accounts: {'444455556666': {orgId: }}\n",
      '1:29 accounts.444455556666.orgId: the organization ID is missing',
    ],
    [
      'a setting with another spelling',
      "accounts: {'444455556666': {trusted_account: x}}\n",
      '1:29 accounts.444455556666.trusted_account: `trusted_account` is not a recognized parameter (did you mean `trustedAccountId`?)',
    ],
    [
      'a feature with another spelling',
      "accounts: {'444455556666': {regions: [{region: us-east-1, features: {athenaTable: true}}]}}\n",
      '1:70 accounts.444455556666.regions.0.features.athenaTable: `athenaTable` is not a recognized parameter (did you mean `athenaTables`?)',
    ],
    [
      'Regions in a Region',
      "accounts: {'444455556666': {regions: [{region: us-east-1, regions: []}]}}\n",
      '1:59 accounts.444455556666.regions.0.regions: `regions` is not a recognized parameter (did you mean `region`?)',
    ],
    [
      'a scope option with another spelling',
      "accounts: {'444455556666': {scope: {passRole: []}}}\n",
      '1:37 accounts.444455556666.scope.passRole: `passRole` is not a recognized parameter (did you mean `passRoles`?)',
    ],
    [
      'a misspelled member of `athena`',
      "accounts: {'444455556666': {athena: {databases: [{name: a, access: read}], results: {bucket: acme}, catalogkey: k}}}\n",
      '1:101 accounts.444455556666.athena.catalogkey: `catalogkey` is not a recognized parameter (did you mean `catalogKey`?)',
    ],
    [
      'a misspelled member of an acceptance',
      "accounts: {'444455556666': }\naccepted: [{code: tagsChanged, reason: r, owner: o, expires: 2027-01-01, expire: 1}]\n",
      '2:74 accepted.0.expire: `expire` is not a recognized parameter (did you mean `expires`?)',
    ],
    [
      'an empty list of Regions',
      "accounts: {'444455556666': {regions: []}}\n",
      '1:29 accounts.444455556666.regions: the list of Regions is empty',
    ],
    [
      'both forms of a boundary',
      "accounts: {'444455556666': {permissionsBoundary: x, permissionsBoundaryArn: 'arn:aws:iam::aws:policy/x'}}\n",
      '1:29 accounts.444455556666.permissionsBoundary: `permissionsBoundaryArn` and `permissionsBoundary` are alternatives (use one of them)',
    ],
    [
      'a switch that YAML 1.1 knew',
      "accounts: {'444455556666': {features: {athenaTables: on}}}\n",
      '1:40 accounts.444455556666.features.athenaTables: the athena tables must be `true` or `false`, not `on` (write `true` without quotes)',
    ],
    [
      'a tag that is `true`',
      "accounts: {'444455556666': {tags: {a: true}}}\n",
      '1:36 accounts.444455556666.tags.a: the value of `a` must be a string, not `boolean` (write it in quotes)',
    ],
    [
      'a feature that is a word',
      "accounts: {'444455556666': {features: {athenaTables: maybe}}}\n",
      '1:40 accounts.444455556666.features.athenaTables: the athena tables must be `true` or `false`, not `maybe`',
    ],
    [
      'a fingerprint of another form',
      "accounts: {'444455556666': }\naccepted: [{code: tagsChanged, match: abc, reason: r, owner: o, expires: 2027-01-01}]\n",
      '2:32 accepted.0.match: `abc` is not the fingerprint of a finding (copy it from the output of `check`)',
    ],
    [
      'a day of another form',
      "accounts: {'444455556666': }\naccepted: [{code: tagsChanged, reason: r, owner: o, expires: 01.01.2027}]\n",
      '2:53 accepted.0.expires: `01.01.2027` is not a day (write `2027-06-30`)',
    ],
    [
      'a day that no month has',
      "accounts: {'444455556666': }\naccepted: [{code: tagsChanged, reason: r, owner: o, expires: 2027-13-01}]\n",
      '2:53 accepted.0.expires: `2027-13-01` is not a day (write `2027-06-30`)',
    ],
  ])('refuses %s', (_name, text, line) => {
    expect(problems(text)).toEqual([line]);
  });

  it.each([
    [
      '{"accounts": {"444455556666": {}, "444455556666": {}}}',
      '1:35 accounts.444455556666: the key `444455556666` appears twice',
    ],
    [
      '{"accounts": {},}',
      '1:17 : `}` appears where a key in double quotes should be (JSON does not allow a comma after the last entry)',
    ],
    [
      '{"accounts": {"444455556666": {"maxSessionDuration": 10, "features": {"athenaTables": true}, "regions": [null]}}}',
      '1:32 accounts.444455556666.maxSessionDuration: the maximum session duration must be 3,600 to 43,200 whole seconds, not 10',
    ],
  ])('refuses the JSON %s', (text, line) => {
    expect(problems(text, 'accounts.JSON')[0]).toBe(line);
  });

  it('names the file in each problem, and the same problems for JSON', () => {
    const { problems: found } = readConfig('{"accounts": []}', 'dir/upsolver-iam.json');
    expect(found).toEqual([
      {
        code: 'invalid_type',
        path: ['accounts'],
        message: 'the accounts must be an object, not `array`',
        position: { line: 1, column: 2 },
        file: 'dir/upsolver-iam.json',
      },
    ]);
    expect(readConfig('', FILE).problems[0]?.file).toBe(FILE);
    expect(readConfig('a: [', FILE).problems[0]?.file).toBe(FILE);
    expect(readConfig(' '.repeat(2 ** 20 + 1), 'a.json').problems[0]?.code).toBe('too_long');
  });

  it('accepts findings by code, by role, by account and by fingerprint', () => {
    const accepted = [
      { code: 'tagsChanged', reason: 'Tags are set by the platform', owner: 'platform', expires: '2028-02-29' },
      {
        code: 'permissionExtra',
        role: 'UpsolverServerRole',
        account: '444455556666',
        match: `f-${'0'.repeat(32)}`,
        reason: 'Reads the archive',
        owner: 'data team',
        expires: '2027-06-30',
      },
    ];
    expect(configOf({ accounts: { '444455556666': null }, accepted }).content.accepted).toEqual(accepted);
  });

  it('accepts a schema for editors', () => {
    const file = { $schema: './schema.json', version: 1, defaults: DEFAULTS, accounts: { '444455556666': null } };
    expect(problemsOf(file)).toEqual([]);
  });
});
