import type { Control, Item, ItemValue } from '../lib/storage/ports.ts';

const PK = 'lineage';
/** A segment's id is 36 characters: this many stay far below what an item may hold. */
const CHUNK = 1_000;

/** What a copy was made from: part of it. It names segments and nobody: whose they are is not said. */
export interface Lineage {
  readonly team: string;
  readonly export: string;
  /** Under which all of the copy lies in the derived zone. */
  readonly prefix: string;
  readonly segments: readonly string[];
}

/**
 * Says what a copy is made from, before any of it is written, so that an erasure finds it whatever happens next. Writing the
 * same again changes nothing.
 */
export async function recordLineage(control: Control, lineage: Lineage): Promise<void> {
  const { segments } = lineage;
  for (let n = 0; n * CHUNK < segments.length; n++) {
    const data: Lineage = { ...lineage, segments: segments.slice(n * CHUNK, (n + 1) * CHUNK) };
    const sk = `${lineage.team}#${lineage.export}#${String(n).padStart(6, '0')}`;
    await control.write([{ pk: PK, sk, ifRev: 0, data: data as unknown as { [name: string]: ItemValue } }]);
  }
}

/** Everything that is known of copies, a part at a time. */
export async function* lineages(control: Control): AsyncGenerator<Lineage> {
  for await (const { data } of control.query(PK) as AsyncIterable<Item>) yield data as unknown as Lineage;
}
