import { nth } from '../../activity/there.ts';
import { Gate } from '../gate/gate.ts';
import { Seeker } from '../gate/seek.ts';
import { RULES } from '../rules/index.ts';
import { PASSWORD } from '../rules/labels.ts';
import type { Rule } from '../rules/rule.ts';
import type { Surface } from '../types.ts';
import type { Found } from './found.ts';
import type { KnownLines } from './seen-lines.ts';

/** Longer lines are examined in overlapping pieces, so that no pattern sees more than this. */
const PIECE = 8_192;
const OVERLAP = 1_024;
const LONGEST_LABEL = 64;

interface Bank {
  readonly rules: readonly (Rule & { readonly rank: number; readonly seeker: Seeker })[];
  /** The rules by their places, and after them the labels of passwords. */
  readonly gate: Gate;
  /** Findings in lines that were examined before, in offsets of the line. */
  readonly known: Map<string, readonly Found[]>;
}

const banks = new Map<Surface, Bank>();

const seekers = new WeakMap<Rule, Seeker>();

function seekerOf(rule: Rule): Seeker {
  const known = seekers.get(rule) ?? new Seeker(rule.pattern);
  seekers.set(rule, known);
  return known;
}

/** The rules of a surface behind their gate. */
function bankOf(surface: Surface): Bank {
  let bank = banks.get(surface);
  if (bank === undefined) {
    const rules = RULES.map((rule, rank) => ({
      ...rule,
      rank,
      seeker: seekerOf(rule),
    })).filter((rule) => rule.on === undefined || rule.on.includes(surface));
    bank = { rules, gate: new Gate([...rules.map((rule) => rule.pattern), LABEL]), known: new Map() };
    banks.set(surface, bank);
  }
  return bank;
}

/** Lines that are remembered, and texts whose lines are: a line may hold its whole text in memory. */
const MOST = { lines: 8_000, units: 4_000_000 } as const;
/** Shorter lines are faster to examine again than to look up. */
const REMEMBERED = { least: 100, most: 2_000 } as const;
const NOTHING: readonly Found[] = [];
let units = 0;

/** Remembered lines are dropped before they take too much memory. */
function forget(text: string): void {
  units += text.length;
  const full = units > MOST.units || [...banks.values()].some(({ known }) => known.size > MOST.lines);
  if (!full) return;
  units = text.length;
  for (const { known } of banks.values()) known.clear();
}

/** The line rules' findings in one line. A second look at a masked text, and most screens, bring the same lines again. */
function inLine(bank: Bank, line: string, surface: Surface): readonly Found[] {
  if (line.length < REMEMBERED.least || line.length > REMEMBERED.most) return look(bank, line, surface);
  let found = bank.known.get(line);
  if (found === undefined) {
    found = look(bank, line, surface);
    bank.known.set(line, found);
  }
  return found;
}

function look(bank: Bank, line: string, surface: Surface): readonly Found[] {
  const count = bank.gate.look(line, 0, line.length);
  return count === 0 ? NOTHING : runRules(bank, count, line, surface);
}

/**
 * Everything that the line rules find in a text, line by line.
 * @param knownLines lines whose findings are known, and where others are kept
 */
export function findInLines(text: string, surface: Surface, knownLines?: KnownLines): Found[] {
  const bank = bankOf(surface);
  forget(text);
  const found: Found[] = [];
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    if (to > from) {
      const own =
        knownLines?.rulesIn(from, to) ??
        (to - from <= PIECE ? inLine(bank, text.slice(from, to), surface) : inPieces(bank, text, from, to, surface));
      knownLines?.keepRules(from, own);
      for (const one of own) found.push({ ...one, start: one.start + from, end: one.end + from });
    }
    from = to + 1;
  }
  return found;
}

function inPieces(bank: Bank, text: string, from: number, to: number, surface: Surface): Found[] {
  const found: Found[] = [];
  for (let piece = from; piece < to; piece += PIECE - OVERLAP) {
    const end = Math.min(to, piece + PIECE);
    for (const one of inLine(bank, text.slice(piece, end), surface))
      found.push({ ...one, start: one.start + piece - from, end: one.end + piece - from });
    if (end === to) break;
  }
  return found;
}

/** More labels of passwords in a piece than any line that people or programs write: this many, or this close together. */
const FLOOD = { labels: 128, apart: 12, shortest: 128 } as const;
const LABEL = new RegExp(`${PASSWORD}|pin|otp|combination`, 'gi');

/** A piece that is little but labels would have every rule try each of them: it is masked whole instead. */
function isFlood(piece: string): boolean {
  if (piece.length < FLOOD.shortest) return false;
  const labels = piece.match(LABEL)?.length ?? 0;
  return labels > FLOOD.labels || labels * FLOOD.apart > piece.length;
}

/** A placeholder is no label of the text after it, but `[TOKEN] = x` is a label in brackets: it is written by people too. */
const MASKED = /^[A-Z][A-Z_]{1,30}\](?!["'`]?\s{0,3}[:=])/;

function runRules({ rules, gate }: Bank, count: number, line: string, surface: Surface): readonly Found[] {
  const { hits, starts, blocks, shift } = gate;
  if (hits.subarray(0, count).includes(rules.length) && isFlood(line))
    return [{ start: 0, end: line.length, type: 'PASSWORD', rank: 0 }];
  const found: Found[] = [];
  // Lines of code are of so many kinds that a sieve costs more than it saves.
  const sieved = surface !== 'code';
  for (let i = 0; i < count; i++) {
    const rule = rules[hits[i] ?? 0];
    if (rule === undefined) continue;
    const { seeker, valid, type, rank } = rule;
    for (let match = seeker.within(line, starts[i] ?? 0, blocks[i] ?? 0, shift, sieved); match !== null; ) {
      let next = match.index + 1;
      if (line[match.index - 1] !== '[' || !MASKED.test(line.slice(match.index, match.index + 40))) {
        const value = match[2] ?? match[0];
        const at = match.index + (match[2] === undefined ? 0 : nth(match, 1).length);
        const holds = valid === undefined || valid(value, line, at, surface);
        if (holds) found.push({ start: at, end: at + value.length, type, rank });
        // Continue after the value, not after the text examined: the next label may be there. A short word that was no value may be
        // that label itself.
        const again = !holds && match[2] !== undefined && value.length <= LONGEST_LABEL;
        next = Math.max(again ? at : at + value.length, next);
      }
      match = seeker.within(line, next, blocks[i] ?? 0, shift, sieved);
    }
  }
  return found;
}
