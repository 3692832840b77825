/** A block of addresses of one family; a single address is a block of one. */
export type IpBlock = { bits: 32 | 128; first: bigint; last: bigint };

/**
 * The addresses of an IPv4 or IPv6 CIDR block or of a single address, else `undefined`. Bits after the prefix are
 * ignored.
 *
 * AWS documents `/32` as the default prefix; for IPv6 that can only mean `/128`.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", IP address condition operators.
 */
export function parseIpBlock(text: string): IpBlock | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 128 ? parseIpv6(address) : parseIpv4(address);
  if (value === undefined || rest.length > 0) return undefined;
  if (prefix === undefined) return { bits, first: value, last: value };
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || +prefix > bits) return undefined;

  const hostBits = BigInt(bits - +prefix);
  const first = (value >> hostBits) << hostBits;
  return { bits, first, last: first + (1n << hostBits) - 1n };
}

/** A single address, as a block of one; `undefined` for anything else, including a block. */
export function parseIpAddress(text: string): IpBlock | undefined {
  return text.includes('/') ? undefined : parseIpBlock(text);
}

/** Whether the outer block contains the inner one. Blocks of different families never contain each other. */
export function isWithin(inner: IpBlock, outer: IpBlock): boolean {
  return inner.bits === outer.bits && inner.first >= outer.first && inner.last <= outer.last;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && +part <= 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => ipv6Groups(half, index === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((value, group) => value * 65_536n + group, 0n);
}

/** The 16-bit groups of one side of `::`. An address may end in an IPv4 address. */
function ipv6Groups(text: string, endsAddress: boolean): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    const embedded = endsAddress && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (embedded !== undefined) groups.push(embedded >> 16n, embedded & 65_535n);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
