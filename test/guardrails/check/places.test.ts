import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import type { GuardrailOptions, Guardrails } from '../../../src/guardrails/index.js';
import { ACCOUNT_ID, ORGANIZATION_ID, REGION } from '../guardrails.js';
import { checkOne, FACTS, guardrail, roleWith } from './example-role.js';

const FOREIGN = '999988887777';
const queue = (region: string, account: string): string => `arn:aws:sqs:${region}:${account}:orders`;
const OWN = queue(REGION, ACCOUNT_ID);
const allow = (Action: string, ...Resource: string[]): object => ({ Effect: 'Allow', Action, Resource });

const deny = (operator: string, key: string, ...values: string[]): Guardrails =>
  guardrail('scp', { Effect: 'Deny', Action: '*', Resource: '*', Condition: { [operator]: { [key]: values } } });
const onlyRegion = (...regions: string[]): Guardrails => deny('StringNotEquals', 'aws:RequestedRegion', ...regions);
const onlyAccount = deny('StringNotEquals', 'aws:ResourceAccount', ACCOUNT_ID);
const onlyOrganization = deny('StringNotEquals', 'aws:ResourceOrgID', ORGANIZATION_ID);

/** The status of the only permission of a role, with and without a catalog. */
function statusOf(guardrails: Guardrails, statements: object[], options: Partial<GuardrailOptions> = {}): string {
  const [with_, without] = [{ catalog: ACTION_CATALOG }, {}].map((more) => {
    const { permissions } = checkOne(roleWith(statements), guardrails, { ...options, ...more });
    expect(permissions).toHaveLength(1);
    return permissions[0]?.status;
  });
  expect(with_).toBe(without);
  return String(with_);
}

