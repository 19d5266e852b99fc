import { crc32, deflateRawSync } from 'node:zlib';

/** What is written into an archive that is not as it should be. */
export interface Odd {
  readonly size?: number;
  readonly crc?: number;
  readonly method?: number;
  readonly flags?: number;
  readonly offset?: number;
}

/** A zip archive of files, each deflated. @param odd what one of them says of itself that is not so */
export function zipOf(files: readonly (readonly [path: string, content: string | Uint8Array, odd?: Odd])[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [path, content, odd = {}] of files) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(odd.flags ?? 0, 8);
    entry.writeUInt16LE(odd.method ?? 8, 10);
    entry.writeUInt32LE(odd.crc ?? crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(odd.size ?? bytes.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(odd.offset ?? at, 42);
    entries.push(entry, name);
    bodies.push(local, name, packed);
    at += local.length + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
