import { bench, describe } from 'vitest';
import { buildManagementPolicy, buildServerPolicy, rolesFor } from '../../src/index.js';

const server = buildServerPolicy('12345678-1234-1234-1234-1234567890ab', 'us-east-1');
const management = buildManagementPolicy({ region: 'us-east-1' });

describe('the server policy', () => {
  bench('buildServerPolicy', () => void buildServerPolicy('12345678-1234-1234-1234-1234567890ab', 'us-east-1'));
  bench('structuredClone of its result', () => void structuredClone(server));
});

describe('the management policy', () => {
  bench('buildManagementPolicy', () => void buildManagementPolicy({ region: 'us-east-1' }));
  bench('structuredClone of its result', () => void structuredClone(management));
});

describe('all roles', () => {
  bench('rolesFor(private-vpc, organization)', () => {
    rolesFor('private-vpc', { orgId: '12345678-1234-1234-1234-1234567890ab', region: 'us-east-1' });
  });
});
