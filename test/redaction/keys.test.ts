import { describe, expect, test } from 'vitest';
import type { ActivityEvent, EventOf } from '../../lib/activity/events.ts';
import { type RedactedEvent, SegmentRedactor } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';

type Mods = EventOf<'key'>['d']['mods'];

function redactAll(events: readonly ActivityEvent[]): (RedactedEvent | null)[] {
  const redactor = new SegmentRedactor();
  for (const event of events) redactor.observe(event);
  redactor.decide();
  return events.map((event) => redactor.redact(event));
}

/** What an observer of the public rows can read of keys and texts. */
const readable = (events: readonly ActivityEvent[]): string =>
  redactAll(events)
    .map((row) => {
      if (row?.kind === 'text') return row.d.text;
      if (row?.kind !== 'key' || row.red !== 'none') return '';
      return row.d.ph === 'down' && row.d.cls === 'char' ? row.d.key : '';
    })
    .join('');

const down = (script: Script, key: string | null, mods: Mods = [], code: string | null = null) =>
  script.emit('key', { ph: 'down', code, key, cls: key === null || key.length === 1 ? 'char' : 'other', mods });

const FIELD = { id: 'f1', role: 'textbox', name: '', secure: false };
const arrives = (script: Script, text: string, src: EventOf<'text'>['d']['src'], range = {}) =>
  script.emit('text', { text, n: text.length, src, field: FIELD, ...range });

describe('what is typed is put together', () => {
  test('dead keys: the accent and its letter are one', () => {
    const script = new Script().field({}).type('ask ');
    for (const char of 'Zo') down(script, char);
    const accent = down(script, 'Dead', [], 'Quote');
    down(script, 'ë');
    script.type(' Müller about it');
    const rows = redactAll(script.events);
    expect(readable(script.events)).not.toMatch(/zo|ë|ller/i);
    expect(rows[accent]).toBeNull();
  });

  test.each([
    ['AltGr as its own modifier', ['altgr']],
    ['AltGr as Windows reports it', ['ctrl', 'alt']],
  ] as [string, Mods][])('%s writes its character', (_case, mods) => {
    const script = new Script().field({}).type('jane.miller');
    down(script, '@', mods);
    script.type('example.com and so on');
    expect(readable(script.events)).toBe(' and so on');
  });

  test('composition: the keys are masked with the characters that they composed', () => {
    const script = new Script().field({ name: 'Surname' });
    const keys = [...'tanaka'].map((char) => down(script, 'Process', [], `Key${char.toUpperCase()}`));
    arrives(script, '田中', 'ime');
    const rows = redactAll(script.events);
    for (const seq of keys) expect(rows[seq]?.red ?? 'masked').toBe('masked');
    expect(JSON.stringify(rows)).not.toMatch(/KeyT|KeyN|田/);
  });

  test('composition from plain letters: they are what it replaces', () => {
    const script = new Script().field({}).type('Tel. ');
    const from = script.events.length;
    script.type('wangwei');
    arrives(script, '王伟 415-555-0132', 'ime', { from, to: script.events.length - 1 });
    script.type(' ok');
    expect(readable(script.events)).not.toMatch(/555|wang/);
  });

  test('completion replaces the word that it completes', () => {
    const script = new Script().field({}).type('ask Nata');
    arrives(script, 'Natalia Kowalska', 'autocomplete');
    script.type(' today');
    expect(readable(script.events)).toBe('ask [PERSON] today');
  });

  test('a paste is judged by what stands around it', () => {
    const script = new Script().field({}).type('my password is ');
    arrives(script, 'tulipan', 'paste');
    script.type(' ok');
    expect(readable(script.events)).not.toContain('tulipan');
  });

  test('from right to left: in the order of the text', () => {
    const script = new Script().field({}).type('המייל שלי dana@example.com תודה');
    expect(readable(script.events)).not.toMatch(/dana|example/);
  });

  test('a key that repeats writes each time', () => {
    const script = new Script().field({}).type('call 415-555-01');
    const held = { ph: 'down' as const, code: 'Digit3', key: '3', cls: 'char' as const, mods: [] };
    script.emit('key', held);
    script.emit('key', held);
    script.emit('key', { ...held, ph: 'up' });
    expect(readable(script.type(' now').events)).toBe('call  now');
  });

  test('one digit a field is a code', () => {
    const script = new Script();
    for (const [i, digit] of [...'482913'].entries()) script.field({ id: `otp${i}`, name: '' }).type(digit);
    expect(readable(script.events)).toBe('');
  });

  test('a name in one field and the surname in the next', () => {
    const script = new Script()
      .field({ id: 'a', name: 'Whom' })
      .type('natalia')
      .field({ id: 'b', name: 'More' })
      .type('kowalska');
    expect(readable(script.events)).not.toMatch(/kowalska/);
  });

  test('a name in one field does not take the words of the next with it', () => {
    const script = new Script()
      .field({ id: 'a', name: 'Whom' })
      .type('Oluwaseun Adebayo')
      .field({ id: 'b', name: 'More' })
      .type('Replaced the lamp and tested it.');
    expect(readable(script.events)).toMatch(/Replaced the lamp and tested it/i);
    expect(readable(script.events)).not.toMatch(/Oluwaseun|Adebayo/i);
  });

  test.each([
    ['a word is deleted', 'ask Natalia <ctrl+Backspace>my friend'],
    ['a line is deleted', 'ask Natalia<meta+Backspace>never mind'],
    ['all is deleted', 'ask Natalia Kowalska<ctrl+a><Delete>never mind'],
    ['all is cut', 'ask Natalia Kowalska<ctrl+a><ctrl+x>never mind'],
    ['a selection is replaced', 'ask Natalia<shift+Home>never mind'],
    ['it is undone', 'ask Natalia<ctrl+z> Kowalska'],
    ['the line before is gone back to', 'ask Kowalska<ArrowUp>Natalia '],
    ['something is looked for', 'ask her<ctrl+f>Natalia Kowalska<Enter>'],
  ])('a name is not readable when %s', (_case, typed) => {
    expect(readable(new Script().field({}).type(typed).events)).not.toMatch(/nat|alia|kow|alska/i);
  });

  test.each([
    ['in a shell, a word is killed', 'export TOKEN=tul1ps99<ctrl+w>'],
    ['in a shell, the line is killed', 'mysql -u root -ptul1ps99<ctrl+u>ls'],
  ])('%s', (_case, typed) => {
    const script = new Script().field({}, { app: 'Terminal', app_class: 'terminal' }).type(typed);
    expect(readable(script.events)).not.toMatch(/tul|ps99/);
  });

  test('what the field holds tells what the keys made, wherever the caret was', () => {
    const script = new Script().field({}).type('call 415-550132');
    script.emit('click', { ph: 'click', btn: 'left', x: 1, y: 1, n: 1 });
    script.type('5-');
    arrives(script, 'call 415-555-0132', 'value');
    expect(readable(script.events)).not.toMatch(/415|55|0132/);
  });

  test('a letter that was forgotten is put in with the mouse', () => {
    const script = new Script().field({}).type('write to jane.millr@example.com');
    script.emit('click', { ph: 'click', btn: 'left', x: 1, y: 1, n: 1 });
    script.type('e');
    script.emit('click', { ph: 'click', btn: 'left', x: 1, y: 1, n: 1 });
    expect(readable(script.type(' soon').events)).not.toMatch(/jane|mill|example/);
  });
});

