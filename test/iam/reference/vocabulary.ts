import type { PrincipalElement, RequestPrincipal } from './language.js';

/** The words of the generated policies: few, so that policies meet, and from every corner of the language. */

const words = (text: string): string[] => text.split(' ');

/** The types of condition keys, as the page "AWS global condition context keys" has them. */
export type KeyType = 'string' | 'number' | 'date' | 'epoch' | 'boolean' | 'address' | 'arn' | 'bytes';

export type Key = {
  readonly name: string;
  readonly type: KeyType;
  /** Whether AWS documents the key's type; otherwise only the operators that are used with it tell. */
  readonly documented: boolean;
  readonly multivalued?: true;
  /** AWS documents that every request has the key, or every signed one. */
  readonly always?: 'every' | 'signed';
  /** Whether an empty string is a possible value. */
  readonly mayBeEmpty?: true;
};

export const KEYS: readonly Key[] = [
  { name: 'aws:username', type: 'string', documented: true },
  { name: 'aws:PrincipalTag/Team', type: 'string', documented: true, mayBeEmpty: true },
  { name: 'aws:RequestTag/Σ', type: 'string', documented: true, mayBeEmpty: true },
  { name: 'svc:k', type: 'string', documented: false, mayBeEmpty: true },
  { name: 'svc:list', type: 'string', documented: false, mayBeEmpty: true },
  { name: 'aws:TagKeys', type: 'string', documented: true, multivalued: true },
  { name: 'aws:CalledVia', type: 'string', documented: true, multivalued: true },
  { name: 's3:max-keys', type: 'number', documented: false },
  { name: 'svc:n', type: 'number', documented: false },
  { name: 'aws:MultiFactorAuthPresent', type: 'boolean', documented: true },
  { name: 'aws:SecureTransport', type: 'boolean', documented: true, always: 'every' },
  { name: 'aws:CurrentTime', type: 'date', documented: true, always: 'every' },
  { name: 'aws:TokenIssueTime', type: 'date', documented: true },
  { name: 'aws:EpochTime', type: 'epoch', documented: true, always: 'every' },
  { name: 'aws:SourceIp', type: 'address', documented: true },
  { name: 'svc:ip', type: 'address', documented: false },
  { name: 'aws:PrincipalArn', type: 'arn', documented: true, always: 'signed' },
  { name: 'aws:SourceArn', type: 'arn', documented: true },
  { name: 'svc:bytes', type: 'bytes', documented: false },
];

const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const TEXT_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];
const NUMBER_OPERATORS = ORDERS.map((order) => `Numeric${order}`);
const DATE_OPERATORS = ORDERS.map((order) => `Date${order}`);

