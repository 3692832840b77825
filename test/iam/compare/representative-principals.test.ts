import { expect, it } from 'vitest';
import { representativePrincipals } from '../../../src/iam/compare/representative-principals.js';
import type { RequestPrincipal, ResourceStatement } from '../../../src/iam/index.js';

type Who = Pick<ResourceStatement, 'Principal' | 'NotPrincipal'>;

const strangers = [{ Service: 'other.amazonaws.com' }, { Federated: 'other.example.com' }];

it.each<[what: string, statements: object[], principals: RequestPrincipal[]]>([
  ['nobody', [{ Resource: '*' }], []],
  ['everyone', [{ Principal: '*' }], [{ AWS: 'arn:aws:iam::999999999999:user/other' }, ...strangers]],
  [
    'an account, everyone of AWS, and a role with a path, twice',
    [
      { Principal: { AWS: ['111122223333', '*', 'arn:aws-cn:iam::444455556666:role/path/a/Deploy'] } },
      { NotPrincipal: { AWS: '111122223333' } },
    ],
    [
      { AWS: 'arn:aws-cn:iam::444455556666:role/path/a/Deploy' },
      { AWS: 'arn:aws-cn:sts::444455556666:assumed-role/Deploy/other' },
      { AWS: 'arn:aws-cn:iam::111122223333:user/other' },
      { AWS: 'arn:aws-cn:iam::444455556666:user/other' },
      { AWS: 'arn:aws-cn:iam::999999999999:user/other' },
      ...strangers,
    ],
  ],
  [
    'two partitions',
    [
      { Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
      { Principal: { AWS: 'arn:aws-cn:iam::111122223333:root' } },
    ],
    [
      { AWS: 'arn:aws:iam::111122223333:root' },
      { AWS: 'arn:aws-cn:iam::111122223333:root' },
      { AWS: 'arn:aws:iam::111122223333:user/other' },
      { AWS: 'arn:aws:iam::999999999999:user/other' },
      { AWS: 'arn:aws-cn:iam::111122223333:user/other' },
      { AWS: 'arn:aws-cn:iam::999999999999:user/other' },
      ...strangers,
    ],
  ],
  [
    'what looks like a role and is none',
    [
      {
        Principal: {
          AWS: [
            'arn:aws:iam::1:user/role/x',
            'arn:aws:iam::1:role/',
            'arn:aws:iam::1:role/x/',
            'x111122223333',
            '111122223333x',
            'arn',
          ],
        },
      },
    ],
    [
      { AWS: 'arn:aws:iam::1:user/role/x' },
      { AWS: 'arn:aws:iam::1:role/' },
      { AWS: 'arn:aws:iam::1:role/x/' },
      { AWS: 'arn:aws:iam::1:user/other' },
      { AWS: 'arn:aws:iam::999999999999:user/other' },
      ...strangers,
    ],
  ],
  [
    'those who have the names of others',
    [
      {
        Principal: {
          AWS: [
            '999999999999',
            '999999999998',
            'arn:aws:iam::1:user/other',
            'arn:aws:iam::1:role/R',
            'arn:aws:sts::1:assumed-role/R/other',
          ],
        },
      },
    ],
    [
      { AWS: 'arn:aws:iam::1:user/other' },
      { AWS: 'arn:aws:iam::1:role/R' },
      { AWS: 'arn:aws:sts::1:assumed-role/R/other' },
      { AWS: 'arn:aws:sts::1:assumed-role/R/otherother' },
      { AWS: 'arn:aws:iam::999999999999:user/other' },
      { AWS: 'arn:aws:iam::999999999998:user/other' },
      { AWS: 'arn:aws:iam::1:user/otherother' },
      { AWS: 'arn:aws:iam::999999999997:user/other' },
      ...strangers,
    ],
  ],
  [
    'services and providers, some with the names of others',
    [
      { NotPrincipal: { Service: ['other.amazonaws.com', 'otherother.amazonaws.com'] } },
      { Principal: { Federated: ['a.example', 'other.example.com'] } },
    ],
    [
      { AWS: 'arn:aws:iam::999999999999:user/other' },
      { Service: 'other.amazonaws.com' },
      { Service: 'otherother.amazonaws.com' },
      { Service: 'otherotherother.amazonaws.com' },
      { Federated: 'a.example' },
      { Federated: 'other.example.com' },
      { Federated: 'otherother.example.com' },
    ],
  ],
])('representativePrincipals has every kind of principal for: %s', (_what, statements, principals) => {
  const Statement = statements.map((who) => ({
    Effect: 'Allow' as const,
    Action: 'sts:AssumeRole',
    ...(who as Who & { Principal: '*' }),
  }));
  expect(representativePrincipals([{ Version: '2012-10-17', Statement }])).toStrictEqual(principals);
});
