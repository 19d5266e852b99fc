import measured from './measured.json' with { type: 'json' };

/** What one unit of work (a segment, a frame) uses. */
export interface Usage {
  /** Processor seconds. */
  readonly cpuS: number;
  /** Requests, by service and operation, listings with their zone; DynamoDB in billed units. */
  readonly calls: Readonly<Record<string, number>>;
  /** Bytes written, by zone and folder, and those of items. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Results of `npm run bench -- scale --measure`, and their date. */
export interface Measured {
  /** Day of the measurement. */
  readonly on: string;
  /** Commit of the measured code. */
  readonly commit: string;
  readonly machine: string;
  /** Events of a segment. */
  readonly segmentEvents: number;
  readonly ingestSegment: Usage;
  /** The frame's addition, beside the segment that names it. */
  readonly ingestFrame: Usage;
  /** By the segment's position in its session, redacted as the only one of its batch, when those of a quarter of an hour after it have come. */
  readonly redactAlone: readonly { readonly index: number; readonly usage: Usage }[];
  /** One of many segments of as many workers, each the first of its session; and such a one alone. */
  readonly redactTogether: {
    readonly segments: number;
    readonly usage: Usage;
    readonly alone: Usage;
    readonly peakMiB: number;
  };
  /** The frame's addition, without the writing of its bundle, which several share. */
  readonly redactFrame: Usage;
  /** Retention of a thousand versions, by the AWS client against a server on the loopback. */
  readonly destroyThousand: Usage;
  /** Retention of everything that one segment left, beyond the fixed work of each lot. */
  readonly retainSegment: Usage;
  /** Retention's work on one segment that is not due. */
  readonly retainIdle: Usage;
}

export const MEASURED: Measured = measured;

/** Calls of one operation, in any zone. */
export const callsOf = ({ calls }: Usage, operation: string): number =>
  Object.entries(calls).reduce((sum, [name, n]) => (name.split(' ')[0] === operation ? sum + n : sum), 0);
