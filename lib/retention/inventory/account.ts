import type { LedgerEntry } from '../../ledger/index.ts';
import type { KeyClaim, MadeOf } from './keys.ts';
import type { LedgerView } from './ledger.ts';
import type { Why } from './types.ts';

/** Whether an item of the ledger accounts for an object. */
export type Account = 'accounted' | 'pending' | Why;

/** Longest time that writing an object may take (ms): an older object without an item will never get one. */
const WRITING_MS = 3_600_000;

/** Whether an object last written at `at` may still be in the middle of being written. */
export const isYoung = (at: Date, now: Date): boolean => now.getTime() - at.getTime() < WRITING_MS;

/** Decides for each object by its key and the items of the ledger that its writer makes with it. */
export class Accounts {
  readonly #ledger: LedgerView;
  /** Sessions whose carries were seen, of one place and day at a time: they come before the keys of their tags. */
  #sessions = { at: '', known: new Set<string>() };
  readonly #sessionsOf: (at: { place: string; day: string }) => Promise<ReadonlySet<string>>;

  /** @param sessionsOf finds the sessions of a place and day in another way, when the carries do not show them */
  constructor(ledger: LedgerView, sessionsOf: (at: { place: string; day: string }) => Promise<ReadonlySet<string>>) {
    this.#ledger = ledger;
    this.#sessionsOf = sessionsOf;
  }

  /** @param versions objects under the key; an item accounts for one of them */
  async of(key: string, claim: KeyClaim, { young, versions }: { young: boolean; versions: number }): Promise<Account> {
    const account = await this.#byItem(key, claim, young);
    if (account !== 'accounted' && account !== 'pending') return account;
    if (versions > 1 && !(await this.#isReplaced(claim))) return 'more-than-ledger-counts';
    return account === 'accounted' && (await this.#wasErased(claim)) ? 'was-erased' : account;
  }

  /** Writers write a key once, but for the empty file that takes the place of one that was taken apart. */
  async #isReplaced(claim: KeyClaim): Promise<boolean> {
    if (claim.is !== 'rows') return false;
    const state = (await this.#ledger.plan(claim.plan))?.state;
    return state === 'stopped' || state === 'apart';
  }

  /** A file of the lake is destroyed for an erasure when all of its segments are erased. */
  async #wasErased(claim: KeyClaim): Promise<boolean> {
    const closed = await this.#ledger.closed();
    if ('batch' in claim) return closed.has(claim.batch);
    if (claim.is !== 'rows') return false;
    const plan = await this.#ledger.plan(claim.plan);
    return plan !== undefined && plan.batches.length > 0 && plan.batches.every((batch) => closed.has(batch));
  }

  async #byItem(key: string, claim: KeyClaim, young: boolean): Promise<Account> {
    switch (claim.is) {
      case 'segment':
        return this.#segment(key, claim, young);
      case 'frame':
        return this.#frame(key, claim, young);
      case 'carry':
      case 'masked-frame':
        return this.#madeOf(claim, young);
      case 'tag-key':
        return this.#tagKey(claim);
      case 'rows':
        return this.#rows(claim, young);
      case 'generation':
        return this.#generation(claim, young);
      case 'copy':
        return accountedIf(await this.#hasCopy(claim), 'copy-without-lineage');
      case 'package':
        return accountedIf(await this.#ledger.isPackage(claim.id), 'copy-without-lineage');
      case 'notice':
        return accountedIf(await this.#ledger.hasNotice(claim.item), young ? 'pending' : 'not-in-ledger');
      case 'record':
        return accountedIf(await this.#ledger.hasRecord(claim.item), 'no-record-of-destruction');
      case 'evidence':
        return 'accounted';
      case 'unknown':
        return 'no-writer-makes-such-keys';
    }
  }

  async #hasCopy({ team, export: id, prefix }: Extract<KeyClaim, { is: 'copy' }>): Promise<boolean> {
    return (await this.#ledger.copy(`${team}#${id}`)) === prefix;
  }

  async #segment(key: string, { batch }: { batch: string }, young: boolean): Promise<Account> {
    const entry = await this.#ledger.entry(batch);
    if (entry === undefined) return 'not-in-ledger';
    return entry.rawKey === key ? standing(entry, young) : 'ledger-names-another-key';
  }

  /** A frame comes before the segment that names it. */
  async #frame(key: string, { batch, sha256 }: { batch: string; sha256: string }, young: boolean): Promise<Account> {
    const named = await this.#ledger.frame(batch, sha256);
    if (named === undefined) return 'not-in-ledger';
    if (named !== key) return 'ledger-names-another-key';
    const entry = await this.#ledger.entry(batch);
    return entry === undefined ? (young ? 'pending' : 'accounted') : standing(entry, young);
  }

  async #madeOf(claim: MadeOf, young: boolean): Promise<Account> {
    const { batch, place, day } = claim;
    const entry = await this.#ledger.entry(batch);
    if (entry === undefined) return 'not-in-ledger';
    // A carry is kept under the earliest day of what it holds.
    const isOwnDay = claim.is === 'carry' ? day <= entry.day : day === entry.day;
    if (entry.jurisdiction !== place || !isOwnDay) return 'ledger-names-another-key';
    if (claim.is === 'carry') this.#remember(`${place}/${day}`, entry.session);
    if (claim.is === 'masked-frame' && entry.outcome?.frames === 0) return 'more-than-ledger-counts';
    return standing(entry, young);
  }

  #remember(at: string, session: string): void {
    if (this.#sessions.at !== at) this.#sessions = { at, known: new Set() };
    this.#sessions.known.add(session);
  }

  async #tagKey(claim: Extract<KeyClaim, { is: 'tag-key' }>): Promise<Account> {
    const { place, day, session } = claim;
    if (this.#sessions.at === `${place}/${day}` && this.#sessions.known.has(session)) return 'accounted';
    return (await this.#sessionsOf(claim)).has(session) ? 'accounted' : 'not-in-ledger';
  }

  async #rows({ plan: id, partition }: Extract<KeyClaim, { is: 'rows' }>, young: boolean): Promise<Account> {
    const plan = await this.#ledger.plan(id);
    if (plan === undefined) return 'not-in-ledger';
    const { jurisdiction, day, shard } = plan;
    const own = jurisdiction === partition.jurisdiction && day === partition.day && shard === partition.shard;
    if (!own) return 'ledger-names-another-key';
    return plan.state === 'open' && young ? 'pending' : 'accounted';
  }

  async #generation({ prefix, partition }: Extract<KeyClaim, { is: 'generation' }>, young: boolean): Promise<Account> {
    const now = await this.#ledger.generation(partition);
    if (now?.prefix === prefix) return 'accounted';
    if (now?.next?.prefix === prefix) return young ? 'pending' : 'accounted';
    for await (const replaced of this.#ledger.replaced(partition))
      if (replaced.open && replaced.prefix === prefix) return 'accounted';
    return 'generation-of-nobody';
  }
}

/**
 * Judges an object by the entry that names it: while the entry is being received or turned into rows, the object is not complete.
 */
const standing = ({ state }: LedgerEntry, young: boolean): Account =>
  young && (state === 'received' || state === 'planned') ? 'pending' : 'accounted';

/** @param otherwise why the object is not accounted for, when no item names it */
const accountedIf = (isNamed: boolean, otherwise: Account): Account => (isNamed ? 'accounted' : otherwise);
