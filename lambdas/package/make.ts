import { StrongroomError } from '../../lib/activity/errors.ts';
import { nth, there } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { keyOf, PARTICIPATION_ITEMS, type PackageAsked, readItem, writeItem } from '../../lib/ledger/index.ts';
import { addDays, dayOf } from '../../lib/retention/days.ts';
import { profileDays } from '../../lib/retention/keep.ts';
import { deadlineAndRule } from '../../lib/retention/plan/plan.ts';
import { stockOf } from '../../lib/retention/plan/stock.ts';
import type { ItemWrite, Ports } from '../../lib/storage/ports.ts';
import { type RevisedEntry, readEntry } from '../ledger.ts';
import { type Made, type OwnDay, type Writing, writeDay } from './day.ts';
import { type PackageSettings, writeOverview } from './overview.ts';
import { type Asked, askedOf, erasedOf, packageId, planOf } from './plan.ts';
import { speechOf } from './speech.ts';

const { packageAsked, packageVolume } = PARTICIPATION_ITEMS;
const AT_ONCE = 32;

/** The outcome of the requests for access packages in one run. */
export interface PackageReport {
  readonly made: number;
  /** Still to be made, because the time was over. */
  readonly left: number;
  /** Codes of those that failed: each stays open, and the next run tries again. */
  readonly failed: readonly string[];
  /** Of those that are open: how many are due within a week, or were due already. */
  readonly late: number;
}

/** Days before the deadline from which an open request raises an alarm: time enough for people to find out why. */
const WARN_DAYS = 7;

/**
 * Makes the access packages that workers asked for, oldest request first. A failure of one request does not stop the others.
 * @param more whether there is time to begin another day of a worker
 */
export async function makePackages(
  ports: Ports,
  settings: PackageSettings,
  more: () => boolean,
  mostBytes?: number,
): Promise<PackageReport> {
  const all = (await Array.fromAsync(ports.participation.query(packageAsked.pk))).map(askedOf);
  const open = all.filter(({ data }) => data.open).toSorted((a, b) => (a.data.asked < b.data.asked ? -1 : 1));
  const failed: string[] = [];
  let made = 0;
  const still: PackageAsked[] = [];
  for (const asked of open) {
    try {
      if (await makeOne(asked, settings, ports, more, mostBytes)) made++;
      else still.push(asked.data);
    } catch (error) {
      if (!(error instanceof StrongroomError)) throw error;
      failed.push(error.code);
      still.push(asked.data);
    }
  }
  const soon = addDays(dayOf(ports.clock.now()), WARN_DAYS);
  const late = still.filter(({ due }) => due.slice(0, 10) <= soon).length;
  return { made, left: still.length - failed.length, failed, late };
}

/**
 * Makes one package: a file for each day, then the overview, then the mark that it is made. A run may end anywhere: the next one
 * keeps the days that are whole and makes the others again.
 * @returns whether nothing is left to do
 */
async function makeOne(
  first: Asked,
  settings: PackageSettings,
  ports: Ports,
  more: () => boolean,
  mostBytes?: number,
): Promise<boolean> {
  const today = dayOf(ports.clock.now());
  const asked = await withoutErased(first, settings, today, ports);
  if (asked === undefined) return true;
  const { id, data } = asked.asked;
  const pk = packageId(asked.asked);
  const writing: Writing = {
    ...{ ports, under: `${pk}/`, at: new Date(data.asked), speech: speechOf(data.language) },
    ...(mostBytes !== undefined && { mostBytes }),
  };
  const entries = await entriesOf(asked.segments, ports);
  const done = await doneDays(data.participant, pk, ports);
  for (const own of daysOf(entries, settings, today)) {
    if (done.has(`${own.place}-${own.day}`)) continue;
    if (!more()) return false;
    if (!(await isWanted(asked.asked, ports))) return true;
    const volumes = await writeDay(own, writing);
    await ports.participation.write(volumes.map((made) => volumeWrite(data.participant, pk, made)));
  }
  const partitions = [
    ...new Map(entries.map(({ entry }) => [`${entry.jurisdiction}/${entry.day}/${entry.shard}`, entry])).values(),
  ];
  const expires = lastDay(settings, today);
  const overview = await writeOverview(data.participant, partitions, expires, settings, writing);
  // An erasure that was asked for meanwhile makes another package: this one is destroyed by it.
  const erased = await erasedOf(ports);
  if (asked.segments.some((segment) => erased.has(segment))) return false;
  return ports.participation.write([
    volumeWrite(data.participant, pk, overview),
    writeItem(
      packageAsked,
      { id },
      {
        ...{ data: { ...data, open: false, made: ports.clock.now().toISOString() }, ifRev: asked.asked.rev },
        from: ports.clock.now(),
      },
    ),
  ]);
}

