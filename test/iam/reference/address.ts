/**
 * IP addresses and blocks, as strings of bits. "The value must be in the standard CIDR format (for example,
 * 203.0.113.0/24 or 2001:DB8:1234:5678::/64). If you specify an IP address without the associated routing prefix, IAM
 * uses the default prefix value of /32": the whole address.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", IP address condition operators.
 */

/** 32 characters `0` and `1` of an IPv4 address, 128 of an IPv6 address; `undefined` for other texts. */
export function readAddress(text: string): string | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

const bitsOf = (value: number, length: number): string => value.toString(2).padStart(length, '0');

function readIpv4(text: string): string | undefined {
  const parts = text.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isAddress ? parts.map((part) => bitsOf(Number(part), 8)).join('') : undefined;
}

/** Up to eight groups of hexadecimal digits, of which `::` stands for the missing ones; the last two may be IPv4. */
function readIpv6(text: string): string | undefined {
  const sides = text.split('::');
  if (sides.length > 2) return undefined;
  const groups = sides.map((side) => (side === '' ? [] : side.split(':')));
  let isValid = true;
  const written = groups.map((side, sideIndex) =>
    side
      .map((group, index) => {
        const isLast = sideIndex === groups.length - 1 && index === side.length - 1;
        const bits = isLast && group.includes('.') ? readIpv4(group) : readGroup(group);
        isValid &&= bits !== undefined;
        return bits ?? '';
      })
      .join(''),
  );
  const [before = '', after = ''] = written;
  const missing = 128 - before.length - after.length;
  if (!isValid) return undefined;
  if (sides.length === 1) return missing === 0 ? before : undefined;
  return missing >= 16 ? before + '0'.repeat(missing) + after : undefined;
}

const readGroup = (group: string): string | undefined =>
  /^[\da-f]{1,4}$/i.test(group) ? bitsOf(Number.parseInt(group, 16), 16) : undefined;

export type Block = { readonly bits: string; readonly length: 32 | 128 };

/** The bits that the addresses of a block have in common, and how many an address has. */
export function readBlock(text: string): Block | undefined {
  const slash = text.indexOf('/');
  const address = readAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const length = address.length as 32 | 128;
  if (slash === -1) return { bits: address, length };
  const prefix = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > length) return undefined;
  return { bits: address.slice(0, Number(prefix)), length };
}

/** Whether an address is in a block; those of the other family never are. */
export const isInBlock = (address: string, { bits, length }: Block): boolean =>
  address.length === length && address.startsWith(bits);
