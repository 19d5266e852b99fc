import { describe, expect, test } from 'vitest';
import type { ActivityEvent, Box } from '../../lib/activity/events.ts';
import { type RedactedEvent, SegmentRedactor } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';

function redactAll(events: readonly ActivityEvent[], redactor = new SegmentRedactor()): (RedactedEvent | null)[] {
  for (const event of events) redactor.observe(event);
  redactor.decide();
  return events.map((event) => redactor.redact(event));
}

/** What an observer of the public keys can read. */
const readable = (rows: readonly (RedactedEvent | null)[]) =>
  rows
    .flatMap((row) =>
      row?.kind === 'key' && row.d.ph === 'down' && row.red === 'none' && row.d.cls === 'char' ? [row.d.key] : [],
    )
    .join('');

describe('keys', () => {
  test.each([
    ['typed straight', 'ask Natalia Kowalska about it'],
    ['corrected', 'ask Natalai<Backspace><Backspace>ia Kowalska about it'],
    [
      'erased and typed again',
      'ask Natal<Backspace><Backspace><Backspace><Backspace><Backspace>Natalia Kowalska about it',
    ],
    ['mended with arrows', 'ask Ntalia<ArrowLeft><ArrowLeft><ArrowLeft><ArrowLeft><ArrowLeft>a<End> Kowalska about it'],
    ['replaced whole', 'Natalia Kowalska<ctrl+a>nothing to see'],
  ])('a name is not readable: %s', (_case, typed) => {
    const shown = readable(redactAll(new Script().field({}).type(typed).events));
    expect(shown).not.toMatch(/nat|kow|lska|talia/i);
  });

  test('harmless keys stay', () => {
    const text = 'please open the report and check the second page';
    expect(readable(redactAll(new Script().field({}).type(text).events))).toBe(text);
  });

  test('a secret is one event, whatever its length', () => {
    const rows = ['pw', 'correct horse battery<Backspace><Backspace>ry'].map((typed) =>
      redactAll(new Script().field({ role: 'password', name: 'Password', secure: true }).type(typed).events).filter(
        (row) => row?.kind === 'key',
      ),
    );
    expect(rows.map((some) => some.length)).toEqual([1, 1]);
    expect(present(present(rows[0])[0]).d).toMatchObject({ key: '[PASSWORD]', code: 'secret_entered <2s', mods: [] });
  });

  test('a field that once hid its text stays hidden', () => {
    const script = new Script().field({ secure: true, name: 'Code' }).type('open');
    script.field({ secure: false, name: 'Code' }).type('sesame');
    expect(readable(redactAll(script.events))).toBe('');
  });

  test('what stands on the screen is masked in the keys, and the other way round', () => {
    const script = new Script().field({ id: 'a', name: 'Password', secure: true }).type('plainword');
    script.field({ id: 'b', name: 'Note' }).type('i typed plainword here');
    script.emit('screen.text', { src: 'ax', text: 'you typed plainword', role: 'text' });
    const rows = redactAll(script.events);
    expect(readable(rows)).not.toContain('plain');
    expect(present(rows.at(-1)).d).toMatchObject({ text: 'you typed [PASSWORD]' });
  });

  test('typed time has a precision of 50 ms', () => {
    const rows = redactAll(new Script().field({}).type('abc').events);
    for (const row of rows) if (row?.kind === 'key') expect(row.mono_us % 50_000).toBe(0);
  });

  test('keys around a hole are not readable', () => {
    const script = new Script().field({}).type('Natalia Kow');
    script.emit('control', { op: 'gap', by: 'system', reason: 'lost', n_dropped: 3 });
    expect(readable(redactAll(script.type('ka here').events))).not.toMatch(/nat|kow/i);
  });
});

describe('events', () => {
  test.each([
    'AXSecureTextField',
    'password text',
    'PasswordBox',
    'sicheres Textfeld',
    '安全文本字段',
    'рядок пароля: пароль',
  ])('what an element of the role %s shows, holds or takes is masked', (role) => {
    const script = new Script();
    script.emit('screen.text', { src: 'ax', text: 'blue horse seven', role });
    script.emit('click', { ph: 'click', btn: 'left', x: 1, y: 1, n: 1, el: { role, value: 'blue horse seven' } });
    script.field({ role }).type('bluehorse');
    expect(JSON.stringify(redactAll(script.events))).not.toMatch(/blue|horse|KeyB/);
  });

  const one = (kind: ActivityEvent['kind'], d: object) =>
    redactAll([{ kind, seq: 0, mono_us: 1, d } as ActivityEvent])[0];

  test.each(['pause', 'resume', 'exempt'])('%s leaves no row', (op) => {
    expect(one('control', { op, by: 'worker', reason: 'break' })).toBeNull();
  });

  test('a kind that nobody knows leaves no row and is counted', () => {
    const redactor = new SegmentRedactor();
    expect(redactAll([{ kind: 'thought', seq: 0, mono_us: 0, d: {} } as never], redactor)).toEqual([null]);
    expect(redactor.counts.get('UNKNOWN')).toBe(1);
  });

  test('sealed content and identifiers are gone', () => {
    expect(
      present(one('transcript', { text: 'hello', speaker: 'self', dur_ms: 5, all_party_consent: true })).d,
    ).toMatchObject({
      text: null,
    });
    expect(present(one('clipboard', { op: 'copy', n: 5, types: ['text/plain'], text: 'hello' })).d).toMatchObject({
      text: null,
    });
    const el = { role: 'button', name: 'Save', id: 'patient-jane', secret: 'x' };
    expect(present(one('click', { ph: 'click', btn: 'left', x: 1, y: 2, n: 1, el })).d).toEqual({
      ph: 'click',
      btn: 'left',
      x: 1,
      y: 2,
      n: 1,
      el: { role: 'button', name: 'Save' },
    });
    const focus = {
      app: 'Notes',
      app_class: 'office',
      window: 'w-77',
      url: { scheme: 'https', host: 'example.com', path_hash: 'abc' },
    };
    expect(JSON.stringify(one('focus', focus))).not.toMatch(/w-77|abc/);
  });

  test('a private window shows that there is text, not where, nor how often', () => {
    const script = new Script().focus({ app: 'Signal', app_class: 'chat', title: 'Signal' });
    for (const text of ['see you at eight', 'Send'])
      script.emit('screen.text', { src: 'ax', text, role: 'button', bbox: [0, 0, 9, 9] });
    const [, first, second] = redactAll(script.events);
    expect(present(first).d).toEqual({ src: 'ax', text: '[PRIVATE_CONVERSATION]', n: 24, role: 'button' });
    expect(second).toBeNull();
  });
});