/** The request with its list of recordings; begun anew when the worker asked for the erasure of one of them; undefined once it is withdrawn. */
async function withoutErased(
  first: Asked,
  settings: PackageSettings,
  today: string,
  ports: Ports,
): Promise<{ asked: Asked; segments: readonly string[] } | undefined> {
  let asked = first;
  for (;;) {
    const segments = await planOf(asked, lastDay(settings, today), ports);
    const erased = await erasedOf(ports);
    if (!segments.some((segment) => erased.has(segment))) return { asked, segments };
    const data = { ...asked.data, round: asked.data.round + 1 };
    const moved = await ports.participation.write([
      writeItem(packageAsked, { id: asked.id }, { data, ifRev: asked.rev }),
    ]);
    if (!moved) return undefined;
    asked = { id: asked.id, data, rev: asked.rev + 1 };
  }
}

async function isWanted({ id, rev }: Asked, { participation }: Ports): Promise<boolean> {
  const { pk, sk } = keyOf(packageAsked, { id });
  return (await participation.get(pk, sk))?.rev === rev;
}

async function entriesOf(segments: readonly string[], { control }: Ports): Promise<RevisedEntry[]> {
  const found: RevisedEntry[] = [];
  for (let at = 0; at < segments.length; at += AT_ONCE) {
    const some = await Promise.all(segments.slice(at, at + AT_ONCE).map((batch) => readEntry(control, batch)));
    found.push(...some.filter((revised) => revised !== undefined));
  }
  return found;
}

/** Days of which a file is there. All files of a day are written down together. */
async function doneDays(participant: string, id: string, { participation }: Ports): Promise<ReadonlySet<string>> {
  const { pk, sk } = keyOf(packageVolume, { participant, id, name: '' });
  const items = await Array.fromAsync(participation.query(pk, sk));
  return new Set(items.map((item) => readItem(packageVolume, item)).map(({ place, day }) => `${place}-${day}`));
}

/** The days whose rows are in the lake, and do not die today. A file of a package dies no later than what it was made from. */
function daysOf(entries: readonly RevisedEntry[], settings: PackageSettings, today: string): OwnDay[] {
  const ready = entries.filter(({ entry }) => entry.state === 'redacted');
  const days = [...Map.groupBy(ready, ({ entry }) => `${entry.jurisdiction}/${entry.day}`).values()].map((own) => {
    const { jurisdiction: place, day } = nth(own, 0).entry;
    const ends = [PREFIXES.table, PREFIXES.maskedFrames].map(
      (prefix) =>
        deadlineAndRule(
          there(stockOf('redacted', `${prefix}jurisdiction=${place}/day=${day}/`, day), 'the stock of a day'),
          settings,
        ).deadline,
    );
    // Pictures may die before rows, so a file without pictures lives as long as its rows.
    const pictures = own.some(({ entry }) => (entry.outcome?.frames ?? 1) > 0);
    const deadline = pictures && nth(ends, 1) > today ? nth([nth(ends, 0), nth(ends, 1)].toSorted(), 0) : nth(ends, 0);
    const expires = nth([deadline, lastDay(settings, today, place)].toSorted(), 0);
    return { place, day, entries: own, expires };
  });
  return days.filter(({ expires }) => expires > today).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** The last day of a package that is made today. */
function lastDay({ keepDays, profiles }: PackageSettings, today: string, place?: string): string {
  const own = place === undefined ? undefined : profiles.get(place)?.retention;
  const days = own === undefined ? keepDays.packages : Math.min(keepDays.packages, profileDays(own, 'packages'));
  return addDays(today, days);
}

function volumeWrite(participant: string, id: string, { name, ...data }: Made): ItemWrite {
  return writeItem(packageVolume, { participant, id, name }, { data, ifRev: 0, from: data.expires });
}
