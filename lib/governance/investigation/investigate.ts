import * as history from '../../access/history/index.ts';
import type { Environment } from '../../access/index.ts';
import type { Sensitivity } from '../../activity/sensitivity.ts';
import type { Profile } from '../profile/schema.ts';
import { EVERYONE, SCALES, type ScaleName, type Severity, severityOf } from '../severity/index.ts';
import type { KnownFacts } from '../trail/facts.ts';
import { BAD, type Instant, MEND } from '../trail/index.ts';
import type { RefusedAttempt } from '../trail/kept.ts';
import { type Could, couldOf, type Others, othersOf } from './could.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { darkHours } from './dark.ts';
import { type Deadline, deadlinesOf } from './deadlines.ts';
import type { Did } from './did.ts';
import { awareness, type Incident } from './incident.ts';
import type { LogFile } from './log-files.ts';
import { type ReadPlaces, readsOf } from './reads.ts';
import { type Doubt, type Timeline, timelineOf } from './timeline.ts';
import { type Traceless, tracelessOf } from './traceless.ts';

export interface InvestigationInput {
  readonly stores: history.Stores;
  readonly snapshots: readonly history.Snapshot[];
  readonly environment: Environment;
  readonly facts: KnownFacts;
  /** Reads the same logs again, for the destinations of copies of the class. */
  readonly readPlaces?: ReadPlaces | undefined;
  readonly files: readonly LogFile[];
  readonly unused?: readonly UnusedInput[];
  readonly from: Instant;
  readonly to: Instant;
  readonly incident: Incident;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly scale: ScaleName;
  /** A lake's own records of its queries, for reads that no logs of AWS show. */
  readonly own?: { readonly reads: readonly Did[]; readonly coverage: readonly Coverage[] };
}

/** A file that was given and that nothing could be learned from. */
export interface UnusedInput {
  readonly file: string;
  /** Stable: `policies.unread`, `policies.unplaced`, `logs.unread`, `logs.empty`. */
  readonly code: string;
  readonly problem: string;
  readonly fix: string;
}

/** The principals that could read a class, those that did, and how far the records show it. */
export interface Investigation {
  readonly class: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly incident: Incident;
  readonly could: readonly Could[];
  readonly others: readonly Others[];
  readonly did: readonly Did[];
  /** Principals of which no record can show whether they read. */
  readonly traceless: readonly Traceless[];
  readonly attempts: readonly RefusedAttempt[];
  readonly unknown: readonly Doubt[];
  readonly coverage: readonly Coverage[];
  /** How many hours nobody can answer for: see `darkHours`. */
  readonly dark_hours: number;
  readonly severity: Severity;
  readonly deadlines: readonly Deadline[];
  readonly inputs: {
    readonly policies: readonly string[];
    /** Files of the policies and the logs that no finding rests on, each with what to do about it. */
    readonly unused: readonly UnusedInput[];
    readonly log_files: number;
    readonly records: number;
    readonly duplicates: number;
    readonly unusable: Readonly<Record<string, number>>;
    readonly changes: number;
    readonly stores: Omit<history.Stores, 'teams'> & { readonly teams: readonly string[] };
  };
  readonly assumptions: readonly string[];
}

/** Hours in which a principal who is not approved could read, counted once however many could. */
function openHours(could: readonly Could[]): number {
  const sorted = could
    .filter(({ approved }) => !approved)
    .map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const)
    .toSorted((a, b) => a[0] - b[0]);
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const [from, to] of sorted) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total / 3_600_000;
}

/** Rates the findings: reads by intended readers do not count. */
function rate(input: InvestigationInput, findings: Pick<Investigation, 'could' | 'did' | 'dark_hours'>): Severity {
  const strangers = findings.could.filter(({ approved }) => !approved);
  const readers = new Set(
    findings.did.filter(({ approved, evidence }) => !approved && evidence !== 'E1').map(({ principal }) => principal),
  );
  return severityOf(
    {
      sensitivity: input.stores.sensitivity as Sensitivity,
      // Nobody counted the members of a group.
      couldRead: strangers.some(({ reach }) => reach !== 'one')
        ? EVERYONE
        : new Set(strangers.map(({ principal }) => principal)).size,
      didRead: readers.size,
      unknownHours: findings.dark_hours,
      openHours: openHours(findings.could),
    },
    SCALES[input.scale],
  );
}

/**
 * Places whose deadlines count: as the incident names them, else those of the rows that were read, else all that are described.
 */
function placesOf({ incident, profiles }: InvestigationInput, did: readonly Did[]): Profile[] {
  const read = did.flatMap(({ rows }) =>
    rows.partitions === 'unknown'
      ? []
      : rows.partitions.flatMap((partition) => /jurisdiction=([^/]+)/.exec(partition)?.[1] ?? []),
  );
  const known = (incident.jurisdictions ?? read).flatMap((place) => profiles.get(place) ?? []);
  const all = [...profiles.values()].filter(({ status }) => status !== 'demonstration');
  return [...new Set(known.length > 0 ? known : all)];
}

