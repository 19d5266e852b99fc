import type { Ask } from '../../lambdas/export/sessions.ts';
import { bundledFrameOf, maskedFrameKey } from '../../lib/activity/raw-keys.ts';
import { BUNDLE_BYTES } from '../../lib/activity/segment/limits.ts';
import { Tar } from '../../lib/activity/tar.ts';
import type { SeenRow } from '../../lib/episodes/index.ts';

/** Rows of one segment: clicks and typed text, with a frame and some texts before each action. */
const ACTIONS = 400;
const TEXTS = 12;
/** Frames of 300 kB that redaction puts into one bundle, at most. */
const FRAMES_A_BUNDLE = Math.floor(BUNDLE_BYTES / 300_000);

const place = { jurisdiction: 'XA', day: '2026-05-20' };
const idOf = (n: number): string => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;

/** @param frames whether the team sees frames */
function rowsOf(n: number, frames: boolean): SeenRow[] {
  const segment = idOf(n);
  const rows: SeenRow[] = [];
  const add = (kind: string, cells: SeenRow) =>
    rows.push({
      ...{ ...place, shard: 'a', segment, session: segment, kind, seq: rows.length, mono_us: rows.length * 100_000 },
      ...{ red: 'none', ctx: 0, screen_w: 1280, screen_h: 800, screen_scale: 1, os: 'linux', recorder: 'playwright' },
      ...cells,
    });
  for (let action = 0; action < ACTIONS; action++) {
    if (action % 50 === 0)
      add('focus', { app: 'Orders', title: 'Order of [PERSON]', tags: 'title:aaaaa', app_class: 'browser' });
    const bundle = Math.floor(action / FRAMES_A_BUNDLE);
    const frame = maskedFrameKey({ ...place, batch: segment }, bundle, rows.length);
    add('screen.frame', {
      frame_w: 1280,
      frame_h: 800,
      ...(frames ? { frame, frame_masks: '0,0,64,16;128,64,64,16', frame_mask_types: 'PERSON;ADDRESS+PERSON' } : {}),
    });
    for (let text = 0; text < TEXTS; text++)
      add('screen.text', {
        text: `Line ${text} of order ${action}`,
        el_role: 'text',
        bounds: `10,${20 * text},120,16`,
      });
    const at = { x: 100 + action, y: 200, button: 'left', clicks: 1 };
    add('click', { ...at, click_phase: 'down', el_role: 'button', el_name: 'Save', bounds: '90,190,60,20' });
    add('click', { ...at, click_phase: 'up' });
    add('pointer', { x: 1, y: 2, path: '[[0,1,2]]' });
  }
  return rows;
}

/** Answers like a lake with this many segments for a team that sees all of it; rows are made on demand. */
export function asking(segments: number, frames: boolean): Ask {
  const sample = rowsOf(0, frames);
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  const table = (rows: readonly SeenRow[]) =>
    rows.map((row) => columns.map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null));
  return async (sql) => {
    if (sql.includes('LIMIT 0')) return { columns, rows: [] };
    if (sql.includes('IN ('))
      return {
        columns,
        rows: [...sql.matchAll(/'0{8}-[\d-]*?(\d{12})'/g)].flatMap(([, n]) => table(rowsOf(Number(n), frames))),
      };
    return {
      columns: ['jurisdiction', 'day', 'shard', 'segment', 'session', 'first', 'n'],
      rows: Array.from({ length: segments }, (_, n) => ['XA', '2026-05-20', 'a', idOf(n), idOf(n), 0, sample.length]),
    };
  };
}

/** The bundles of a segment, by their names, as redaction would have written them if all its frames had these bytes. */
export function bundling(image: Uint8Array): (key: string) => Uint8Array {
  const names = Map.groupBy(
    rowsOf(0, true).flatMap(({ frame }) => bundledFrameOf(frame ?? '') ?? []),
    ({ bundle }) => bundle.split('/').at(-1),
  );
  return (key) => {
    const tar = new Tar();
    for (const { name } of names.get(key.split('/').at(-1)) ?? []) tar.add(name, image);
    return tar.finish();
  };
}
