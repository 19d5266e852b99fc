import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { isConcealed, opensSomething } from '../../lib/redaction/segment/from-managers.ts';
import { Script } from './build.ts';

/** All that the rows of a session let a reader see, typed characters joined. */
function shown(events: readonly ActivityEvent[], carry?: ReturnType<SegmentRedactor['tell']>): string {
  const redactor = new SegmentRedactor(carry === undefined ? {} : { carry });
  for (const event of events) redactor.observe(event);
  redactor.decide();
  const rows = events.map((event) => redactor.redact(event));
  const typed = rows.flatMap((row) => (row?.kind === 'key' && row.d.ph === 'down' ? [row.d.key] : [])).join('');
  return `${JSON.stringify(rows)} ${typed}`;
}

const letters = fc.stringMatching(/^[A-Z][a-z]{4,9}$/);
const secret = fc.tuple(letters, fc.constantFrom('!', '#', '7', '-9'), letters).map((parts) => parts.join(''));
const source = fc.constantFrom('copied', 'concealed', 'shown');
const sink = fc.constantFrom('typed', 'pasted', 'text', 'screen', 'title', 'element');

function comesFrom(script: Script, value: string, from: string): void {
  if (from === 'concealed') {
    script.focus({ app: 'Editor' });
    script.emit('clipboard', {
      op: 'copy',
      n: value.length,
      types: ['text/plain', 'org.nspasteboard.ConcealedType'],
      text: value,
    });
    return;
  }
  script.focus({ app: 'KeePassXC', app_class: 'other' });
  if (from === 'copied') script.emit('clipboard', { op: 'copy', n: value.length, types: ['text/plain'], text: value });
  else script.emit('screen.text', { src: 'ax', text: value, role: 'text', bbox: [10, 10, 90, 20] });
}

function goesTo(script: Script, value: string, to: string): void {
  const text = `use ${value} then`;
  script.field({ name: 'Message' });
  if (to === 'typed') script.type(text);
  if (to === 'pasted') script.emit('clipboard', { op: 'paste', n: value.length, types: ['text/plain'], text: value });
  if (to === 'text')
    script.emit('text', {
      text,
      n: text.length,
      src: 'value',
      field: { role: 'textbox', name: 'Message', secure: false },
    });
  if (to === 'screen') script.emit('screen.text', { src: 'dom', text, role: 'text' });
  if (to === 'title') script.focus({ title: text });
  const el = { role: 'text', name: text, bounds: [0, 0, 90, 20] as [number, number, number, number] };
  if (to === 'element') script.emit('click', { ph: 'down', btn: 'left', x: 5, y: 5, n: 1, el } as never);
}

test('a value that a password manager gave is readable nowhere in its session, before or after, in one segment or two', () => {
  fc.assert(
    fc.property(secret, source, sink, fc.boolean(), fc.boolean(), (value, from, to, before, split) => {
      const script = new Script();
      if (before) goesTo(script, value, to);
      else comesFrom(script, value, from);
      const cut = script.events.length;
      if (before) comesFrom(script, value, from);
      else goesTo(script, value, to);
      if (!split) {
        expect(shown(script.events)).not.toContain(value);
        return;
      }
      const other = new SegmentRedactor();
      for (const event of before ? script.events.slice(cut) : script.events.slice(0, cut)) other.observe(event);
      const own = before ? script.events.slice(0, cut) : script.events.slice(cut);
      expect(shown(own, other.tell())).not.toContain(value);
    }),
    { numRuns: 150 },
  );
});

test('the same text from a window of no such kind stays, so that the test above can fail', () => {
  const script = new Script().focus({ app: 'Editor' });
  script.emit('clipboard', { op: 'copy', n: 7, types: ['text/plain'], text: 'Planner' });
  goesTo(script, 'Planner', 'screen');
  expect(shown(script.events)).toContain('Planner');
});

test.each([
  [['org.nspasteboard.ConcealedType'], true],
  [['x-kde-passwordManagerHint'], true],
  [['text/plain', 'ExcludeClipboardContentFromMonitorProcessing'], true],
  [['CF_UNICODETEXT', 'Exclude Clipboard Content From Monitor Processing'], true],
  [['public.utf8-plain-text', 'com.agilebits.onepassword'], true],
  [['text/plain', 'text/html', 'UTF8_STRING'], false],
])('types %j mark a secret: %s', (types, expected) => {
  expect(isConcealed(types)).toBe(expected);
});

test.each([
  ['Otter!Lamp42', true],
  ['481923', true],
  ['481 923', true],
  ['correct-horse-9', true],
  ['Copy password', false],
  ['https://crm.example.com/login', false],
  ['crm.example.com', false],
  ['ada@example.com', false],
  ['12.03.2026', false],
  ['Username', false],
])('what a manager shows as %j opens something: %s', (text, expected) => {
  expect(opensSomething(text)).toBe(expected);
});
