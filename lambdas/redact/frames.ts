import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import type { EventOf } from '../../lib/activity/events.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { type FrameRefusal, maskFrame, type SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { frameItem } from '../ledger.ts';
import { collect } from './collect.ts';
import type { FrameRow } from './rows.ts';

/** Why a frame is not in the redacted zone. */
export type Withheld = 'frame.missing' | 'frame.unmaskable' | FrameRefusal;

/**
 * Blacks out what redaction decided and publishes the frame; a frame that cannot be masked is not published.
 * The key names the event, not the content: a hash of the raw pixels would let a guess at them be confirmed.
 */
export async function publishFrame(
  event: EventOf<'screen.frame'>,
  { batch, day }: { batch: string; day: string },
  redactor: SegmentRedactor,
  ports: Ports,
): Promise<FrameRow | Withheld> {
  const decision = redactor.frame(event.d.ref);
  if (decision === 'unmaskable') return 'frame.unmaskable';
  const raw = await rawFrame(batch, event.d.sha256, ports);
  if (raw === undefined) return 'frame.missing';
  const masked = await maskFrame(raw, event.d, decision).catch((error) => {
    if (error instanceof StrongroomError) return error.code as FrameRefusal;
    throw error;
  });
  if (typeof masked === 'string') return masked;
  const key = `${PREFIXES.maskedFrames}day=${day}/${batch}/${event.seq}.png`;
  await ports.objects.putOnce('redacted', key, masked, 'image/png');
  return { key, masks: decision.boxes };
}

async function rawFrame(batch: string, sha256: string, { control, objects }: Ports): Promise<Uint8Array | undefined> {
  const { pk, sk } = frameItem(batch, sha256);
  const key = (await control.get(pk, sk))?.data.key;
  if (typeof key !== 'string') return undefined;
  try {
    return await collect(await objects.get('raw', key));
  } catch (error) {
    if (hasCode(error, 'object.missing')) return undefined;
    throw error;
  }
}
