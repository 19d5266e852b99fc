import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { type RedactedEvent, SegmentRedactor } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';
import { someSession } from './sessions.ts';

const SECURE = { id: 'pin', role: 'textbox', name: 'Code word', secure: true };
const CHAT = { app: 'Signal', app_class: 'chat', title: 'Signal' };

function redactAll(events: readonly ActivityEvent[]): RedactedEvent[] {
  const redactor = new SegmentRedactor();
  for (const event of events) redactor.observe(event);
  redactor.decide();
  return events.flatMap((event) => redactor.redact(event) ?? []);
}

/** Clicks on keys of the screen, as one of many recorders reports them. */
function touch(
  script: Script,
  keys: string,
  { phases = ['click'], focus = false, named = true, pointer = true } = {},
): void {
  for (const key of keys) {
    const [x, y] = [100 + key.charCodeAt(0) * 7, 200 + (key.charCodeAt(0) % 3) * 40];
    if (pointer)
      script.emit('pointer', {
        pts: [
          [0, 3, 4],
          [9_000, x, y],
        ],
      });
    const el = named
      ? { role: 'button', name: key, bounds: [x - 20, y - 20, 40, 40] as [number, number, number, number] }
      : undefined;
    for (const ph of phases as ('down' | 'up' | 'click')[])
      script.emit('click', { ph, btn: 'left', x, y, n: 1, ...(el && { el }) });
    if (focus) script.focus({ field: { role: 'button', name: key, secure: false } });
  }
}

/** Everything that says where, and what element it was. */
const placesOf = (rows: readonly RedactedEvent[]): unknown[] =>
  rows.flatMap((row) => {
    const { x, y, pts, bbox, el } = row.d as Record<string, unknown>;
    return [x, y, pts, bbox, el].filter((value) => value !== undefined);
  });

describe('a PIN on a keypad of the screen is not read', () => {
  const PLACES: [string, (script: Script) => void][] = [
    ['in a field that hides its text', (script) => void script.field(SECURE)],
    ['in a password manager', (script) => void script.focus({ app: '1Password', title: 'Unlock' })],
    ['in a chat', (script) => void script.focus(CHAT)],
    ['in a field that turns out to hide its text', (script) => void script.field({ ...SECURE, secure: false })],
    ['in a field for a card number', (script) => void script.field({ ...SECURE, secure: false, name: 'Card number' })],
    ['where nobody says what it is for', (script) => void script.focus({ title: 'Terminal 4' })],
  ];
  const RECORDERS: [string, Parameters<typeof touch>[2]][] = [
    ['clicks', {}],
    ['presses, releases and clicks', { phases: ['down', 'up', 'click'] }],
    ['clicks that move the focus', { focus: true }],
    ['clicks without names', { named: false }],
  ];
  const cases = PLACES.flatMap(([where, go]) => RECORDERS.map(([what, how]) => [where, what, go, how] as const)).filter(
    ([where, what]) => what !== 'clicks without names' || !where.startsWith('where nobody'),
  );
  test.each(cases)('%s, by %s', (where, _what, go, how) => {
    const looks = ['4921', '49217', '0000000000'].map((pin) => {
      const script = new Script();
      go(script);
      touch(script, pin, how);
      if (where.includes('turns out')) script.field(SECURE);
      script.emit('control', { op: 'stop', by: 'worker', reason: 'shift' });
      const rows = redactAll(script.events);
      expect(placesOf(rows)).toEqual([]);
      expect(JSON.stringify(rows)).not.toMatch(/"name":"\d"/);
      return JSON.stringify(rows);
    });
    expect(new Set(looks).size).toBe(1);
  });

  test('while clicks on other things keep their place', () => {
    const script = new Script().focus({ title: 'Records' });
    for (const name of ['Open', 'Next page', '2', 'Save', '×'])
      script.emit('click', {
        ph: 'click',
        btn: 'left',
        x: 5,
        y: 6,
        n: 1,
        el: { role: 'button', name, bounds: [1, 2, 9, 9] },
      });
    expect(redactAll(script.events).filter(({ d }) => 'x' in d)).toHaveLength(5);
  });
});

