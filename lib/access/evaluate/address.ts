/** An IP address as a number, with the width of its family: 32 or 128 bits. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** All addresses from `low` to `high`, both included. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly low: bigint;
  readonly high: bigint;
}

export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readSix(text) : readFour(text);
}

function readFour(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function readSix(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

/** An address or a CIDR block; an address alone is a block of one. */
export function readNetwork(text: string): AddressRange | undefined {
  const [start = '', length, ...rest] = text.split('/');
  const address = readAddress(start);
  if (!address || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const prefix = length === undefined ? address.bits : Number(length);
  if (prefix > address.bits) return undefined;
  const size = 1n << BigInt(address.bits - prefix);
  const low = address.value - (address.value % size);
  return { bits: address.bits, low, high: low + size - 1n };
}

export const contains = (network: AddressRange, address: Address): boolean =>
  network.bits === address.bits && address.value >= network.low && address.value <= network.high;

/** The text of an address, for a witness. */
export function showAddress({ bits, value }: Address): string {
  const size = bits === 32 ? 8n : 16n;
  const groups: string[] = [];
  for (let at = BigInt(bits) - size; at >= 0n; at -= size) {
    groups.push(((value >> at) & ((1n << size) - 1n)).toString(bits === 32 ? 10 : 16));
  }
  return groups.join(bits === 32 ? '.' : ':');
}
