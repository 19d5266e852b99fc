import type { Team } from '../../lib/governance/access-config.ts';
import {
  type Audience,
  audienceOf,
  type KeptUnseen,
  keptUnseen,
  TRUSTED_WORDS,
} from '../../lib/governance/participation/audience.ts';
import { type SeenSentence, sightOf } from '../../lib/governance/participation/words.ts';
import type { TrustedRole } from '../../lib/governance/roles.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import type { Asking } from './asking.ts';
import { collectionOf } from './collection.ts';
import { heldDays } from './held.ts';
import type { WorkerSettings } from './settings.ts';

export interface Readers {
  /** Whether a current proof shows that no other principal can read the data. */
  readonly proof: { readonly stands: boolean; readonly since: string | null; readonly until: string | null };
  readonly audiences: readonly Audience[];
  /** Columns that are kept although no team may see them, or only in some places, and why. */
  readonly keptUnseen: readonly KeptUnseen[];
  /** Roles that could change the rules. */
  readonly trusted: readonly { readonly id: TrustedRole; readonly says: string }[];
}

/**
 * `GET /api/readers`: who can read what now. The lists are those that every synth proves the policies against. The certificate
 * under which collection runs states that the deployed policies were proved.
 */
export async function readers(asking: Asking): Promise<Readers> {
  const { certified } = await collectionOf(asking);
  const { settings } = asking;
  return {
    proof: { stands: certified !== null, since: certified?.since ?? null, until: certified?.until ?? null },
    audiences: audienceOf(settings.access),
    keptUnseen: keptUnseen(settings.access),
    trusted: settings.access.trustedBase.map((id) => ({ id, says: TRUSTED_WORDS[id] })),
  };
}

/** One read of records that include some of the caller's. */
export interface ReadView {
  /** The id under which it can be looked up. */
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly purpose: string;
  readonly saw: readonly SeenSentence[];
  /** UTC days of receipt of the records that were read. */
  readonly days: readonly string[];
}

const MOST = 200;

/** UTC days, one after the other, of which it is not, or not fully, known who read. */
export interface UnknownDays {
  readonly from: string;
  readonly to: string;
}

/** `GET /api/reads`: past reads, newest first, and the days since the caller's first records of which they are not known. */
export async function reads(asking: Asking): Promise<{ reads: readonly ReadView[]; unknown: readonly UnknownDays[] }> {
  const days = await heldDays(asking);
  const partitions = days.map(async ({ day, jurisdiction, epoch }) => ({
    ...{ jurisdiction, day, shard: (await asking.caller.pseudonym(epoch)).slice(3, 4) },
  }));
  const all = await readsOf(await Promise.all(partitions), asking);
  return { reads: all.slice(0, MOST), unknown: await unknownReads(days, asking.now, asking.ports) };
}

/** The days since the first of some, today among them, of which it is not, or not fully, known who read. */
export async function unknownReads(
  days: readonly { readonly day: string }[],
  now: Date,
  ports: Pick<Ports, 'reads'>,
): Promise<UnknownDays[]> {
  const today = now.toISOString().slice(0, 10);
  const first = days.map(({ day }) => day).toSorted()[0] ?? today;
  return inRow(await ports.reads.unknown(first, today));
}

/** All past reads of some partitions, newest first. */
export async function readsOf(
  partitions: readonly Partition[],
  { ports, settings }: { readonly ports: Pick<Ports, 'reads'>; readonly settings: Pick<WorkerSettings, 'access'> },
): Promise<ReadView[]> {
  const found = new Map<string, ReadView & { days: string[] }>();
  for await (const [{ day }, { id, at, reader, purpose, columns }] of ports.reads.of(partitions)) {
    const { who, means } = readerIn(settings.access.teams, reader, purpose);
    const view = found.get(id) ?? { id, at, who, purpose: means, saw: sightOf(columns).sees, days: [] };
    found.set(id, view);
    if (!view.days.includes(day)) view.days.push(day);
  }
  return [...found.values()].toSorted((a, b) => (a.at > b.at ? -1 : 1));
}

/** A reader that is no team keeps the name that the records have. A query that names no purpose had one of its team's. */
function readerIn(teams: Readonly<Record<string, Team>>, reader: string, purpose: string) {
  const who = Object.keys(teams).find((name) => reader.endsWith(`-team-${name}`)) ?? reader;
  const purposes = teams[who]?.purposes ?? {};
  return { who, means: purpose === '' ? Object.values(purposes).join('; or: ') : (purposes[purpose] ?? purpose) };
}

/** Days that follow each other, as one. */
function inRow(days: readonly string[]): UnknownDays[] {
  const rows: { from: string; to: string }[] = [];
  for (const day of days.toSorted()) {
    const last = rows.at(-1);
    if (last && addDays(last.to, 1) === day) last.to = day;
    else rows.push({ from: day, to: day });
  }
  return rows;
}
