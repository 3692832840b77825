import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256, sha256Bytes } from '../../src/core/sha256.js';

/** Source: NIST, "Cryptographic Standards and Guidelines: Example Values", SHA-256; FIPS 180-2, appendix B. */
const VECTORS: readonly (readonly [text: string, hash: string])[] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
];

describe('sha256', () => {
  it.each(VECTORS)('has the hash that the standard gives for %.20s', (text, hash) => expect(sha256(text)).toBe(hash));

  it('agrees with Node for every length around a block, and for characters of one to four bytes', () => {
    for (let length = 0; length <= 200; length += 1) {
      const text = 'aé€😀'.repeat(length).slice(0, length);
      expect(sha256(text), `${length}`).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('returns 32 bytes', () => expect([...sha256Bytes('abc')].slice(0, 2)).toEqual([0xba, 0x78]));
});
