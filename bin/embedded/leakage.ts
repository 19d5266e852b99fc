import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readEntry } from '../../lambdas/ledger.ts';
import type { Box } from '../../lib/activity/events.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { openIn } from '../../lib/report/figures.ts';
import { exposedPixels } from '../../lib/report/leakage.ts';
import type { Leakage } from '../../lib/report/summary.ts';
import { published } from './published-places.ts';
import { purposeOf, teamNames } from './teams.ts';
import type { Truth } from './truth.ts';
import type { Workspace } from './workspace.ts';

/** The column of each string of an event; the text of a task has one of its own. */
const COLUMN_OF: Record<string, string> = {
  'd.text': 'text',
  'd.title': 'title',
  'd.app': 'app',
  'd.url.host': 'url_host',
  'd.field.name': 'field_name',
  'd.el.name': 'el_name',
  'd.el.value': 'el_value',
};

export const PLACES: readonly string[] = Object.keys(COLUMN_OF);

/** The column of a string, by its place in an event. */
export const columnOf = (kind: string, at: string): string | undefined =>
  kind === 'task' && at === 'd.text' ? 'task' : COLUMN_OF[at];

/** A character that a key typed, or the key that typed it on a known layout. */
export const TYPED =
  /^.$|^(Key|Digit|Numpad|Intl|Bracket|Quote|Semicolon|Comma|Period|Slash|Backslash|Minus|Equal|Backquote)/u;

export type Cells = Record<string, unknown>;

/** How much labelled content any team can read, in the cells of exactly the events that the labels name. */
export async function measureLeakage(
  workspace: Workspace,
  truth: Truth | undefined,
  dir: string,
  byTeam: ReadonlyMap<string, Map<string, Cells>>,
): Promise<Leakage> {
  if (truth === undefined) return { labelled: false, characters: 0, of: 0, pixels: 0, ofPixels: 0 };
  const views = [...byTeam.values()];
  const places = await placesOf(workspace, truth, dir);
  return { labelled: true, ...characters(truth, views, places), ...(await pixels(truth, views, places, dir)) };
}

/** By segment: the number in the lake of each of its events. */
type Places = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** A refused segment has none there. */
async function placesOf(workspace: Workspace, { spans }: Truth, dir: string): Promise<Places> {
  const batches = new Set(spans.flatMap(({ where }) => where.map(({ batch }) => batch)));
  for await (const { batch } of framesOf(dir)) batches.add(batch);
  const places = new Map<string, ReadonlyMap<number, number>>();
  for (const batch of batches)
    if ((await readEntry(workspace.portsOf('redact').control, batch)) !== undefined)
      places.set(batch, (await published(workspace, batch)).places);
  return places;
}

/** Fewer rows than a query's limit. */
const PAGE = 50_000;

/** Every row that each team sees. */
export const viewsOf = async (workspace: Workspace): Promise<ReadonlyMap<string, Map<string, Cells>>> =>
  new Map(await Promise.all(teamNames().map(async (team) => [team, await cellsOf(workspace, team)] as const)));

/** Every row that a team sees, by segment and seq. */
async function cellsOf(workspace: Workspace, team: string): Promise<Map<string, Cells>> {
  const rowsSeen = new Map<string, Cells>();
  const role = workspace.roleArn(`team-${team}`);
  for (let offset = 0; ; offset += PAGE) {
    const page = `SELECT * FROM activity ORDER BY segment, seq LIMIT ${PAGE} OFFSET ${offset}`;
    const { columns, rows } = await workspace.lake.query(role, page, purposeOf(team));
    for (const row of rows) {
      const cells = Object.fromEntries(columns.map((name, i) => [name, row[i]]));
      rowsSeen.set(`${cells.segment}/${cells.seq}`, cells);
    }
    if (rows.length < PAGE) return rowsSeen;
  }
}

