import { nth } from '../../activity/there.ts';
import { REVIEW } from '../blocks/lexical.ts';
import { Gate } from '../gate/gate.ts';
import { BARE_SECRETS } from './bare-secrets.ts';
import { BELOW_LABELS } from './below-labels.ts';
import { OVER_LINES } from './keys-and-prompts.ts';
import { PRINTED_BY } from './printed.ts';
import { SETTINGS } from './settings.ts';
import { TOLD_BESIDE } from './told-secrets.ts';

/** Patterns over a whole text: their matches are rare, and each would be tried at every place of it. */
const PATTERNS: readonly RegExp[] = [
  ...Object.values(BARE_SECRETS),
  ...Object.values(BELOW_LABELS),
  ...Object.values(OVER_LINES),
  ...Object.values(SETTINGS),
  ...Object.values(PRINTED_BY),
  ...Object.values(TOLD_BESIDE),
  ...REVIEW.map(([words]) => words),
];
let gate: Gate | undefined;

/** Those of the patterns that can match in a text. Found in one pass, by the necessary parts of their matches. */
export function possibleIn(text: string): ReadonlySet<RegExp> {
  gate ??= new Gate(PATTERNS);
  const count = gate.look(text, 0, text.length, true);
  if (count === 0) return NONE;
  const possible = new Set<RegExp>();
  for (let i = 0; i < count; i++) possible.add(nth(PATTERNS, gate.hits[i] ?? 0));
  return possible;
}

const NONE: ReadonlySet<RegExp> = new Set();