describe('in a hidden place', () => {
  test('nothing but one row of each kind is left, and the session closes over the rest', () => {
    const lengths = [3, 40].map((n) => {
      const script = new Script().focus({ title: 'Portal' });
      script.emit('scroll', { x: 1, y: 1, dx: 0, dy: 3, unit: 'px' });
      script.field(SECURE).type('x'.repeat(n));
      for (let i = 0; i < n; i++) {
        script.emit('scroll', { x: 1, y: 1, dx: 0, dy: 3, unit: 'px' });
        script.emit('text', { text: 'x'.repeat(i), n: i, src: 'value', field: SECURE });
        script.emit('screen.text', { src: 'ax', text: '•'.repeat(i), role: 'textbox', bbox: [1, 2, 8 * i, 12] });
      }
      script.focus({ title: 'Portal' });
      script.emit('click', { ph: 'click', btn: 'left', x: 7, y: 8, n: 1 });
      return redactAll(script.events);
    });
    const [short, long] = lengths.map((rows) => rows.map(({ kind, seq }) => `${seq} ${kind}`));
    expect(short).toEqual(['0 focus', '1 scroll', '2 focus', '3 key', '4 text', '5 focus', '6 click']);
    expect(long).toEqual(short);
  });

  test.each<[string, (script: Script, n: number) => void]>([
    [
      'words beside the field that change, and dots that grow',
      (script, n) => {
        for (let i = 0; i < n; i++) {
          const words = ['Password', 'Show password', i === 0 ? 'weak' : 'strong', `${i} of 8`];
          for (const [row, text] of words.entries())
            script.emit('screen.text', { src: 'dom', text, role: 'text', bbox: [9, 20 * row, 8 * text.length, 12] });
          script.emit('screen.text', { src: 'dom', text: '•'.repeat(i), role: 'text', bbox: [9, 99, 8 * i, 12] });
        }
      },
    ],
    [
      'gaps of several reasons in turn',
      (script, n) => {
        for (let i = 0; i < n; i++)
          for (const reason of ['withheld', 'overflow'])
            script.emit('control', { op: 'gap', by: 'system', reason, n_dropped: i });
      },
    ],
  ])('%s say nothing of how much is typed', (_what, happen) => {
    const looks = [2, 30].map((n) => {
      const script = new Script().field(SECURE);
      happen(script, n);
      return JSON.stringify(redactAll(script.focus({ title: 'Portal' }).events));
    });
    expect(looks[0]).toBe(looks[1]);
    expect(looks[0]).not.toMatch(/bbox|•|strong|of 8/);
  });

  test('labels and buttons beside a hidden field stay, without a place', () => {
    const script = new Script().field(SECURE).type('Quail7');
    for (const [row, text] of ['Sign in', 'Forgot your password?'].entries())
      script.emit('screen.text', { src: 'dom', text, role: 'button', bbox: [9, 20 * row, 90, 12] });
    const shown = redactAll(script.events).filter(({ kind }) => kind === 'screen.text');
    expect(shown.map(({ d }) => d)).toMatchObject([{ text: 'Sign in' }, { text: 'Forgot your password?' }]);
    expect(placesOf(shown)).toEqual([]);
  });

  test('a title that changes with each message is no other place', () => {
    const looks = [1, 9].map((n) => {
      const script = new Script().focus(CHAT);
      for (let i = 0; i < n; i++) script.focus({ ...CHAT, title: `(${i}) Signal` });
      return JSON.stringify(redactAll(script.focus({ title: 'Portal' }).events));
    });
    expect(looks[0]).toBe(looks[1]);
  });

  test('dots that are seen after leaving the field are masked, and say nothing of its length', () => {
    const looks = ['•••', '•••••••••'].map((text) => {
      const script = new Script().focus({ title: 'Portal' });
      script.emit('screen.text', { src: 'ax', text, role: 'textbox', bbox: [9, 9, 8 * text.length, 12] });
      return JSON.stringify(redactAll(script.events));
    });
    expect(looks[0]).toBe(looks[1]);
    expect(looks[0]).not.toMatch(/•|bbox/);
  });

  test('transcripts and notes about the recording stay', () => {
    const script = new Script().focus({ app: 'Zoom', title: 'Zoom Meeting' });
    script.emit('transcript', { text: 'hello', speaker: 'other', dur_ms: 3_210, all_party_consent: true });
    script.emit('control', { op: 'policy', by: 'system', reason: 'question' });
    const rows = redactAll(script.events);
    expect(rows.map(({ kind }) => kind)).toEqual(['focus', 'transcript', 'control']);
    expect(present(rows[1]).d).toMatchObject({ text: null, dur_ms: 5_000 });
  });

  test('gaps that may each stand for a press are one gap', () => {
    const rows = [2, 3].map((n) => {
      const script = new Script().focus({ title: 'Records' });
      for (let i = 0; i < n; i++) script.emit('control', { op: 'gap', by: 'system', reason: 'withheld', n_dropped: 1 });
      return redactAll(script.focus({ title: 'Records' }).events).map(({ seq, d }) => [seq, d]);
    });
    expect(rows[0]).toHaveLength(3);
    expect(rows[0]).toEqual(rows[1]);
  });
});

