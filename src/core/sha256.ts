/*
 * SHA-256 without a library: `node:crypto` is missing in browsers, and `crypto.subtle` is asynchronous. For documents
 * of some kilobytes. Source: FIPS 180-4, "Secure Hash Standard", sections 4.1.2, 5.1.1, 5.3.3 and 6.2.
 */

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const ROUNDS = 64;

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = /* @__PURE__ */ firstPrimes(ROUNDS).map((prime) => fractionBits(prime ** (1 / 3)));

/** The same of the square roots of the first 8 primes. */
const INITIAL_STATE = /* @__PURE__ */ firstPrimes(8).map((prime) => fractionBits(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

function fractionBits(value: number): number {
  return Math.floor((value % 1) * 2 ** 32) | 0;
}

function rotateRight(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

/** The bytes of the SHA-256 of a text in UTF-8. */
export function sha256Bytes(text: string): Uint8Array {
  const message = padded(new TextEncoder().encode(text));
  const state = [...INITIAL_STATE];
  for (let start = 0; start < message.byteLength; start += BLOCK_BYTES) addBlock(state, message, start);
  const result = new DataView(new ArrayBuffer(state.length * 4));
  for (const [index, word] of state.entries()) result.setInt32(index * 4, word);
  return new Uint8Array(result.buffer);
}

/** The SHA-256 of a text in UTF-8, as 64 lowercase hexadecimal digits. */
export function sha256(text: string): string {
  return [...sha256Bytes(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The message, the bit 1, zeros, and its length in bits, as whole blocks. */
function padded(bytes: Uint8Array): DataView {
  const blocks = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const message = new Uint8Array(blocks * BLOCK_BYTES);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setUint32(message.length - LENGTH_BYTES, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(message.length - LENGTH_BYTES / 2, (bytes.length * 8) % 2 ** 32);
  return view;
}

type State = [number, number, number, number, number, number, number, number];

function addBlock(state: number[], message: DataView, start: number): void {
  const words = scheduleOf(message, start);
  let [a, b, c, d, e, f, g, h] = state as State;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sum1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + (ROUND_CONSTANTS[round] as number) + (words[round] as number)) | 0;
    const sum0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sum0 + majority) | 0];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = ((state[index] as number) + word) | 0;
}

function scheduleOf(message: DataView, start: number): Int32Array {
  const words = new Int32Array(ROUNDS);
  for (let index = 0; index < 16; index += 1) words[index] = message.getInt32(start + index * 4);
  for (let index = 16; index < ROUNDS; index += 1) {
    const [w2, w7, w15, w16] = [2, 7, 15, 16].map((back) => words[index - back] as number) as [
      ...[number, number, number, number],
    ];
    const sigma0 = rotateRight(w15, 7) ^ rotateRight(w15, 18) ^ (w15 >>> 3);
    const sigma1 = rotateRight(w2, 17) ^ rotateRight(w2, 19) ^ (w2 >>> 10);
    words[index] = w16 + sigma0 + w7 + sigma1;
  }
  return words;
}
