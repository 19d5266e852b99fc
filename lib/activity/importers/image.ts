import type { ImportedFrame } from './types.ts';

export interface ImageHeader {
  readonly mime: ImportedFrame['mime'];
  /** Pixels, according to the header. Only decoding could verify it; the code that masks the frame must compare. */
  readonly w: number;
  readonly h: number;
}

/** The image format and the size in the header, or undefined. Nothing is decoded. */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const [mime, read] of Object.entries(READERS)) {
    const size = read(view);
    if (size !== undefined) return { mime: mime as ImageHeader['mime'], ...size };
  }
  return undefined;
}

type Size = { w: number; h: number };
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

const READERS: Record<ImageHeader['mime'], (b: Buffer) => Size | undefined> = {
  // https://www.w3.org/TR/png-3/#11IHDR
  'image/png': (b) =>
    b.length >= 33 && b.subarray(0, 8).equals(PNG) && b.toString('latin1', 12, 16) === 'IHDR'
      ? { w: b.readUInt32BE(16), h: b.readUInt32BE(20) }
      : undefined,
  'image/jpeg': jpeg,
  'image/webp': webp,
};

/** The frame header (SOFn) of ITU-T T.81, B.2.2, found by hopping over the segments before it. */
function jpeg(b: Buffer): Size | undefined {
  if (b.length < 4 || b.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= b.length; ) {
    if (b[at] !== 0xff) return undefined;
    const marker = b[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (isFrameHeader(marker)) return { h: b.readUInt16BE(at + 5), w: b.readUInt16BE(at + 7) };
    else at += 2 + b.readUInt16BE(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(b: Buffer): Size | undefined {
  if (b.length < 30 || b.toString('latin1', 0, 4) !== 'RIFF' || b.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  const chunk = b.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { w: b.readUIntLE(24, 3) + 1, h: b.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ') return { w: b.readUInt16LE(26) & 0x3fff, h: b.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L' || b[20] !== 0x2f) return undefined;
  const bits = b.readUInt32LE(21);
  return { w: (bits & 0x3fff) + 1, h: ((bits >>> 14) & 0x3fff) + 1 };
}
