import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../lib/activity/events.ts';
import { SILENT_CODES, WRITING_CODES } from '../../lib/activity/key-codes.ts';
import { keyClass } from '../../lib/activity/keys.ts';
import { type RedactedEvent, SegmentRedactor } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';

type Key = EventOf<'key'>['d'];
type Mods = Key['mods'];

const rowsOf = ({ events }: Script): (RedactedEvent | null)[] => {
  const redactor = new SegmentRedactor();
  for (const event of events) redactor.observe(event);
  redactor.decide();
  return events.map((event) => redactor.redact(event));
};

/** Everything that the rows of keys say, one line a row. */
const said = (script: Script): string =>
  rowsOf(script)
    .flatMap((row) => (row?.kind === 'key' ? [`${row.d.key} ${row.d.code}`] : []))
    .join('\n');

/** What the presses spell, by `key` and by `code`; masked ones are a dot. */
function spelled(script: Script): { keys: string; codes: string } {
  const rows = rowsOf(script).flatMap((row) => (row?.kind === 'key' && row.d.ph === 'down' ? [row.d] : []));
  return {
    keys: rows.map(({ key }) => (key?.length === 1 ? key : '.')).join(''),
    codes: rows.map(({ code }) => /^(?:Key|Digit|Numpad)(\w)$/.exec(code ?? '')?.[1] ?? '.').join(''),
  };
}

/** Types text while modifiers are said to be down, without a word of their being pressed. */
function held(script: Script, text: string, mods: Mods): Script {
  for (const key of text)
    for (const ph of ['down', 'up'] as const) script.emit('key', { ph, code: null, key, cls: 'char', mods });
  return script;
}

const press = (script: Script, d: Partial<Key>): number =>
  script.emit('key', { ph: 'down', code: null, key: null, cls: 'other', mods: [], ...d });

const HELD: readonly [string, Mods][] = [
  ['Ctrl', ['ctrl']],
  ['Meta', ['meta']],
  ['Ctrl and Alt', ['ctrl', 'alt']],
  ['Ctrl and Shift', ['ctrl', 'shift']],
  ['Meta and Ctrl', ['meta', 'ctrl']],
];
const HIDDEN: readonly [string, () => Script][] = [
  ['a secure field', () => new Script().field({ secure: true })],
  ['a field that is labelled as one', () => new Script().field({ name: 'Passcode' })],
  ['a private window', () => new Script().field({}, { app: 'Signal', app_class: 'chat' })],
];

describe('a modifier that is taken to be down', () => {
  test.each(HIDDEN.flatMap(([where, script]) => HELD.map(([name, mods]) => [name, where, script, mods] as const)))(
    '%s: nothing of %s is readable',
    (_name, _where, script, mods) => {
      expect(spelled(held(script(), 'larkspur 88', mods)).keys).toMatch(/^\.*$/);
    },
  );

  test.each(HIDDEN)('one command in %s is not either', (_where, script) => {
    expect(spelled(held(script(), 'v', ['ctrl'])).keys).toMatch(/^\.*$/);
  });

  test.each(HELD)('%s: what the rules find in the text that commands spell is masked', (_name, mods) => {
    const script = held(new Script().field({}), 'so my password is larkspur88 again', mods);
    const { keys } = spelled(script);
    expect(keys).not.toMatch(/lark|spur|88/);
    expect(keys).toMatch(/^so my password is/);
  });

  test.each([
    ['within a word', 'ask Natalia Kow', 'alska about it'],
    ['after a command that was one', 'then <Meta><meta+l>', 'ask Natalia Kowalska'],
    ['for a token alone', 'use it: ', 'Vrexil77kow!'],
  ])('%s', (_case, before, after) => {
    expect(spelled(held(new Script().field({}).type(before), after, ['meta'])).keys).not.toMatch(
      /kow|alska|lark|spur/i,
    );
  });

  test('a secret at a prompt is one whatever is held', () => {
    const script = new Script().field({}, { app: 'Terminal', app_class: 'terminal' }).type('sudo ls<Enter>');
    expect(spelled(held(script, 'larkspur', ['ctrl'])).keys).not.toMatch(/lark|spur/);
  });

  test('control characters spell as well', () => {
    const script = new Script().field({}).type('my password is ');
    for (const letter of 'larkspur') {
      const key = String.fromCharCode(letter.charCodeAt(0) - 96);
      script.emit('key', { ph: 'down', code: null, key, cls: 'char', mods: [] });
    }
    const letters = rowsOf(script).flatMap((row) =>
      row?.kind === 'key' && (row.d.key ?? '') < ' ' ? [row.d.key] : [],
    );
    expect(letters).toEqual([]);
  });

  test('a letter with Ctrl and Alt is a part of the word that it stands in', () => {
    const script = new Script().field({}).type('my password is lark');
    held(script, 's', ['ctrl', 'alt']);
    expect(spelled(script.type('pur88 ok')).keys).not.toMatch(/lark|pur8/);
  });

  test('digits of a keypad whose NumLock nobody knows', () => {
    const script = new Script().field({}).type('card number ');
    const moves = [
      'Insert',
      'End',
      'ArrowDown',
      'PageDown',
      'ArrowLeft',
      'Clear',
      'ArrowRight',
      'Home',
      'ArrowUp',
      'PageUp',
    ];
    for (const digit of '4556737586899855')
      press(script, { key: present(moves[Number(digit)]), code: `Numpad${digit}`, cls: 'nav' });
    expect(said(script)).not.toMatch(/Numpad|PageDown|Home|Clear/);
  });
});

