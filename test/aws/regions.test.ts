import { describe, expect, it } from 'vitest';
import { findPartition, PARTITIONS } from '../../src/aws/partition.js';
import { KNOWN_REGIONS } from '../../src/aws/regions.js';

describe('KNOWN_REGIONS', () => {
  it('has Regions of every partition, each once', () => {
    expect(new Set(KNOWN_REGIONS.map(findPartition))).toEqual(new Set(PARTITIONS));
    expect(new Set(KNOWN_REGIONS).size).toBe(KNOWN_REGIONS.length);
  });
});
