import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { type Carry, type RedactedEvent, SegmentRedactor } from '../../lib/redaction/index.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';
import { pieces, someSession } from './sessions.ts';

type Row = RedactedEvent | null;

/** Sessions of one person, one after another, as one long session. */
function longSession(seeds: readonly number[]): ActivityEvent[] {
  const all: ActivityEvent[] = [];
  for (const seed of seeds) {
    const [seq, us] = [all.length, (all.at(-1)?.mono_us ?? 0) + 1_000_000];
    const some = someSession(seed).filter(
      ({ kind, d }) => !(kind === 'control' && (d as { op: string }).op === 'stop'),
    );
    for (const event of some) {
      const ctx = event.ctx === undefined ? {} : { ctx: event.ctx + seq };
      all.push({ ...event, seq: event.seq + seq, mono_us: event.mono_us + us, ...ctx } as ActivityEvent);
    }
  }
  return all;
}

interface Published {
  readonly rows: readonly Row[];
  readonly carries: readonly Carry[];
}

/** Each segment as it comes, in the light of all before it. @param chapter events of a chapter; one for all when absent */
function published(segments: readonly (readonly ActivityEvent[])[], chapter = Number.POSITIVE_INFINITY): Published {
  const rows: Row[] = [];
  const carries: Carry[] = [];
  let carry: Carry | undefined;
  for (const events of segments) {
    const redactor: SegmentRedactor = new SegmentRedactor(carry && { carry });
    for (const event of events) redactor.observe(event);
    const told = redactor.tell();
    carry = redactor.turn(chapter) ?? told;
    carries.push(carry);
    redactor.decide(true);
    for (const event of events) rows.push(redactor.redact(event));
  }
  return { rows, carries };
}

const SECRETS = /hunter22|sunshine|falcon!77|tulips|kowalska|oluwaseun/gi;
const leaks = (rows: readonly Row[]): Set<string> =>
  new Set([...JSON.stringify(rows).matchAll(SECRETS)].map(([secret]) => secret.toLowerCase()));
/** What can be read of keys, in the order in which they were pressed. */
const typed = (rows: readonly Row[]): string =>
  rows
    .map((row) => (row?.kind === 'key' && row.d.ph === 'down' ? (row.red === 'none' ? row.d.key : '#') : ''))
    .join('');

function expectAscending(rows: readonly Row[]): void {
  const seen = rows.filter((row) => row !== null);
  for (const [i, row] of seen.entries()) {
    if (i === 0) continue;
    expect(row.seq).toBeGreaterThan(present(seen[i - 1]).seq);
    // The times of typing are rounded down to 50 ms.
    expect(row.mono_us + 50_000).toBeGreaterThan(present(seen[i - 1]).mono_us);
  }
}

const seeds = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 4, maxLength: 8 });
const cuts = fc.array(fc.nat(4_000), { maxLength: 30 });
const CHAPTER = 60;

describe('a session in chapters', () => {
  test('shows no secret that it does not show as a whole, in rows whose numbers and times ascend', () => {
    fc.assert(
      fc.property(seeds, cuts, (some, at) => {
        const segments = pieces(longSession(some), at);
        const whole = published(segments);
        const { rows, carries } = published(segments, CHAPTER);
        const known = leaks(whole.rows);
        for (const leak of leaks(rows)) expect(known).toContain(leak);
        // A segment that was published while less was known may have other numbers than what follows it in its chapter.
        let row = 0;
        for (const [i, { length }] of segments.entries()) {
          const after = present(carries[i]).before === carries[i - 1]?.before ? 0 : (segments[i + 1]?.length ?? 0);
          expectAscending(rows.slice(row, row + length + after));
          row += length;
        }
        if (segments.flat().length > 10 * CHAPTER && segments.length > 10)
          expect(carries.some(({ before }) => before !== undefined)).toBe(true);
      }),
      { numRuns: Number(process.env.CHAPTER_RUNS ?? 5) },
    );
  });

  test('has a carry whose size does not depend on what came before', () => {
    const events = longSession(Array.from({ length: EVERYTHING ? 60 : 30 }, (_, i) => i + 1));
    const segments = pieces(
      events,
      Array.from({ length: Math.floor(events.length / 50) }, (_, i) => (i + 1) * 50),
    );
    const { carries } = published(segments, CHAPTER);
    expect(segments.length).toBeGreaterThan(EVERYTHING ? 60 : 30);
    for (const { before, events: own } of carries) {
      expect(own.length).toBeLessThan(2 * CHAPTER + 60);
      expect((before?.context.length ?? 0) + (before?.focuses.length ?? 0)).toBeLessThan(700);
    }
  });

  test('goes on in a line, in a field that hides its text, and in a private window', () => {
    const script = new Script();
    const note = { id: 'n', role: 'textbox', name: 'Note', secure: false };
    script.field(note, { app: 'Notes', window: 'w' });
    for (let n = 0; n < 30; n++) script.type('so it is\n');
    script.type('call Natalia Kowal');
    const first = script.events.length;
    script.type('ska back\n');
    script.field({ ...note, id: 'p', secure: true }, { app: 'Notes', window: 'w' });
    script.type('tul1ps!9');
    const second = script.events.length;
    script.field({ ...note, id: 'p', secure: false }, { app: 'Notes', window: 'w' });
    script.type('tul1ps!9\n');
    const cut = pieces(script.events, [first, second]);
    const { rows, carries } = published(cut, 10);
    expect(carries.filter(({ before }) => before !== undefined)).toHaveLength(3);
    expect(typed(rows)).not.toMatch(/kowal|ska back|tul|!9/i);
    expect(typed(rows)).toContain('so it is');
  });

  test('in a private window for hours has no more rows of it than one that is not cut', () => {
    const script = new Script().focus({ app: 'Signal', app_class: 'chat', title: 'Natalia' });
    for (let n = 0; n < 40; n++) script.type('shall we meet');
    script.focus({ app: 'Notes', app_class: 'editor', title: 'x' });
    const cuts = Array.from({ length: 20 }, (_, i) => (i + 1) * 45);
    const count = (rows: readonly Row[]) => rows.filter((row) => row !== null).length;
    const segments = pieces(script.events, cuts);
    const cut = published(segments, CHAPTER);
    expect(cut.carries.filter(({ before }) => before?.stay !== undefined).length).toBeGreaterThan(3);
    expect(count(cut.rows)).toBe(count(published(segments).rows));
  });
});
