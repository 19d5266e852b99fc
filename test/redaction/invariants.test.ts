import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { access } from '../../config/access.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { ZONE_ACCESS } from '../../lib/platform/zone/zone-access.ts';
import {
  type Carry,
  maskFrame,
  type RedactedEvent,
  redactText,
  SegmentRedactor,
  type Surface,
} from '../../lib/redaction/index.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';
import { findInLines } from '../../lib/redaction/text/lines.ts';
import type { TenantLists } from '../../lib/redaction/types.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';
import { pieces, someSession } from './sessions.ts';

const SURFACES: readonly Surface[] = ['prose', 'code', 'ui', 'secure'];

function redactAll(events: readonly ActivityEvent[], redactor = new SegmentRedactor()): (RedactedEvent | null)[] {
  for (const event of events) redactor.observe(event);
  redactor.decide();
  return events.map((event) => redactor.redact(event));
}

const titled = (title: string): ActivityEvent => ({
  kind: 'focus',
  seq: 0,
  mono_us: 0,
  d: { app: 'a', app_class: 'b', title },
});

/** What of frames would be blacked out. */
const framesOf = (events: readonly ActivityEvent[], redactor: SegmentRedactor) =>
  events.flatMap((event) => (event.kind === 'screen.frame' ? [redactor.frame(event.d.ref)] : []));

describe('(a) raw is never readable by the query role', () => {
  test('no team and nothing that queries for it is let into the raw zone', () => {
    const readers = ZONE_ACCESS.raw.filter(({ may }) => may === 'read' || may === 'list').map(({ role }) => role);
    expect(readers).toEqual(['redact']);
    expect(access.approvedReaders.raw).toEqual(readers);
    for (const team of Object.keys(access.teams)) expect(ZONE_ACCESS.raw.map(({ role }) => role)).not.toContain(team);
  });
  // That the policies written from these tables say so is proved for every principal: test/platform/access-proof.test.ts.
});

describe('(b) one decision, all modalities', () => {
  const PLACES: Record<string, (script: Script, value: string) => void> = {
    keys: (script, value) => void script.field({ id: 'k' }, { app: 'Notes' }).type(`so ${value} then`),
    paste: (script, value) =>
      void script.emit('text', {
        ...{ text: `see ${value} now`, n: 9, src: 'paste' },
        field: { id: 'q', role: 'textbox', name: '', secure: false },
      }),
    title: (script, value) => void script.focus({ title: `about ${value}` }),
    host: (script, value) =>
      void script.focus({ url: { scheme: 'https', host: `${value.toLowerCase()}.example.com` } }),
    'text on the screen': (script, value) =>
      void script.emit('screen.text', { src: 'ax', text: `about ${value} only` }),
    task: (script, value) => void script.emit('task', { op: 'begin', text: `Open the record of ${value}.` }),
    'name of an element': (script, value) =>
      void script.emit('click', {
        ph: 'click',
        btn: 'left',
        x: 1,
        y: 1,
        n: 1,
        el: { role: 'row', name: `Row ${value}` },
      }),
  };
  const SOURCES: Record<string, (script: Script, value: string) => void> = {
    'a password field': (script, value) => void script.field({ id: 's', secure: true }, { app: 'Portal' }).type(value),
    'a task': (script, value) => void script.emit('task', { op: 'begin', text: `Write to Ms. ${value}.` }),
    'a sentence on the screen': (script, value) =>
      void script.focus({ title: 'x' }).emit('screen.text', { src: 'dom', text: `Dear Ms. ${value}, thank you` }),
  };
  for (const [source, show] of Object.entries(SOURCES))
    for (const [place, put] of Object.entries(PLACES))
      test.each(['before', 'after'])(`what ${source} shows is masked in: ${place}, seen %s it`, (when) => {
        const value = 'Quorvaneth';
        const script = new Script();
        for (const step of when === 'before' ? [put, show] : [show, put]) step(script, value);
        const rows = redactAll(script.events);
        const typed = rows
          .map((row) => (row?.kind === 'key' && row.d.ph === 'down' && row.red === 'none' ? row.d.key : ''))
          .join('');
        expect(typed.toLowerCase()).not.toContain('quor');
        expect(JSON.stringify(rows).toLowerCase()).not.toContain('quorvaneth');
      });

  test('what is typed into a password field is blacked out in frames', () => {
    const script = new Script().field({ id: 's', secure: true }, { app: 'Portal' }).type('Quorvaneth');
    script.focus({ title: 'Records' });
    script.emit('screen.frame', { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png', w: 100, h: 50, masked: [] });
    script.emit('screen.text', { src: 'ax', text: 'Quorvaneth', bbox: [20, 20, 30, 10], frame: 'f' });
    const redactor = new SegmentRedactor();
    redactAll(script.events, redactor);
    expect(redactor.frame('f')).toMatchObject({ boxes: [[0, 16, 128, 16]] });
  });
});

describe('(c) idempotent, with exact offsets', () => {
  const words = fc.constantFrom(
    'Natalia Kowalska',
    '415-555-0132',
    '😀',
    'é',
    'password: ',
    'tul1ps!9',
    '\n',
    ' and ',
    'Ünal',
    'jo@example.com',
  );
  test('redacting twice is redacting once, and spans are UTF-16 units of the input', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.constantFrom(...SURFACES), (parts, surface) => {
        const text = parts.join('');
        const once = redactText(text, surface);
        expect(redactText(once.text, surface).text).toBe(once.text);
        let out = '';
        let at = 0;
        for (const { start, end, type } of once.spans) {
          expect(start).toBeGreaterThanOrEqual(at);
          out += `${text.slice(at, start)}[${type}]`;
          at = end;
        }
        expect(out + text.slice(at)).toBe(once.text);
      }),
      { numRuns: 60 },
    );
  });
});

