import { isUtf8 } from 'node:buffer';

/** The encodings that are read. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Where text in the encoding begins after its byte order mark. */
export type DetectedEncoding = { encoding: Encoding; bom: number };

/** Encodings by their byte order mark; UTF-32 before UTF-16, whose mark its own begins with. */
const MARKS: readonly (readonly [bytes: readonly number[], encoding: Encoding | 'utf-32'])[] = [
  [[0xff, 0xfe, 0, 0], 'utf-32'],
  [[0, 0, 0xfe, 0xff], 'utf-32'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
];

/** How many bytes are searched for the zeros of UTF-16 without a byte order mark. */
const SAMPLE_BYTES = 256;

/**
 * Detects the encoding of a text by its byte order mark, or else by the zeros that UTF-16 has in ASCII characters,
 * of which the first one and most others are.
 *
 * @param head The first bytes of the text.
 * @returns `utf-32`, which is not read, as a word.
 */
export function detectEncoding(head: Uint8Array): DetectedEncoding | 'utf-32' {
  for (const [bytes, encoding] of MARKS) {
    if (!bytes.every((byte, index) => head[index] === byte)) continue;
    return encoding === 'utf-32' ? encoding : { encoding, bom: bytes.length };
  }
  let [even, odd] = [0, 0];
  for (const [index, byte] of head.subarray(0, SAMPLE_BYTES).entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (isAscii(head[0]) && head[1] === 0 && odd > 4 * even) return { encoding: 'utf-16le', bom: 0 };
  if (head[0] === 0 && isAscii(head[1]) && even > 4 * odd) return { encoding: 'utf-16be', bom: 0 };
  return { encoding: 'utf-8', bom: 0 };
}

/** Whether a byte is an ASCII character that text begins with. */
function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && (byte > 0x1f || (byte > 0x08 && byte < 0x0e)) && byte < 0x7f;
}

/** Thrown for bytes that are not text in the encoding. */
export class EncodingError extends Error {
  /**
   * @param offset The first byte that is not valid, from the beginning of the text, its byte order mark excluded.
   * @param before The valid bytes before it if it is in the first part of the text.
   * @param byte The byte; missing where a text in UTF-16 is not valid, or a text ends inside a character.
   */
  constructor(
    readonly offset: number,
    readonly before?: Uint8Array,
    readonly byte?: number,
  ) {
    super();
  }
}

/**
 * Returns functions that turn the parts of a text, cut anywhere, into valid UTF-8. Parts in UTF-8 are checked and
 * passed on without a copy.
 */
export function toUtf8(encoding: Encoding): { write: (bytes: Uint8Array) => Uint8Array; end: () => void } {
  return encoding === 'utf-8' ? checkUtf8() : decodeUtf16(encoding === 'utf-16be');
}

function checkUtf8(): ReturnType<typeof toUtf8> {
  let seen = 0;
  let rest = new Uint8Array(0);
  return {
    write(bytes) {
      const whole = rest.length === 0 ? bytes : joinBytes([rest, bytes]);
      const complete = whole.subarray(0, whole.length - incompleteTail(whole));
      if (!isUtf8(complete)) {
        const at = validLength(complete);
        throw new EncodingError(seen + at, seen === 0 ? complete.slice(0, at) : undefined, complete[at]);
      }
      rest = whole.slice(complete.length);
      seen += complete.length;
      return complete;
    },
    end() {
      if (rest.length > 0) throw new EncodingError(seen);
    },
  };
}

/** The length of the longest valid beginning of bytes that are not valid. */
function validLength(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    const part = bytes.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - incompleteTail(part)))) valid = middle;
    else invalid = middle;
  }
  return valid - incompleteTail(bytes.subarray(0, valid));
}

/** The number of bytes at the end that begin a character but do not complete it. */
function incompleteTail(bytes: Uint8Array): number {
  const last = Math.max(0, bytes.length - 3);
  for (let at = bytes.length - 1; at >= last; at -= 1) {
    const byte = bytes[at] as number;
    const isContinuation = byte >= 0x80 && byte < 0xc0;
    if (!isContinuation) return bytes.length - at < characterLength(byte) ? bytes.length - at : 0;
  }
  return 0;
}

/** The number of bytes in a character, by the first one. */
function characterLength(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}

function decodeUtf16(isBigEndian: boolean): ReturnType<typeof toUtf8> {
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true, fatal: true });
  const encoder = new TextEncoder();
  let odd = new Uint8Array(0);
  let seen = 0;
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw new EncodingError(seen);
    }
  };
  return {
    write(bytes) {
      const whole = joinBytes([odd, bytes]);
      const even = whole.subarray(0, whole.length - (whole.length % 2));
      odd = whole.slice(even.length);
      if (isBigEndian) swapPairs(even);
      const text = decode(even, true);
      seen += even.length;
      return encoder.encode(text);
    },
    end() {
      decode(odd, false);
    },
  };
}

function swapPairs(bytes: Uint8Array): void {
  for (let index = 0; index < bytes.length; index += 2) {
    [bytes[index], bytes[index + 1]] = [bytes[index + 1] as number, bytes[index] as number];
  }
}

/** Joins parts into new bytes. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
