import type { Files } from './run-command.js';

const allow = (more: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });

const GET = allow({ Action: 's3:GetObject', Resource: '*' });

/** Policy documents for the commands that read them. */
export const POLICY_FILES: Files = {
  'get.json': GET,
  'any-get.json': allow({ Action: 's3:Get*', Resource: '*' }),
  encoded: encodeURIComponent(GET),
  'trust.json': allow({ Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }),
  'empty-value.json': allow({ Action: 's3:GetObject', Resource: '*', Condition: { StringEquals: { k: '' } } }),
  'nothing.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
  }),
  'bad.json': '{"Statement": [],}',
  'warned.json': allow({ Action: ['s3:*', 's3:GetObject'], Resource: '*' }),
};
