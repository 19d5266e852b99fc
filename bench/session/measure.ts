import { placeNames, writeOf } from '../../lambdas/ledger.ts';
import { RedactBatch } from '../../lambdas/redact/redact.ts';
import { configured } from '../../lambdas/settings.ts';
import { there } from '../../lib/activity/there.ts';
import { CONTROL_ITEMS, keyOf, type LedgerEntry, pkOf, writeItem } from '../../lib/ledger/index.ts';
import { type DaySegment, sessionOf } from './day.ts';
import { FolderPorts } from './folder-ports.ts';

/** One measurement in a process of its own, so that its peak memory is its own. Arguments: folder, what, segments, sessions. */
const [dir, what, segments, sessions] = process.argv.slice(2) as [string, 'day' | 'batch', string, string];
const lake = new FolderPorts(dir);
const settings = configured();
const DAY = '2026-02-02';
const DUE = '2026-05-03';

/** The folder as ingest leaves it after a segment. */
function stored({ open: { worker, sid, index, batch }, body }: DaySegment): void {
  const rawKey = `segments/${batch}`;
  const entry: LedgerEntry = {
    ...{
      state: 'stored',
      digest: 'a'.repeat(64),
      rawKey,
      worker,
      session: sid,
      jurisdiction: 'XA',
      day: DAY,
      due: DUE,
    },
    ...{ shard: 'a', plan: null, outcome: null },
  };
  lake.putObject(rawKey, body);
  lake.put(writeOf({ batch, entry, rev: 0 }));
  placed(worker, sid, index, batch);
}

function placed(worker: string, sid: string, index: number, batch: string): void {
  const data = { batch, prev: index === 0 ? null : 'p', first: 0, chain: 'c', next: 1 };
  lake.put(writeItem(CONTROL_ITEMS.place, placeNames(worker, sid, index), { data, ifRev: 0, from: DUE }));
}

/** @returns CPU seconds */
async function redact(batches: readonly string[]): Promise<number> {
  const cpu = process.cpuUsage();
  const work = new RedactBatch({ ports: lake.ports, settings, extras: {}, cautious: false }, (error) => {
    throw error;
  });
  for (const batch of batches) await work.examine(batch);
  await work.publish();
  if (work.failed.size > 0) throw new Error([...work.failed.values()].join());
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1e6;
}

/** Segments of a session that come after one while the queue holds it for a quarter of an hour. */
const HELD = 15;

/** Segment after segment of one session, each as its turn comes. @returns CPU seconds of each, and their bytes */
async function inOrder(count: number, seed: number): Promise<{ seconds: number[]; bytes: number }> {
  const all = [...sessionOf(count, seed)];
  const seconds: number[] = [];
  for (const segment of all.slice(0, HELD)) stored(segment);
  for (const [i, { open }] of all.entries()) {
    const next = all[i + HELD];
    if (next !== undefined) stored(next);
    seconds.push(await redact([open.batch]));
  }
  return { seconds, bytes: all.reduce((sum, { body }) => sum + body.length, 0) };
}

async function day(): Promise<object> {
  // A short one first, so that the code is warm.
  await inOrder(40, 2);
  lake.written = 0;
  const measured = await inOrder(Number(segments), 1);
  lake.save();
  return { ...measured, beside: lake.written };
}

/** The last segment of many sessions at once, each of which has ended. The earlier segments are the same in all. */
async function batch(): Promise<object> {
  let whole: DaySegment | undefined;
  // Only the last one is kept in memory: the memory of redaction is what counts.
  for (const segment of sessionOf(Number(segments), 1)) whole = segment;
  const segment = there(whole, 'the last segment');
  const itemsOf = (worker: string, sid: string) => pkOf(CONTROL_ITEMS.place, { worker, session: sid });
  const { sk: own } = keyOf(CONTROL_ITEMS.carry, placeNames(segment.open.worker, segment.open.sid, segment.open.index));
  const idleMiB = process.resourceUsage().maxRSS / 1024;
  const last = [...Array(Number(sessions)).keys()].map((n) => {
    const number = String(n).padStart(12, '0');
    const [worker, sid] = [
      `wk_${number.replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit))).padStart(26, 'b')}`,
      `00000000-0000-4000-8000-${number}`,
    ];
    lake.copy(itemsOf(segment.open.worker, segment.open.sid), itemsOf(worker, sid), own);
    const open = { ...segment.open, worker, sid, batch: `00000000-0000-4000-9000-${number}` };
    stored({ ...segment, open, body: segment.under(open) });
    return open.batch;
  });
  const seconds = await redact(last);
  return { seconds, idleMiB, peakMiB: process.resourceUsage().maxRSS / 1024 };
}

console.log(JSON.stringify(await { day, batch }[what]()));
