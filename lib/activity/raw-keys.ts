import { PREFIXES } from './zones.ts';

/** Keys of the segments and frames of the raw zone. The writer and the reader of a key are side by side. */
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

export const frameKey = ({ jurisdiction, day, batch }: Received, sha256: string): string =>
  `${PREFIXES.rawFrames}jurisdiction=${jurisdiction}/day=${day}/${batch}/${sha256}`;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PLACE = 'jurisdiction=[A-Z]{2}(?:-[A-Z0-9]{1,3})?/day=\\d{4}-\\d{2}-\\d{2}';
const SEGMENT = new RegExp(`^${PREFIXES.segments}${PLACE}/(${UUID})\\.ndjson\\.gz$`);
const FRAME = new RegExp(`^${PREFIXES.rawFrames}${PLACE}/${UUID}/[0-9a-f]{64}$`);

/** The segment that a key names, or undefined for a key that `segmentKey` never writes. */
export const batchOf = (key: string): string | undefined => SEGMENT.exec(key)?.[1];

export const isFrameKey = (key: string): boolean => FRAME.test(key);
