import { bundleKey, frameName, maskedFrameKey } from '../../lib/activity/raw-keys.ts';
import { Tar } from '../../lib/activity/tar.ts';
import type { Ports } from '../../lib/storage/ports.ts';

const PLACE = { jurisdiction: 'XA', day: '2026-05-20' } as const;

/** The key of a masked frame in the first bundle of a segment, as rows name it. */
export const frameOf = (batch: string, seq = 1): string => maskedFrameKey({ ...PLACE, batch }, 0, seq);

/** Writes the first bundle of a segment with one frame in it. */
export async function putFrame({ objects }: Ports, batch: string, image: Uint8Array, seq = 1): Promise<void> {
  const tar = new Tar();
  tar.add(frameName(seq), image);
  await objects.putOnce('redacted', bundleKey({ ...PLACE, batch }, 0), tar.finish(), 'application/x-tar');
}
