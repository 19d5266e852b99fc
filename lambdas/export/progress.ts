import { StrongroomError } from '../../lib/activity/errors.ts';
import { FORMAT_NAMES } from '../../lib/episodes/formats/shards.ts';
import { CONTROL_ITEMS, keyOf, pkOf, prefixOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Control, ItemWrite } from '../../lib/storage/ports.ts';
import type { FileEntry } from './manifest.ts';
import type { PartResult } from './part.ts';
import { type ExportPlan, idOf } from './plan.ts';
import type { Source } from './sessions.ts';

const {
  exportPlan: PLAN,
  exportSources: SOURCES,
  exportFile: FILE,
  exportPart: PART,
  exportMade: MADE,
} = CONTROL_ITEMS;
/** Length of a list in one item: far below the 400 kB that DynamoDB takes. */
const CHUNK = 1_000;

/**
 * Progress of an export: its plan, the digest of each file before it is written, and the result of each part. It is in the
 * control table and holds no content. Repeating a write changes nothing, so that any run can continue where another ended.
 */
export class Progress {
  readonly #control: Control;
  readonly #id: string;
  /** When the copy is destroyed, and with it the records of how it was made. */
  readonly #from: string;

  constructor(control: Control, { id, expires }: Pick<ExportPlan, 'id' | 'expires'>) {
    this.#control = control;
    this.#id = id;
    this.#from = expires;
  }

  async plan({ request, columns, expires, sources }: ExportPlan): Promise<void> {
    const rows = sources.map(({ jurisdiction, day, shard, segment, session, first, rows: n }): SourceRow => {
      return [jurisdiction, day, shard, segment, session, first, n];
    });
    for (const [n, some] of chunks(rows).entries())
      await this.#once(writeItem(SOURCES, { id: this.#id, part: digits(n) }, this.#of({ sources: some })));
    // An item cannot hold undefined values.
    const known = JSON.parse(JSON.stringify(request)) as typeof request;
    await this.#once(writeItem(PLAN, { id: this.#id }, this.#of({ request: known, columns: [...columns], expires })));
  }

  /**
   * Records the digest of a file before it is written.
   * @throws StrongroomError export.changed when another run has written other bytes there, or was about to
   */
  async file({ path, sha256 }: FileEntry): Promise<void> {
    const names = { id: this.#id, path };
    if (await this.#once(writeItem(FILE, names, this.#of({ sha256 })))) return;
    const { pk, sk } = keyOf(FILE, names);
    const item = await this.#control.get(pk, sk);
    if (item !== undefined && readItem(FILE, item).sha256 === sha256) return;
    throw new StrongroomError(
      'export.changed',
      'a run before this one wrote other bytes: frames were destroyed in between',
      'name other days with --since or --until',
    );
  }

  async part(n: number, { files, totals }: PartResult): Promise<void> {
    const entries = files.map(({ path, bytes, sha256 }): [string, number, string] => [path, bytes, sha256]);
    const names = { id: this.#id, part: digits(n) };
    for (const [i, some] of chunks(entries).entries())
      await this.#once(writeItem(MADE, { ...names, number: digits(i) }, this.#of({ files: some })));
    await this.#once(writeItem(PART, names, this.#of({ totals })));
  }

  /** Undefined for a part that is not done. */
  async done(n: number): Promise<PartResult | undefined> {
    const { pk, sk } = keyOf(PART, { id: this.#id, part: digits(n) });
    const item = await this.#control.get(pk, sk);
    if (item === undefined) return undefined;
    const files: FileEntry[] = [];
    for await (const some of this.#control.query(pk, `${prefixOf(MADE)}${digits(n)}#`))
      for (const [path, bytes, sha256] of readItem(MADE, some).files) files.push({ path, bytes, sha256 });
    return { totals: readItem(PART, item).totals, files };
  }

  #of<T>(data: T): { readonly data: T; readonly ifRev: number; readonly from: string } {
    return { data, ifRev: 0, from: this.#from };
  }

  /** @returns whether it was not there before */
  #once(write: ItemWrite): Promise<boolean> {
    return this.#control.write([write]);
  }
}

type SourceRow = [string, string, string, string, string | null, number, number];

/**
 * The plan of a begun export.
 * @throws StrongroomError export.unknown for an export that was not begun, or belongs to another team; export.changed when the
 *   program has changed since and makes another export of it
 */
export async function knownPlan(control: Control, team: string, id: string): Promise<ExportPlan> {
  const { pk, sk } = keyOf(PLAN, { id });
  const item = await control.get(pk, sk);
  const known = item && readItem(PLAN, item);
  const format = FORMAT_NAMES.find((name) => name === known?.request.format);
  if (known === undefined || format === undefined || known.request.team !== team)
    throw new StrongroomError('export.unknown', 'the team has begun no export of that name', 'begin one');
  const sources: Source[] = [];
  for await (const some of control.query(pkOf(SOURCES, { id }), prefixOf(SOURCES)))
    for (const [jurisdiction, day, shard, segment, session, first, rows] of readItem(SOURCES, some).sources)
      sources.push({ jurisdiction, day, shard, segment, session, first, rows });
  const plan = { ...known, request: { ...known.request, format }, sources };
  if (idOf(plan) !== id)
    throw new StrongroomError('export.changed', 'the program changed since it was begun', 'begin another');
  return { ...plan, id };
}

const digits = (n: number): string => String(n).padStart(6, '0');

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, n) => all.slice(n * CHUNK, (n + 1) * CHUNK));
