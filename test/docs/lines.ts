import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../present.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** Pages whose commands a reader types, README first: what a later page needs, an earlier one may have made. */
export const GUIDES: readonly string[] = [
  'README.md',
  ...globSync('{CONTRIBUTING.md,docs/*.md}', { cwd: ROOT }).toSorted(),
  'docs/reference/commands.md',
];

/** The second word of a fence, after `sh`. Without one, a test runs the block. */
export const MARKS = {
  account: 'needs the credentials of an AWS account',
  elsewhere: 'installs, edits, synthesizes or tests the checkout itself: the suite and CI do that',
} as const;
export type Mark = keyof typeof MARKS;
export const isMark = (name: string): name is Mark => Object.hasOwn(MARKS, name);

export interface Line {
  readonly doc: string;
  readonly mark: Mark | undefined;
  readonly command: string;
  readonly comment: string;
}

export interface Fence {
  readonly doc: string;
  readonly language: string;
  readonly mark: string;
  readonly body: string;
}

export const fencesOf = (doc: string): Fence[] =>
  [...readFileSync(join(ROOT, doc), 'utf8').matchAll(/^( *)```(\w*) ?([^\n]*)\n(.*?)^\1```$/gms)].map(
    ([, , language = '', mark = '', body = '']) => ({ doc, language, mark, body }),
  );

/** Every command line of the `sh` fences of a page, in order, with what its comment says. */
export const linesOf = (doc: string): Line[] =>
  fencesOf(doc)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ mark, body }) =>
      body
        .replaceAll('\\\n', ' ')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .flatMap((line) => {
          const [, text = '', comment = ''] = present(/^\s*(.*?)(?:\s+# ?(.*))?$/.exec(line));
          return text.split('&&').map((command) => ({
            ...{ doc, command: command.trim(), comment },
            mark: isMark(mark) ? mark : undefined,
          }));
        }),
    );

/** Words as a shell takes them; a quoted one keeps its quotes where `quoted`. */
export const wordsOf = (line: string, quoted = false): string[] =>
  (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => (quoted ? word : word.replace(/^(["'])(.*)\1$/s, '$2')));

/** What follows `strongroom`, or nothing where the line calls something else. `npm start` is `strongroom start`. */
export function strongroomWords(line: string, quoted = false): string[] | undefined {
  const words = wordsOf(line, quoted);
  if (words[0] === 'npm' && words[1] === 'start') return ['start', ...words.slice(2).filter((word) => word !== '--')];
  const at = words[0] === 'npx' ? 1 : 0;
  return words[at] === 'strongroom' ? words.slice(at + 1) : undefined;
}
