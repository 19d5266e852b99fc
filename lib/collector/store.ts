import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { replace } from './node-disk.ts';
import type { OpenSegment, Sealed, SegmentHead, SegmentMeta } from './open-segment.ts';
import type { Disk } from './ports.ts';
import { LogWriter, readLog } from './sealed-log.ts';

const compress = promisify(gzip);

/** A segment waiting to be sent. */
export interface Waiting {
  readonly meta: SegmentMeta;
  /** On the disk, frames included. */
  readonly bytes: number;
  /** See `FreshlySealed`; absent when another process sealed it, whose monotonic clock is gone. */
  readonly mono0?: number;
}

/** Contents of a journal whose process is gone. */
export interface JournalContent {
  readonly head: SegmentHead;
  readonly lines: readonly string[];
  readonly drops: readonly number[];
  readonly frames: OpenSegment['frames'];
}

const JOURNAL = 'journal';
const STATE = 'state';
const SEGMENT = /^(\d{10})\.segment$/;
const FRAME = /^(\d{10})-([0-9a-f]{64})\.frame$/;

const place = (ordinal: number): string => String(ordinal).padStart(10, '0');
const segmentName = (ordinal: number): string => `${place(ordinal)}.segment`;
const frameName = (ordinal: number, sha256: string): string => `${place(ordinal)}-${sha256}.frame`;

/** The files of a collector, all encrypted: the journal of the open segment, waiting segments, and the state. */
export class Store {
  readonly #disk: Disk;
  readonly #key: Uint8Array;
  #journal: { of: OpenSegment; log: LogWriter; lines: number; drops: number } | undefined;

  constructor(disk: Disk, key: Uint8Array) {
    this.#disk = disk;
    this.#key = key;
  }

  /** Writes the lines that the journal lacks. On return they are durable. After an error the whole journal is rewritten. */
  async journal(segment: OpenSegment): Promise<void> {
    const { lines, drops, frames } = segment;
    const known = this.#journal?.of === segment ? this.#journal : undefined;
    this.#journal = undefined;
    const log = known?.log ?? new LogWriter(this.#key, JOURNAL);
    const [fromLine, fromDrop] = [known?.lines ?? 0, known?.drops ?? 0];
    const now = { of: segment, log, lines: lines.length, drops: drops.length };
    if (known === undefined) {
      const record = log.record(json({ head: segment.head, lines, drops, frames }));
      await replace(this.#disk, JOURNAL, Buffer.concat([log.head, record]));
    } else if (fromLine < now.lines || fromDrop < now.drops) {
      await this.#disk.append(
        JOURNAL,
        log.record(json({ lines: lines.slice(fromLine), drops: drops.slice(fromDrop), frames })),
      );
      await this.#disk.sync(JOURNAL);
    }
    this.#journal = now;
  }

  async readJournal(): Promise<JournalContent | 'missing' | 'damaged'> {
    const bytes = await this.#readIfThere(JOURNAL);
    if (bytes === undefined) return 'missing';
    const contents = readLog(this.#key, JOURNAL, bytes).records.map(
      (record): JournalContent => JSON.parse(record.toString()),
    );
    const [first] = contents;
    const last = contents.at(-1);
    if (first === undefined || last === undefined) return 'damaged';
    return {
      head: first.head,
      lines: contents.flatMap(({ lines }) => lines),
      drops: contents.flatMap(({ drops }) => drops),
      frames: last.frames,
    };
  }

  /** Stores a sealed segment for sending. It is compressed once: every attempt sends the same bytes. */
  async save({ meta, text }: Sealed): Promise<Waiting> {
    const body = await compress(text);
    const log = new LogWriter(this.#key, segmentName(meta.ordinal));
    const bytes = Buffer.concat([log.head, log.record(json(meta)), log.record(body, true)]);
    await replace(this.#disk, segmentName(meta.ordinal), bytes);
    return { meta, bytes: sizeOf(meta, bytes.length) };
  }

  /** A frame is durable before an event names it. */
  async saveFrame(ordinal: number, { sha256, data }: { sha256: string; data: Uint8Array }): Promise<void> {
    const name = frameName(ordinal, sha256);
    const log = new LogWriter(this.#key, name);
    await replace(this.#disk, name, Buffer.concat([log.head, log.record(data, true)]));
  }

  /** The compressed segment, or undefined when its file is damaged. */
  async body(ordinal: number): Promise<Buffer | undefined> {
    return (await this.#whole(segmentName(ordinal)))?.[1];
  }

  async frame(ordinal: number, sha256: string): Promise<Buffer | undefined> {
    return (await this.#whole(frameName(ordinal, sha256)))?.[0];
  }

  async remove(ordinals: readonly number[]): Promise<void> {
    if (ordinals.length === 0) return;
    for (const name of await this.#disk.list())
      if (ordinals.includes(ordinalOf(name) ?? -1)) await this.#disk.remove(name);
  }

  /** Waiting segments, oldest first, and the ordinals of damaged ones. Removes half-written files of dead writers. */
  async load(): Promise<{ waiting: Waiting[]; damaged: number[] }> {
    const waiting: Waiting[] = [];
    const damaged: number[] = [];
    for (const name of (await this.#disk.list()).toSorted()) {
      if (name.endsWith('.tmp')) await this.#disk.remove(name);
      const ordinal = Number(SEGMENT.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(ordinal)) continue;
      const bytes = await this.#disk.read(name);
      const { records, complete } = readLog(this.#key, name, bytes);
      const [head] = records;
      if (!complete || head === undefined || records.length !== 2) damaged.push(ordinal);
      else {
        const meta: SegmentMeta = JSON.parse(head.toString());
        waiting.push({ meta, bytes: sizeOf(meta, bytes.length) });
      }
    }
    return { waiting, damaged };
  }

  /** Removes frames that no segment names. */
  async sweepFrames(named: readonly SegmentMeta[]): Promise<void> {
    const names = new Set(named.flatMap(({ ordinal, frames }) => frames.map((f) => frameName(ordinal, f.sha256))));
    for (const name of await this.#disk.list()) if (FRAME.test(name) && !names.has(name)) await this.#disk.remove(name);
  }

  async saveState(state: object): Promise<void> {
    const log = new LogWriter(this.#key, STATE);
    await replace(this.#disk, STATE, Buffer.concat([log.head, log.record(json(state), true)]));
  }

  async readState(): Promise<unknown | 'missing' | 'damaged'> {
    const bytes = await this.#readIfThere(STATE);
    if (bytes === undefined) return 'missing';
    const { records, complete } = readLog(this.#key, STATE, bytes);
    const [state] = records;
    return complete && state !== undefined ? JSON.parse(state.toString()) : 'damaged';
  }

  async #whole(name: string): Promise<readonly Buffer[] | undefined> {
    const bytes = await this.#readIfThere(name);
    if (bytes === undefined) return undefined;
    const { records, complete } = readLog(this.#key, name, bytes);
    return complete ? records : undefined;
  }

  async #readIfThere(name: string): Promise<Buffer | undefined> {
    return (await this.#disk.list()).includes(name) ? this.#disk.read(name) : undefined;
  }
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const sizeOf = ({ frames }: SegmentMeta, bytes: number): number =>
  frames.reduce((sum, frame) => sum + frame.bytes, bytes);

const ordinalOf = (name: string): number | undefined => {
  const found = SEGMENT.exec(name) ?? FRAME.exec(name);
  return found === null ? undefined : Number(found[1]);
};
