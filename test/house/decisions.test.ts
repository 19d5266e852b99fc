import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../docs/decisions');
const FILES = globSync('[0-9]*.md', { cwd: FOLDER }).sort();
/** A title, then where the decision stands and when it was made, then its reasons. */
const HEAD =
  /^# (.+)\n\n- Status: (in force|replaced(?: in part)? by \[\d{4}\]\((\d{4}-[a-z0-9-]+\.md)\))\n- Date: (\d{4}-\d{2}-\d{2})\n\n\S/;

const decisions = FILES.map((name) => ({ name, head: HEAD.exec(readFileSync(join(FOLDER, name), 'utf8')) }));

test('each decision has a title, a status, a day and a reason', () => {
  expect(decisions.filter(({ head }) => head === null).map(({ name }) => name)).toEqual([]);
});

test('decisions are numbered without a gap, and one that was replaced names one that is there', () => {
  expect(FILES.map((name) => Number(basename(name).slice(0, 4)))).toEqual(FILES.map((_, at) => at + 1));
  for (const { name, head } of decisions) if (head?.[3]) expect(FILES, name).toContain(head[3]);
});

test('the list names each decision as it stands', () => {
  const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const rows = decisions.map(({ name, head }) => {
    const [, title, status, , day] = head ?? [];
    return `| ${Number(name.slice(0, 4))} | [${title}](${name}) | ${day} | ${status} |`;
  });
  expect(list.split('\n').filter((line) => /^\| \d/.test(line))).toEqual(rows);
});
