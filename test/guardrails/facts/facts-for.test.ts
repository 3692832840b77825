import { describe, expect, it } from 'vitest';
import { ROLE_FACTS } from '../../../src/guardrails/facts/role-facts.js';
import { factsFor, type InvalidInputError } from '../../../src/guardrails/index.js';
import { evaluateAccess, lostAccess } from '../../../src/iam/index.js';
import { ACCOUNT_ID, factsOf, IMAGE_OWNER, ORGANIZATION_ID, REGION } from '../guardrails.js';

const PLACE = { accountId: ACCOUNT_ID, organizationId: ORGANIZATION_ID, region: REGION };
const management = { role: 'UpsolverManagementRole', name: 'UpsolverManagementRole' } as const;

describe('factsFor', () => {
  it.each(['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverRole'] as const)(
    'knows what was derived by hand about the requests of %s',
    (role) => {
      const { keys, exceptions } = factsFor({ role, name: role }, PLACE);
      const { 'ec2:SourceInstanceARN': instance, ...expected } = factsOf(role).keys;
      expect(keys).toMatchObject(expected);
      expect(keys?.['ec2:SourceInstanceARN']).toBe(instance === null ? null : undefined);
      const images = exceptions?.find(({ actions }) => actions.includes('ec2:RunInstances'));
      expect(images?.keys).toEqual({ 'aws:ResourceAccount': IMAGE_OWNER, 'ec2:Owner': IMAGE_OWNER });
      expect(images?.unknown).toEqual(['aws:ResourceOrgID']);
    },
  );

  it('names the role with its path, in the partition of the Region', () => {
    const { keys, exceptions } = factsFor(
      { ...management, path: '/upsolver/' },
      { ...PLACE, region: 'cn-northwest-1' },
    );
    expect(keys?.['aws:PrincipalArn']).toBe(`arn:aws-cn:iam::${ACCOUNT_ID}:role/upsolver/UpsolverManagementRole`);
    expect(exceptions?.[0]).toEqual({ actions: ['iam:*'], keys: { 'aws:RequestedRegion': 'cn-north-1' } });
  });

  it('gives what the caller knows precedence, for all requests', () => {
    const facts = factsFor(management, {
      ...PLACE,
      keys: { 'AWS:RequestedRegion': 'us-west-2', 'aws:SourceVpc': 'vpc-1' },
    });
    expect(facts.keys).toMatchObject({ 'AWS:RequestedRegion': 'us-west-2', 'aws:SourceVpc': 'vpc-1' });
    expect(facts.exceptions?.map(({ actions }) => actions)).toEqual([['ec2:RunInstances']]);
  });

  it('says nothing about an organization that is not known', () => {
    const { keys } = factsFor(management, { accountId: ACCOUNT_ID, region: REGION });
    expect(Object.keys(keys ?? {})).not.toContain('aws:PrincipalOrgID');
  });

  it('is understood by evaluateAccess', () => {
    const Condition = { StringNotEquals: { 'aws:RequestedRegion': REGION } };
    const policy = {
      Version: '2012-10-17' as const,
      Statement: [
        { Effect: 'Allow' as const, Action: '*', Resource: '*' },
        { Effect: 'Deny' as const, Action: '*', Resource: '*', Condition },
      ],
    };
    const decide = (action: string): string =>
      evaluateAccess(policy, { action, resource: '*' }, { facts: factsFor(management, PLACE) }).decision;
    expect([decide('iam:ListRoles'), decide('ec2:DescribeInstances')]).toEqual(['explicitDeny', 'allowed']);
  });

  it('lists every problem of the role and the parameters', () => {
    const parameters = { accountId: '1', organizationId: 'o-x', region: 'nowhere', keys: { 'aws:x': 1 } };
    try {
      factsFor({ role: 'Other', name: 'x' } as never, parameters as never);
      expect.unreachable();
    } catch (error) {
      expect((error as InvalidInputError).issues.map(({ path }) => path.join('.'))).toEqual([
        'role.role',
        'parameters.accountId',
        'parameters.region',
        'parameters.organizationId',
        'parameters.keys.aws:x',
      ]);
    }
  });

  it('leaves open which organization owns an image, so that a guardrail on it is no loss that is overlooked', () => {
    const launch = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' } as const;
    const Condition = { StringNotEqualsIfExists: { 'aws:ResourceOrgID': ORGANIZATION_ID } };
    const ofOthers = { ...launch, Effect: 'Deny', Resource: 'arn:aws:ec2:*::image/*', Condition } as const;
    const guarded = { Version: '2012-10-17', Statement: [launch, ofOthers] } as const;
    const options = { facts: factsFor(management, PLACE) };
    const [lost] = lostAccess({ Version: '2012-10-17', Statement: [launch] }, guarded, options);
    expect(lost?.witness?.resource).toMatch(/::image\//);
    const owner = { 'aws:ResourceOrgID': 'o-imageowner1' };
    const request = { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1::image/ami-1', context: owner };
    expect(evaluateAccess(guarded, request, options).decision).toBe('explicitDeny');
  });

  it('has a source for each fact', () => {
    expect(ROLE_FACTS.every(({ source, confidence }) => source !== '' && ['high', 'medium'].includes(confidence))).toBe(
      true,
    );
  });
});