const ASSUMPTIONS = [
  'A policy is in force from the second in which its call ended. AWS says that a change may take minutes to reach everywhere: for five minutes after one, a principal that could before may still have been able to.',
  'What AWS itself serves without a record (cached results, addresses that were signed before, replicas in other accounts) is not seen.',
  'Who read a result is who asked for it; what was shown on a screen and what was kept as a file are the same to the trail.',
];

/** Finds the principals that could read and those that did, from policies through time and the records of the same time. */
export async function investigate(given: InvestigationInput): Promise<Investigation> {
  const input = { ...given, stores: withKeys(given) };
  const { stores, facts, from, to, incident } = input;
  const timeline = timelineOf({ ...input, changes: facts.changes, keys: keyNames(input) });
  const did = input.own ? [...input.own.reads] : await readsOf(input, timeline);
  const within = <T extends { readonly at: string }>(rows: readonly T[]) =>
    rows.filter(({ at }) => at >= from && at < to);
  const coverage =
    input.own?.coverage ??
    coverageOf({
      ...input,
      account: input.environment.accountId ?? '',
      region: input.environment.region ?? '',
    });
  const could = couldOf(timeline, stores);
  const found = {
    traceless: tracelessOf(timeline.segments.at(-1)?.app, could, coverage),
    ...{ could, others: othersOf(timeline), did, coverage, unknown: timeline.doubts },
    dark_hours: darkHours(coverage, timeline.doubts).length,
  };
  const severity = rate(input, found);
  const exposed =
    found.could.some(({ approved }) => !approved) || found.others.length > 0 || did.some(({ approved }) => !approved);
  return {
    class: stores.name,
    from,
    to,
    incident,
    ...found,
    attempts: within(facts.attempts).toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1)),
    severity,
    deadlines: exposed ? deadlinesOf(placesOf(input, did), awareness(incident, to)) : [],
    inputs: {
      policies: input.snapshots.map(({ label }) => label).sort(),
      unused: [...(input.unused ?? []), ...unusedLogs(input.files)],
      log_files: input.files.length,
      records: facts.records,
      duplicates: facts.duplicates,
      unusable: Object.fromEntries(
        [...facts.bad].toSorted().map(([reason, count]) => [`${reason}: ${BAD[reason]}`, count]),
      ),
      changes: facts.changes.length,
      stores: { ...stores, teams: [...stores.teams.keys()].sort() },
    },
    assumptions: [
      ...ASSUMPTIONS,
      ...told(timeline),
      ...input.snapshots.flatMap(({ guessed }) => guessed ?? []),
      ...(facts.dropped > 0 ? [`${facts.dropped} more rows of one kind were counted and not kept.`] : []),
    ],
  };
}

/** Files of the logs of which a part, or all, could not be used. */
function unusedLogs(files: readonly LogFile[]): UnusedInput[] {
  return files.flatMap(({ name, bad, empty }): UnusedInput[] => {
    const [reason] = bad.keys();
    if (reason === undefined && !empty) return [];
    if (reason === undefined)
      return [{ file: name, code: 'logs.empty', problem: `${name} holds nothing`, fix: 'fetch the file again' }];
    const parts = [...bad].map(([each, count]) => `${count} ${count === 1 ? 'part' : 'parts'} (${BAD[each]})`);
    return [
      { file: name, code: 'logs.unread', problem: `${name} is not used in ${parts.join(', ')}`, fix: MEND[reason] },
    ];
  });
}

/** Policies that do not name the key of a bucket leave it to the trail, which names both when the key is used. */
function withKeys({ stores, facts, snapshots }: InvestigationInput): history.Stores {
  if (stores.keys.length > 0) return stores;
  const known = new Set(snapshots.flatMap(({ state }) => state.resources.map(({ arn }) => arn)));
  const used = [...facts.keyOfBucket].flatMap(([bucket, arn]) =>
    stores.buckets.some((name) => name.endsWith(`:::${bucket}`)) && known.has(arn) ? [arn] : [],
  );
  return { ...stores, keys: [...new Set(used)] };
}

const told = ({ segments }: Timeline): string[] => [...new Set(segments.flatMap(({ app }) => app.assumptions))];

/** The key of a class's bucket has one name in the trail, and in templates another, which they make up. */
function keyNames({ facts, stores, snapshots, environment }: InvestigationInput): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { state } of snapshots) {
    const app = history.appOf(state.resources, environment);
    for (const [bucket, arn] of facts.keyOfBucket) {
      const found = app.buckets.find(({ name }) => name === bucket);
      if (found?.keyArn !== undefined && stores.buckets.includes(found.arn)) names.set(arn, found.keyArn);
    }
  }
  return names;
}
