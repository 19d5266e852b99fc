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

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PLACE = 'jurisdiction=[A-Z]{2}(?:-[A-Z0-9]{1,3})?/';
const DAY = 'day=\\d{4}-\\d{2}-\\d{2}/';
const SEGMENT = new RegExp(`^${PREFIXES.segments}${PLACE}${DAY}(${UUID})\\.ndjson\\.gz$`);
const FRAME = new RegExp(`^${PREFIXES.rawFrames}${PLACE}([0-9a-f])/${DAY}[0-9a-f-]{35}\\1/[0-9a-f]{64}$`);

/** The segment that a key names, or undefined for a key that `segmentKey` never writes. */
export const batchOf = (key: string): string | undefined => SEGMENT.exec(key)?.[1];

export const isFrameKey = (key: string): boolean => FRAME.test(key);
