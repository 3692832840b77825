import { bench, describe } from 'vitest';
import { evaluateAccess } from '../../src/iam/index.js';
import { buildManagementPolicy } from '../../src/index.js';

const policy = buildManagementPolicy({ region: 'us-east-1' });
const instance = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1';

describe('evaluateAccess on the management policy', () => {
  bench('an action of the first statement', () => {
    evaluateAccess(policy, { action: 'ec2:DescribeInstances', resource: '*' });
  });
  bench('an action of three statements, with conditions', () => {
    const context = { 'aws:RequestTag/Name': 'upsolver-1' };
    evaluateAccess(policy, { action: 'ec2:RunInstances', resource: instance, context });
  });
  bench('an action of no statement', () => {
    evaluateAccess(policy, { action: 'ec2:StopInstances', resource: instance });
  });
});