describe('a name in a text', () => {
  const typed = (name: string) => {
    const script = new Script().field({}).type(`ask ${name} about it`);
    return redactAll(script.events);
  };

  test('leaves one row, and the rows behind it say nothing of its length', () => {
    const looks = ['Natalia Kowalska', 'Natalia Featherstonehaugh-Kowalska'].map((name) => JSON.stringify(typed(name)));
    expect(looks[0]).toContain('[PERSON]');
    expect(looks[0]).toBe(looks[1]);
  });

  test('that is clicked on tells nothing by its box, its place or the way there', () => {
    const looks = ['Natalia Kowalska', 'Natalia Szymborska-Kowalska'].map((name) => {
      const script = new Script().focus({ title: 'Records' });
      const w = name.length * 7;
      script.emit('screen.text', { src: 'dom', text: name, role: 'text', bbox: [30, 40, w, 16] });
      script.emit('pointer', {
        pts: [
          [0, 300, 300],
          [80_000, 30 + w / 2, 48],
        ],
      });
      const el = { role: 'link', name, bounds: [30, 40, w, 16] as [number, number, number, number] };
      script.emit('click', { ph: 'click', btn: 'left', x: 30 + w / 2, y: 48, n: 1, el });
      script.emit('scroll', { x: 30 + w / 2, y: 48, dx: 0, dy: 2, unit: 'line' });
      return redactAll(script.events);
    });
    expect(looks[0]).toEqual(looks[1]);
    expect(present(present(looks[0])[3]).d).toMatchObject({ x: 128, y: 48, el: { bounds: [0, 32, 256, 32] } });
  });
});

test('numbers and times of any session rise, and what names a focus event names a row that is one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const rows = redactAll(someSession(seed));
      for (const [i, row] of rows.slice(1).entries()) {
        expect(row.seq).toBeGreaterThan(present(rows[i]).seq);
        // Times of typing are rounded down, so that the next row can only seem later.
        expect(row.mono_us).toBeGreaterThanOrEqual(present(rows[i]).mono_us - 50_000);
      }
      const kinds = new Map(rows.map(({ seq, kind }) => [seq, kind]));
      for (const { ctx } of rows) if (ctx !== undefined) expect(kinds.get(ctx)).toBe('focus');
    }),
    { numRuns: Number(process.env.VEIL_RUNS ?? 60) },
  );
});

test('where nothing is hidden, numbers and times are those of the recorder', () => {
  const script = new Script().field({}).type('please open the report');
  script.emit('click', { ph: 'click', btn: 'left', x: 1, y: 1, n: 1 });
  const rows = redactAll(script.events);
  expect(rows.map(({ seq }) => seq)).toEqual(script.events.map(({ seq }) => seq));
  expect(present(rows.at(-1)).mono_us).toBe(present(script.events.at(-1)).mono_us);
});
