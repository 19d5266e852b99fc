import { z } from 'zod';
import type { Control } from '../lib/storage/ports.ts';

const PK = 'lineage';
/** A segment's id is 36 characters: this many stay far below what an item may hold. */
const CHUNK = 1_000;

/** What a copy was made from: part of it. It names segments and nobody: whose they are is not said. */
const lineage = z
  .strictObject({
    team: z.string(),
    export: z.string(),
    prefix: z.string().min(1).describe('under which all of the copy lies in the derived zone'),
    segments: z.array(z.string()).readonly(),
  })
  .readonly();
export type Lineage = z.infer<typeof lineage>;

/**
 * Says what a copy is made from, before any of it is written, so that an erasure finds it whatever happens next. Writing the
 * same again changes nothing.
 */
export async function recordLineage(control: Control, made: Lineage): Promise<void> {
  const { segments } = made;
  for (let n = 0; n * CHUNK < segments.length; n++) {
    const data: Lineage = { ...made, segments: segments.slice(n * CHUNK, (n + 1) * CHUNK) };
    const sk = `${made.team}#${made.export}#${String(n).padStart(6, '0')}`;
    await control.write([{ pk: PK, sk, ifRev: 0, data }]);
  }
}

/**
 * Everything that is known of copies, a part at a time. An item of another shape is an error, because an erasure that skips
 * it would leave a copy.
 */
export async function* lineages(control: Control): AsyncGenerator<Lineage> {
  for await (const { data } of control.query(PK)) yield lineage.parse(data);
}
