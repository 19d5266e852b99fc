import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Recording } from '../../lib/activity/importers/index.ts';
import { type HeldItem, itemsIn } from '../../lib/storage/local/contents.ts';

/** Items in the lake after the main job, with only the sample in it. */
const SAMPLE_ITEMS = 'sample-items.json';

/** Items about runs, which hold nothing about any person. */
const ABOUT_RUNS = /^(?:deployed$|destruction$|destruction#|idempotency#|plan#|retention$)/;
/** A segment by its id. Items under a worker's pseudonym only record the order of segments. */
const SEGMENT = /^segment#([0-9a-f]{8}-[0-9a-f-]{27})$/;
const INDEX = /^segment#wk_/;

/**
 * Keeps a lake that holds more than the sample: other recordings, decisions of workers, decisions about the gate.
 * @param lake folder of the lake
 * @param sample read only when the lake holds an item that the main job did not record
 * @throws StrongroomError workspace.kept
 */
export async function checkReplaceable(lake: string, sample: () => Promise<Recording>): Promise<void> {
  const noted = notedIn(lake);
  const isOwn = (item: HeldItem) =>
    INDEX.test(item.pk) ||
    (item.table === 'participation' && item.pk.startsWith('held#')) ||
    (noted.size === 0 && isFirstOfGate(item));
  const more = itemsOf(lake).filter((item) => !noted.has(nameOf(item)) && !ABOUT_RUNS.test(item.pk));
  if (more.length === 0) return;
  const own = await batchesOf(await sample());
  const segments = new Set<string>();
  let decisions = 0;
  for (const item of more) {
    const batch = SEGMENT.exec(item.pk)?.[1];
    if (batch !== undefined) {
      if (!own.has(batch)) segments.add(batch);
    } else if (!isOwn(item)) decisions++;
  }
  const held = [
    ...counted(segments.size, 'segment', 'of other recordings'),
    ...counted(decisions, 'decision', 'of people or about the gate'),
  ];
  if (held.length > 0) throw kept(lake, `holds ${held.join(' and ')}`);
}

const counted = (count: number, noun: string, which: string): string[] =>
  count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'} ${which}`];

/** Records the items that the main job left, so that the next run recognises later ones. */
export const noteSample = (lake: string): void =>
  writeFileSync(join(lake, SAMPLE_ITEMS), JSON.stringify(itemsIn(lake).map(nameOf)), { mode: 0o600 });

/** The gate's state is one item that each decision rewrites. */
const nameOf = ({ table, pk, sk, rev }: HeldItem): string => `${table} ${pk} ${sk}${pk === 'gate' ? ` ${rev}` : ''}`;

function itemsOf(lake: string): HeldItem[] {
  if (!existsSync(join(lake, 'control.sqlite'))) {
    // A process that was killed while creating the lake had created only keys.
    if (readdirSync(lake).every((name) => name === 'keys')) return [];
    throw kept(lake, 'has lost its table of items, so its contents are unknown');
  }
  try {
    return itemsIn(lake);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') throw error;
    throw kept(lake, 'cannot be read, so its contents are unknown');
  }
}

function notedIn(lake: string): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(readFileSync(join(lake, SAMPLE_ITEMS), 'utf8')));
  } catch {
    return new Set(); // the main job has not finished: each item is judged by its key
  }
}

async function batchesOf(recording: Recording): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { batch } of recording.segments()) ids.add(batch);
  return ids;
}

/** An unfinished main job has opened the gate exactly once. */
const isFirstOfGate = ({ pk, rev }: HeldItem): boolean => ['gate', 'restart'].includes(pk) && rev === 1;

const kept = (lake: string, why: string): StrongroomError =>
  new StrongroomError(
    'workspace.kept',
    `${lake} ${why}, so it is kept`,
    'write elsewhere with --out DIR, or destroy it with --fresh',
  );
