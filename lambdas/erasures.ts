import type { Control, Item, ItemValue } from '../lib/storage/ports.ts';

const PK = 'erasure';
/** A segment's id is 36 characters: this many stay far below what an item may hold. */
const CHUNK = 1_000;

/** Part of what is to be destroyed before its time. It names segments and nobody: whose they are is not said. */
export interface ErasureOrder {
  /** UTC day of the request. */
  readonly asked: string;
  readonly batches: readonly string[];
  readonly open: boolean;
  /** Files that hold the rows of others too, and so stay until their day. Known once it is carried out. */
  readonly kept: number;
}

/** Orders that these segments be destroyed. Writing the same again changes nothing. */
export async function orderErasure(
  control: Control,
  request: string,
  asked: string,
  batches: readonly string[],
): Promise<void> {
  const parts = Math.max(1, Math.ceil(batches.length / CHUNK));
  for (let n = 0; n < parts; n++) {
    const order: ErasureOrder = { asked, batches: batches.slice(n * CHUNK, (n + 1) * CHUNK), open: true, kept: 0 };
    const data = order as unknown as { [name: string]: ItemValue };
    await control.write([{ pk: PK, sk: `${request}#${String(n).padStart(6, '0')}`, ifRev: 0, data }]);
  }
}

/** The orders of one request, or of all when none is named. */
export async function ordersOf(control: Control, request = ''): Promise<(ErasureOrder & Pick<Item, 'sk' | 'rev'>)[]> {
  const items = await Array.fromAsync(control.query(PK, request === '' ? '' : `${request}#`));
  return items.map(({ sk, rev, data }) => ({ ...(data as unknown as ErasureOrder), sk, rev }));
}

export async function closeOrder(
  control: Control,
  { sk, rev, ...order }: ErasureOrder & Pick<Item, 'sk' | 'rev'>,
  kept: number,
): Promise<void> {
  const data = { ...order, open: false, kept } as unknown as { [name: string]: ItemValue };
  await control.write([{ pk: PK, sk, ifRev: rev, data }]);
}