export const OPERATORS: Readonly<Record<KeyType, readonly string[]>> = {
  string: TEXT_OPERATORS,
  number: NUMBER_OPERATORS,
  date: DATE_OPERATORS,
  epoch: [...NUMBER_OPERATORS, ...DATE_OPERATORS],
  boolean: ['Bool'],
  address: ['IpAddress', 'NotIpAddress'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  bytes: ['BinaryEquals'],
};
export const ALL_OPERATORS: readonly string[] = [...new Set(Object.values(OPERATORS).flat())];

const VARIABLE_TEXTS = [
  '${aws:username}',
  '${AWS:UserName}*',
  'x${aws:username}y',
  "${aws:PrincipalTag/Team, 'dev'}",
  "${aws:PrincipalTag/Team, ''}",
  '${svc:k}',
  '${svc:k}${aws:username}',
  '${aws:TagKeys}',
];
const ODD_TEXTS = [
  '${*}',
  'a${*}b*',
  '${?}',
  '${$}{aws:username}',
  '${${aws:username}}',
  '${${*}}',
  '$${aws:username}',
  '${}',
  '${ aws:username}',
  "${svc:k,'x'}",
  '${aws:username',
  '${!svc:k}',
];
const UNICODE_TEXTS = [
  'aΣ',
  'aς',
  'aσ*',
  'İ',
  'i\u0307',
  '\u{1F600}',
  '?\u{1F600}',
  'ß',
  'SS',
  '\u212A',
  'é',
  'e\u0301',
];

/** Values of policies, by the type that they are meant for; some are of no type. */
export const POLICY_VALUES: Readonly<Record<KeyType, readonly string[]>> = {
  string: [
    ...words('a b a b ab a* *b ? * ?? A aB a*b* dev bob k true 1'),
    '',
    ...UNICODE_TEXTS,
    ...VARIABLE_TEXTS,
    ...ODD_TEXTS,
  ],
  number: [
    ...words('1 2 5 10 1.5 1.50 01 -3 +1 -0 0 0.1 -0.1 9007199254740993'),
    ...words('9007199254740992 1e3 x .5 1.'),
    '',
  ],
  date: [
    ...words('2026 2026-01 2026-01-01 2026-01-01T00:00Z 2026-01-01T00:00:00Z 1767225600'),
    ...words('2025-12-31T23:59:59.9Z'),
    ...words('2026-01-01T01:00:00+01:00 2026-01-01t00:00:00-00 2026-01-01T00:00:00.000000001Z 2024-02-29'),
    ...words('2023-02-29'),
    ...words('0000-01-01 0000-01-01T00:00:00+01:00 9999-12-31T23:59:59.999999999Z 9999-12-31T23:59:59.5-01:00'),
    ...words('0 -1'),
    ...words('1970-01-01 9223372036854775807 9223372036854775808 2026-01-01T00:00:00 2026-13 x'),
    '',
  ],
  epoch: ['1767225600', '1767225599', '2026-01-01', '0', '1', '1.5', '2026', '-1', '2147483648', 'x'],
  boolean: ['true', 'false', 'true', 'false', 'True', 'FALSE', 'x', ''],
  address: [
    ...words('10.0.0.0/8 10.0.0.0/9 10.128.0.0/9 10.1.1.1 10.1.1.1/32 0.0.0.0/0 203.0.113.7/24 0.0.0.0/32'),
    ...words('255.255.255.255 128.0.0.0/1 2001:db8::/32 2001:DB8:0:0::/33 ::/0 ::1 ::ffff:10.0.0.0/104'),
    ...words('2001:db8::1/128 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 010.0.0.0/8 10.0.0.0/33 x'),
    '',
  ],
  arn: [
    ...words('arn:aws:iam::111122223333:role/* arn:aws:iam::*:role/a arn:*:iam::111122223333:*'),
    ...words('arn:aws:iam::1?1122223333:user/a'),
    ...words('arn:aws:iam::111122223333:role/a arn:aws:s3:::a arn:aws:s3:::* * arn:aws:sns:*:*:a:*'),
    ...words('arn:aws:iam::1:2:x'),
    'arn:aws:iam::${svc:k}:role/a',
    'arn:aws:iam::${svc:k}:role/${aws:username}',
    "arn:aws:s3:::${svc:k, 'a:b'}",
    'arn:aws:s3:::${*}',
    'arn:aws:s3:::${svc:k}*',
    'arn:aws:s3:::\u{1F600}?',
    "arn:aws:iam::${svc:k, '111122223333'}:role/a",
    '*:*:*:*:*:*',
    'arn:aws:s3',
    'x',
    '',
  ],
  bytes: ['YQ==', 'YWI=', 'YWJj', 'YR==', '/+8=', '', '!', 'YQ'],
};

export const ACTIONS = [
  ...words('s3:Get* s3:GetObject s3:GetObject s3:* * ec2:* s3:PutObject s3:?et* *:Get* EC2:RunInstances'),
  ...words('S3:getobject s3:Get?bject s3:*Object s3:*O* s3:aΣ s3:AΣ* s3:aς s3:İ* s3:\u212A s3:\u{1F600}?'),
];
export const TRUST_ACTIONS = ['sts:AssumeRole', 'sts:AssumeRole*', 'sts:*', 'sts:TagSession', 'sts:?ssumeRoleWithSAML'];

export const RESOURCES = [
  ...words('* * arn:aws:s3:::a arn:aws:s3:::a/* arn:aws:s3:::*-b arn:aws:s3:*:*:a* arn:aws:s3:::?'),
  ...words('arn:aws:s3:::a*b'),
  ...words('arn:aws:s3 arn:aws:s3:* arn:aws arn:aws:ec2:us-east-1 arn:* arn:aws:logs:*:log-group:prod'),
  ...words('arn:aws:ec2:*:1*:x/* arn:aws:ec2:*r:?:x arn:*:s3:::a arn:aws:ec2:**:1:x arn:aws:s3:::a:b:*'),
  ...words('arn:aws:?c2:r*:*1:*'),
  'arn:aws:s3:::a/${aws:username}/*',
  'arn:aws:s3:::a/${svc:k}',
  'arn:aws:s3:::${*}',
  "arn:aws:s3:::${aws:PrincipalTag/Team, 'dev'}",
  'arn:aws:s3:::a/${${aws:username}}/*',
  'arn:aws:s3:::a/${$}{svc:k}',
  'arn:aws:s3:*:*:${svc:k}*',
  "arn:aws:s3:::${svc:k, 'a*'}",
  ...words('arn:aws:s3:::Σ* arn:aws:s3:::\u{1F600}? arn:aws:s3:::ς arn:aws:s3:::A arn:aws:s3:::a/${svc:k'),
  ...words('arn:aws:s3:::${*}${?}*'),
];

const ACCOUNTS = ['111122223333', '444455556666'];
const users = ACCOUNTS.flatMap((account) => [`arn:aws:iam::${account}:user/bob`, `arn:aws:iam::${account}:user/p/eve`]);
const roles = ACCOUNTS.map((account) => `arn:aws:iam::${account}:role/p/deputy`);
const sessions = ACCOUNTS.flatMap((account) =>
  ['s', 't'].map((name) => `arn:aws:sts::${account}:assumed-role/deputy/${name}`),
);
const roots = ACCOUNTS.map((account) => `arn:aws:iam::${account}:root`);
const chinese = ['arn:aws-cn:iam::111122223333:root', 'arn:aws-cn:iam::111122223333:user/bob'];
const federatedUser = 'arn:aws:sts::111122223333:federated-user/bob';
const SERVICES = ['ec2.amazonaws.com', 's3.amazonaws.com'];
const PROVIDERS = ['accounts.google.com', 'arn:aws:iam::111122223333:saml-provider/p'];
const CANONICAL = ['79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'];

/** What `{ AWS }` of a policy names. */
export const AWS_ENTRIES = [
  '*',
  ...ACCOUNTS,
  ...roots,
  ...users,
  ...users,
  ...roles,
  ...roles,
  ...sessions,
  ...chinese,
  federatedUser,
  'AIDAEXAMPLEBOB',
  'AROAEXAMPLEDEPUTY',
];
export const OTHER_ENTRIES: Readonly<Record<'Service' | 'Federated' | 'CanonicalUser', readonly string[]>> = {
  Service: SERVICES,
  Federated: PROVIDERS,
  CanonicalUser: CANONICAL,
};
export const SIMPLE_PRINCIPALS: readonly PrincipalElement[] = ['*', { AWS: '*' }, { AWS: ACCOUNTS }];

/** Who makes requests: those that policies name, and strangers to them. */
export const CALLERS: readonly RequestPrincipal[] = [
  'anonymous',
  'anonymous',
  ...users,
  ...roles,
  ...sessions,
  ...roots,
  ...chinese,
  federatedUser,
  ...words('AIDAEXAMPLEBOB AIDAEXAMPLEEVE AROAEXAMPLEDEPUTY AROAEXAMPLEDEPUTY:s AROAEXAMPLEOTHER:s'),
  'arn:aws:iam::777788889999:user/bob',
  'arn:aws:sts::111122223333:assumed-role/other/s',
  ...SERVICES.map((Service) => ({ Service })),
  ...PROVIDERS.map((Federated) => ({ Federated })),
  { Service: 'sns.amazonaws.com' },
  { Federated: 'graph.facebook.com' },
  { CanonicalUser: 'f'.repeat(64) },
  ...CANONICAL.map((CanonicalUser) => ({ CanonicalUser })),
];

/** What stands for `*` in requests. */
export const FILLERS = ['', '', 'a', 'x', 'ab', 'bob', 'Σ', '\u{1F600}', 'x/y', 'dev'];
/** What does so where colons and wildcards may be in the text. */
export const ODD_FILLERS = ['x:y', ':', '*', '?', '1:1', '${aws:username}', 'a\nb'];
