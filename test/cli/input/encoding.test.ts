import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEncoding, EncodingError, joinBytes, toUtf8, type Encoding } from '../../../src/cli/input/encoding.js';

const encode = (text: string, encoding: Encoding): Uint8Array => {
  if (encoding === 'utf-8') return Buffer.from(text);
  const little = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? little : Buffer.from(little).swap16();
};

/** Decodes bytes that arrive in parts of the given lengths, which are repeated. */
function decode(bytes: Uint8Array, encoding: Encoding, lengths: readonly number[]): string {
  const { write, end } = toUtf8(encoding);
  const parts: Uint8Array[] = [];
  for (let at = 0, count = 0; at < bytes.length; count += 1) {
    const length = lengths[count % lengths.length] as number;
    // The bytes of a part are valid until the next one is written.
    parts.push(write(bytes.slice(at, at + length)).slice());
    at += length;
  }
  end();
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(joinBytes(parts));
}

const errorOf = (run: () => unknown): EncodingError | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(EncodingError);
    return error as EncodingError;
  }
};

const text = fc.string({ unit: 'binary', maxLength: 60 });
const encoding = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be');
const lengths = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

describe('text in UTF-8 and UTF-16', () => {
  it('is decoded to the same text, wherever its parts are cut', () => {
    fc.assert(
      fc.property(text, encoding, lengths, (written, by, cuts) => {
        expect(decode(encode(written, by), by, cuts)).toBe(written);
      }),
    );
  });

  it('is detected without a byte order mark if it begins as JSON does and is mostly ASCII', () => {
    fc.assert(
      fc.property(text, encoding, (written, by) => {
        const json = JSON.stringify({ Version: '2012-10-17', Id: written.slice(0, 5) });
        expect(detectEncoding(encode(json, by))).toEqual({ encoding: by, bom: 0 });
      }),
    );
  });

  it('is not detected in other bytes', () => {
    for (const bytes of [[], [0], [0x7b], [7, 0, 7, 0], [0, 7, 0, 7], [0x7b, 0, 0, 0], [0, 0x7b, 0, 0], [0x7f, 0]]) {
      expect(detectEncoding(Uint8Array.from(bytes))).toEqual({ encoding: 'utf-8', bom: 0 });
    }
    for (const blank of [9, 10, 13, 32]) {
      expect(detectEncoding(Uint8Array.of(blank, 0, 0x7b, 0))).toEqual({ encoding: 'utf-16le', bom: 0 });
    }
  });
});

describe('bytes that are not valid', () => {
  it('are found where a strict decoder stops, wherever the parts are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 24 });
    fc.assert(
      fc.property(text, bytes, lengths, (written, noise, cuts) => {
        const all = joinBytes([Buffer.from(written), noise]);
        const strict = errorOf(() => {
          try {
            new TextDecoder('utf-8', { fatal: true }).decode(all);
          } catch {
            throw new EncodingError(0);
          }
        });
        const found = errorOf(() => decode(all, 'utf-8', cuts));
        expect(found === undefined).toBe(strict === undefined);
        if (found === undefined) return;
        // All before it is valid, and it is not with the byte.
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(all.subarray(0, found.offset))).not.toThrow();
        if (found.byte !== undefined) expect(all[found.offset]).toBe(found.byte);
        if (found.before !== undefined) expect(found.before).toEqual(all.slice(0, found.offset));
      }),
    );
  });

  it('are in UTF-16 a lone half of a character, or half a code unit', () => {
    for (const bytes of [
      [0x7b, 0, 0, 0xd8, 0x7d, 0],
      [0x7b, 0, 0x7d],
      [0x7b, 0, 0, 0xd8],
    ]) {
      expect(errorOf(() => decode(Uint8Array.from(bytes), 'utf-16le', [2]))?.byte).toBeUndefined();
      expect(errorOf(() => decode(Uint8Array.from(bytes), 'utf-16le', [2]))).toBeDefined();
    }
  });
});
