import { expect, it } from 'vitest';
import { representativeCallers } from '../../../src/iam/compare/callers.js';
import type { ResourceStatement } from '../../../src/iam/index.js';
import type { Caller } from '../../../src/iam/request.js';

type Who = Pick<ResourceStatement, 'Principal' | 'NotPrincipal'>;

const callersFor = (...statements: object[]): string[] => {
  const Statement = statements.map((who) => ({
    Effect: 'Allow' as const,
    Action: 'sts:AssumeRole',
    ...(who as Who & { Principal: '*' }),
  }));
  return representativeCallers([{ Version: '2012-10-17', Statement }]).map(describeCaller);
};

/** `AWS arn:…`, and `+ boundary` for a caller with a permissions boundary. */
function describeCaller({ kind, id, permissionsBoundary }: Caller): string {
  return `${kind} ${id}${permissionsBoundary === true ? ' + boundary' : ''}`.trim();
}

const canonical = 'other'.padEnd(64, '0');
const strangers = [
  'Service other.amazonaws.com',
  'Federated other.example.com',
  `CanonicalUser ${canonical}`,
  'anonymous',
];

it.each<[what: string, statements: object[], callers: string[]]>([
  ['nobody', [{ Resource: '*' }], []],
  ['everyone', [{ Principal: '*' }], ['anonymous']],
  [
    'everyone, and an exemption of everyone',
    [{ Principal: '*' }, { NotPrincipal: '*' }],
    ['AWS arn:aws:iam::999999999999:user/other', 'AWS arn:aws:iam::999999999999:user/other + boundary', ...strangers],
  ],
  [
    'everyone with credentials',
    [{ Principal: { AWS: '*' } }],
    ['AWS arn:aws:iam::999999999999:user/other', ...strangers],
  ],
  [
    'an account, everyone with credentials, and a role with a path, twice',
    [
      { Principal: { AWS: ['111122223333', '*', 'arn:aws-cn:iam::444455556666:role/path/a/Deploy'] } },
      { Principal: { AWS: '111122223333' } },
    ],
    [
      'AWS arn:aws-cn:iam::444455556666:role/path/a/Deploy',
      'AWS arn:aws-cn:sts::444455556666:assumed-role/Deploy/other',
      'AWS arn:aws-cn:iam::111122223333:user/other',
      'AWS arn:aws-cn:iam::111122223333:root',
      'AWS arn:aws-cn:iam::444455556666:user/other',
      'AWS arn:aws-cn:iam::444455556666:root',
      'AWS arn:aws-cn:iam::999999999999:user/other',
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
      'AWS arn:aws:iam::111122223333:root',
      'AWS arn:aws-cn:iam::111122223333:root',
      'AWS arn:aws:iam::111122223333:user/other',
      'AWS arn:aws:iam::999999999999:user/other',
      'AWS arn:aws-cn:iam::111122223333:user/other',
      'AWS arn:aws-cn:iam::999999999999:user/other',
      ...strangers,
    ],
  ],
  [
    'what looks like a role and is none',
    [
      {
        Principal: {
          AWS: ['arn:aws:iam::1:user/role/x', 'arn:aws:iam::1:role/', 'arn:aws:iam::1:role/x/', 'x111122223333'],
        },
      },
    ],
    [
      'AWS arn:aws:iam::1:user/role/x',
      'AWS arn:aws:iam::1:role/',
      'AWS arn:aws:iam::1:role/x/',
      'AWS x111122223333',
      'AWS arn:aws:iam::1:user/other',
      'AWS arn:aws:iam::1:root',
      'AWS arn:aws:iam::999999999999:user/other',
      ...strangers,
    ],
  ],
  [
    'ARNs that are cut off',
    [{ Principal: { AWS: ['arn:', 'arn:aws:iam'] } }],
    [
      'AWS arn:',
      'AWS arn:aws:iam',
      'AWS arn::iam:::user/other',
      'AWS arn::iam:::root',
      'AWS arn::iam::999999999999:user/other',
      'AWS arn:aws:iam:::user/other',
      'AWS arn:aws:iam:::root',
      'AWS arn:aws:iam::999999999999:user/other',
      ...strangers,
    ],
  ],
  [
    'unique IDs of a user and a role, and a session with the usual name',
    [{ Principal: { AWS: ['AIDAEXAMPLE', 'AROAEXAMPLE', 'AROAEXAMPLE:other'] } }],
    [
      'AWS AIDAEXAMPLE',
      'AWS AROAEXAMPLE',
      'AWS AROAEXAMPLE:other',
      'AWS AROAEXAMPLE:otherother',
      'AWS arn:aws:iam::999999999999:user/other',
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
      'AWS arn:aws:iam::1:user/other',
      'AWS arn:aws:iam::1:role/R',
      'AWS arn:aws:sts::1:assumed-role/R/other',
      'AWS arn:aws:sts::1:assumed-role/R/otherother',
      'AWS arn:aws:iam::999999999999:user/other',
      'AWS arn:aws:iam::999999999999:root',
      'AWS arn:aws:iam::999999999998:user/other',
      'AWS arn:aws:iam::999999999998:root',
      'AWS arn:aws:iam::1:user/otherother',
      'AWS arn:aws:iam::1:root',
      'AWS arn:aws:iam::999999999997:user/other',
      ...strangers,
    ],
  ],
  [
    'exemptions: each IAM principal also with a permissions boundary',
    [{ Principal: '*' }, { NotPrincipal: { AWS: 'arn:aws:iam::1:user/Bob', Service: 's.amazonaws.com' } }],
    [
      'AWS arn:aws:iam::1:user/Bob',
      'AWS arn:aws:iam::1:user/other',
      'AWS arn:aws:iam::1:root',
      'AWS arn:aws:iam::999999999999:user/other',
      'AWS arn:aws:iam::1:user/Bob + boundary',
      'AWS arn:aws:iam::1:user/other + boundary',
      'AWS arn:aws:iam::999999999999:user/other + boundary',
      'Service s.amazonaws.com',
      ...strangers,
    ],
  ],
  [
    'services, providers and canonical users, some with the names of others',
    [
      { Principal: { Service: ['other.amazonaws.com', 'otherother.amazonaws.com'] } },
      { Principal: { Federated: ['a.example', 'other.example.com'], CanonicalUser: canonical } },
    ],
    [
      'AWS arn:aws:iam::999999999999:user/other',
      'Service other.amazonaws.com',
      'Service otherother.amazonaws.com',
      'Service otherotherother.amazonaws.com',
      'Federated a.example',
      'Federated other.example.com',
      'Federated otherother.example.com',
      `CanonicalUser ${canonical}`,
      `CanonicalUser ${'otherother'.padEnd(64, '0')}`,
      'anonymous',
    ],
  ],
])('representativeCallers has every kind of caller for: %s', (_what, statements, callers) =>
  expect(callersFor(...statements)).toStrictEqual(callers),
);
