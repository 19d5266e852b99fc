import { stepText } from './shape.ts';
import type { Shard } from './shard.ts';

const BLOCK = 512;

/** Octal digits in a field that ends with NUL. */
const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

/**
 * The header of one file (POSIX.1-1988 ustar,
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06). It contains no time, owner or
 * permissions of this machine: the same file gives the same bytes.
 * @param name ASCII, at most 100 characters
 */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number) => block.write(text, at, 'latin1');
  put(name, 0);
  put(octal(0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, 12), 124);
  put(octal(0, 12), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\0', 257);
  put('00', 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A WebDataset tar: the members of one sample are adjacent and share a name up to the first dot. */
export function tarShard(): Shard {
  const parts: Uint8Array[] = [];
  let size = 0;
  const put = (part: Uint8Array) => {
    parts.push(part);
    size += part.length;
  };
  const file = (name: string, bytes: Uint8Array) => {
    put(header(name, bytes.length));
    put(bytes);
    put(Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  };
  return {
    get size() {
      return size;
    },
    add: ({ step, image }) => {
      const key = `${step.episode}-${String(step.index).padStart(6, '0')}`;
      file(`${key}.json`, Buffer.from(stepText(step)));
      if (image !== null) file(`${key}.png`, image);
    },
    finish: () => Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]),
  };
}
