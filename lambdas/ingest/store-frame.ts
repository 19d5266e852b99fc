import { createHash } from 'node:crypto';
import { openSchema } from '../../lib/activity/envelope.ts';
import { frameKey } from '../../lib/activity/raw-keys.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { FRAME_LIMIT } from '../../lib/activity/segment/limits.ts';
import { touched } from '../../lib/governance/participation/pauses.ts';
import { quietHours } from '../../lib/governance/profile/quiet-hours.ts';
import { CONTROL_ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import { admit, checkAhead } from './admit.ts';
import { goneBy } from './store-segment.ts';

export interface FrameUpload {
  readonly batch: string;
  /** The hash that the bytes must have, lower-case hex. */
  readonly sha256: string;
  /** The opening line of the segment that will name the frame: the same rules apply to both. */
  readonly open: unknown;
  /** When the frame was taken, microseconds after the opening's clock.t0. */
  readonly monoUs: number;
  readonly body: Uint8Array;
}

/**
 * Stores the bytes of one frame, once. Frames come before the segment that names them, so that redaction finds both.
 * @throws RefusedError with scope `frame` or `segment`
 */
export async function storeFrame(
  upload: FrameUpload,
  caller: string,
  ports: Ports,
  settings: Settings,
  sentUs?: number,
  late: ReadonlySet<string> = new Set(),
): Promise<void> {
  const sender = { caller, at: ports.clock.now().getTime(), sentUs, late };
  const { batch, sha256, body, monoUs } = upload;
  if (body.length > FRAME_LIMIT) throw new RefusedError('frame.too-large');
  const open = openSchema.safeParse(upload.open);
  if (!open.success || open.data.batch !== batch) throw new RefusedError('segment.not-capture');
  const { profile, absences, momentOf } = await admit(open.data, sender, ports, settings);
  checkAhead(open.data, monoUs, new Date(sender.at));
  if (profile.kinds['screen.frame'] !== 'allow') throw new RefusedError('profile.kind');
  const when = momentOf(monoUs);
  const absence = touched(absences, when);
  if (absence !== undefined) throw new RefusedError(absence.code);
  if (quietHours(profile.quiet_hours)(when)) throw new RefusedError('profile.quiet-hours');
  if (createHash('sha256').update(body).digest('hex') !== sha256) throw new RefusedError('frame.hash');
  const key = await claimKey(batch, open.data.jur, sha256, ports, settings);
  await ports.objects.putOnce('raw', key, body, 'application/octet-stream');
}

/** The key names the day of receipt, for retention. A second attempt, maybe on the next day, must find the key of the first. */
async function claimKey(
  batch: string,
  place: string,
  sha256: string,
  { control, clock }: Ports,
  settings: Settings,
): Promise<string> {
  const day = clock.now().toISOString().slice(0, 10);
  const key = frameKey({ jurisdiction: place, day, batch }, sha256);
  const { frame } = CONTROL_ITEMS;
  const names = { batch, sha256 };
  const from = goneBy(place, day, settings);
  if (await control.write([writeItem(frame, names, { data: { key }, ifRev: 0, from })])) return key;
  const { pk, sk } = keyOf(frame, names);
  const earlier = await control.get(pk, sk);
  return earlier === undefined ? key : readItem(frame, earlier).key;
}
