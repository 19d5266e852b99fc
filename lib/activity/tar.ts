/** Bytes of a header, and the unit in which contents are padded. */
const BLOCK = 512;

/** Places of the fields in a header, and their widths (bytes). */
const NAME = { at: 0, width: 100 } as const;
const SIZE = { at: 124, width: 12 } as const;

/** Octal digits in a field that ends with NUL. */
const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/**
 * The header of one file (POSIX.1-1988 ustar,
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06). It contains no time, owner or
 * permissions of this machine: the same file gives the same bytes.
 */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number) => block.write(text, at, 'latin1');
  put(name, NAME.at);
  put(octal(0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, SIZE.width), SIZE.at);
  put(octal(0, 12), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\0', 257);
  put('00', 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Makes a tar whose bytes follow from the names and contents of its files alone. */
export class Tar {
  readonly #parts: Uint8Array[] = [];
  #size = 0;

  /** Bytes so far, without the end mark. */
  get size(): number {
    return this.#size;
  }

  /** @param name ASCII, at most 100 characters */
  add(name: string, bytes: Uint8Array): void {
    for (const part of [header(name, bytes.length), bytes, Buffer.alloc(padding(bytes.length))]) {
      this.#parts.push(part);
      this.#size += part.length;
    }
  }

  finish(): Buffer {
    return Buffer.concat([...this.#parts, Buffer.alloc(2 * BLOCK)]);
  }
}

/**
 * The files of a tar that `Tar` made, by name. They share the memory of the tar. Of a damaged one the files before the damage: a file
 * that is cut off is not given out as if it were whole.
 */
export function filesOf(tar: Uint8Array): Map<string, Uint8Array> {
  const bytes = Buffer.from(tar.buffer, tar.byteOffset, tar.length);
  const field = ({ at, width }: typeof NAME | typeof SIZE, from: number) =>
    bytes.toString('latin1', from + at, from + at + width).replace(/\0.*$/s, '');
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const name = field(NAME, at);
    if (name === '') break;
    const size = Number.parseInt(field(SIZE, at), 8);
    const from = at + BLOCK;
    if (!(size >= 0 && from + size <= bytes.length)) break;
    files.set(name, bytes.subarray(from, from + size));
    at = from + size + padding(size);
  }
  return files;
}