describe('a permission for resources of another Region or account', () => {
  it.each<[string, Guardrails, string[], string]>([
    ['its own Region', onlyRegion(REGION), [OWN], 'works'],
    ['another Region', onlyRegion(REGION), [queue('us-west-2', ACCOUNT_ID)], 'cutOff'],
    ['another Region that is allowed', onlyRegion('us-west-2'), [queue('us-west-2', ACCOUNT_ID)], 'works'],
    ['both Regions', onlyRegion(REGION), [OWN, queue('us-west-2', ACCOUNT_ID)], 'narrowed'],
    ['both Regions, its own denied', onlyRegion('us-west-2'), [queue('us-west-2', FOREIGN), OWN], 'narrowed'],
    ['both Regions, both denied', onlyRegion('eu-south-1'), [OWN, queue('us-west-2', ACCOUNT_ID)], 'cutOff'],
    ['any Region', onlyRegion(REGION), [queue('*', ACCOUNT_ID)], 'works'],
    ['Regions of its area', onlyRegion(REGION), [queue('eu-*', ACCOUNT_ID)], 'works'],
    ['Regions of another area', onlyRegion(REGION), [queue('us-*', ACCOUNT_ID)], 'narrowed'],
    ['its own account', onlyAccount, [OWN], 'works'],
    ['another account', onlyAccount, [queue(REGION, FOREIGN)], 'cutOff'],
    ['another account in another Region', onlyAccount, [queue('us-west-2', FOREIGN)], 'cutOff'],
    ['both accounts', onlyAccount, [queue(REGION, FOREIGN), OWN], 'narrowed'],
    ['any account', onlyAccount, [queue(REGION, '*')], 'works'],
    ['some other accounts', onlyAccount, [queue(REGION, '99998888????')], 'narrowed'],
    ['another account, of any organization', onlyOrganization, [queue(REGION, FOREIGN)], 'narrowed'],
    ['its own account and organization', onlyOrganization, [OWN], 'works'],
    ['an ARN that is cut off before its account', onlyRegion(REGION), ['arn:aws:sqs:us-west-2'], 'cutOff'],
  ])('has the facts that its ARNs name: %s', (_what, guardrails, resources, expected) => {
    expect(statusOf(guardrails, [allow('sqs:SendMessage', ...resources)])).toBe(expected);
  });

  it('has the account of a resource without a Region, and the Region of its service', () => {
    const role = `arn:aws:iam::${FOREIGN}:role/other`;
    expect(statusOf(onlyAccount, [allow('iam:PassRole', role)])).toBe('cutOff');
    expect(statusOf(onlyRegion(REGION), [allow('iam:PassRole', role)])).toBe('cutOff');
    expect(statusOf(onlyRegion('us-east-1'), [allow('iam:PassRole', role)])).toBe('works');
    const managed = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect(statusOf(onlyAccount, [allow('iam:GetPolicy', managed)])).toBe('narrowed');
  });

  it('is judged by place for statements of the same action and for patterns', () => {
    const statements = [allow('sqs:*', OWN), allow('sqs:*', queue('us-west-2', FOREIGN))];
    expect(statusOf(onlyRegion(REGION), statements)).toBe('narrowed');
    const rest = { Effect: 'Allow', Action: 'sqs:*', NotResource: OWN };
    expect(statusOf(onlyRegion(REGION), [rest, allow('sqs:*', queue('us-west-2', ACCOUNT_ID))])).toBe('narrowed');
    expect(statusOf(onlyRegion('us-west-2'), [rest])).toBe('cutOff');
  });

  it('has examples of the place that they are for', () => {
    const west = queue('us-west-2', FOREIGN);
    const [permission] = checkOne(roleWith([allow('sqs:SendMessage', OWN, west)]), onlyRegion(REGION)).permissions;
    expect(permission).toMatchObject({
      status: 'narrowed',
      by: { layer: 'scp', policy: 'scp.json', statement: 0 },
      lost: { action: 'sqs:SendMessage', resource: west },
      left: { action: 'sqs:SendMessage', resource: OWN },
    });
  });

  it('is cut off if the role itself denies what the guardrails leave', () => {
    const statements = [
      allow('sqs:SendMessage', OWN, queue('us-west-2', ACCOUNT_ID)),
      { Effect: 'Deny', Action: 'sqs:*', Resource: OWN },
    ];
    expect(statusOf(onlyRegion(REGION), statements)).toBe('cutOff');
  });

  it('is unknown if it depends on the reading whether the role itself denies all that the guardrails leave', () => {
    const west = `arn:aws:sns:us-west-2:${ACCOUNT_ID}:topic:id`;
    const statements = [
      allow('sns:Unsubscribe', `arn:aws:sns:${REGION}:${ACCOUNT_ID}:topic`, west),
      { Effect: 'Deny', Action: 'sns:*', Resource: 'arn:aws:sns:us-*:*:id' },
    ];
    const [permission] = checkOne(roleWith(statements), onlyRegion('us-west-2')).permissions;
    expect(permission).toMatchObject({
      status: 'unknown',
      unknown: 'reading',
      by: { layer: 'scp', policy: 'scp.json' },
    });
    expect(permission).not.toHaveProperty('left');
  });

  it('is unknown if a place is, and none is narrowed', () => {
    const west = 'arn:aws:sns:us-west-2:444455556666:topic';
    const scp = guardrail('scp', { Effect: 'Deny', Action: 'sns:*', Resource: 'arn:aws:sns:*:*:id' });
    const topic = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:topic:id`;
    expect(statusOf(scp, [allow('sns:Unsubscribe', topic, west)])).toBe('unknown');
  });

  it('is subject to RCPs also if the role is in the management account', () => {
    const rcp = guardrail('rcp', { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' });
    const options = { managementAccountId: ACCOUNT_ID };
    expect(statusOf(rcp, [allow('sqs:SendMessage', OWN)], options)).toBe('works');
    expect(statusOf(rcp, [allow('sqs:SendMessage', queue(REGION, FOREIGN))], options)).toBe('cutOff');
    expect(statusOf(rcp, [allow('sqs:SendMessage', queue(REGION, '9999*'))], options)).toBe('cutOff');
  });

  it('keeps what the caller knows of all requests', () => {
    const facts = { ...FACTS, keys: { 'aws:RequestedRegion': REGION } };
    expect(statusOf(onlyRegion(REGION), [allow('sqs:SendMessage', queue('us-west-2', FOREIGN))], { facts })).toBe(
      'works',
    );
  });

  it('is judged as one of unknown places if there are many', () => {
    const many = Array.from({ length: 60 }, (_, index) => queue(REGION, String(100_000_000_000 + index)));
    expect(statusOf(onlyAccount, [allow('sqs:SendMessage', ...many)])).toBe('narrowed');
    expect(statusOf(onlyRegion(REGION), [allow('sqs:SendMessage', ...many)])).toBe('narrowed');
    expect(statusOf(guardrail('scp', { Effect: 'Allow', Action: '*', Resource: '*' }), [allow('sqs:*', ...many)])).toBe(
      'works',
    );
  });

  it('is judged for each resource of a launch', () => {
    const ec2 = (type: string, region: string): string => `arn:aws:ec2:${region}:${ACCOUNT_ID}:${type}/*`;
    const types = ['instance', 'volume', 'network-interface', 'subnet', 'security-group'];
    const launch = (region: string): object =>
      allow('ec2:RunInstances', 'arn:aws:ec2:*::image/*', ...types.map((type) => ec2(type, region)));
    expect(statusOf(onlyRegion(REGION), [launch(REGION)])).toBe('works');
    expect(statusOf(onlyRegion(REGION), [launch('us-west-2')])).toBe('cutOff');
    const images = allow('ec2:RunInstances', 'arn:aws:ec2:us-west-2::image/*');
    const [permission] = checkOne(roleWith([images]), onlyOrganization).permissions;
    expect(permission?.authorizations?.find(({ resourceType }) => resourceType === 'image')?.status).toBe('cutOff');
  });
});

describe('a permission of a service with endpoints in few Regions', () => {
  it.each<[string, string[], string]>([
    ['pricing:GetProducts', [REGION], 'cutOff'],
    ['pricing:GetProducts', [REGION, 'us-east-1'], 'narrowed'],
    ['pricing:GetProducts', [REGION, 'us-east-1', 'eu-central-1', 'ap-south-1'], 'works'],
    ['pricing:*', [REGION, 'eu-central-1'], 'narrowed'],
    ['Pricing:getProducts', [REGION], 'cutOff'],
    ['globalaccelerator:ListAccelerators', [REGION], 'cutOff'],
    ['globalaccelerator:ListAccelerators', ['us-west-2'], 'works'],
    ['shield:ListAttacks', [REGION, 'us-west-2'], 'cutOff'],
    ['ce:GetCostAndUsage', ['us-east-1'], 'works'],
    ['route53domains:ListDomains', [REGION], 'cutOff'],
    ['health:DescribeEvents', ['us-east-1'], 'narrowed'],
    ['sts:GetCallerIdentity', [REGION], 'narrowed'],
    ['sts:GetCallerIdentity', [REGION, 'us-east-1'], 'works'],
    ['sqs:ListQueues', [REGION], 'works'],
    ['*', [REGION], 'narrowed'],
    ['*', ['us-west-1'], 'cutOff'],
  ])('%s: is judged in these where %j are allowed', (action, regions, expected) => {
    expect(statusOf(onlyRegion(...regions), [allow(action, '*')])).toBe(expected);
  });

  it('is judged in the Regions of its partition', () => {
    const facts = { accountId: ACCOUNT_ID, region: 'cn-north-1' };
    const china = (action: string, ...regions: string[]): string =>
      statusOf(onlyRegion(...regions), [allow(action, '*')], { facts });
    expect(china('pricing:GetProducts', 'cn-northwest-1')).toBe('works');
    expect(china('organizations:ListRoots', 'cn-north-1')).toBe('cutOff');
    expect(china('iam:ListRoles', 'cn-north-1')).toBe('works');
  });

  it('keeps what the caller knows of all requests', () => {
    const facts = { ...FACTS, keys: { 'aws:requestedregion': REGION } };
    expect(statusOf(onlyRegion(REGION), [allow('pricing:GetProducts', '*')], { facts })).toBe('works');
    expect(statusOf(onlyRegion('us-east-1'), [allow('pricing:GetProducts', '*')], { facts })).toBe('cutOff');
  });

  it('has the Regions of Multi-Region Access Points for these only', () => {
    const point = `arn:aws:s3::${ACCOUNT_ID}:accesspoint/example.mrap`;
    expect(statusOf(onlyRegion(REGION), [allow('s3:GetMultiRegionAccessPoint', point)])).toBe('cutOff');
    expect(statusOf(onlyRegion('us-west-2'), [allow('s3:GetMultiRegionAccessPoint', point)])).toBe('works');
    expect(statusOf(onlyRegion('us-west-2'), [allow('s3:GetMultiRegionAccessPointRoutes', point)])).toBe('narrowed');
    expect(statusOf(onlyRegion(REGION), [allow('s3:*', 'arn:aws:s3:::bucket/*')])).toBe('works');
  });
});
