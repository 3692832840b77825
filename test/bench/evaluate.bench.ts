import { bench, describe } from 'vitest';
import { compilePolicies, evaluateAccess, type AccessRequest } from '../../src/iam/index.js';
import { buildManagementPolicy } from '../../src/index.js';

const policy = buildManagementPolicy({ region: 'us-east-1' });
const instance = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1';

const requests: Record<string, AccessRequest> = {
  'an action of the first statement': { action: 'ec2:DescribeInstances', resource: '*' },
  'an action of three statements, with conditions': {
    action: 'ec2:RunInstances',
    resource: instance,
    context: { 'aws:RequestTag/Name': 'upsolver-1' },
  },
  'an action of no statement': { action: 'ec2:StopInstances', resource: instance },
};

describe.each(Object.entries(requests))('the management policy, %s', (_, request) => {
  const { evaluate, decide } = compilePolicies(policy);
  bench('evaluateAccess', () => {
    evaluateAccess(policy, request);
  });
  bench('compiled, evaluate', () => {
    evaluate(request);
  });
  bench('compiled, decide', () => {
    decide(request);
  });
});

bench('compilePolicies on the management policy', () => {
  compilePolicies(policy);
});
