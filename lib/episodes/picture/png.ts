import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture with 8 bits per channel, row by row. */
export interface Picture {
  readonly w: number;
  readonly h: number;
  /** 3: red, green, blue. 4: opacity too. */
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

/** https://www.w3.org/TR/png-3/ */
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const CHANNELS: Readonly<Record<number, 3 | 4 | undefined>> = { 2: 3, 6: 4 };
const UP = 2;
const MAX_PIXELS = 64_000_000;

/** The picture in a PNG as redaction writes frames, or undefined for a PNG of another kind. */
export function pictureOf(bytes: Uint8Array): Picture | undefined {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!png.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const packed: Buffer[] = [];
  let head: Buffer | undefined;
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') head = content;
    else if (type === 'IDAT') packed.push(content);
    at += 12 + length;
  }
  if (head?.length !== 13) return undefined;
  const [w, h, channels] = [head.readUInt32BE(0), head.readUInt32BE(4), CHANNELS[head[9] ?? 0]];
  if (channels === undefined || head[8] !== 8 || head[12] !== 0 || w * h > MAX_PIXELS) return undefined;
  try {
    const rows = inflateSync(Buffer.concat(packed), { maxOutputLength: h * (w * channels + 1) });
    return rows.length === h * (w * channels + 1)
      ? { w, h, channels, data: unfiltered(rows, w, h, channels) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Section 9 of the standard: each byte of a row is predicted from its left neighbour, the one above, or both. */
function unfiltered(rows: Uint8Array, w: number, h: number, channels: number): Uint8Array {
  const stride = w * channels;
  const data = new Uint8Array(h * stride);
  for (let y = 0; y < h; y++) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (data[at - channels] ?? 0);
      const above = y === 0 ? 0 : (data[at - stride] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (data[at - stride - channels] ?? 0);
      data[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + told(filter, left, above, corner);
    }
  }
  return data;
}

function told(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === UP) return above;
  if (filter === 3) return (left + above) >> 1;
  const byLeft = Math.abs(above - corner);
  const byAbove = Math.abs(left - corner);
  const byCorner = Math.abs(left + above - 2 * corner);
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** The same picture gives the same bytes, which hold only pixels. */
export function pngOf({ w, h, channels, data }: Picture): Uint8Array {
  const stride = w * channels;
  const rows = new Uint8Array(h * (stride + 1));
  for (let y = 0; y < h; y++) {
    rows[y * (stride + 1)] = UP;
    for (let x = 0; x < stride; x++)
      rows[y * (stride + 1) + 1 + x] = (data[y * stride + x] ?? 0) - (y === 0 ? 0 : (data[(y - 1) * stride + x] ?? 0));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(w, 0);
  head.writeUInt32BE(h, 4);
  head.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}