describe('commands stay readable', () => {
  test.each([
    ['clipboard', 'office', '<ctrl+a><ctrl+c><ctrl+v>', 'acv'],
    ['undone and done again', 'office', '<ctrl+z><ctrl+z><ctrl+z><ctrl+z><ctrl+z><ctrl+y>', 'zzzzzy'],
    ['bold and saved', 'office', '<ctrl+b><ctrl+i><ctrl+s>', 'bis'],
    ['tabs of a browser', 'browser', '<ctrl+t><ctrl+l><ctrl+v>', 'tlv'],
    ['lines of a shell', 'terminal', '<ctrl+a><ctrl+k><ctrl+y><ctrl+e><ctrl+w>', 'akyew'],
    ['scrolling in vim', 'editor', '<ctrl+d><ctrl+d><ctrl+u><ctrl+f>', 'dduf'],
    ['windows of vim', 'editor', '<ctrl+w><ctrl+w><ctrl+h>', 'wwh'],
    ['chords of an editor', 'editor', '<ctrl+k><ctrl+c><ctrl+k><ctrl+u>', 'kcku'],
    ['chords of Emacs', 'editor', '<ctrl+x><ctrl+s><ctrl+x><ctrl+f>', 'xsxf'],
  ])('%s', (_name, app_class, chords, expected) => {
    const script = new Script().field({}, { app_class }).type('the draft is ready ').type(chords);
    expect(spelled(script.type(' and sent')).keys).toBe(`the draft is ready ${expected} and sent`);
  });

  test('also beside a secret, and many, when the modifier is seen to be pressed for each', () => {
    const script = new Script().field({}).type('my password is larkspur88 ');
    for (const key of 'bacvef') script.type(`<Control><ctrl+${key}>`);
    expect(spelled(script).keys.replaceAll('.', '')).toBe('my password is  bacvef');
  });
});