describe('frames', () => {
  const frame = { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png' as const, w: 100, h: 50, masked: [] };

  test('a sensitive box is blacked out, a label is not', () => {
    const script = new Script().focus({ title: 'Records' });
    script.emit('screen.frame', frame);
    script.emit('screen.text', { src: 'ax', text: 'Save', role: 'button', bbox: [0, 0, 10, 10], frame: 'f' });
    script.emit('screen.text', {
      src: 'ax',
      text: 'Natalia Kowalska',
      role: 'text',
      bbox: [20, 20, 30, 10],
      frame: 'f',
    });
    const redactor = new SegmentRedactor();
    redactAll(script.events, redactor);
    expect(redactor.frame('f')).toMatchObject({ boxes: [[0, 16, 128, 16]] });
  });

  test('a frame without boxes, of a private window or of nowhere is not published', () => {
    const script = new Script().focus({ title: 'Records' });
    script.emit('screen.frame', frame);
    script.focus({ app: 'Signal' });
    script.emit('screen.frame', { ...frame, ref: 'g' });
    script.emit('screen.text', { src: 'ax', text: 'Save', role: 'button', bbox: [0, 0, 10, 10], frame: 'g' });
    const redactor = new SegmentRedactor();
    redactAll(script.events, redactor);
    expect(['f', 'g', 'h'].map((ref) => redactor.frame(ref))).toEqual(['unreported', 'unmaskable', 'unmaskable']);
  });

  test('what is read in a frame without boxes counts as reported: by itself, by the label beside it, by the rest of the session', () => {
    const script = new Script().focus({ title: 'Records' });
    script.emit('screen.frame', frame);
    script.emit('screen.text', { src: 'ax', text: 'Call 415-555-0132', role: 'text', bbox: [0, 0, 9, 9], frame: 'x' });
    const redactor = new SegmentRedactor();
    redactAll(script.events, redactor);
    const line = (text: string, x: number, y: number, sure = true) => ({ text, box: [x, y, 60, 10] as Box, sure });
    const label = line('Date of birth', 0, 20);
    const value = line('3 4 1990', 70, 20);
    const known = line('on 415-555-0132', 0, 40);
    const guess = line('Open', 0, 60, false);
    const plain = line('Save all', 0, 80);
    const lines = [value, guess, plain, known, label];
    expect(redactor.sensitiveLines(lines)).toEqual([value.box, known.box]);
    const decision = redactor.frame('f', lines);
    if (typeof decision === 'string') throw new Error(decision);
    // A guess of the reader explains nothing, so the look for what is unexplained decides about it.
    expect(decision.explained).toHaveLength(2);
    expect(decision.boxes).toHaveLength(2);
  });
});

describe('a task', () => {
  const tasks = (script: Script) => redactAll(script.events).filter((row) => row?.kind === 'task');

  test('leaves its row wherever the focus is, with what it says masked', () => {
    const text = 'Write to Natalia Kowalska that the password is Falcon!77';
    const script = new Script().focus({ app: 'Signal', app_class: 'chat' });
    script.emit('task', { op: 'begin', text });
    script.field({ secure: true }, { app: 'Portal' }).type('ab');
    script.emit('task', { op: 'end', outcome: 'success' });
    script.type('cd');
    const [begin, end] = tasks(script);
    expect(begin).toMatchObject({
      red: 'masked',
      d: { op: 'begin', text: 'Write to [PERSON] that the password is [PASSWORD]' },
    });
    expect(end).toMatchObject({ red: 'none', d: { op: 'end', outcome: 'success' } });
  });
});

test('a text that was typed is hidden where its keys are', () => {
  const script = new Script().focus({ app: 'Portal' });
  const field = { role: 'unknown', name: '', secure: false } as const;
  const typed = (text: string) => {
    const from = script.events.length;
    script.type(text);
    const to = script.events.length - 1;
    script.emit('text', { text, n: text.length, src: 'keys', from, to, field });
  };
  typed('marta@depot.example');
  script.emit('click', { ph: 'down', btn: 'left', x: 1, y: 1, n: 1 });
  typed('Zebra!Quilt99');
  typed('plain words');
  const rows = redactAll(script.events);
  const keysOf = (row: (typeof rows)[number]) => (row?.kind === 'key' && row.d.ph === 'down' ? (row.d.key ?? '') : '');
  const keys = rows.map(keysOf).join('');
  const texts = rows.flatMap((row) => (row?.kind === 'text' ? [row.d.text as string] : []));
  for (const value of ['Zebra!Quilt99', 'plain words'])
    expect([value, texts.includes(value as never)]).toEqual([value, keys.includes(value)]);
});
