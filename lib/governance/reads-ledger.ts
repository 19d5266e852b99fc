import { createHash } from 'node:crypto';
import { isRecord } from '../access/index.ts';
import { nth } from '../activity/there.ts';

/** The first line of a part of the ledger of reads. */
export interface PartAbout {
  readonly ledger: 1;
  /** From 1, without gaps. */
  readonly number: number;
  /** UTC day of the reads, `YYYY-MM-DD`. */
  readonly day: string;
  /** Whether no record of the day was missing. */
  readonly whole: boolean;
  /** When the part was written, ISO 8601. */
  readonly at: string;
  /** How many lines follow, one a read. */
  readonly reads: number;
  /** SHA-256 of the part before it; null of the first. */
  readonly before: string | null;
}

export const hashOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** A part as it lies in the audit zone: `reads/day=DAY/HASH.jsonl`. */
export interface StoredPart {
  readonly name: string;
  readonly body: Buffer;
}

/** What is wrong with a part, by a stable code. */
export interface LedgerFault {
  readonly code: 'ledger.changed' | 'ledger.unreadable' | 'ledger.lines' | 'ledger.day' | 'ledger.gap' | 'ledger.chain';
  readonly part: string;
  readonly problem: string;
}

export interface LedgerCheck {
  readonly parts: number;
  readonly reads: number;
  /** Number and hash of the newest part: a part that was taken off the end leaves no gap before it. */
  readonly newest: { readonly number: number; readonly hash: string } | null;
  /** Parts that a run put down before it died; no later part names them. */
  readonly left: readonly string[];
  readonly faults: readonly LedgerFault[];
}

interface Read {
  readonly name: string;
  readonly hash: string;
  readonly about: PartAbout;
}

/**
 * Checks the parts of a ledger of reads: each by its own hash, and together by their numbers and by the hash of the part before.
 * @param parts all parts, in any order
 */
export async function checkLedger(parts: AsyncIterable<StoredPart> | Iterable<StoredPart>): Promise<LedgerCheck> {
  const faults: LedgerFault[] = [];
  const known: Read[] = [];
  for await (const { name, body } of parts) {
    const fault = (code: LedgerFault['code'], problem: string) => faults.push({ code, part: name, problem });
    const hash = hashOf(body);
    if (!name.endsWith(`${hash}.jsonl`)) fault('ledger.changed', `its SHA-256 is ${hash}, which is not its name`);
    const [first = '', ...lines] = body.toString().split('\n').filter(Boolean);
    const about = aboutIn(first);
    if (about === undefined) {
      fault('ledger.unreadable', 'its first line does not say which part it is');
      continue;
    }
    if (lines.length !== about.reads) fault('ledger.lines', `it says ${about.reads} reads and holds ${lines.length}`);
    if (!name.includes(`day=${about.day}/`)) fault('ledger.day', `it is of ${about.day}, and lies under another day`);
    known.push({ name, hash, about });
  }
  const { chain, left } = chained(known, faults);
  const newest = chain.at(-1);
  return {
    parts: known.length,
    reads: chain.reduce((sum, { about }) => sum + about.reads, 0),
    newest: newest ? { number: newest.about.number, hash: newest.hash } : null,
    left,
    faults,
  };
}

/**
 * Follows the chain from its newest part to the first, and says where it does not hold. It goes by the numbers that are there: a damaged part may
 * say any number, and a walk through all below it would never end.
 */
function chained(reads: readonly Read[], faults: LedgerFault[]): { chain: Read[]; left: string[] } {
  const byNumber = Map.groupBy(reads, ({ about }) => about.number);
  const chain: Read[] = [];
  const left: string[] = [];
  let after: Read | undefined;
  for (const [number, all] of [...byNumber].toSorted(([a], [b]) => b - a)) {
    if (after !== undefined) faults.push(...gapBetween(number, after));
    const named = after?.about.number === number + 1 ? after.about.before : undefined;
    // Of several parts with one number the next part names the one that counts; the others are of runs that died. Of the newest number
    // no part names one: then the last by name is taken, whatever their order.
    const part = all.find(({ hash }) => hash === named) ?? nth(all.toSorted(byName), all.length - 1);
    if (after !== undefined && named !== undefined && part.hash !== named)
      faults.push({ code: 'ledger.chain', part: after.name, problem: `it names another part as number ${number}` });
    if ((number === 1) !== (part.about.before === null))
      faults.push({
        code: 'ledger.chain',
        part: part.name,
        problem: `it is number ${number}, and names ${number === 1 ? 'a' : 'no'} part before it`,
      });
    left.push(...all.filter((read) => read !== part).map(({ name }) => name));
    chain.unshift(part);
    after = part;
  }
  if (after !== undefined) faults.push(...gapBetween(0, after));
  return { chain, left: left.toSorted() };
}

const byName = (a: Read, b: Read): number => (a.name < b.name ? -1 : 1);

/** @param number of the part before, 0 where there is none */
function gapBetween(number: number, { name, about }: Read): LedgerFault[] {
  const [from, to] = [number + 1, about.number - 1];
  if (to < from) return [];
  const missing = from === to ? `the part with number ${from} is` : `the parts with numbers ${from} to ${to} are`;
  return [{ code: 'ledger.gap', part: name, problem: `${missing} missing` }];
}

function aboutIn(line: string): PartAbout | undefined {
  try {
    const about: unknown = JSON.parse(line);
    return isAbout(about) ? about : undefined;
  } catch {
    return undefined;
  }
}

const isAbout = (about: unknown): about is PartAbout =>
  isRecord(about) &&
  about.ledger === 1 &&
  isCount(about.number, 1) &&
  isCount(about.reads, 0) &&
  typeof about.day === 'string' &&
  (about.before === null || typeof about.before === 'string');

const isCount = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && Number(value) >= least;
