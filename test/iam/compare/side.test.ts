import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/iam/compare/side.js';
import { createWorkspace } from '../../../src/iam/compare/workspace.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { allow, bucket, deny, policy } from './policies.js';

describe('createSide', () => {
  const documents = [
    policy(
      allow({ Action: 's3:A' }),
      deny({ Action: 's3:B' }),
      { ...allow({ Action: 's3:A' }), Sid: 'Again' },
      allow({ Action: 's3:C', Condition: { StringEqualsIfExists: { 'aws:username': '${aws:userid}' } } }),
    ),
    policy(allow({ Action: 's3:D' }), deny({ Action: 's3:E', Resource: bucket('b') }), deny({ Action: 's3:E' })),
  ];
  const side = createWorkspace(documents).sideOf(documents, DEFAULT_READING);
  const [refusal] = side.refusals as [Refusal];
  const placesOf = (statements: readonly { policy: number; statement: number }[]): number[][] =>
    statements.map(({ policy: index, statement }) => [index, statement]);

  it('has the same statement once, and its Allow statements with all alternatives', () => {
    expect(placesOf(side.statements)).toStrictEqual([
      [0, 0],
      [0, 1],
      [0, 3],
      [0, 3],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(side.allows.map(placesOf)).toStrictEqual([
      [[0, 0]],
      [[0, 2]],
      [
        [0, 3],
        [0, 3],
      ],
      [[1, 0]],
    ]);
  });

  it('merges statements of each effect that differ in their actions or resources only', () => {
    expect(placesOf(refusal.merged())).toStrictEqual([
      [0, 0],
      [0, 3],
      [0, 3],
    ]);
    expect(placesOf(side.mergedDenies())).toStrictEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('knows the keys of statements before and after they are merged', () => {
    expect(refusal.keys().size).toBe(5);
    expect(side.denyKeys().size).toBe(4);
  });
});
