import { describe, expect, it } from 'vitest';
import { describeOverrides, environmentLevel, optionsLevel, variableOf } from '../../../src/cli/config/overrides.js';
import { FEATURES } from '../../../src/index.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { DEFAULTS, entriesOf, linesOf } from './config-text.js';

const ACCOUNT = '444455556666';

describe('variableOf', () => {
  it('names a variable after the option of a setting', () => {
    expect(
      [
        'orgId',
        'region',
        'trustedAccountId',
        'externalId',
        'permissionsBoundaryArn',
        'vpcId',
        'maxSessionDuration',
      ].map(variableOf),
    ).toEqual([
      'UPSOLVER_ORG_ID',
      'UPSOLVER_REGION',
      'UPSOLVER_TRUSTED_ACCOUNT',
      'UPSOLVER_EXTERNAL_ID',
      'UPSOLVER_BOUNDARY',
      'UPSOLVER_VPC',
      'UPSOLVER_MAX_SESSION_DURATION',
    ]);
    expect(FEATURES.map(variableOf)).toContain('UPSOLVER_ATHENA_TABLES');
  });
});

describe('environmentLevel', () => {
  it('reads each setting from its variable, and nothing else', () => {
    const { level, problems } = environmentLevel({
      UPSOLVER_MODE: 'upsolver-vpc',
      UPSOLVER_ORG_ID: 'acme',
      UPSOLVER_REGION: 'eu-west-1',
      UPSOLVER_TRUSTED_ACCOUNT: '111122223333',
      UPSOLVER_EXTERNAL_ID: 'a,b',
      UPSOLVER_BOUNDARY: 'arn:aws:iam::aws:policy/x',
      UPSOLVER_PATH: '/x/',
      UPSOLVER_NAME_PREFIX: 'a-',
      UPSOLVER_NAME_SUFFIX: '-b',
      UPSOLVER_MAX_SESSION_DURATION: '7200',
      UPSOLVER_SCOPE: 'passRoles, region',
      UPSOLVER_VPC: 'vpc-01234567',
      UPSOLVER_ATHENA_TABLES: 'false',
      UPSOLVER_KINESIS_STREAMS: 'true',
      UPSOLVER_TOKEN: 'secret',
      PATH: '/bin',
    });
    expect(problems).toEqual([]);
    expect(level.settings).toEqual({
      mode: 'upsolver-vpc',
      orgId: 'acme',
      region: 'eu-west-1',
      trustedAccountId: '111122223333',
      externalId: 'a,b',
      permissionsBoundaryArn: 'arn:aws:iam::aws:policy/x',
      path: '/x/',
      namePrefix: 'a-',
      nameSuffix: '-b',
      maxSessionDuration: 7200,
      scope: ['passRoles', 'region'],
      vpcId: 'vpc-01234567',
      features: { athenaTables: false, kinesisStreams: true },
    });
  });

  it('takes a variable that is empty as not set, as a secret that a CI service does not have', () => {
    expect(environmentLevel({ UPSOLVER_ORG_ID: '', UPSOLVER_ATHENA_TABLES: '' }).level.settings).toEqual({});
    expect(environmentLevel({ UPSOLVER_SCOPE: 'all' }).level.settings).toEqual({ scope: 'all' });
  });

  it('names the variable in each problem', () => {
    const { level, problems } = environmentLevel({
      UPSOLVER_ORG_ID: 'Acme',
      UPSOLVER_SCOPE: 'passRole',
      UPSOLVER_MAX_SESSION_DURATION: 'an hour',
      UPSOLVER_ATHENA_TABLES: 'no',
    });
    expect(new Set(linesOf(problems).map((line) => line.replace(/ \(.*/, '')))).toEqual(
      new Set([
        'UPSOLVER_ORG_ID: the organization ID `Acme` contains uppercase letters',
        'UPSOLVER_ATHENA_TABLES: the athena tables must be `true` or `false`, not `no`',
        'UPSOLVER_SCOPE.0: `passRole` is not a known scope',
        'UPSOLVER_MAX_SESSION_DURATION: the max session duration must be a number, not `an hour`',
      ]),
    );
    expect(level.settings).toEqual({});
  });
});

describe('optionsLevel', () => {
  it('has the options that are given, and the features that are omitted', () => {
    const features = Object.fromEntries(FEATURES.map((feature) => [feature, feature !== 'athenaTables']));
    const { level, problems } = optionsLevel({ orgId: 'acme', region: undefined, features, tags: { A: '1' } });
    expect(problems).toEqual([]);
    expect(level.settings).toEqual({ orgId: 'acme', tags: { A: '1' }, features: { athenaTables: false } });
    const on = Object.fromEntries(FEATURES.map((feature) => [feature, true]));
    expect(optionsLevel({ features: on }).level.settings).toEqual({});
  });

  it('names the option in each problem', () => {
    const { problems } = optionsLevel({ trustedAccountId: '1', scope: { vpcId: 1 } });
    expect(linesOf(problems).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      '--trusted-account: `1` is not an AWS account ID',
      '--scope.vpcId: the VPC ID must be a string, not `number`',
    ]);
  });
});

describe('the precedence', () => {
  it('is: options beat the environment, which beats the account, which beats the defaults', () => {
    const value = {
      defaults: { ...DEFAULTS, orgId: 'defaults', externalId: 'defaults', path: '/defaults/', namePrefix: 'defaults-' },
      accounts: { [ACCOUNT]: { externalId: 'account', path: '/account/', namePrefix: 'account-' } },
    };
    const environment = environmentLevel({ UPSOLVER_PATH: '/environment/', UPSOLVER_NAME_PREFIX: 'environment-' });
    const options = optionsLevel({ namePrefix: 'options-' });
    const [entry] = entriesOf(value, [environment.level, options.level]);
    expect(entry?.parameters).toEqual({
      ...PARAMETERS,
      orgId: 'defaults',
      externalId: 'account',
      path: '/environment/',
      namePrefix: 'options-',
    });
  });
});

describe('describeOverrides', () => {
  it('says which variable replaces which setting', () => {
    const { level } = environmentLevel({ UPSOLVER_REGION: 'eu-west-1', UPSOLVER_ATHENA_TABLES: 'false' });
    expect(describeOverrides(level)).toEqual([
      '`UPSOLVER_REGION` replaces `region` of every account',
      '`UPSOLVER_ATHENA_TABLES` replaces `features.athenaTables` of every account',
    ]);
  });
});