describe('where the person was', () => {
  test.each([
    ['with an id', { id: 'p' }, { id: 'p' }],
    ['by its label', { name: 'Word' }, { name: 'Word' }],
    ['with neither', {}, {}],
  ])('a field that is shown stays hidden, known %s', (_case, hidden, shown) => {
    const script = new Script();
    const field = { role: 'password', name: '', secure: true };
    script.focus({ window: 'w', field: { ...field, ...hidden } }).type('open');
    script.focus({ window: 'w', field: { ...field, ...shown, role: 'textbox', secure: false } }).type('sesame');
    expect(readable(script.events)).toBe('');
  });

  test('a field of the same window that is another one is not', () => {
    const script = new Script().field({ id: 'p', secure: true }, { window: 'w' }).type('open');
    script.field({ id: 'q' }, { window: 'w' }).type('plain words');
    expect(readable(script.events)).toBe('plain words');
  });

  test('after a hole nobody knows the focus, until somebody says it', () => {
    const script = new Script();
    const events = script
      .field({})
      .type('before it')
      .events.map(({ ctx, ...event }) => event as ActivityEvent);
    const after = new Script();
    after.emit('control', { op: 'gap', by: 'system', reason: 'line.too-long', n_dropped: 1 });
    after.type('hunter').field({ id: 'z' }).type('plain words');
    const rest = after.events.map((event) => ({
      ...event,
      seq: event.seq + 100,
      ...(event.ctx === undefined ? {} : { ctx: event.ctx + 100 }),
    }));
    expect(readable([...events, ...rest])).toBe('plain words');
  });

  test('a kind that the profile does not collect is no hole', () => {
    const script = new Script().field({}).type('plain ');
    script.emit('control', { op: 'gap', by: 'system', reason: 'profile.kind', n_dropped: 1 });
    expect(readable(script.type('words').events)).toBe('plain words');
  });
});

describe('what is published', () => {
  const keysOf = (script: Script) => redactAll(script.events).flatMap((row) => (row?.kind === 'key' ? [row] : []));

  test('a name: its type, no length, no case, no shift', () => {
    const lengths = ['Natalia', 'Natalie', 'Nathalia'].map((name) => {
      const rows = keysOf(new Script().field({ name: 'Surname' }).type(`<Shift>${name}`));
      for (const { d } of rows) expect(d).toMatchObject({ key: '[PERSON]', code: '[PERSON]', mods: [] });
      return rows.length;
    });
    expect(lengths).toEqual([1, 1, 1]);
  });

  test.each([
    [1, '<2s'],
    [20, '2-5s'],
    [60, '5-15s'],
    [200, '>15s'],
  ])('a secret of %d keys: one event, and roughly how long it took (%s)', (n, took) => {
    const rows = keysOf(new Script().field({ secure: true }).type(`<Shift>${'x'.repeat(n)}`));
    expect(rows).toHaveLength(1);
    expect(present(rows[0]).d).toEqual({
      ph: 'down',
      code: `secret_entered ${took}`,
      key: '[PASSWORD]',
      cls: 'other',
      mods: [],
    });
  });

  test('a release tells no more than its press', () => {
    const script = new Script().field({ secure: true });
    script.emit('key', { ph: 'down', code: null, key: '!', cls: 'char', mods: ['shift'] });
    script.emit('key', { ph: 'up', code: null, key: '1', cls: 'char', mods: [] });
    expect(JSON.stringify(redactAll(script.events).slice(1))).not.toMatch(/"1"|"!"/);
  });
});
