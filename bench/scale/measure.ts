import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { SEGMENT_MINUTES } from '../../lib/activity/segment/limits.ts';
import type { Measured, Usage } from '../../lib/governance/scale/measured.ts';
import { SYNTHESIZED } from '../../lib/governance/scale/synthesized.ts';

/** A segment of ordinary work: a collector records 150 events in a minute. */
const SEGMENT_EVENTS = 150 * SEGMENT_MINUTES;
const segmentsIn = (minutes: number): number => minutes / SEGMENT_MINUTES;
/** The segments of eight hours; a quick look takes two. */
const SEGMENTS = { whole: segmentsIn(480), quick: segmentsIn(120) } as const;
/** Segments of a short session beside it, whose lots have the same fixed cost as those of the long one. */
const FEW = segmentsIn(24);
/** As many as the queue hands over at once. */
const TOGETHER = SYNTHESIZED.batch;
/** Segments that a session has come further by when one is redacted: those of the last quarter of an hour have fewer after them. */
const COME_AFTER = segmentsIn(15);
/** Segments that are averaged, about as many as a chapter has: what a segment reads grows until its chapter ends. */
const AROUND = segmentsIn(48);
/** The sample's screen, and the one that is assumed of workers. */
const PIXELS = { sample: 1280 * 800, assumed: 1920 * 1080 } as const;

interface Session {
  readonly ingest: readonly Usage[];
  readonly redact: readonly Usage[];
  /** Runs of retention: over an empty lake, with nothing due, and when all is due. */
  readonly empty: Usage;
  readonly idle: Usage;
  readonly due: Usage;
}

interface Frames {
  readonly ingest: Usage;
  readonly redact: Usage;
  readonly sent: number;
  /** Frames that redaction published. */
  readonly published: number;
}

/** Runs each measurement in a process of its own. @param quick measures a part of a session only */
export function measure(quick: boolean): Measured {
  const segments = quick ? SEGMENTS.quick : SEGMENTS.whole;
  const session: Session = node('session', segments, SEGMENT_EVENTS);
  const few: Session = node('session', FEW, SEGMENT_EVENTS);
  const together: { usage: Usage; alone: Usage; peakMiB: number } = node('together', TOGETHER, SEGMENT_EVENTS);
  const { whole, without }: { whole: Frames; without: Frames } = node('frames');
  const ingested = less(whole.ingest, without.ingest);
  const masked = less(whole.redact, without.redact);
  const scale = PIXELS.assumed / PIXELS.sample;
  const { 's3.put': _, ...calls } = masked.calls;
  const frame = share({ ...masked, calls }, whole.published);
  return {
    on: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short=10', 'HEAD'),
    machine: `${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
    segmentEvents: SEGMENT_EVENTS,
    ingestSegment: average(session.ingest.slice(1)),
    ingestFrame: share(ingested, whole.sent),
    redactAlone: [1, segments - COME_AFTER - AROUND].map((from) => ({
      index: from + AROUND / 2,
      usage: average(session.redact.slice(from, from + AROUND)),
    })),
    redactTogether: { segments: TOGETHER, ...together },
    redactFrame: { ...frame, cpuS: round(frame.cpuS * scale) },
    destroyThousand: node('destroy'),
    retainSegment: share(less(session.due, few.due), segments - FEW),
    retainIdle: share(less(session.idle, session.empty), segments),
  };
}

/** Writes the measurements to the file that the model reads. */
export function keep(measured: Measured): void {
  const file = join(import.meta.dirname, '../../lib/governance/scale/measured.json');
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}

const node = <T>(...args: (string | number)[]): T =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'day.ts'), ...args.map(String)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

const combine = (usages: readonly Usage[], of: (values: readonly number[]) => number): Usage => {
  const each = (part: 'calls' | 'bytes') => {
    const names = [...new Set(usages.flatMap((usage) => Object.keys(usage[part])))];
    return Object.fromEntries(names.map((name) => [name, round(of(usages.map((usage) => usage[part][name] ?? 0)))]));
  };
  return { cpuS: round(of(usages.map(({ cpuS }) => cpuS))), calls: each('calls'), bytes: each('bytes') };
};

const average = (usages: readonly Usage[]): Usage =>
  combine(usages, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
const less = (a: Usage, b: Usage): Usage => combine([a, b], ([x = 0, y = 0]) => Math.max(0, x - y));
const share = (usage: Usage, n: number): Usage => combine([usage], ([x = 0]) => x / n);
const round = (n: number): number => Number(n.toPrecision(4));
