import { groupsIn } from './groups.ts';
import { PREFIXES } from './zones.ts';

/** Keys of segments and frames. The writer and the reader of a key are side by side. */
interface Received {
  /** Code of the place. */
  readonly jurisdiction: string;
  /** UTC day of receipt, YYYY-MM-DD. */
  readonly day: string;
  /** Id of the segment, in lower case. */
  readonly batch: string;
}

export const segmentKey = ({ jurisdiction, day, batch }: Received): string =>
  `${PREFIXES.segments}jurisdiction=${jurisdiction}/day=${day}/${batch}.ndjson.gz`;

/**
 * The folder of a segment's frames. A part that the id of the segment gives comes before the day: S3 divides a prefix that is written
 * too fast, which takes it a while, and below a part it need not do so anew each day.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
const framesOf = ({ jurisdiction, day, batch }: Received): string =>
  `jurisdiction=${jurisdiction}/${batch.slice(-1)}/day=${day}/${batch}/`;
/** Parts that the frames of a place and day lie in. */
export const FRAME_PARTS = 16;

export const frameKey = (segment: Received, sha256: string): string =>
  `${PREFIXES.rawFrames}${framesOf(segment)}${sha256}`;

/** The prefix of the masked frames of a segment. */
export const maskedFramesOf = (segment: Received): string => `${PREFIXES.maskedFrames}${framesOf(segment)}`;

/**
 * The masked frames of a segment lie in bundles, tar files with their number. A request and its entry in the trail cost more than
 * the bytes of a frame, and a cheaper class of storage counts small objects as large ones.
 */
export const bundleKey = (segment: Received, bundle: number): string => `${maskedFramesOf(segment)}${bundle}.tar`;

/** The key of a masked frame as the lake has it: its bundle, and its number in the segment. No object has this key. */
export const maskedFrameKey = (segment: Received, bundle: number, seq: number): string =>
  `${maskedFramesOf(segment)}${bundle}/${frameName(seq)}`;

/** The name of a frame inside its bundle. */
export const frameName = (seq: number): string => `${seq}.png`;

/** Where a masked frame is: the object, the name inside it, and its segment. */
export interface BundledFrame {
  readonly bundle: string;
  readonly name: string;
  readonly batch: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PLACE = 'jurisdiction=[A-Z]{2}(?:-[A-Z0-9]{1,3})?/';
const DAY = 'day=\\d{4}-\\d{2}-\\d{2}/';
const SEGMENT = new RegExp(`^${PREFIXES.segments}${PLACE}${DAY}(${UUID})\\.ndjson\\.gz$`);
const FRAME = new RegExp(`^${PREFIXES.rawFrames}${PLACE}([0-9a-f])/${DAY}[0-9a-f-]{35}\\1/[0-9a-f]{64}$`);

const MASKED = new RegExp(`^(${PREFIXES.maskedFrames}${PLACE}([0-9a-f])/${DAY}([0-9a-f-]{35}\\2)/\\d+)/(\\d+\\.png)$`);

/** Where the frame with this key is, or undefined for a key that `maskedFrameKey` never writes. */
export function bundledFrameOf(key: string): BundledFrame | undefined {
  const part = groupsIn(MASKED, key);
  return part && { bundle: `${part(1)}.tar`, batch: part(3), name: part(4) };
}

/** The segment that a key names, or undefined for a key that `segmentKey` never writes. */
export const batchOf = (key: string): string | undefined => SEGMENT.exec(key)?.[1];

export const isFrameKey = (key: string): boolean => FRAME.test(key);
