import type { Still } from '../../../lib/activity/importers/index.ts';

/** The order to the process that decodes, as JSON on its standard input. */
export interface Asked {
  readonly path: string;
  readonly seconds: readonly number[];
  readonly size: { readonly w: number; readonly h: number };
}

/** Bytes in front of each answer: its length, in little-endian order. */
export const HEAD = 4;

/** The first byte of an answer. */
const KINDS = [undefined, 'image/png', 'image/jpeg', 'image/webp'] as const;

/** One answer with its length: a still, or none before the first frame. */
export function wired(still: Still | undefined): Buffer {
  const bytes = still?.bytes ?? new Uint8Array();
  const head = Buffer.alloc(HEAD + 1);
  head.writeUInt32LE(bytes.length + 1, 0);
  head.writeUInt8(KINDS.indexOf(still?.mime), HEAD);
  return Buffer.concat([head, bytes]);
}

/** The still in an answer without its length. @throws Error for a kind that there is not */
export function stillIn(body: Buffer, { w, h }: Asked['size']): Still | undefined {
  const kind = body[0];
  if (kind === undefined || kind >= KINDS.length) throw new Error('an answer of an unknown kind');
  const mime = KINDS[kind];
  return mime === undefined ? undefined : { mime, bytes: Uint8Array.from(body.subarray(1)), w, h };
}