describe('(d) the gate loses nothing', () => {
  const pieces = fc.constantFrom(
    'password',
    ': ',
    '=',
    'AKIA',
    '415-555-0132',
    'jane@x.com',
    '4111 1111 1111 1111',
    'ſ',
    'K',
    '\n',
    'born ',
    '12/03/1980',
    'http://a:b@c',
    'Str. ',
    'eyJ',
  );
  test('what the rules find behind the gate is what they find without it', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), fc.constantFrom(...SURFACES), (parts, surface) => {
        const line = parts.join('').replaceAll('\n', ' ');
        const behind = new Set(findInLines(line, surface).map(({ start, end }) => `${start} ${end}`));
        for (const { pattern, valid, on } of RULES) {
          if (on !== undefined && !on.includes(surface)) continue;
          const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(line);
          if (match === null) continue;
          const value = match[2] ?? match[0];
          const at = match.index + (match[2] === undefined ? 0 : present(match[1]).length);
          if (valid === undefined || valid(value, line, at, surface))
            expect(behind).toContain(`${at} ${at + value.length}`);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('(f) no secret in logs, errors and metrics', () => {
  test('a redaction that fails says nothing of what it read', async () => {
    const value = 'hunter22-Kowalska';
    const said: string[] = [];
    const keep = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const keepErrors = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const about = { mime: 'image/png' as const, w: 9, h: 9 };
    const failures = await Promise.allSettled([
      maskFrame(Buffer.from(value), about, { boxes: [], explained: [] }),
      Promise.resolve().then(() =>
        new SegmentRedactor({ tenant: { customers: [{ value } as never] } }).observe(titled(value)),
      ),
      Promise.resolve().then(() =>
        new SegmentRedactor().observe({ kind: 'focus', seq: 0, mono_us: 0, d: { value } } as never),
      ),
    ]);
    keep.mockRestore();
    keepErrors.mockRestore();
    const errors = failures.map((failure) =>
      failure.status === 'rejected' ? `${failure.reason} ${failure.reason.stack}` : '',
    );
    expect(present(failures[0]).status).toBe('rejected');
    expect(errors.join() + said.join()).not.toContain('hunter22');
  });
});

describe('(e) unknown is redacted', () => {
  const key = (d: object) => ({
    kind: 'key',
    seq: 0,
    mono_us: 0,
    d: { ph: 'down', code: 'KeyN', key: 'n', cls: 'char', mods: [], ...d },
  });
  test.each([
    ['a kind that nobody knows', [{ kind: 'thought', seq: 0, mono_us: 0, d: { text: 'Natalia' } }]],
    ['a key of which only the physical place is known', [key({ key: null })]],
    ['a key whose name is no name', [key({ key: 'natalia', cls: 'other', code: null })]],
    ['a physical key that is none', [key({ key: 'x', code: 'natalia@home' })]],
    ['a release without its press', [key({ ph: 'up' })]],
    ['a key while nobody knows the focus', [key({ ctx: 5 }), { ...key({}), ctx: 5 }].slice(1)],
    [
      'composition that came to nothing',
      [key({ key: 'Process' }), { ...key({ key: 'Tab', code: 'Tab', cls: 'nav' }), seq: 1 }],
    ],
  ])('%s', (_case, events) => {
    const rows = redactAll(events as never);
    expect(JSON.stringify(rows)).not.toMatch(/natalia|KeyN|"key":"n"/i);
  });

  test('a detector that fails masks everything', () => {
    const tenant: Pick<TenantLists, 'customers'> = { ...JSON.parse('{ "customers": [null] }') };
    const redactor = new SegmentRedactor({ tenant });
    const script = new Script().focus({ app: 'Notes', title: 'plain words' });
    script.emit('screen.text', { src: 'ax', text: 'more plain words', role: 'text' });
    const rows = redactAll(script.events, redactor);
    expect(JSON.stringify(rows)).not.toContain('plain');
    expect(redactor.counts.get('UNKNOWN')).toBeGreaterThan(0);
  });
});

const TAG_KEY = Buffer.alloc(32, 7);

describe('(g) any split of a session gives the same redaction', () => {
  test('each segment in the light of all others, in keys, texts, titles and frames', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(fc.nat(2_000), { maxLength: 5 }), (seed, cuts) => {
        const events = someSession(seed);
        const redactor = new SegmentRedactor({ tagKey: TAG_KEY });
        const whole = redactAll(events, redactor);
        const frames = framesOf(events, redactor);
        const segments = pieces(events, cuts);
        let carry: Carry | undefined;
        for (const segment of segments) {
          const one = new SegmentRedactor(carry === undefined ? {} : { carry });
          for (const event of segment) one.observe(event);
          // Through JSON, as it is kept.
          carry = JSON.parse(JSON.stringify(one.tell()));
        }
        const parts = segments.map((segment) => {
          const one = new SegmentRedactor({ carry: present(carry), tagKey: TAG_KEY });
          return { rows: redactAll(segment, one), frames: framesOf(segment, one) };
        });
        expect(parts.flatMap(({ rows }) => rows)).toEqual(whole);
        expect(parts.flatMap((part) => part.frames)).toEqual(frames);
      }),
      { numRuns: Number(process.env.SPLIT_RUNS ?? 60) },
    );
  });
});
