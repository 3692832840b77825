import { attempt } from '../../core/attempt.js';
import { InvalidInputError, type Position } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';
import type { Terminal } from '../terminal.js';
import { findBinaryFormat } from './binary-formats.js';
import { detectEncoding, EncodingError, joinBytes, toUtf8, type Encoding } from './encoding.js';
import { fileError, isStandardInput } from './file-problem.js';
import { positionOf } from './sample.js';

/** The number of bytes that are read to recognize an input. */
export const HEAD_BYTES = 65_536;

/** As many bytes of UTF-16 are at least {@link HEAD_BYTES} of UTF-8, without the byte order mark. */
const RAW_HEAD_BYTES = 2 * HEAD_BYTES + 8;

/**
 * Yields the text of a file or of standard input as UTF-8 without a byte order mark, in parts that are cut anywhere.
 * The first part has at least {@link HEAD_BYTES} bytes, if the text is as long. A part is valid until the next one is
 * requested. UTF-16 is decoded.
 *
 * @throws {InvalidInputError} If the file cannot be read, is empty, or is not text in UTF-8 or UTF-16.
 */
export function* openInput(file: string, terminal: Terminal): Generator<Uint8Array, void, void> {
  if (isStandardInput(file) && terminal.isInteractive) terminal.err('Reading standard input. End it with Ctrl-D.\n');
  const chunks = terminal.readChunks(isStandardInput(file) ? '-' : file)[Symbol.iterator]();
  try {
    const head = readHead(chunks);
    if (head.length === 0) throw emptyError(file);
    const { encoding, bom } = encodingOf(head, file);
    const { write, end } = toUtf8(encoding);
    const first = decodeWith(() => write(head.subarray(bom)), file, encoding);
    // Whether there is text at all shows in the first part: nobody writes 64 KiB of whitespace before JSON.
    if (isBlank(first)) throw emptyError(file);
    yield first;
    for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
      const chunk = next.value;
      yield decodeWith(() => write(chunk), file, encoding);
    }
    decodeWith(end, file, encoding);
  } finally {
    chunks.return?.();
  }
}

function readHead(chunks: Iterator<Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < RAW_HEAD_BYTES) {
    const next = chunks.next();
    if (next.done === true) break;
    // A copy: the buffer of a chunk is used again for the next one.
    parts.push(next.value.slice());
    length += next.value.length;
  }
  return joinBytes(parts);
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length < HEAD_BYTES && new TextDecoder().decode(bytes).trim() === '';
}

function emptyError(file: string): InvalidInputError {
  return isStandardInput(file)
    ? fileError(file, {
        code: 'missing',
        message: 'standard input is empty. Did the command before the pipe fail?',
      })
    : fileError(file, { code: 'missing', message: 'the file is empty', hint: 'did the command that wrote it fail?' });
}

function encodingOf(head: Uint8Array, file: string): { encoding: Encoding; bom: number } {
  const detected = detectEncoding(head);
  if (detected === 'utf-32') {
    throw fileError(file, { code: 'invalid_json', message: 'this is UTF-32 text', hint: 'save it as UTF-8' });
  }
  const binary = detected.encoding === 'utf-8' && detected.bom === 0 ? findBinaryFormat(head) : undefined;
  if (binary === undefined) return detected;
  const message = `this is ${binary.is}, not JSON`;
  throw fileError(file, { code: 'invalid_json', message, hint: binary.remedy });
}

function decodeWith<Result>(decode: () => Result, file: string, encoding: Encoding): Result {
  const decoded = attempt(EncodingError, decode);
  if (!(decoded instanceof EncodingError)) return decoded;
  throw fileError(file, {
    code: 'invalid_json',
    message: describeEncodingError(decoded, encoding),
    hint: decoded.byte === undefined ? 'it may be truncated; create it again' : 'save it as UTF-8',
    ...positionBefore(decoded),
  });
}

function describeEncodingError({ offset, before, byte }: EncodingError, encoding: Encoding): string {
  if (byte === undefined) return `this is damaged ${encoding.slice(0, 6).toUpperCase()} text`;
  const place = before === undefined ? `, ${formatNumber(offset)} bytes from its beginning` : '';
  return `this is not UTF-8 text: it contains the byte 0x${byte.toString(16)}${place}`;
}

function positionBefore({ before }: EncodingError): { position?: Position } {
  if (before === undefined) return {};
  const text = new TextDecoder().decode(before);
  return { position: positionOf(text, text.length) };
}

/** Refuses file names of which more than one stand for standard input. */
export function assertReadOnce(files: readonly (string | undefined)[]): void {
  const count = files.filter((file) => file !== undefined && isStandardInput(file)).length;
  if (count < 2) return;
  throw new InvalidInputError([
    {
      code: 'conflicting_elements',
      path: [],
      message: `standard input is given ${count === 2 ? 'twice' : `${count} times`}, but can be read only once`,
      hint: 'save it in a file',
    },
  ]);
}
