import type { Disk } from '../../lib/collector/ports.ts';
import { Crash } from '../lambdas/crash.ts';
import { present } from '../present.ts';

interface Inode {
  bytes: Buffer;
  /** Bytes that a power loss certainly leaves. */
  synced: Buffer;
}

/** When the power fails: at the `at`-th change (from 0), before it takes effect, after it, or in the middle of a write. */
export interface PowerLoss {
  readonly at: number;
  readonly when: 'before' | 'after' | 'torn';
}

/**
 * A folder in memory that forgets what a disk may forget. After a power loss a file holds the synced bytes, and any
 * part of those appended since; names are as at the last `syncFolder`, with any of the later changes.
 */
export class SimDisk implements Disk {
  readonly #random: () => number;
  #names = new Map<string, Inode>();
  #durable = new Map<string, Inode>();
  #changes: ((names: Map<string, Inode>) => void)[] = [];
  #loss: PowerLoss | undefined;
  #dead = false;
  /** An error of every change, as on a full disk. */
  broken = false;
  /** Number of changes, which of them wrote bytes, and which made names durable: only after these does anything else happen. */
  changes = 0;
  readonly writes = new Set<number>();
  readonly folderSyncs = new Set<number>();

  constructor(random: () => number) {
    this.#random = random;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** @param loss `at` counts from here; undefined for no further loss */
  losePower(loss: PowerLoss | undefined): void {
    this.#loss = loss && { ...loss, at: this.changes + loss.at };
  }

  /** The same folder after the power returned. */
  restart(): SimDisk {
    const disk = new SimDisk(this.#random);
    for (const change of this.#changes) if (this.#random() < 0.5) change(this.#durable);
    for (const [name, { bytes, synced }] of this.#durable) {
      const tail = bytes.subarray(synced.length);
      const kept = Buffer.concat([synced, tail.subarray(0, Math.floor(this.#random() * (tail.length + 1)))]);
      disk.#names.set(name, { bytes: kept, synced: kept });
    }
    disk.#durable = new Map(disk.#names);
    return disk;
  }

  async list(): Promise<string[]> {
    return this.#alive(() => [...this.#names.keys()]);
  }

  async read(name: string): Promise<Buffer> {
    return this.#alive(() => Buffer.from(this.#inode(name).bytes));
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#change(bytes, (some) => {
      // A new inode: all bytes of a file that is truncated and rewritten are in doubt.
      const inode = { bytes: Buffer.from(some), synced: Buffer.alloc(0) };
      this.#name((names) => names.set(name, inode));
    });
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    this.#change(bytes, (some) => {
      const inode = this.#inode(name);
      inode.bytes = Buffer.concat([inode.bytes, some]);
    });
  }

  async sync(name: string): Promise<void> {
    this.#change(undefined, () => {
      const inode = this.#inode(name);
      inode.synced = inode.bytes;
    });
  }

  async rename(from: string, to: string): Promise<void> {
    this.#change(undefined, () => {
      const inode = this.#inode(from);
      this.#name((names) => {
        names.set(to, inode);
        names.delete(from);
      });
    });
  }

  async remove(name: string): Promise<void> {
    this.#change(undefined, () => this.#name((names) => names.delete(name)));
  }

  async syncFolder(): Promise<void> {
    this.folderSyncs.add(this.changes);
    this.#change(undefined, () => {
      this.#durable = new Map(this.#names);
      this.#changes = [];
    });
  }

  /** Every byte that a thief of the disk could read. */
  everything(): Buffer {
    return Buffer.concat([...this.#names].flatMap(([name, { bytes }]) => [Buffer.from(name), bytes]));
  }

  /** Flips one bit of a file. */
  damage(name: string, at: number): void {
    const { bytes } = this.#inode(name);
    bytes[at] = present(bytes[at]) ^ 1;
  }

  #name(change: (names: Map<string, Inode>) => void): void {
    change(this.#names);
    this.#changes.push(change);
  }

  #inode(name: string): Inode {
    const inode = this.#names.get(name);
    if (inode === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return inode;
  }

  #alive<T>(work: () => T): T {
    if (this.#dead) throw new Crash('dead');
    return work();
  }

  #change(bytes: Uint8Array | undefined, work: (some: Uint8Array) => void): void {
    if (this.#dead) throw new Crash('dead');
    if (this.broken) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const whole = bytes ?? Buffer.alloc(0);
    if (whole.length > 0) this.writes.add(this.changes);
    const now = this.changes++ === this.#loss?.at ? this.#loss.when : undefined;
    if (now === 'torn') work(whole.subarray(0, Math.floor(this.#random() * whole.length)));
    if (now === 'after' || now === undefined) work(whole);
    if (now === undefined) return;
    this.#dead = true;
    throw new Crash(`power lost ${now} change`);
  }
}
