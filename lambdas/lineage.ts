import { CONTROL_ITEMS, type Lineage, type PackageLineage, readItem, writeItem } from '../lib/ledger/index.ts';
import type { Control } from '../lib/storage/ports.ts';

const ROW = CONTROL_ITEMS.lineage;
/** A segment's id is 36 characters: this many stay far below the size limit of an item. */
const CHUNK = 1_000;

/**
 * Records the sources of a copy before any of it is written, so that an erasure finds it even after a crash. Repeating the write
 * changes nothing.
 */
export async function recordLineage(control: Pick<Control, 'write'>, made: Lineage): Promise<void> {
  const { segments } = made;
  for (let n = 0; n * CHUNK < segments.length; n++) {
    const data = { ...made, segments: segments.slice(n * CHUNK, (n + 1) * CHUNK) };
    const names = { team: made.team, export: made.export, part: String(n).padStart(6, '0') };
    await control.write([writeItem(ROW, names, { data, ifRev: 0, from: made.due })]);
  }
}

/** Records the sources of an access package, as those of a team's copy. @param id of the package */
export async function recordPackage(control: Pick<Control, 'write'>, id: string, made: PackageLineage): Promise<void> {
  const { segments } = made;
  for (let n = 0; n * CHUNK < segments.length; n++) {
    const data = { ...made, segments: segments.slice(n * CHUNK, (n + 1) * CHUNK) };
    const names = { package: id, part: String(n).padStart(6, '0') };
    await control.write([writeItem(CONTROL_ITEMS.packageLineage, names, { data, ifRev: 0, from: made.due })]);
  }
}

/** The sources of all copies: of teams, and of workers for themselves. */
export async function* allLineages(
  control: Pick<Control, 'query'>,
): AsyncGenerator<Pick<Lineage, 'prefix' | 'segments'>> {
  yield* lineages(control);
  const row = CONTROL_ITEMS.packageLineage;
  for await (const item of control.query(row.pk)) yield readItem(row, item);
}

/**
 * Everything that is known of the copies of teams, a part at a time. An item of another shape is an error, because an erasure that skips
 * it would leave a copy.
 */
export async function* lineages(control: Pick<Control, 'query'>): AsyncGenerator<Lineage> {
  for await (const item of control.query(ROW.pk)) yield readItem(ROW, item);
}
