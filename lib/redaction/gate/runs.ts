import { SOLID, solidOf } from './alphabet.ts';
import { parseRegex, type RegexNode } from './regex.ts';

/** The longest runs that every match of a pattern, or a line, holds: of words, and of words and the signs of tokens. */
export interface Runs {
  readonly word: number;
  readonly token: number;
}

/** Of a part of a pattern, in characters: its shortest match, and the shortest runs at its ends and anywhere in it. */
interface Shape {
  /** Whether each match is one run. */
  readonly whole: boolean;
  readonly least: number;
  readonly head: number;
  readonly tail: number;
  readonly best: number;
}

/**
 * Derived from the pattern, like its words. Tokens of forty signs have no word that distinguishes them from other text, but few
 * lines have such a run.
 */
export function runsOf(pattern: RegExp): Runs {
  const node = parseRegex(pattern.source);
  return { word: shapeOf(node, SOLID.word).best, token: shapeOf(node, SOLID.token).best };
}

const run = (length: number): Shape => ({ whole: true, least: length, head: length, tail: length, best: length });
const NO_RUN: Shape = { whole: false, least: 1, head: 0, tail: 0, best: 0 };

function shapeOf(node: RegexNode, solid: number): Shape {
  switch (node.kind) {
    case 'empty':
      return run(0);
    case 'look':
      return { ...run(0), best: shapeOf(node.part, solid).best };
    case 'char':
      return solidOf(node.code) >= solid ? run(1) : NO_RUN;
    case 'class':
      return node.solid >= solid ? run(1) : NO_RUN;
    case 'cat':
      return node.parts.map((part) => shapeOf(part, solid)).reduce(joined, run(0));
    case 'alt':
      return node.parts.map((part) => shapeOf(part, solid)).reduce(either);
    case 'repeat':
      return repeated(shapeOf(node.part, solid), node.min);
  }
}

const joined = (a: Shape, b: Shape): Shape => ({
  whole: a.whole && b.whole,
  least: a.least + b.least,
  head: a.whole ? a.least + b.head : a.head,
  tail: b.whole ? a.tail + b.least : b.tail,
  best: Math.max(a.best, b.best, a.tail + b.head),
});

const either = (a: Shape, b: Shape): Shape => ({
  whole: a.whole && b.whole,
  least: Math.min(a.least, b.least),
  head: Math.min(a.head, b.head),
  tail: Math.min(a.tail, b.tail),
  best: Math.min(a.best, b.best),
});

function repeated(part: Shape, min: number): Shape {
  if (min === 0) return { whole: part.whole, least: 0, head: 0, tail: 0, best: 0 };
  const least = part.least * min;
  if (part.whole) return { ...run(least), best: Math.max(least, part.best) };
  return { ...part, least, best: min > 1 ? Math.max(part.best, part.tail + part.head) : part.best };
}
