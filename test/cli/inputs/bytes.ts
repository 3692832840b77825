import { gzipSync } from 'node:zlib';

/* Files in encodings other than UTF-8, and files that are no text. */

const TEXT =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}\n';

const bytes = (...values: (number | string)[]): Uint8Array =>
  Buffer.concat(values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.from([value]))));
const littleEndian = Buffer.from(TEXT, 'utf16le');
const bigEndian = Buffer.from(littleEndian).swap16();

/** Text in an encoding that is read, as a program on Windows writes it. */
export function readableEncodings(text: string): Record<string, Uint8Array> {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  return {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a byte order mark': bytes(0xef, 0xbb, 0xbf, text),
    'UTF-8 with CRLF': Buffer.from(text.replaceAll('\n', '\r\n')),
    'UTF-16LE': little,
    'UTF-16LE with a byte order mark': Buffer.concat([bytes(0xff, 0xfe), little]),
    'UTF-16BE': big,
    'UTF-16BE with a byte order mark': Buffer.concat([bytes(0xfe, 0xff), big]),
  };
}

/** Files that are not text in an encoding that is read. */
export const BYTES: Readonly<Record<string, Uint8Array>> = {
  'an empty file': bytes(),
  'a file of blanks': bytes(' \n\t\n'),
  'a byte order mark alone': bytes(0xef, 0xbb, 0xbf),
  gzip: gzipSync(TEXT),
  'a ZIP archive': bytes('PK', 3, 4, 20, 0, 0, 0),
  'an empty ZIP archive': bytes('PK', 5, 6, 0, 0),
  Zstandard: bytes(0x28, 0xb5, 0x2f, 0xfd, 0),
  xz: bytes(0xfd, '7zXZ', 0),
  bzip2: bytes('BZh91AY&SY'),
  'a 7z archive': bytes('7z', 0xbc, 0xaf, 0x27, 0x1c),
  'a tar archive': Buffer.concat([Buffer.from('p.json'.padEnd(257, '\0')), bytes('ustar', 0)]),
  'a PDF document': bytes('%PDF-1.7\n'),
  'a PNG image': bytes(0x89, 'PNG\r\n', 0x1a),
  'a JPEG image': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  'a Microsoft Office document': Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
  'an SQLite database': bytes('SQLite format 3', 0),
  'a Parquet file': bytes('PAR1', 0x15),
  'a binary property list': bytes('bplist00'),
  'a program': bytes(0x7f, 'ELF', 2),
  'a Windows program': bytes('MZ', 0x90, 0),
  'other binary data': Buffer.from([7, 0, 0, 9, 1, 0, 0, 0]),
  'UTF-32LE': Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]),
  'UTF-32BE': Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]),
  'Windows-1252': Buffer.from('{"Version": "2012-10-17",\n "Id": "Löschen"}', 'latin1'),
  'UTF-8 that is cut in a character': Buffer.from('{"Id": "ö').subarray(0, 9),
  'UTF-8 with a lone continuation byte': bytes('{"Id": "', 0x80, '"}'),
  'UTF-16LE that is cut in a character': littleEndian.subarray(0, littleEndian.length - 3),
  'UTF-16BE that is cut in a character': bigEndian.subarray(0, bigEndian.length - 3),
  'UTF-16LE with half a character': Buffer.concat([littleEndian.subarray(0, 20), Buffer.from([0, 0xd8, 0x22, 0])]),
};
