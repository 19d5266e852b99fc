import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent, EventOf, Kind } from '../../lib/activity/events.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { positions, stringsOf, type Truth } from '../../samples/recorder/truth.ts';
import { present } from '../present.ts';

const DIR = join(import.meta.dirname, '../../samples/office-day');
const files = readdirSync(DIR, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const truth = JSON.parse(readFileSync(join(DIR, 'truth.json'), 'utf8')) as Truth;

interface Segment {
  readonly open: BatchOpen;
  readonly events: readonly ActivityEvent[];
  readonly chain: string;
  readonly faults: number;
}
const segments: Segment[] = [];
const eventAt = new Map<string, ActivityEvent>();

beforeAll(async () => {
  for (const { name } of files.filter((file) => file.name.endsWith('.ndjson.gz'))) {
    const parts = [];
    for await (const some of readSegment(inflate([readFileSync(join(DIR, name))], LIMITS.inflated)))
      parts.push(...some);
    const [first, last] = [present(parts[0]), present(parts.at(-1))];
    if (first.type !== 'open' || last.type !== 'close') throw new Error('unreachable: readSegment checks it');
    const events = parts.flatMap((part) => (part.type === 'event' ? [part.event] : []));
    segments.push({ open: first.open, events, chain: last.close.chain, faults: parts.length - events.length - 2 });
    for (const event of events) eventAt.set(`${first.open.batch} ${event.seq}`, event);
  }
  segments.sort((a, b) => (a.open.sid + a.open.index < b.open.sid + b.open.index ? -1 : 1));
});

const ofKind = <K extends Kind>(kind: K): EventOf<K>[] =>
  segments.flatMap(({ events }) => events.filter((event) => event.kind === kind) as EventOf<K>[]);
const at = (event: ActivityEvent, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);

describe('the sample', () => {
  test('is verified: every line fits, sessions are whole and chained', () => {
    expect(segments.map(({ faults }) => faults)).toEqual(segments.map(() => 0));
    for (const [sid, session] of Map.groupBy(segments, ({ open }) => open.sid)) {
      expect(session.length, sid).toBeGreaterThan(1);
      expect(session.map(({ open }) => open.prev)).toEqual([null, ...session.slice(0, -1).map(({ chain }) => chain)]);
      expect(session.flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual(
        Array.from({ length: session.flatMap(({ events }) => events).length }, (_, i) => i),
      );
    }
  });

  test('holds two workers in two invented places, and every kind that a browser can show', () => {
    expect(new Set(segments.map(({ open }) => `${open.worker} ${open.jur} ${open.profile}`)).size).toBe(2);
    expect(segments.every(({ open }) => open.rec.import === 'sample')).toBe(true);
    const kinds = new Set(segments.flatMap(({ events }) => events.map(({ kind }) => kind)));
    const shown = [
      'key',
      'text',
      'pointer',
      'click',
      'scroll',
      'screen.text',
      'screen.frame',
      'focus',
      'clipboard',
      'control',
    ];
    expect([...kinds].sort()).toEqual(shown.sort());
  });

  test('is typed as people type: with corrections, caret moves, a paste, and a password that is shown', () => {
    const pressed = new Set(ofKind('key').map(({ d }) => d.key));
    for (const key of ['Backspace', 'ArrowLeft', 'Shift', 'Enter', 'Tab']) expect(pressed).toContain(key);
    expect(ofKind('text').some(({ d }) => d.src === 'paste')).toBe(true);
    const password = ofKind('focus').flatMap(({ d }) => (d.field?.name === 'Password' ? [d.field] : []));
    expect(new Set(password.map(({ id }) => id)).size).toBe(1);
    expect(new Set(password.map(({ secure }) => secure)).size).toBe(2);
  });

  test('has frames that fit their hashes and sizes, each with text that stands in it', async () => {
    const frames = ofKind('screen.frame');
    expect(frames.length).toBeGreaterThan(15);
    expect(files.filter(({ name }) => name.endsWith('.png')).length).toBe(frames.length);
    for (const { d } of frames) {
      const bytes = readFileSync(join(DIR, 'frames', `${d.ref}.png`));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(d.sha256);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: d.w, height: d.h, format: 'png' });
      const texts = ofKind('screen.text').filter((text) => text.d.frame === d.ref);
      expect(texts.length).toBeGreaterThan(0);
      for (const { d: text } of texts) {
        const [x, y, w, h] = present(text.bbox);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect([x + w <= d.w + 1, y + h <= d.h + 1]).toEqual([true, true]);
      }
    }
  });

  test('is small', () => {
    const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
    expect(bytes).toBeLessThan(2_000_000);
  });
});

