import type { ZoneName } from '../../activity/zones.ts';
import { partitionPrefix } from '../../storage/partition.ts';
import type { ListedObject } from '../../storage/ports.ts';
import { DYING } from '../keep.ts';
import { type Account, Accounts, isYoung } from './account.ts';
import { claimOf, type KeyClaim, ownerOf, shownOf } from './keys.ts';
import { LedgerView } from './ledger.ts';
import { type Lying, lyingIn } from './lying.ts';
import { Missing } from './missing.ts';
import { Partitions } from './partitions.ts';
import { sessionsIn } from './sessions.ts';
import type { InventoryFinding, Sources, Totals } from './types.ts';

const DAY_MS = 86_400_000;

/** The objects under a key, as far as a listing shows. */
type Found = Pick<Lying, 'key' | 'newest' | 'oldest' | 'marks' | 'versions'> & { readonly bytes: number | null };

/**
 * Compares the objects in every zone, and the partitions of the catalogue, with the items of the control table. It yields, as it
 * finds them, objects that no item accounts for, missing ones, and those being written; neighbours of one kind are one finding.
 * It lists all zones once and reads no content. Use each instance once.
 */
export class Inventory {
  readonly #sources: Sources;
  readonly #ledger: LedgerView;
  readonly #accounts: Accounts;
  readonly #missing: Missing;
  readonly #totals = { accounted: 0, pending: 0, unaccounted: 0, missing: 0 };

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#ledger = new LedgerView(sources.control);
    this.#accounts = new Accounts(this.#ledger, sessionsIn(sources.objects, this.#ledger));
    this.#missing = new Missing(this.#ledger, sources);
  }

  /** The totals so far; complete once all findings were yielded. */
  get totals(): Totals {
    return { ...this.#totals };
  }

  async *findings(): AsyncGenerator<InventoryFinding> {
    for await (const finding of merged(this.#all())) {
      this.#totals[finding.is] += finding.objects;
      yield finding;
    }
  }

  /** A file of a plan that was taken apart, or is not through, is in no partition that readers must find. */
  async #note(partitions: Partitions, claim: KeyClaim): Promise<void> {
    if (claim.is === 'generation') partitions.saw(claim.partition, claim.prefix, false);
    if (claim.is !== 'rows') return;
    const published = (await this.#ledger.plan(claim.plan))?.state === 'written';
    partitions.saw(claim.partition, partitionPrefix(claim.partition), published);
  }

  async *#all(): AsyncGenerator<InventoryFinding> {
    const partitions = await Partitions.read(this.#sources, this.#ledger, this.#missing);
    for (const zone of DYING)
      for await (const lying of lyingIn(this.#sources.objects.listVersions(zone, ''))) {
        const claim = claimOf(zone, lying.key);
        const finding = await this.#finding(zone, claim, lying);
        if (finding !== undefined) yield finding;
        if (lying.present && finding?.is !== 'unaccounted') await this.#note(partitions, claim);
      }
    // Their buckets destroy what is due, and no item of the ledger names their objects.
    for (const zone of ['queries', 'audit'] as const)
      for await (const object of this.#sources.audit.list(zone, '')) {
        const finding = await this.#finding(zone, claimOf(zone, object.key), listed(object));
        if (finding !== undefined) yield finding;
      }
    yield* partitions.findings(() => {
      this.#totals.accounted++;
    });
    for await (const batch of this.#sources.segments) yield* this.#missing.of(batch);
  }

  async #finding(where: ZoneName, claim: KeyClaim, stored: Found): Promise<InventoryFinding | undefined> {
    const now = this.#sources.clock.now();
    const account = await this.#account(claim, stored, isYoung(stored.newest, now));
    if (account === 'accounted') {
      this.#totals.accounted++;
      return undefined;
    }
    const isTeam = await this.#isTeam(where, stored.key);
    const pending = account === 'pending' || account === 'being-destroyed';
    return {
      is: pending ? 'pending' : 'unaccounted',
      ...{ where, prefix: shownOf(where, stored.key, isTeam), objects: 1, bytes: stored.bytes },
      why: account === 'pending' ? 'being-written' : account,
      owner: ownerOf(claim),
      ageDays: Math.max(0, Math.floor((now.getTime() - stored.oldest.getTime()) / DAY_MS)),
    };
  }

  async #account(claim: KeyClaim, { key, marks, versions }: Found, young: boolean): Promise<Account> {
    const account = await this.#accounts.of(key, claim, { young, versions });
    if (account === 'accounted' || account === 'pending' || marks.length === 0) return account;
    const announced = await this.#ledger.marks();
    return marks.every((mark) => announced.has(mark)) ? 'being-destroyed' : account;
  }

  /** The first part of a key in the derived zone is shown when some copy was made for a team of that name. */
  async #isTeam(where: ZoneName, key: string): Promise<(name: string) => boolean> {
    const [first = ''] = key.split('/', 1);
    const known = where === 'derived' && (await this.#ledger.isTeam(first));
    return () => known;
  }
}

const listed = ({ key, lastModified }: ListedObject): Found => ({
  ...{ key, bytes: null, newest: lastModified, oldest: lastModified, marks: [], versions: 1 },
});

/** Merges consecutive findings that differ only in their objects. */
async function* merged(findings: AsyncIterable<InventoryFinding>): AsyncGenerator<InventoryFinding> {
  let last: InventoryFinding | undefined;
  for await (const finding of findings) {
    if (last !== undefined && nameOf(last) === nameOf(finding)) last = sum(last, finding);
    else {
      if (last !== undefined) yield last;
      last = finding;
    }
  }
  if (last !== undefined) yield last;
}

const nameOf = ({ is, where, prefix, why, owner }: InventoryFinding): string =>
  [is, where, prefix, why, owner].join('\n');

const sum = (finding: InventoryFinding, other: InventoryFinding): InventoryFinding => ({
  ...finding,
  objects: finding.objects + other.objects,
  bytes: finding.bytes === null || other.bytes === null ? null : finding.bytes + other.bytes,
  ageDays: finding.ageDays === null || other.ageDays === null ? null : Math.max(finding.ageDays, other.ageDays),
});
