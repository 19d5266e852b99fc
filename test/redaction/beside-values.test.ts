import { describe, expect, test } from 'vitest';
import { redactText, SegmentRedactor } from '../../lib/redaction/index.ts';
import { Script } from './build.ts';

/** The characters that a reader of the rows sees, in the order of the presses. */
function readable({ events }: Script): string {
  const redactor = new SegmentRedactor();
  for (const event of events) redactor.observe(event);
  return events
    .flatMap((event) => {
      const row = redactor.redact(event);
      return row?.kind === 'key' && row.red === 'none' && row.d.ph === 'down' && row.d.key?.length === 1
        ? [row.d.key]
        : [];
    })
    .join('');
}

const notes = () => new Script().field({});
const terminal = () => new Script().field({ name: 'Terminal' }, { app: 'Terminal', app_class: 'terminal' });

describe('words beside a typed value stay, and the value does not', () => {
  test.each<[string, Script, string]>([
    ['a slip in the word before', notes().type('uo<Backspace>se heron!42 as the password'), 'use  as the password'],
    [
      'a full stop behind a number',
      notes().type('my pin is 4711, and the box has 2210.'),
      'my pin is , and the box has .',
    ],
    ['a Tab to the next field', notes().type('demo account<Tab>pw heron!42 works'), 'demo accountpw  works'],
    [
      'an arrow to another line',
      notes().type('the shelves need labels<ArrowUp>Note: twice'),
      'the shelves need labelsNote: twice',
    ],
    ['a verb in small letters', notes().type('Patrick will come at noon'), ' will come at noon'],
  ])('%s', (_case, script, left) => {
    expect(readable(script)).toBe(left);
  });

  test('a word of computing with a slip elsewhere in the session', () => {
    expect(readable(notes().type('see the wrbhook\nopen the webhook'))).toContain('open the webhook');
  });

  test('a value of a field that is reported again takes no words from the line before', () => {
    const script = notes().type('the new entry works\nmy pin is 4711');
    const field = { id: 'f1', role: 'textbox', name: '', secure: false };
    script.emit('text', { text: 'my pin is 4711', n: 14, src: 'value', field });
    expect(readable(script)).toBe('the new entry works\nmy pin is ');
  });

  test('numbers in a cell of a sheet, but not a telephone number', () => {
    expect(readable(new Script().field({ name: 'Cell' }).type('shelf 12'))).toBe('shelf 12');
    expect(readable(new Script().field({ name: 'Cell' }).type('(415) 555-0142'))).toBe('');
  });
});

describe('a value goes as a whole', () => {
  test('a password behind an account, in fields that no report describes', () => {
    expect(readable(notes().type('TIDEWATER<Tab>Bramble%42x<Enter>'))).not.toMatch(/Bra|%|42x/);
  });

  test('words of a passphrase, typed in two places', () => {
    const script = notes().type('the password is sun');
    script.emit('click', { ph: 'click', btn: 'left', x: 5, y: 5, n: 1 });
    expect(readable(script.type('shine, keep it'))).not.toMatch(/sun|shin/);
  });

  test('an answer whose Enter was lost, and the command behind it stays', () => {
    const left = readable(terminal().type('sudo ls<Enter>lanterncat notes.txt<Enter>'));
    expect(left).not.toContain('lant');
    expect(left).toContain('notes.txt');
    expect(readable(terminal().type('sudo ls<Enter>mycat notes.txt<Enter>'))).toContain('mycat');
  });

  test('an answer in a pane of a multiplexer', () => {
    const script = terminal().type('<ctrl+b>csudo -i<Enter>lantern<Enter>whoami<Enter>');
    expect(readable(script)).not.toContain('lant');
    expect(readable(script)).toContain('whoami');
  });
});

test('a secret that was pasted is hidden in each report of the paste, whatever sign ends the sentence', () => {
  const text = '9xUC6GRxeAvMN3u';
  const script = notes().type('can you log in with bob / ');
  script.emit('clipboard', { op: 'paste', n: text.length, types: ['text/plain'], text });
  const field = { id: 'f1', role: 'textbox', name: '', secure: false };
  script.emit('text', { text, n: text.length, src: 'paste', field });
  script.type('?<Enter>');
  const redactor = new SegmentRedactor();
  for (const event of script.events) redactor.observe(event);
  expect(JSON.stringify(script.events.map((event) => redactor.redact(event)))).not.toContain('9xUC');
});

describe('commands behind a value', () => {
  test.each([
    ['k', 1],
    ['ax', 2],
    ['eey', 3],
  ])('%s stays', (row, n) => {
    const script = notes().type('my password is Heron!42');
    for (const key of row) script.emit('key', { ph: 'down', code: null, key, cls: 'char', mods: ['ctrl'] });
    script.type('<Enter>thanks');
    expect(readable(script).replace('thanks', '').slice(-n)).toBe(row);
  });

  test('more of them can be the end of the value', () => {
    const script = notes().type('my password is Her');
    for (const key of 'on!427') script.emit('key', { ph: 'down', code: null, key, cls: 'char', mods: ['ctrl'] });
    expect(readable(script.type('<Enter>'))).not.toMatch(/on!4|!427/);
  });
});

describe('in texts', () => {
  test.each([
    ['Haruka and Patrick will present the plan.', 'will present the plan'],
    ['My new address is Rue Voltaire 31, 18140 Setúbal. Please update it.', 'Please update it.'],
    ['58 Larkhill Way\nThornbury\nThanks,\nOluwaseun Pemberton', '\nThanks,\n'],
    ['Rue Neuve 12, 1000 Bruxelles\nCordialement,\nJeanne Dupont', '\nCordialement,\n'],
    ['try lptue887 if the other one does not work as password', 'does not work as password'],
    ['u: Alice p: x7Rt!K2m\nu: Mircea p: q8Kv!Z3w\nu: Bogdan p: mtboe870\nu: Zofia p: ppriu645', 'u: '],
  ])('%j keeps %j', (text, kept) => {
    expect(redactText(text, 'prose').text).toContain(kept);
  });

  test.each([
    ['use sunshine as the password', 'sunshine'],
    ['Tom brown and Sara Will joined us', 'brown'],
    ['Lange Gasse 14, 9000 St. Gallen', 'Gallen'],
  ])('%j hides %j', (text, gone) => {
    expect(redactText(text, 'prose').text).not.toContain(gone);
  });
});
