import { describe, expect, it } from 'vitest';
import { checkArnValues, type CheckedArnValues } from '../../../src/aws/actions/arn-template.js';
import { ACTION_CATALOG, findAction } from '../../../src/aws/actions/index.js';
import { openCatalog } from '../../../src/aws/actions/open.js';
import { grantedOnlyBy } from '../../../src/iam/compare/difference.js';
import { exampleChooser } from '../../../src/iam/compare/example.js';
import {
  compareAccess,
  explainComparison,
  explainNewAccess,
  InvalidInputError,
  newAccess,
} from '../../../src/iam/index.js';
import { allow, bucket, deny, doing, NOTHING, on, policy, when } from './policies.js';

const everything = policy(allow({ Action: '*' }));
const catalog = ACTION_CATALOG;

describe('examples without a catalog', () => {
  it('name an action of the policies where any action will do', () => {
    const but = policy(allow({ Action: '*' }), deny({ Action: ['s3:*', 'kms:Decrypt'] }));
    expect(compareAccess(everything, but).onlyInA?.action).toBe('kms:Decrypt');
    expect(compareAccess(everything, policy(deny({ Action: '*' }))).onlyInA).toEqual({ action: 'x:x', resource: '*' });
  });

  it('have whole ARNs and values that tell what they are, as far as these are differences', () => {
    const found = (condition: object): unknown => compareAccess(when(condition), NOTHING).onlyInA?.context;
    expect(found({ StringNotEquals: { 'aws:RequestedRegion': 'us-west-2' } })).toEqual({
      'aws:RequestedRegion': 'eu-central-1',
    });
    expect(found({ StringLike: { 'aws:RequestTag/Team': '?*' } })).toEqual({ 'aws:RequestTag/Team': 'example' });
    expect(found({ StringEquals: { 'aws:RequestTag/Team': 'x' } })).toEqual({ 'aws:RequestTag/Team': 'x' });
    expect(compareAccess(on('arn:*:ec2:*:*:instance/*'), NOTHING).onlyInA?.resource).toBe(
      'arn:aws:ec2:::instance/example',
    );
    expect(compareAccess(on('arn:*'), NOTHING).onlyInA?.resource).toBe('arn:aws:s3:::example');
  });
});

describe('examples from a catalog', () => {
  it('are the worst documented action on a resource of its type', () => {
    expect(compareAccess(doing('s3:*'), doing('s3:Get*'), { catalog })).toEqual({
      relation: 'broader',
      onlyInA: { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::example-bucket' },
    });
    const { onlyInA } = compareAccess(policy(allow({ Action: 's3:List*' }), allow({ Action: 'iam:*' })), NOTHING, {
      catalog,
    });
    expect(onlyInA).toEqual({
      action: 'iam:AttachRolePolicy',
      resource: 'arn:aws:iam::111122223333:role/example-role',
    });
  });

  it('are in the Region and the account of the facts', () => {
    const facts = { keys: { 'aws:RequestedRegion': 'eu-west-1', 'aws:PrincipalAccount': '444455556666' } };
    expect(newAccess(NOTHING, doing('ec2:StopInstances'), { catalog, facts })).toEqual([
      {
        policy: 0,
        statement: 0,
        witness: {
          action: 'ec2:StopInstances',
          resource: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0123456789abcdef0',
        },
        accessLevel: 'Write',
      },
    ]);
  });

  it('have only keys that the action knows', () => {
    const tagged = { StringEquals: { 'ec2:ResourceTag/Name': 'a' } };
    const found = compareAccess(
      policy(allow({ Action: ['ec2:*', 's3:PutObject'], Condition: { StringEqualsIfExists: tagged.StringEquals } })),
      policy(allow({ Action: ['ec2:*', 's3:PutObject'], Condition: tagged })),
      { catalog },
    ).onlyInA;
    expect(Object.keys(found?.context ?? {})).toEqual([]);
    const withTag = newAccess(NOTHING, policy(allow({ Action: '*', Condition: tagged })), { catalog })[0];
    const keys = findAction(catalog, withTag?.witness?.action ?? '');
    expect(withTag?.witness?.context).toEqual({ 'ec2:ResourceTag/Name': 'a' });
    expect(keys?.action).toMatch(/^ec2:/);
  });

  it('do not exist where no documented action makes such a request', () => {
    const invented = compareAccess(doing('s3:Invented', 's3:GetObject'), doing('s3:GetObject'), { catalog });
    expect(invented).toEqual({
      relation: 'broader',
      onlyInA: { action: 's3:Invented', resource: '*' },
      unreachable: ['a'],
    });
    expect(explainComparison(invented)).toContain('No action that AWS documents makes such a request.');
    const found = newAccess(NOTHING, policy(allow({ Action: 's3:ListAllMyBuckets', Resource: bucket('a') })), {
      catalog,
    });
    expect(found[0]?.unreachable).toBe(true);
    expect(explainNewAccess(found)).toContain('No action that AWS documents makes such a request.');
    // Of a service that the catalog does not have, nobody can tell.
    expect(compareAccess(doing('lambda:Invented'), NOTHING, { catalog }).unreachable).toBeUndefined();
    expect(
      compareAccess(policy({ Effect: 'Allow', NotAction: 's3:*', Resource: 'arn:aws:x:::a' }), NOTHING, { catalog })
        .unreachable,
    ).toBeUndefined();
  });

  it('are a documented request of another statement if the first has none', () => {
    const both = policy(allow({ Action: 's3:Invented' }), allow({ Action: 's3:ListBucket' }));
    const { onlyInA, unreachable } = compareAccess(both, NOTHING, { catalog });
    expect([onlyInA?.action, unreachable]).toEqual(['s3:ListBucket', undefined]);
  });

  it('are in the usual Region if that of the facts is none', () => {
    const facts = { keys: { 'aws:RequestedRegion': 'mars' } };
    const [found] = newAccess(NOTHING, doing('ec2:StopInstances'), { catalog, facts });
    expect(found?.witness?.resource).toBe('arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0');
  });

  it('are those of the search when the steps for examples are used up', () => {
    const [a, b] = [doing('s3:*'), doing('s3:Get*')];
    const [difference] = grantedOnlyBy([a], [b]);
    const values = checkArnValues({}).value as CheckedArnValues;
    const choose = exampleChooser(openCatalog(catalog), values, { left: 0 });
    expect(choose(difference!.witness!, difference!.context!)).toEqual({
      request: difference!.witness,
      isReachable: true,
    });
  });

  it('come from what is a catalog only', () => {
    expect(() => compareAccess(everything, NOTHING, { catalog: {} as never })).toThrow(InvalidInputError);
    expect(() => newAccess(everything, NOTHING, { catalog: 'x' as never })).toThrow(InvalidInputError);
  });
});
