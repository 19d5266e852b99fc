import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { byteLines } from '../../bin/lines.ts';

const BIN = fileURLToPath(new URL('../../bin/strongroom.ts', import.meta.url));

function redact(input: string | Buffer, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, 'redact', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return {
    rows: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    stderr,
    status,
  };
}

test('lines of every kind of end, astral and lone surrogates, and a bad line that costs only itself', () => {
  const text = '😀 call (415) 555-0134 now';
  const lines = [
    `${JSON.stringify({ id: 1, text })}\r`,
    'not JSON, with (415) 555-0134 in it',
    '',
    `{"id":2,"text":"a\u2028b (415) 555-0134"}`,
    '{"id":3,"text":"\\ud800 (415) 555-0134"}',
    '{"id":4,"surface":"prose"}',
    JSON.stringify({ id: 'last', text: 'password = Tr0ub4dor', surface: 'code' }),
  ];
  const { rows, stderr, status } = redact(lines.join('\n'));
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 'last']);
  for (const row of rows) expect(row.spans).toHaveLength(1);
  expect(text.slice(rows[0].spans[0].start, rows[0].spans[0].end)).toBe('(415) 555-0134');
  expect(rows[2].text).toBe('\ud800 [PHONE_NUMBER]');
  expect(stderr).toContain('line 2 ');
  expect(stderr).toContain('line 6 ');
  expect(stderr).toContain('[redact.input]');
  expect(stderr).not.toContain('555');
  expect(status).toBe(2);
});

test('a large file goes through whole, and what is no UTF-8 is refused', () => {
  const row = {
    id: 0,
    text: 'Ms. Whitcombe called from (415) 555-0134 about the offer, and nobody was there. ',
    surface: 'prose',
  };
  const many = Array.from({ length: 4_000 }, (_, id) => JSON.stringify({ ...row, id })).join('\n');
  const long = JSON.stringify({ ...row, id: 'long', text: row.text.repeat(2_500) });
  const bad = Buffer.from([0x7b, 0xff, 0x7d]);
  const { rows, status } = redact(Buffer.concat([Buffer.from(`${many}\n${long}\n`), bad, Buffer.from('\n')]));
  expect(rows).toHaveLength(4_001);
  expect(rows[4_000].spans).toHaveLength(5_000);
  for (const { text } of rows) expect(text).not.toContain('Whitcombe');
  expect(status).toBe(2);
});

test('lines are found wherever the chunks are cut', async () => {
  const bytes = Buffer.from('a\r\nbé\n\nlast');
  for (let size = 1; size <= bytes.length; size++) {
    const chunks = (async function* () {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
    })();
    const lines: string[] = [];
    for await (const line of byteLines(chunks)) lines[line.number] = line.bytes.toString();
    expect(lines.slice(1)).toEqual(['a', 'bé', '', 'last']);
  }
});
