import { Gate } from '../gate/gate.ts';
import { RULES } from '../rules/index.ts';
import { PASSWORD } from '../rules/labels.ts';
import type { Rule } from '../rules/rule.ts';
import type { Surface } from '../types.ts';
import type { Found } from './found.ts';

/** Longer lines are looked at in pieces that overlap, so that no pattern sees more than this. */
const PIECE = 8_192;
const OVERLAP = 1_024;
const LONGEST_LABEL = 64;

interface Bank {
  readonly rules: readonly (Rule & { readonly rank: number; readonly scan: RegExp })[];
  readonly gate: Gate;
}

const banks = new Map<Surface, Bank>();

/** The rules of a surface behind their gate. */
function bankOf(surface: Surface): Bank {
  let bank = banks.get(surface);
  if (bank === undefined) {
    const rules = RULES.map((rule, rank) => ({
      ...rule,
      rank,
      scan: new RegExp(rule.pattern.source, `${rule.pattern.flags.replace('g', '')}g`),
    })).filter((rule) => rule.on === undefined || rule.on.includes(surface));
    bank = { rules, gate: new Gate(rules.map((rule) => rule.pattern)) };
    banks.set(surface, bank);
  }
  return bank;
}

/** Everything that the line rules find in a text, line by line. */
export function findInLines(text: string, surface: Surface): Found[] {
  const bank = bankOf(surface);
  const found: Found[] = [];
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    for (let piece = from; piece < to; piece += PIECE - OVERLAP) {
      const end = Math.min(to, piece + PIECE);
      const count = bank.gate.look(text, piece, end);
      if (count > 0) runRules(bank, count, text.slice(piece, end), piece, surface, found);
      if (end === to) break;
    }
    from = to + 1;
  }
  return found;
}

/** More labels of passwords in a piece than any line that people or programs write: so many, or so close together. */
const FLOOD = { labels: 128, apart: 12, shortest: 128 } as const;
const LABEL = new RegExp(`${PASSWORD}|pin|otp|combination`, 'gi');

/** A piece that is little but labels would have every rule try each of them: it is masked whole instead. */
function isFlood(piece: string): boolean {
  if (piece.length < FLOOD.shortest) return false;
  const labels = piece.match(LABEL)?.length ?? 0;
  return labels > FLOOD.labels || labels * FLOOD.apart > piece.length;
}

function runRules(
  { rules, gate: { hits, starts } }: Bank,
  count: number,
  line: string,
  offset: number,
  surface: Surface,
  found: Found[],
): void {
  if (isFlood(line)) {
    found.push({ start: offset, end: offset + line.length, type: 'PASSWORD', rank: 0 });
    return;
  }
  for (let i = 0; i < count; i++) {
    const { scan, valid, type, rank } = rules[hits[i]!]!;
    scan.lastIndex = starts[i]!;
    for (let match = scan.exec(line); match !== null; match = scan.exec(line)) {
      const value = match[2] ?? match[0];
      const at = match.index + (match[2] === undefined ? 0 : match[1]!.length);
      const holds = valid === undefined || valid(value, line, at, surface);
      if (holds) found.push({ start: offset + at, end: offset + at + value.length, type, rank });
      // After the value, not after what was only looked at: the next label may stand there. A short word that was no value
      // may be that label itself.
      const again = !holds && match[2] !== undefined && value.length <= LONGEST_LABEL;
      scan.lastIndex = Math.max(again ? at : at + value.length, match.index + 1);
    }
  }
}
