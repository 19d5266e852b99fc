import { StrongroomError } from './errors.ts';

/**
 * The scope of a refusal: the whole segment (the collector keeps it and learns the reason), one event of it (a control
 * event replaces it), one frame, or one recording under import.
 */
type Scope = 'segment' | 'event' | 'frame' | 'recording';

interface Refusal {
  readonly scope: Scope;
  /** HTTP status of the ingest API. */
  readonly status: number;
  readonly text: string;
  readonly todo: string;
}

/** Every reason for which data is not stored. The codes are stable: collectors and scripts rely on them. */
export const REFUSALS = {
  'gate.paused': {
    scope: 'segment',
    status: 423,
    text: 'collection is paused',
    todo: 'keep nothing, stop capturing, ask again later',
  },
  'gate.unknown': {
    scope: 'segment',
    status: 503,
    text: 'the state of the gate cannot be read',
    todo: 'try again later',
  },
  shortage: {
    scope: 'segment',
    status: 503,
    text: 'something that storing needs is short for a while',
    todo: 'keep it and send it again after the time that Retry-After names',
  },
  'profile.unsupported': {
    scope: 'segment',
    status: 403,
    text: 'no active profile for this jurisdiction',
    todo: 'do not collect there',
  },
  'profile.version': {
    scope: 'segment',
    status: 409,
    text: 'the segment was collected under another version of the profile',
    todo: 'fetch the current profile',
  },
  'profile.kind': {
    scope: 'event',
    status: 200,
    text: 'the profile does not allow this kind',
    todo: 'do not capture this kind there',
  },
  'profile.network': {
    scope: 'segment',
    status: 403,
    text: 'the profile does not allow collection on this network',
    todo: 'collect on the corporate network only',
  },
  'profile.forbidden': {
    scope: 'segment',
    status: 403,
    text: 'the profile forbids collection in this place',
    todo: 'do not collect there',
  },
  'profile.purpose': {
    scope: 'segment',
    status: 403,
    text: 'the profile does not name this purpose',
    todo: 'add the purpose to a new version of the profile, and give notice of it',
  },
  'profile.region': {
    scope: 'segment',
    status: 403,
    text: 'the profile does not allow the data into this region',
    todo: 'send it to an installation in a region that the profile names',
  },
  'profile.quiet-hours': {
    scope: 'event',
    status: 403,
    text: 'it happened in the quiet hours of the place',
    todo: 'do not capture in quiet hours',
  },
  'profile.category': {
    scope: 'event',
    status: 200,
    text: 'the profile excludes this category',
    todo: 'do not capture it',
  },
  'profile.app': {
    scope: 'event',
    status: 200,
    text: 'the application must not be recorded, or is not known',
    todo: 'do not capture it; repeat the focus event at the start of each segment',
  },
  'transcript.consent': {
    scope: 'event',
    status: 200,
    text: 'not everybody who was heard has agreed',
    todo: 'ask all parties, or do not transcribe',
  },
  'notice.outdated': {
    scope: 'segment',
    status: 403,
    text: 'the notice does not announce everything that the data may be used for',
    todo: 'give the current notice and have it acknowledged',
  },
  'consent.missing': {
    scope: 'segment',
    status: 403,
    text: 'the worker has not agreed to take part',
    todo: 'stop capturing; ask, without pressing',
  },
  'objection.active': {
    scope: 'segment',
    status: 403,
    text: 'the worker has objected',
    todo: 'stop capturing',
  },
  'notice.missing': {
    scope: 'segment',
    status: 403,
    text: 'the worker was given no notice, or had not acknowledged it by then',
    todo: 'give notice before collecting',
  },
  'notice.late': {
    scope: 'segment',
    status: 403,
    text: 'the notice was given too shortly before',
    todo: 'wait until the lead time of the profile has passed',
  },
  'pause.active': {
    scope: 'event',
    status: 403,
    text: 'the worker has paused collection',
    todo: 'drop what was captured in the pause',
  },
  'exemption.active': { scope: 'segment', status: 403, text: 'the worker is exempt', todo: 'stop capturing' },
  'device.mismatch': {
    scope: 'segment',
    status: 403,
    text: 'the caller is not the device that the segment names',
    todo: 'send it with the identity of that device',
  },
  'body.missing': { scope: 'segment', status: 400, text: 'the request has no body', todo: 'send one gzip segment' },
  'body.too-large': {
    scope: 'segment',
    status: 413,
    text: 'the body is over the limit',
    todo: 'seal smaller segments',
  },
  'body.not-gzip': {
    scope: 'segment',
    status: 400,
    text: 'the body is not gzip',
    todo: 'compress the segment with gzip',
  },
  'body.truncated': { scope: 'segment', status: 400, text: 'the body ends too early', todo: 'send it again' },
  'body.corrupt': { scope: 'segment', status: 400, text: 'the compressed data is damaged', todo: 'send it again' },
  'body.bomb': {
    scope: 'segment',
    status: 413,
    text: 'the body inflates over the limit',
    todo: 'seal smaller segments',
  },
  'text.utf-16': {
    scope: 'segment',
    status: 400,
    text: 'the text is UTF-16 or UTF-32, not UTF-8',
    todo: 'save or convert it as UTF-8',
  },
  'segment.not-capture': {
    scope: 'segment',
    status: 400,
    text: 'the first line is not a capture/1 batch.open',
    todo: 'send segments of schema capture/1',
  },
  'segment.truncated': {
    scope: 'segment',
    status: 400,
    text: 'the segment has no batch.close',
    todo: 'send the whole segment',
  },
  'segment.trailing': {
    scope: 'segment',
    status: 400,
    text: 'lines follow batch.close',
    todo: 'end the segment with batch.close',
  },
  'segment.too-long': {
    scope: 'segment',
    status: 413,
    text: 'the segment has too many events',
    todo: 'seal smaller segments',
  },
  'segment.too-many-faults': {
    scope: 'segment',
    status: 400,
    text: 'too many lines of the segment cannot be taken',
    todo: 'update the collector, or check what it writes against the published schema',
  },
  'segment.duplicate': { scope: 'segment', status: 200, text: 'this segment is stored already', todo: 'forget it' },
  'segment.conflict': {
    scope: 'segment',
    status: 409,
    text: 'another segment has this id',
    todo: 'give each segment an id of its own',
  },
  'segment.order': {
    scope: 'segment',
    status: 409,
    text: 'the segment does not join on to those beside it in its session',
    todo: 'send the segments of a session as they were sealed, each with its own index and the chain of the one before',
  },
  'line.too-long': { scope: 'event', status: 200, text: 'a line is over the limit', todo: 'split the content' },
  'line.not-utf8': { scope: 'event', status: 200, text: 'a line is not UTF-8', todo: 'encode text as UTF-8' },
  'line.not-json': { scope: 'event', status: 200, text: 'a line is not JSON', todo: 'write one JSON document a line' },
  'event.unknown-kind': {
    scope: 'event',
    status: 200,
    text: 'the kind is not in capture/1',
    todo: 'update the collector, or drop the kind there',
  },
  'event.invalid': {
    scope: 'event',
    status: 200,
    text: 'the event does not fit the schema of its kind',
    todo: 'check it against the published schema',
  },
  'event.time-reversed': {
    scope: 'event',
    status: 200,
    text: 'mono_us went backwards',
    todo: 'use the monotonic clock',
  },
  'seq.gap': {
    scope: 'segment',
    status: 400,
    text: 'seq skips a number',
    todo: 'seal every event, or say with a control event what was dropped',
  },
  'seq.repeat': { scope: 'segment', status: 400, text: 'seq repeats a number', todo: 'number every event once' },
  'seq.reorder': { scope: 'segment', status: 400, text: 'seq goes backwards', todo: 'write events in order' },
  'seq.too-large': {
    scope: 'segment',
    status: 400,
    text: 'seq goes beyond 2147483647',
    todo: 'begin a new session, which counts from 0',
  },
  'seq.count': {
    scope: 'segment',
    status: 400,
    text: 'batch.close counts other events than the segment holds',
    todo: 'send the segment as it was sealed',
  },
  'chain.broken': {
    scope: 'segment',
    status: 400,
    text: 'the hash chain does not match: the segment was changed or damaged',
    todo: 'send the segment as it was sealed',
  },
  'clock.future': { scope: 'segment', status: 400, text: 'the clock of the device is ahead', todo: 'set the clock' },
  'clock.past': {
    scope: 'segment',
    status: 400,
    text: 'the activity is older than raw data may become',
    todo: 'drop it',
  },
  'frame.hash': {
    scope: 'frame',
    status: 400,
    text: 'the bytes of the frame are not those that its hash names',
    todo: 'send the frame again',
  },
  'frame.too-large': { scope: 'frame', status: 413, text: 'the frame is over the limit', todo: 'send smaller frames' },
  'frame.missing': {
    scope: 'frame',
    status: 200,
    text: 'the frame was never sent',
    todo: 'send frames before the segment that names them',
  },
  'import.unsupported': {
    scope: 'recording',
    status: 400,
    text: 'the folder is not a recording of a supported format',
    todo: 'docs/importers.md lists the formats, and what each folder must hold',
  },
  'import.ambiguous': {
    scope: 'recording',
    status: 400,
    text: 'the folder holds more than one recording',
    todo: 'name each recording by a folder of its own',
  },
  'import.wrong-format': {
    scope: 'recording',
    status: 400,
    text: 'the recording is not in the format that its files promise',
    todo: 'check where it was cut or converted',
  },
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal as an error. `detail` must not quote content: it is logged and sent back. */
export class RefusedError extends StrongroomError {
  declare readonly code: RefusalCode;
  readonly status: number;

  constructor(code: RefusalCode, detail?: string) {
    const { text, todo, status } = REFUSALS[code];
    super(code, detail === undefined ? text : `${text} (${detail})`, todo);
    this.status = status;
  }
}
