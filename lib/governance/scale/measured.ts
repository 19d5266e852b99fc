import measured from './measured.json' with { type: 'json' };

/** What one unit of work (a segment, a frame) uses. */
export interface Usage {
  /** Processor seconds. */
  readonly cpuS: number;
  /** Requests, by service and operation, listings with their zone; units of DynamoDB as it bills them. */
  readonly calls: Readonly<Record<string, number>>;
  /** Bytes written, by zone and folder, and those of items. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** What `npm run bench -- scale --measure` found, and when. */
export interface Measured {
  /** Day on which it was measured. */
  readonly on: string;
  /** Commit of the code that was measured. */
  readonly commit: string;
  readonly machine: string;
  /** Events of a segment. */
  readonly segmentEvents: number;
  readonly ingestSegment: Usage;
  /** What the frame adds, beside the segment that names it. */
  readonly ingestFrame: Usage;
  /** By the place of the segment in its session, redacted as the only one of its batch. */
  readonly redactAlone: readonly { readonly index: number; readonly usage: Usage }[];
  /** One of many segments of as many workers. */
  readonly redactTogether: { readonly segments: number; readonly usage: Usage; readonly peakMiB: number };
  readonly redactFrame: Usage;
  /** Retention of a thousand versions, by the client of AWS against a server on the loopback. */
  readonly destroyThousand: Usage;
  /** Retention of all that one segment left, beyond what each lot needs once. */
  readonly retainSegment: Usage;
  /** What retention spends on one segment that is not due. */
  readonly retainIdle: Usage;
}

export const MEASURED: Measured = measured;

/** Calls of one operation, in whatever zone. */
export const callsOf = ({ calls }: Usage, operation: string): number =>
  Object.entries(calls).reduce((sum, [name, n]) => (name.split(' ')[0] === operation ? sum + n : sum), 0);
