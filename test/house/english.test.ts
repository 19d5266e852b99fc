import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** A turn of phrase at which a reader stops, what to write instead, a line that holds it, and a line that is as good. */
interface Turn {
  readonly turn: RegExp;
  readonly instead: string;
  readonly bad: string;
  readonly good: string;
}

const TURNS: readonly Turn[] = [
  {
    turn: /\bmay not\b/i,
    instead: 'it forbids and it doubts: write "must not", "has no right to", or "perhaps not"',
    bad: 'The list may not be whole.',
    good: 'Entries can be missing from the list.',
  },
  {
    turn: /\bwho(?:m)?ever\b/i,
    instead: 'name the person or the principal: "each reader", "its principal"',
    bad: 'for whoever is shown the file',
    good: 'for each reader of the file',
  },
  {
    turn: /\b(?:is|are|was|were) to be\b/i,
    instead: 'say "must be", or who does it and when',
    bad: 'files that are to be destroyed',
    good: 'files that retention must destroy',
  },
  {
    turn: /\b(?:is|are|be|was|were) told (?:as|once|by|first|too|from what|otherwise|again|in a)\b/i,
    instead: 'people are told; a thing is reported, printed, recognised or counted',
    bad: 'each cause is told once',
    good: 'each cause is printed once',
  },
  {
    turn: /\bwhat nobody\b/i,
    instead: 'name the thing: "data without an item", "a right that no principal has"',
    bad: 'what nobody accounts for',
    good: 'data without an item in the ledger',
  },
  {
    turn: /\b(?:what|nothing|anything) (?:came|comes|became|becomes) of (?:it|a|an|the|them)\b/i,
    instead: 'write "the result", "the outcome" or "the effect"',
    bad: 'what came of it',
    good: 'the result',
  },
  {
    turn: /['"`]row \d+: /,
    instead: 'the number of a row says nothing without its table: name the behaviour alone',
    bad: "test('row 19: an event in quiet hours leaves a gap')",
    good: "test('an event in quiet hours leaves a gap')",
  },
];

const ROOT = join(import.meta.dirname, '../..');
const OWN = 'test/house/english.test.ts';
/** Words of others, made-up words of recorded people, and decisions, which stay as they were made. */
const OTHERS = [
  /\/SOURCES\.md$/,
  /^docs\/decisions\//,
  /^CHANGELOG\.md$/,
  /\/node_modules\//,
  /^test\/redaction\/(?:gate\.test|transcripts)\.ts$/,
];
const FILES = globSync(
  [
    '*.md',
    '{docs,policies,samples,layers,rehearse,bench}/**/*.md',
    '{bin,lib,lambdas,config,test,bench,rehearse,samples,examples}/**/*.{ts,js}',
  ],
  { cwd: ROOT, exclude: (name) => name === 'node_modules' },
)
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file !== OWN && !OTHERS.some((pattern) => pattern.test(file)));

/** A turn can begin at the end of a line of a comment, and end in the next line. */
function linesWith(turn: RegExp, text: string): number[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const both = `${line.trimEnd()} ${(lines[at + 1] ?? '').replace(/^\s*(?:\*|\/\/)?\s*/, '')}`;
    const begins = both.search(turn);
    return begins >= 0 && begins < line.length ? [at + 1] : [];
  });
}

describe.each(TURNS)('$turn', ({ turn, instead, bad, good }) => {
  test('is seen in one line and over two, and nothing else is', () => {
    const [phrase = ''] = turn.exec(bad) ?? [];
    const broken = bad.replace(phrase, phrase.replace(' ', '\n * '));
    expect([bad, good, broken].map((text) => linesWith(turn, text))).toEqual([[1], [], [1]]);
  });

  test('stands nowhere', () => {
    expect(FILES.length).toBeGreaterThan(1_500);
    const places = FILES.flatMap((file) =>
      linesWith(turn, readFileSync(join(ROOT, file), 'utf8')).map((line) => `${file}:${line}`),
    );
    expect(places, instead).toEqual([]);
  });
});
