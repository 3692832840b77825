import type { Context } from 'aws-lambda';

/** What Lambda passes in addition to the event. */
export const LAMBDA_CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'upsolver-iam',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:upsolver-iam',
  memoryLimitInMB: '256',
  awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  logGroupName: '/aws/lambda/upsolver-iam',
  logStreamName: '2026/03/10/[$LATEST]c6af9ac67b6111e69a4193e8deadbeef',
  getRemainingTimeInMillis: () => 30_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
