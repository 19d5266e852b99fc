import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import type { EventOf } from '../../lib/activity/events.ts';
import { there } from '../../lib/activity/there.ts';
import { CONTROL_ITEMS, keyOf, readItem } from '../../lib/ledger/index.ts';
import {
  type FrameDecision,
  type FrameRefusal,
  isOrdinaryLabel,
  maskFrame,
  maskReadFrame,
  missedParts,
  type PixelReader,
  plainFrame,
  type ReadLine,
  type SegmentRedactor,
  type TypedBox,
  typedMasks,
} from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { collect } from './collect.ts';
import { SegmentFault } from './fault.ts';
import type { FrameBundles } from './frame-bundles.ts';
import type { FrameRow } from './rows.ts';

/** Why a frame is not in the redacted zone. */
export type Withheld = 'frame.missing' | 'frame.unmaskable' | 'frame.unreported' | 'frame.unread' | FrameRefusal;

/** A frame in its segment, and where its masked form goes. */
export interface FrameToPublish {
  readonly event: EventOf<'screen.frame'>;
  readonly batch: string;
  /** Number of its row in the segment. */
  readonly seq: number;
  readonly bundles: Pick<FrameBundles, 'add'>;
}

/** Where a frame is looked up, and where its pixels are read. */
export interface FramePorts {
  readonly control: Pick<Ports['control'], 'get'>;
  readonly objects: Pick<Ports['objects'], 'get'>;
}

/**
 * Blacks out the regions that redaction decided on and publishes the frame; a frame that cannot be masked is not published. The
 * key names the row, not the content: a hash of the raw pixels would let an attacker confirm a guess at them.
 */
export async function publishFrame(
  { event, batch, seq, bundles }: FrameToPublish,
  redactor: SegmentRedactor,
  ports: FramePorts,
  reader?: PixelReader,
): Promise<FrameRow | Withheld> {
  const decision = redactor.frame(event.d.ref);
  if (decision === 'unmaskable') return 'frame.unmaskable';
  if (decision === 'unreported' && reader === undefined) return 'frame.unreported';
  const raw = await rawFrame(batch, event.d.sha256, ports);
  if (raw === undefined) return 'frame.missing';
  const done = await masked(raw, event.d, decision, redactor, reader).catch((error) => {
    if (error instanceof StrongroomError) return error.code as Withheld;
    throw error;
  });
  if (typeof done === 'string') return done;
  return { key: await bundles.add(seq, done.image), masks: done.masks };
}

interface MaskedFrame {
  readonly image: Uint8Array;
  readonly masks: readonly TypedBox[];
}

/** The masked frame. OCR runs before a frame is refused because no element was reported for it; some frames are always read. */
async function masked(
  raw: Uint8Array,
  about: EventOf<'screen.frame'>['d'],
  decision: FrameDecision | 'unreported',
  redactor: SegmentRedactor,
  reader: PixelReader | undefined,
): Promise<MaskedFrame> {
  if (decision !== 'unreported' && reader?.when !== 'always') {
    const done = await maskFrame(raw, about, decision).catch((error) => {
      if (reader === undefined || !hasCode(error, 'frame.unexplained')) throw error;
    });
    if (done !== undefined) return { image: done, masks: typedMasks(decision.boxes, decision.hidden) };
  }
  return read(raw, about, redactor, there(reader, 'a reader of pixels'));
}

/** Text that OCR read counts as reported; areas that neither source explains are blacked out. */
async function read(
  raw: Uint8Array,
  about: EventOf<'screen.frame'>['d'],
  redactor: SegmentRedactor,
  reader: PixelReader,
): Promise<MaskedFrame> {
  const lines = await reader.read(await plainFrame(raw, about));
  const first = decisionOf(lines, about, redactor);
  const more = await readAgain(raw, about, first, reader, (text) => redactor.reports(text));
  const decision = more.length === 0 ? first : decisionOf([...lines, ...more], about, redactor);
  const { image, boxes } = await maskReadFrame(raw, about, decision);
  return { image, masks: typedMasks(boxes, decision.hidden) };
}

function decisionOf(
  lines: readonly ReadLine[],
  { ref }: EventOf<'screen.frame'>['d'],
  redactor: SegmentRedactor,
): FrameDecision {
  const decision = redactor.frame(ref, lines);
  if (typeof decision === 'string')
    throw new StrongroomError('frame.unmaskable', 'what was read in a frame cannot be masked', 'it is not published');
  return decision;
}

/**
 * Reads areas again that the first pass missed, now as dark text on a light ground. OCR guesses where it sees little, so only
 * words that every application shows explain an area here, and texts that the recording itself reports and that stay: a misread
 * name rarely becomes one of those.
 */
async function readAgain(
  raw: Uint8Array,
  about: EventOf<'screen.frame'>['d'],
  decision: FrameDecision,
  reader: PixelReader,
  reports: (text: string) => boolean,
): Promise<readonly ReadLine[]> {
  const sheet = await missedParts(raw, about, decision);
  if (sheet === undefined) return [];
  const lines = await reader.read(sheet, 'scattered');
  return lines.filter(({ sure, text }) => sure !== false && (isOrdinaryLabel(text) || reports(text)));
}

async function rawFrame(
  batch: string,
  sha256: string,
  { control, objects }: FramePorts,
): Promise<Uint8Array | undefined> {
  const { pk, sk } = keyOf(CONTROL_ITEMS.frame, { batch, sha256 });
  const item = await control.get(pk, sk);
  if (item === undefined) return undefined;
  try {
    return await collect(await objects.get('raw', readItem(CONTROL_ITEMS.frame, item).key));
  } catch (error) {
    if (hasCode(error, 'object.missing')) return undefined;
    // S3 also denies access to a frame that was announced and never arrived. If such frames were withheld, a policy that denies
    // all frames would remove every one of them without an error.
    throw hasCode(error, 'access.denied') ? new SegmentFault('frame.forbidden') : error;
  }
}
