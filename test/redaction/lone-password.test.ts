import { describe, expect, test } from 'vitest';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { couldBeLonePassword } from '../../lib/redaction/text/lone-password.ts';
import { Script } from './build.ts';

describe('what is typed by itself into a field of which nobody says anything', () => {
  test.each(['mossy-Kettle7', 'hunter2', 'Tr0ub4dor', 'P@ssw0rd!', 'qwerty99', 'open!sesame'])(
    'could be a password: %s',
    (text) => {
      expect(couldBeLonePassword(text)).toBe(true);
    },
  );

  test.each([
    ...[
      'report-v2.docx',
      'desk.example',
      'https://desk.example/7',
      '10am',
      '150px',
      '2026-03-02',
      'v1.24.0',
      'Q3-2026',
      'OPS-1142',
    ],
    ...['PO-2024-118', 'INV/2026/0412', 'SO-771390'],
    ...['=SUM(A1:A9)', 'wikipedia', 'correct horse', 'Thanks!', 'ab1'],
  ])('is none: %s', (text) => {
    expect(couldBeLonePassword(text)).toBe(false);
  });

  test('is hidden where the recorder gives the content of the field', () => {
    const script = new Script();
    const field = { id: 'a', role: 'unknown', name: '', secure: false };
    script.emit('text', { text: 'mossy-Kettle7', n: 13, src: 'value', field });
    const redactor = new SegmentRedactor();
    for (const event of script.events) redactor.observe(event);
    redactor.decide();
    expect(JSON.stringify(script.events.map((event) => redactor.redact(event)))).not.toContain('mossy');
  });

  test('is hidden in its text and in its keys, and nothing that was typed elsewhere is', () => {
    const script = new Script();
    for (const [id, text] of [
      ['a', 'Scanner on floor three jams'],
      ['b', 'mossy-Kettle7'],
    ] as const) {
      script.field({ id, role: 'unknown' }, { app: 'msedge', app_class: 'unknown' });
      const from = script.events.length;
      script.type(text);
      const field = { id, role: 'unknown', name: '', secure: false };
      script.emit('text', { text, n: text.length, src: 'keys', from, to: script.events.length - 1, field });
    }
    const redactor = new SegmentRedactor();
    for (const event of script.events) redactor.observe(event);
    redactor.decide();
    const rows = script.events.flatMap((event) => redactor.redact(event) ?? []);
    expect(rows.flatMap((row) => (row.kind === 'text' ? row.d.text : []))).toEqual([
      'Scanner on floor three jams',
      '[PASSWORD]',
    ]);
    const typed = rows.flatMap((row) => (row.kind === 'key' && row.d.ph === 'down' ? (row.d.key ?? '') : [])).join('');
    expect(typed).toContain('Scanner');
    expect(typed).not.toContain('Kettle');
  });
});