describe('what a code says', () => {
  const NAMELESS = ['Process', 'Unidentified', 'Dead', 'Compose', null, ''];
  const MISNAMED = ['Enter', 'Shift', 'Convert', 'NonConvert', 'Alphanumeric', 'KanaMode', 'F5', 'ArrowLeft'];
  const CLASSES: readonly Key['cls'][] = ['char', 'nav', 'edit', 'mod', 'func', 'other'];
  const onDisplay = WRITING_CODES.filter((code) => !/^Numpad(?:\d|Decimal)$/.test(code));

  test('a key that writes, of which nobody knows what, is never named by its code', () => {
    for (const cls of CLASSES)
      for (const key of [...NAMELESS, ...MISNAMED]) {
        const script = new Script().field({});
        for (const code of onDisplay) press(script, { key, code, cls });
        for (const row of rowsOf(script))
          if (row?.kind === 'key') expect(onDisplay, `${key} ${cls}`).not.toContain(row.d.code);
      }
  });

  test.each([
    ['another spelling', ['keyT', 'KEYT', 'KEY_T', 'keyt', 'Key.t']],
    ['numbers', ['20', '0x14', 'vk84', 'VK_T', '<84>', 'scancode-20']],
    ['content', ['Tannenbaum77', 'TheSecretWord']],
    ['names of objects', ['constructor', '__proto__', 'toString']],
  ])('a code that nobody knows is not published: %s', (_case, codes) => {
    const script = new Script().field({});
    for (const code of codes) press(script, { key: 'x', code, cls: 'char' });
    for (const code of codes) press(script, { key: null, code, cls: 'nav' });
    for (const row of rowsOf(script)) if (row?.kind === 'key') expect(codes).not.toContain(row.d.code);
  });

  test('in place of a name, only names are published', () => {
    const script = new Script().field({});
    const words = ['Larkspur', 'AppLarkspur', 'CodeLarkspur', 'MediaLarkspur', 'ModeLark', 'larkspur', 'F99', 'Soft9'];
    for (const cls of CLASSES.filter((dataClass) => dataClass !== 'char'))
      for (const key of words) press(script, { key, cls });
    expect(said(script)).not.toMatch(/larkspur|lark|F99|Soft9/i);
  });

  test('a code stays with a key that says as much, and with one that writes nothing', () => {
    const script = new Script().field({}).type('ok<Tab><Backspace><F5>');
    for (const code of SILENT_CODES) press(script, { key: null, code });
    const codes = rowsOf(script).flatMap((row) => (row?.kind === 'key' && row.d.ph === 'down' ? [row.d.code] : []));
    expect(codes).toEqual(['KeyO', 'KeyK', 'Tab', 'Backspace', 'F5', ...SILENT_CODES]);
  });

  test('in another layout, the code does not name another letter than the key', () => {
    const script = new Script().field({});
    press(script, { key: 'з', code: 'KeyP', cls: 'char' });
    press(script, { key: ' ', code: 'Space', cls: 'char' });
    press(script, { key: 'a', code: 'KeyQ', cls: 'char' });
    expect(spelled(script)).toEqual({ keys: 'з a', codes: '...' });
  });

  test('a release names no letter that its press did not', () => {
    const script = new Script().field({});
    for (const letter of 'larkspur') {
      const code = `Key${letter.toUpperCase()}`;
      press(script, { key: 'Process', code });
      press(script, { ph: 'up', key: letter, code, cls: 'char' });
    }
    script.emit('text', {
      text: 'ok',
      n: 2,
      src: 'ime',
      field: { id: 'f1', role: 'textbox', name: '', secure: false },
    });
    expect(said(script)).not.toMatch(/\b[larkspu]\b|Key/);
  });

  test('composition is corrected and chosen from within it', () => {
    const script = new Script().field({}).type('ask ');
    for (const code of ['KeyN', 'KeyA', 'Backspace', 'ArrowDown', 'Space', 'Enter'])
      press(script, { key: 'Process', code });
    script.emit('text', {
      text: '中',
      n: 1,
      src: 'ime',
      field: { id: 'f1', role: 'textbox', name: '', secure: false },
    });
    expect(spelled(script.type(' now')).keys.replaceAll('.', '')).toBe('ask  now');
  });

  test('of a secure field: nothing is published but moves, whatever comes', () => {
    const anything = fc.record({
      key: fc.oneof(
        fc.constantFrom(...NAMELESS, ...MISNAMED, 'Tab', 'Home', 'a', '7', 'é'),
        fc.string({ maxLength: 8 }),
      ),
      code: fc.oneof(fc.constantFrom(null, ...WRITING_CODES, ...SILENT_CODES), fc.string({ maxLength: 8 })),
      cls: fc.constantFrom(...CLASSES),
      mods: fc.subarray(['shift', 'ctrl', 'alt', 'meta', 'altgr'] as const).map((mods): Mods => [...mods]),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (keys) => {
        const script = new Script().field({ secure: true });
        for (const key of keys) press(script, key);
        for (const row of rowsOf(script)) {
          if (row?.kind !== 'key' || row.red !== 'none') continue;
          expect(keyClass(row.d.key), JSON.stringify(row.d)).not.toBe('char');
          expect(WRITING_CODES).not.toContain(row.d.code);
        }
      }),
      { numRuns: 200 },
    );
  });
});
