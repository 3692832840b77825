import { describe, expect, it } from 'vitest';
import type { CatalogueStatement } from '../../../src/index.js';
import {
  ec2Arn,
  insertAfter,
  limitToAccount,
  limitToBucketUse,
  move,
  without,
} from '../../../src/upsolver/scope/statements.js';

const statement = (Sid: string, Action: string[], Resource = ['*']): CatalogueStatement => {
  return { Sid, Effect: 'Allow', Action, Resource };
};
const monitor = statement('validateAndMonitor', ['iam:PassRole', 'iam:GetPolicy']);
const other = statement('listStreams', ['iam:PassRole']);
const context = {
  partition: 'aws',
  ec2ServicePrincipal: 'ec2.amazonaws.com',
  accountId: '444455556666',
  region: 'eu-west-1',
};

describe('ec2Arn', () => {
  it('has wildcards in place of a Region and an account that are not given', () => {
    expect(ec2Arn({ partition: 'aws-cn' }, 'subnet/*')).toBe('arn:aws-cn:ec2:*:*:subnet/*');
    expect(ec2Arn(context, 'subnet/*')).toBe('arn:aws:ec2:eu-west-1:444455556666:subnet/*');
    expect(ec2Arn({ ...context, accountId: '' }, 'image/*')).toBe('arn:aws:ec2:eu-west-1::image/*');
  });
});

describe('without', () => {
  it('removes actions from the named statement alone', () => {
    expect(without([monitor, other], 'validateAndMonitor', ['iam:PassRole'])).toEqual([
      statement('validateAndMonitor', ['iam:GetPolicy']),
      other,
    ]);
  });

  it('drops a statement that has no action left', () => {
    expect(without([monitor, other], 'listStreams', ['iam:PassRole'])).toEqual([monitor]);
  });
});

describe('move', () => {
  const target = { Sid: 'passNamedRoles', Resource: ['arn'], Condition: { StringEquals: { a: 'b' } } } as const;

  it('moves actions to a new statement after the one that had them', () => {
    expect(move([monitor, other], 'validateAndMonitor', ['iam:PassRole', 'iam:ListRoles'], target)).toEqual([
      statement('validateAndMonitor', ['iam:GetPolicy']),
      { ...statement('passNamedRoles', ['iam:PassRole'], ['arn']), Condition: { StringEquals: { a: 'b' } } },
      other,
    ]);
  });

  it('replaces a statement whose actions are all moved, and applies to every resource by default', () => {
    expect(move([other, monitor], 'listStreams', ['iam:PassRole'], { Sid: 'passNamedRoles' })).toEqual([
      statement('passNamedRoles', ['iam:PassRole']),
      monitor,
    ]);
  });

  it('removes actions for which there is no resource', () => {
    expect(move([monitor], 'validateAndMonitor', ['iam:PassRole'], { ...target, Resource: [] })).toEqual([
      statement('validateAndMonitor', ['iam:GetPolicy']),
    ]);
  });

  it('changes nothing if no statement has the actions', () => {
    const statements = [monitor, other];
    expect(move(statements, 'validateAndMonitor', ['ec2:RunInstances'], target)).toBe(statements);
    expect(move(statements, 'upsolverBucketAccess', ['iam:PassRole'], target)).toBe(statements);
  });
});

it('insertAfter inserts a statement after the named one, and nothing if that one is missing', () => {
  const added = { ...statement('connectAddresses', ['ec2:AssociateAddress']), Sid: 'connectAddresses' as const };
  expect(insertAfter([monitor, other], 'validateAndMonitor', added)).toEqual([monitor, added, other]);
  expect(insertAfter([monitor, other], 'useNamedAddresses', added)).toEqual([monitor, other]);
});

describe('limitToAccount', () => {
  const resources = (Sid: string, Resource: string[]): string[] =>
    limitToAccount(statement(Sid, ['ec2:RunInstances'], Resource), context).Resource;
  const own = 'arn:aws:ec2:eu-west-1:444455556666:';
  const shared = 'arn:aws:ec2:eu-west-1::';

  it('names the account and the Region in place of `*`', () => {
    expect(resources('createNamedUpsolver', ['*'])).toEqual([`${own}*`]);
  });

  it('adds images and snapshots, which have no account, where they are used', () => {
    expect(resources('useNamedUpsolver', ['*'])).toEqual([`${own}*`, `${shared}image/*`, `${shared}snapshot/*`]);
  });

  it('keeps the resource type of an ARN, and leaves an ARN without an account without one', () => {
    expect(resources('launchFromImageIntoSubnet', ['arn:aws:ec2:*:*:subnet/*', 'arn:aws:ec2:*::image/*'])).toEqual([
      `${own}subnet/*`,
      `${shared}image/*`,
    ]);
  });

  it('leaves other statements unchanged', () => expect(limitToAccount(monitor, context)).toBe(monitor));
});

it('limitToBucketUse replaces `s3:*` on the bucket with single actions, none of which changes its policy', () => {
  const [bucket, kept] = limitToBucketUse([statement('upsolverBucketAccess', ['s3:*'], ['arn']), other]);
  expect(kept).toBe(other);
  expect(bucket).toMatchObject({ Sid: 'upsolverBucketAccess', Resource: ['arn'] });
  expect(bucket?.Action).toContain('s3:GetObject');
  expect(
    bucket?.Action.filter((action) => !/^s3:(?:Get|Put|Delete|List|Abort)(?:Object|Bucket|Multipart)/.test(action)),
  ).toEqual([]);
  expect(bucket?.Action.filter((action) => /Policy|Acl|Lifecycle|^s3:DeleteBucket$|\*/.test(action))).toEqual([]);
});