describe('the truth', () => {
  test('points at events that are there and hold the value, or a piece of it', () => {
    for (const { value, where } of truth.spans)
      for (const place of where) {
        if ('seqs' in place) {
          const kinds = place.seqs.map((seq) => eventAt.get(`${place.batch} ${seq}`)?.kind);
          expect(new Set(kinds)).toEqual(new Set(['key']));
          continue;
        }
        const event = present(eventAt.get(`${place.batch} ${place.seq}`));
        const text = at(event, place.at);
        expect(typeof text).toBe('string');
        expect(value).toContain((text as string).slice(place.start, place.end));
        expect(place.end).toBeGreaterThan(place.start);
      }
  });

  test('knows the keys that typed a value: they make it when they are played', () => {
    const typed = truth.spans.filter(({ where }) => where.some((place) => 'seqs' in place));
    expect(typed.length).toBeGreaterThan(8);
    const wrong = typed.filter(({ value, where }) => {
      const down = where
        .flatMap((place) => ('seqs' in place ? place.seqs.map((seq) => eventAt.get(`${place.batch} ${seq}`)) : []))
        .filter((event) => event?.kind === 'key' && event.d.ph === 'down') as EventOf<'key'>[];
      return !play(down.map(({ d }) => d.key ?? '')).includes(value);
    });
    // A password that grows by one character after it was shown, and a rating that is chosen by its first letter.
    expect(wrong.map(({ type }) => type).sort()).toEqual(['PASSWORD', 'PERFORMANCE_REVIEW']);
  });

  test('leaves no place out', () => {
    const marked = new Set<string>();
    for (const { value, where } of truth.spans)
      for (const place of where)
        if ('at' in place) marked.add(`${value} ${place.batch} ${place.seq} ${place.at} ${place.start}`);
    const missed = segments.flatMap(({ open, events }) =>
      events.flatMap((event) =>
        [...stringsOf(event)].flatMap(({ at, text }) =>
          truth.spans.flatMap(({ type, value }) =>
            [...positions(text, value)]
              .filter((start) => !marked.has(`${value} ${open.batch} ${event.seq} ${at} ${start}`))
              .map(() => `${type} in ${event.kind} ${event.seq}`),
          ),
        ),
      ),
    );
    expect(missed).toEqual([]);
  });

  test('has boxes where a frame shows a value: there is ink in them', async () => {
    const frames = new Set(ofKind('screen.frame').map(({ d }) => d.ref));
    const boxes = truth.spans.flatMap(({ frames }) => frames);
    expect(boxes.length).toBeGreaterThan(80);
    for (const [frame, inFrame] of Map.groupBy(boxes, ({ frame }) => frame)) {
      expect(frames).toContain(frame);
      const { data, info } = await sharp(join(DIR, 'frames', `${frame}.png`))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      for (const { box } of inFrame) {
        const [x, y, w, h] = box.map(Math.round) as [number, number, number, number];
        const shades = new Set<number>();
        for (let row = y; row < Math.min(y + h, info.height); row++)
          for (let column = x; column < Math.min(x + w, info.width); column++)
            shades.add(present(data[row * info.width + column]));
        expect(shades.size).toBeGreaterThan(1);
      }
    }
  });

  test('names a reason for every value', () => {
    for (const { type, value, why } of truth.spans) {
      expect(type).toMatch(/^[A-Z_]+$/);
      expect(Math.min(value.length, why.length)).toBeGreaterThan(3);
    }
  });
});

/** What a plain field holds after these keys. */
function play(keys: readonly string[]): string {
  const text: string[] = [];
  let caret = 0;
  for (const key of keys) {
    if (key.length === 1) text.splice(caret++, 0, key);
    else if (key === 'Backspace' && caret > 0) text.splice(--caret, 1);
    else if (key === 'ArrowLeft') caret = Math.max(0, caret - 1);
    else if (key === 'End') caret = text.length;
  }
  return text.join('');
}
