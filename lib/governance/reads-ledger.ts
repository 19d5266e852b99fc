import { createHash } from 'node:crypto';
import { isRecord } from '../access/index.ts';

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

/** Follows the chain from its newest part to the first, and says where it does not hold. */
function chained(known: readonly Read[], faults: LedgerFault[]): { chain: Read[]; left: string[] } {
  const byNumber = Map.groupBy(known, ({ about }) => about.number);
  const last = Math.max(0, ...byNumber.keys());
  const chain: Read[] = [];
  const left: string[] = [];
  let named: string | null | undefined;
  for (let number = last; number >= 1; number--) {
    const all = byNumber.get(number) ?? [];
    // Of several parts with one number the next part names the one that counts; the others are of runs that died.
    const part = (named === undefined ? undefined : all.find(({ hash }) => hash === named)) ?? all.at(-1);
    const after = chain[0]?.name ?? `number ${number}`;
    if (part === undefined) {
      faults.push({ code: 'ledger.gap', part: after, problem: `the part with number ${number} is missing` });
      named = undefined;
      continue;
    }
    if (named !== undefined && part.hash !== named)
      faults.push({ code: 'ledger.chain', part: after, problem: `it names another part as number ${number}` });
    left.push(...all.filter((each) => each !== part).map(({ name }) => name));
    chain.unshift(part);
    named = part.about.before;
    if (number === 1 && named !== null)
      faults.push({ code: 'ledger.chain', part: part.name, problem: 'it is the first, and names a part before it' });
    if (number > 1 && named === null)
      faults.push({
        code: 'ledger.chain',
        part: part.name,
        problem: `it is number ${number}, and names no part before it`,
      });
  }
  return { chain, left: left.toSorted() };
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
  Number.isInteger(about.number) &&
  Number.isInteger(about.reads) &&
  typeof about.day === 'string' &&
  (about.before === null || typeof about.before === 'string');