/** Labels may overlap: each character of each string counts once. */
function characters(
  { spans }: Truth,
  views: readonly Map<string, Cells>[],
  places: Places,
): Pick<Leakage, 'characters' | 'of'> {
  const labelled = new Map<string, boolean>();
  const shown = (batch: string, seq: number, column: string): string[] =>
    views.flatMap((view) => {
      const cell = view.get(`${batch}/${places.get(batch)?.get(seq)}`)?.[column];
      return typeof cell === 'string' ? [cell] : [];
    });
  for (const { value, where } of spans)
    for (const place of where)
      for (const [character, open] of 'seqs' in place ? openKeys(place, shown) : openCharacters(place, value, shown))
        labelled.set(character, open || (labelled.get(character) ?? false));
  return { characters: [...labelled.values()].filter(Boolean).length, of: labelled.size };
}

type LabelledPlace = Truth['spans'][number]['where'][number];
type Shown = (batch: string, seq: number, column: string) => string[];

/** Each key press of a typed label, and whether a team can read which key it was. */
function* openKeys(
  { batch, seqs }: Extract<LabelledPlace, { seqs: unknown }>,
  shown: Shown,
): Generator<[string, boolean]> {
  for (const seq of seqs) {
    const keys = [...shown(batch, seq, 'key_value'), ...shown(batch, seq, 'key_code')];
    yield [`${batch}/${seq}/key`, keys.some((key) => TYPED.test(key))];
  }
}

/** Each character of a label in a text, and whether a team can read it there. */
function* openCharacters(place: Exclude<LabelledPlace, { seqs: unknown }>, value: string, shown: Shown) {
  const { batch, seq, at, start, end } = place;
  // The label does not say the kind of its event.
  const columns = new Set(['', 'task'].map((kind) => columnOf(kind, at) ?? at));
  for (const cell of ['', ...[...columns].flatMap((column) => shown(batch, seq, column))])
    for (const [i, open] of openIn({ start, end, value }, cell))
      yield [`${batch}/${seq}/${at}/${i}`, open] as [string, boolean];
}

/** A frame counts as readable when it is published and a team knows its masks, whether or not that team may fetch it. */
async function pixels(
  { spans }: Truth,
  views: readonly Map<string, Cells>[],
  places: Places,
  dir: string,
): Promise<Pick<Leakage, 'pixels' | 'ofPixels'>> {
  const boxes = Map.groupBy(
    spans.flatMap(({ frames }) => frames),
    ({ frame }) => frame,
  );
  const total = { pixels: 0, ofPixels: 0 };
  for await (const { batch, seq, ref, w, h } of framesOf(dir)) {
    const place = `${batch}/${places.get(batch)?.get(seq)}`;
    const labelled = boxes.get(ref)?.map(({ box }) => box as Box) ?? [];
    const published = views.map((view) => view.get(place)?.frame_masks).find((masks) => typeof masks === 'string');
    const { exposed, of } = exposedPixels(labelled, masksOf(String(published ?? '')), w, h);
    total.ofPixels += of;
    if (published !== undefined) total.pixels += exposed;
  }
  return total;
}

const masksOf = (text: string): Box[] =>
  text === '' ? [] : text.split(';').map((box) => box.split(',').map(Number) as Box);

/** The frames that the recording's segments name. The lake has none of a refused segment's either. */
async function* framesOf(
  dir: string,
): AsyncGenerator<{ batch: string; seq: number; ref: string; w: number; h: number }> {
  for (const name of readdirSync(dir).filter((file) => file.endsWith('.ndjson.gz'))) {
    try {
      yield* framesIn(join(dir, name));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
}

async function* framesIn(segment: string) {
  let batch = '';
  for await (const parts of readSegment(inflate(createReadStream(segment), LIMITS.inflated)))
    for (const part of parts) {
      if (part.type === 'open') batch = part.open.batch;
      if (part.type !== 'event' || part.event.kind !== 'screen.frame') continue;
      const { ref, w, h } = part.event.d;
      yield { batch, seq: part.event.seq, ref, w, h };
    }
}
