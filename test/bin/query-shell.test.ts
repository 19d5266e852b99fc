import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { completions, shell } from '../../bin/query-shell.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';

async function said(lines: string) {
  const output = new PassThrough();
  const asked: string[] = [];
  const ask = async (sql: string) => {
    asked.push(sql);
    if (sql.includes('nothing')) throw new StrongroomError('query.failed', 'there is no such thing', 'ask again');
    return `answer ${asked.length}\n`;
  };
  await shell({ input: Readable.from([lines]), output, columns: ['seq', 'session'], ask });
  output.end();
  let text = '';
  for await (const part of output) text += String(part);
  return { asked, text };
}

test('asks statements of several lines, DESCRIBE without a semicolon, and goes on after an error', async () => {
  const { asked, text } = await said(
    '\nSELECT seq\nFROM activity;\nSELECT nothing;\ndescribe\nSELECT 2;\nquit\nSELECT 3;\n',
  );
  expect(asked).toEqual(['SELECT seq\nFROM activity', 'SELECT nothing', 'describe', 'SELECT 2']);
  expect(text).toContain('answer 1');
  expect(text).toContain('there is no such thing [query.failed]\n  → ask again');
  expect(text).toContain('answer 4');
});

test('a statement that is not finished is not asked', async () => {
  expect((await said('SELECT 1\n')).asked).toEqual([]);
});

test.each([
  ['SELECT se', ['seq', 'session', 'SELECT'], 'se'],
  ['SELECT seq FROM activity GR', ['GROUP BY'], 'GR'],
  ['SELECT ', [], ''],
])('completes %s', (line, words, begun) => expect(completions(line, ['seq', 'session'])).toEqual([words, begun]));
