/** A kind of data that is not text, by the bytes it begins with. */
type BinaryFormat = { bytes: readonly number[]; at?: number; is: string; remedy: string };

const UNPACK = 'pass the file that is in it';
const NOT_TEXT = 'pass JSON text';

/**
 * The first bytes of files that are not text.
 *
 * Sources: RFC 1952 (gzip); APPNOTE.TXT (ZIP); RFC 8878 (Zstandard); the XZ and bzip2 file formats; IEEE 1003.1 (tar);
 * ISO 32000 (PDF); ISO/IEC 15948 (PNG); the file formats of SQLite, Apache Parquet and Apache Avro.
 */
export const BINARY_FORMATS: readonly BinaryFormat[] = [
  { bytes: [0x1f, 0x8b], is: 'gzip-compressed data', remedy: 'decompress it first: `gzip -dc FILE | upsolver-iam …`' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], is: 'a ZIP archive', remedy: `unpack it first, and ${UNPACK}` },
  { bytes: [0x50, 0x4b, 0x05, 0x06], is: 'an empty ZIP archive', remedy: NOT_TEXT },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    is: 'Zstandard-compressed data',
    remedy: 'decompress it first: `zstd -dc FILE | upsolver-iam …`',
  },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    is: 'xz-compressed data',
    remedy: 'decompress it first: `xz -dc FILE | upsolver-iam …`',
  },
  {
    bytes: [0x42, 0x5a, 0x68],
    is: 'bzip2-compressed data',
    remedy: 'decompress it first: `bzip2 -dc FILE | upsolver-iam …`',
  },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], is: 'a 7z archive', remedy: `unpack it first, and ${UNPACK}` },
  { bytes: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257, is: 'a tar archive', remedy: `unpack it first, and ${UNPACK}` },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: 'a PDF document', remedy: NOT_TEXT },
  { bytes: [0x89, 0x50, 0x4e, 0x47], is: 'a PNG image', remedy: NOT_TEXT },
  { bytes: [0xff, 0xd8, 0xff], is: 'a JPEG image', remedy: NOT_TEXT },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: 'a Microsoft Office document', remedy: NOT_TEXT },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], is: 'an SQLite database', remedy: NOT_TEXT },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: 'a Parquet file', remedy: NOT_TEXT },
  { bytes: [0x62, 0x70, 0x6c, 0x69, 0x73, 0x74], is: 'a binary property list', remedy: NOT_TEXT },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], is: 'a program', remedy: NOT_TEXT },
  { bytes: [0x4d, 0x5a], is: 'a Windows program', remedy: NOT_TEXT },
];

/** Returns what the bytes are if they are not text. */
export function findBinaryFormat(head: Uint8Array): Pick<BinaryFormat, 'is' | 'remedy'> | undefined {
  const known = BINARY_FORMATS.find(({ bytes, at = 0 }) => bytes.every((byte, index) => head[at + index] === byte));
  if (known !== undefined) return known;
  return head.includes(0) ? { is: 'binary data', remedy: NOT_TEXT } : undefined;
}
