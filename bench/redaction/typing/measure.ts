import type { ActivityEvent } from '../../../lib/activity/events.ts';
import { nth } from '../../../lib/activity/there.ts';
import { type Carry, SegmentRedactor } from '../../../lib/redaction/index.ts';
import type { Random } from '../random.ts';
import type { Labelled } from '../template.ts';
import { Keyboard } from './keyboard.ts';
import type { Shape } from './shapes.ts';
import { Typist } from './typist.ts';

export interface TypingResult {
  entities: number;
  /** Entities of which a run of four characters (or all of a shorter one) can be read. */
  runs: number;
  chars: number;
  leaked: number;
  /** Harmless characters typed, and those that can still be read. */
  harmless: number;
  kept: number;
  misses: string[];
}

const RUN = 4;

/** An attacker reads every key and every text that is not masked. @param shapeOf the recorder of each session */
export const measureTyping = (samples: readonly Labelled[], r: Random, shapeOf: (r: Random) => Shape): TypingResult =>
  typed(samples, r, shapeOf, (event) => event);

/** @param reported turns each event into the recorder's version of it */
export function typed(
  samples: readonly Labelled[],
  r: Random,
  shapeOf: (r: Random) => Shape,
  reported: (event: ActivityEvent) => ActivityEvent,
): TypingResult {
  const sum = { entities: 0, runs: 0, chars: 0, leaked: 0, harmless: 0, kept: 0, misses: [] as string[] };
  for (let from = 0; from < samples.length; ) {
    const shape = shapeOf(r);
    session(samples.slice(from, from + shape.session), shape, r, sum, reported);
    from += shape.session;
  }
  return sum;
}

function session(
  samples: readonly Labelled[],
  shape: Shape,
  r: Random,
  sum: TypingResult,
  reported: (event: ActivityEvent) => ActivityEvent,
): void {
  const keyboard = new Keyboard(shape, r);
  const typist = new Typist(keyboard, r);
  const bases: number[] = [];
  let base = 0;
  for (const sample of samples) {
    bases.push(base);
    typist.sample(sample, base);
    base += sample.text.length;
  }
  const readable = redacted(keyboard.events.map(reported), shape.segments);
  const leaked = new Uint8Array(base);
  for (const { seqs, piece, at } of typist.shown) {
    const seen = seqs.some((seq) => readable.get(seq)?.includes(piece) ?? false);
    if (at >= 0 && seen) leaked[at] = 1;
    if (at < 0) {
      sum.harmless++;
      if (seen) sum.kept++;
    }
  }
  for (const [i, { text, spans }] of samples.entries())
    for (const { start, end } of spans) {
      const run = longestRun(leaked, nth(bases, i) + start, nth(bases, i) + end);
      sum.entities++;
      sum.chars += end - start;
      sum.leaked += leaked.subarray(nth(bases, i) + start, nth(bases, i) + end).reduce((a, b) => a + b, 0);
      if (run >= Math.min(RUN, end - start)) {
        sum.runs++;
        sum.misses.push(`${text.slice(start, end)} :: ${text} :: ${JSON.stringify(shape)}`);
      }
    }
}

/** The readable part of each key and text, by the number of its event: rows are numbered anew. */
function redacted(events: readonly ActivityEvent[], segments: number): Map<number, string> {
  let carry: Carry | undefined;
  const size = Math.ceil(events.length / segments);
  for (let from = 0; from < events.length; from += size) {
    const redactor = new SegmentRedactor(carry === undefined ? {} : { carry });
    for (const event of events.slice(from, from + size)) redactor.observe(event);
    carry = redactor.decide();
  }
  const redactor = new SegmentRedactor(carry === undefined ? {} : { carry });
  const readable = new Map<number, string>();
  for (const event of events) {
    const row = redactor.redact(event);
    if (row?.kind === 'key' && row.red === 'none' && row.d.ph === 'down')
      readable.set(event.seq, row.d.key === 'Enter' ? '\n' : (row.d.key ?? ''));
    if (row?.kind === 'text') readable.set(event.seq, row.d.text);
  }
  return readable;
}

function longestRun(bits: Uint8Array, from: number, to: number): number {
  let best = 0;
  let run = 0;
  for (let i = from; i < to; i++) {
    run = bits[i] === 1 ? run + 1 : 0;
    best = Math.max(best, run);
  }
  return best;
}
