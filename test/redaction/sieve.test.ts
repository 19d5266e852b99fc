import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sieveOf } from '../../lib/redaction/gate/sieve.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';

/** Patterns with each kind of syntax that decides where a match can be. */
const PATTERNS: readonly RegExp[] = [
  /ab/,
  /a{2,3}b/,
  /^a/,
  /a$/m,
  /^a?$/m,
  /\bb\b/,
  /a\Bb/,
  /(?<!a)b/,
  /(?<=a)b/,
  /(?<=(?<!b)ab?)1/,
  /(?<=^|b)a/,
  /b(?<=ab)1/,
  /\b(?<=a )b/,
  /(?<!b)(?<=a)1/,
  /a(?!b)/,
  /a(?!b1)/,
  /a(?=b|$)/,
  /a(?=b1)/,
  /(?=ab)(?!ab1)\w/,
  /(?=[^1]{0,3}1)a/,
  /(?:a|b1){2}/,
  /(?:ab?){2,9}1/,
  /[^a]b/,
  /a.b/,
  /a.b/s,
  /[a-c]{14}/,
  /k/i,
  /k/iu,
  /[s1]{2}/iu,
  /\p{L}1/u,
  /^\p{Lu}$/iu,
  /^.$/u,
  /^..$/,
  /(?<!\p{L})\p{L}{2}(?!\p{L})/u,
  /\W{2}/u,
  /[^\p{L}]a/u,
  /(?<![\p{L}-])(?:ein(?:e|s)?|b)\b/iu,
  /a\s{0,2}b/,
  /é/i,
];

const UNITS = ['a', 'b', '1', ' ', '\n', 'é', '𝐀', '\ud835', '\udc00', 'K', 'ſ', 'k', 'S', '-', 'A', '\u00a0'];

test.each(PATTERNS)('no match of %s is lost in any text of a few signs', (pattern) => {
  const sieve = present(sieveOf(pattern));
  const scan = new RegExp(pattern.source, `${pattern.flags}g`);
  let texts = [''];
  let refused = 0;
  for (let length = 1; length <= 4; length++) {
    texts = texts.flatMap((text) => UNITS.map((unit) => text + unit));
    for (const text of texts)
      for (let from = 0; from <= text.length; from++) {
        const may = sieve.may(text, from);
        if (!may) refused++;
        scan.lastIndex = from;
        if (!may && scan.test(text)) throw new Error(`lost in ${JSON.stringify(text)} from ${from}`);
      }
  }
  expect(refused).toBeGreaterThan(0);
});

test('syntax that the sieve does not know has none', () => {
  for (const pattern of [/(a)\1/, /\u{61}/u, /😀?/u, /(?<x>a)\k<x>/, /a/v]) expect(sieveOf(pattern)).toBeUndefined();
});

const EXAMPLES = RULES.flatMap(({ hits, misses }) => [...hits, ...misses]).map((line) => line.replace(/[⟦⟧]/g, ''));

test('no match of a rule is lost in examples that are cut, joined and written large', () => {
  const sieves = RULES.map(({ pattern }) => ({ sieve: present(sieveOf(pattern)), pattern }));
  const between = fc.constantFrom('', ' ', ', ', '\n', '“', 'é', '😀', '-', '\u00a0', 'ſ', 'K', '\ud83d');
  const example = fc.constantFrom(...EXAMPLES);
  const cut = fc.nat({ max: 60 });
  fc.assert(
    fc.property(example, cut, between, example, cut, fc.boolean(), (before, end, sign, after, begin, large) => {
      const line = before.slice(0, before.length - end) + sign + after.slice(begin);
      const text = large ? line.toUpperCase() : line;
      for (const { sieve, pattern } of sieves)
        if (!sieve.may(text) && new RegExp(pattern.source, pattern.flags).test(text))
          throw new Error(`the sieve of ${pattern.source.slice(0, 60)} lost a match`);
    }),
    { numRuns: EVERYTHING ? 600 : 100 },
  );
});

test('each rule finds its own examples through its sieve, from any place before the match', () => {
  for (const { id, pattern, hits } of RULES) {
    const sieve = present(sieveOf(pattern));
    for (const line of hits.map((hit) => hit.replace(/[⟦⟧]/g, ''))) {
      const at = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(line)?.index ?? -1;
      for (let from = 0; from <= at; from++) expect(sieve.may(line, from), id).toBe(true);
    }
  }
});

test('most lines that a rule does not match are told without it', () => {
  let tried = 0;
  let kept = 0;
  for (const { pattern } of RULES) {
    const sieve = present(sieveOf(pattern));
    for (const line of EXAMPLES.filter((_, i) => i % 40 === 0)) {
      if (new RegExp(pattern.source, pattern.flags).test(line)) continue;
      tried++;
      if (sieve.may(line)) kept++;
    }
  }
  expect(kept / tried).toBeLessThan(0.01);
});
