import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { readOpening, readStored, type StoredEvent, type StoredSegment } from '../../lib/activity/segment/stored.ts';
import { type FoundTexts, type PixelReader, type RedactorOptions, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Bytes, Ports } from '../../lib/storage/ports.ts';
import { entryOf } from '../ledger.ts';
import type { Settings } from '../settings.ts';
import { decided, readingFault } from './fault.ts';
import type { ModelPass } from './model-pass.ts';
import { lookAt, type SessionState } from './session.ts';
import { tagKeyOf } from './tag-key.ts';

/** A segment that was observed, and not decided yet. */
export interface Examined {
  readonly redactor: SegmentRedactor;
  /**
   * Index of the last segment of its session that was known then. A process that repeats the work must know no more and no less.
   */
  readonly until: number;
}

/** Optional detectors beside the rules. Neither is ever the reason why something is published. */
export interface Extras {
  readonly reader?: PixelReader;
  readonly model?: ModelPass;
}

/** The dependencies of the work. */
export interface Tools {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly extras: Extras;
  /** Findings in texts, for as long as a batch is worked on. */
  readonly found: FoundTexts;
  /** Whether the segment is worked on alone, because one that ends the function must be found out. */
  readonly cautious: boolean;
}

/**
 * First pass over a segment, with the state of its whole session so far.
 * @param until the last segment of the session to look at, when the work is repeated
 * @throws SegmentFault
 */
export async function examine(batch: string, tools: Tools, until?: number): Promise<Examined> {
  const { ports, settings, found, cautious } = tools;
  const open = await opening(batch, ports);
  const tagKey = await tagKeyOf(batch, open, ports);
  const observing = (other: string, state: SessionState) =>
    observe(other, { tenant: settings.tenant, tagKey, found, ...state }, ports);
  const told = await lookAt(open, until, observing, ports, cautious);
  const redactor = told.redactor ?? (await observing(batch, told.known));
  return { redactor, until: told.until };
}

/** Between the passes. @throws SegmentFault */
export async function settle({ redactor }: Examined, { extras }: Tools): Promise<SegmentRedactor> {
  decided('segment.failed', () => redactor.decide(true));
  await extras.model?.run(redactor);
  return redactor;
}

/**
 * Observes a whole segment with the known state of its session.
 * @throws SegmentFault
 */
export async function observe(batch: string, options: RedactorOptions, ports: Ports): Promise<SegmentRedactor> {
  const { open, events } = await stored(batch, ports);
  const redactor = decided('segment.failed', () => new SegmentRedactor({ ...options, display: open.display }));
  for await (const some of events)
    decided('segment.failed', () => {
      for (const event of some) if (event.kind !== 'path') redactor.observe(event);
    });
  return redactor;
}

/** A segment as ingest stored it. @throws SegmentFault, also while its events are read */
export async function stored(batch: string, ports: Ports, motion = false): Promise<StoredSegment> {
  const { open, events } = await reading(batch, ports, (body) => readStored(body, { motion }));
  return { open, events: guarded(events) };
}

const opening = (batch: string, ports: Ports): Promise<BatchOpen> => reading(batch, ports, readOpening);

async function reading<T>(batch: string, { control, objects }: Ports, read: (body: Bytes) => Promise<T>): Promise<T> {
  const { entry } = await entryOf(control, batch);
  try {
    return await read(await objects.get('raw', entry.rawKey));
  } catch (error) {
    throw readingFault(error);
  }
}

async function* guarded(events: AsyncGenerator<StoredEvent[]>): AsyncGenerator<StoredEvent[]> {
  try {
    yield* events;
  } catch (error) {
    throw readingFault(error);
  }
}
