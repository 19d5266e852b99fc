import { leavesNoDoubt, type Meaning, meaningOf } from './answers.ts';
import type { Response, SendRequest, Transport } from './ports.ts';
import type { Store, Waiting } from './store.ts';

export interface SendOutcome {
  readonly meaning: Meaning | 'damaged';
  /** Code of the response, or a code for its absence. */
  readonly code: string;
  readonly retryAfterS: number;
  /** Whether the segment may have been stored without a confirmation. */
  readonly doubt: boolean;
  /** Rest of the worker's pause, as reported by ingest (s). */
  readonly pauseS: number;
}

const NOTHING = { code: 'no-answer', retryAfterS: 0, doubt: false, pauseS: 0 } as const;

/**
 * One attempt to send one segment: first its frames, then the segment. Frames that are already stored are not stored
 * twice.
 * @param sentUs reads the monotonic clock of the segment's session now (µs since its beginning)
 * @param send throws without a response
 */
export async function sendSegment(
  { meta }: Waiting,
  store: Store,
  sentUs: () => number | undefined,
  send: Transport,
): Promise<SendOutcome> {
  const body = await store.body(meta.ordinal);
  if (body === undefined) return { ...NOTHING, meaning: 'damaged', code: 'queue-damaged' };
  for (const frame of meta.frames) {
    const data = await store.frame(meta.ordinal, frame.sha256);
    const headers = {
      'strongroom-open': Buffer.from(JSON.stringify(meta.open)).toString('base64'),
      'strongroom-mono-us': String(frame.mono_us),
      ...sentAt(sentUs()),
    };
    const path = `/segments/${meta.open.batch}/frames/${frame.sha256}`;
    const answer = data && (await attempt(send, { method: 'PUT', path, headers, body: data }));
    if (answer === 'none') return { ...NOTHING, meaning: 'again' };
    // Redaction reports a refused frame as missing; the segment continues without it.
    if (answer !== undefined && !['confirmed', 'discard'].includes(meaningOfFrame(answer)))
      return { ...outcomeOf(answer), doubt: false };
  }
  const headers = { 'content-type': 'application/gzip', ...sentAt(sentUs()) };
  const answer = await attempt(send, { method: 'POST', path: '/segments', headers, body });
  return answer === 'none' ? { ...NOTHING, meaning: 'again', doubt: true } : outcomeOf(answer);
}

/** Lets the ingest API compute how long ago events happened, whatever the device's wall clock says. */
const sentAt = (us: number | undefined): Record<string, string> =>
  us === undefined ? {} : { 'strongroom-sent-us': String(us) };

const attempt = (send: Transport, request: SendRequest): Promise<Response | 'none'> =>
  send(request).catch(() => 'none');

function outcomeOf(response: Response): SendOutcome {
  const { answer, retryAfterS = 0, status } = response;
  const code = typeof answer?.code === 'string' ? answer.code : `status-${status}`;
  const pauseS = typeof answer?.pause_s === 'number' ? answer.pause_s : 0;
  const meaning = meaningOf(response);
  return { meaning, code, retryAfterS, doubt: meaning === 'again' && !leavesNoDoubt(response), pauseS };
}

/** Some refusals of one frame come with status 200. */
const meaningOfFrame = (response: Response): Meaning =>
  response.status === 200 && typeof response.answer?.code === 'string' ? 'confirmed' : meaningOf(response);
