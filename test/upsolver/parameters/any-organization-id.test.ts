import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildServerPolicy } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { untyped } from '../untyped.js';

const server = (...args: unknown[]) => issuesOf(() => untyped(buildServerPolicy, ...args));

describe('an organization ID', () => {
  /** Whether S3 accepts a name for a new bucket, written independently of the library. Source: Amazon S3 User Guide. */
  const legalBucketName = (name: string): boolean =>
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/.test(name) &&
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);

  const characters = fc.constantFrom(...'abz019-', ...'-an', ...'s3', 'A', '_', '.', ' ', 'é', '\n');
  const partitions: Record<string, string> = {
    'us-east-1': 'aws',
    'ap-southeast-2': 'aws',
    'us-gov-west-1': 'aws-us-gov',
    'cn-north-1': 'aws-cn',
  };
  const regions = fc.constantFrom(...Object.keys(partitions));

  it.each([
    ['any string', fc.string()],
    ['nearly valid strings', fc.string({ unit: characters, maxLength: 50 })],
    ['valid IDs', fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/)],
    ['UUIDs', fc.uuid()],
  ])('is accepted if and only if it makes a legal bucket name: %s', (_name, orgIds) => {
    fc.assert(
      fc.property(orgIds, regions, (orgId, region) => {
        const name = `${region}-upsolver-${orgId}`;
        if (orgId !== '' && !orgId.startsWith('-') && legalBucketName(name)) {
          const arn = `arn:${partitions[region]}:s3:::${name}`;
          expect(buildServerPolicy(orgId, region).Statement[0]?.Resource).toEqual([arn, `${arn}/*`]);
        } else {
          expect(server(orgId, region).every(({ path }) => path[0] === 'orgId')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('hostile text', () => {
  it('gets a short answer even if it has a million characters', () => {
    for (const text of ['a'.repeat(1_000_000), '-'.repeat(1_000_000), 'us-'.repeat(300_000), ' '.repeat(1_000_000)]) {
      for (const { message, hint = '' } of server(text, text)) {
        expect(message.length + hint.length).toBeLessThan(300);
      }
    }
  });

  it('is escaped in messages, so that it cannot reach a terminal', () => {
    const [issue] = server('a\u001b[2j`\u202e\u009b', 'us-east-1');
    expect(issue?.message).toBe(
      'the organization ID `a\\u001b[2j\\u0060\\u202e\\u009b` contains characters that are not allowed',
    );
  });
});
