import { z } from 'zod';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { SHORTAGES, type Shortage, shortageOf } from '../../lib/activity/shortage.ts';
import { textOf } from '../../lib/activity/text.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import { GateClosedError, type Gatekeeper } from './gatekeeper.ts';
import { storeFrame } from './store-frame.ts';
import { storeSegment } from './store-segment.ts';

/** The fields used of an API Gateway HTTP API event, payload format 2.0, behind an IAM authoriser. */
export const requestSchema = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({
    http: z.object({ method: z.string() }),
    authorizer: z.object({ iam: z.object({ userArn: z.string() }) }),
  }),
});

export type HttpRequest = z.infer<typeof requestSchema>;

export interface HttpAnswer {
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>> & { readonly code: string };
  /** When to ask again (s), where asking again makes sense. */
  readonly retryAfterS?: number;
}

/** Ids may come in capitals; they are lower case from here on. */
const FRAME_PATH = /^\/segments\/([0-9a-f-]{36})\/frames\/([0-9a-f]{64})$/i;

/**
 * Answers one request, with the server's time: devices bound the times of events by it, whatever their own clock says. A refusal
 * is an answer with its code, and so is a shortage (503). Any other failure is thrown, for the caller to try again.
 */
export async function route(
  request: HttpRequest,
  gatekeeper: Gatekeeper,
  ports: Ports,
  settings: Settings,
): Promise<HttpAnswer> {
  const { answer, ...rest } = await answerTo(request, gatekeeper, ports, settings);
  return { ...rest, answer: { ...answer, now: ports.clock.now().toISOString() } };
}

async function answerTo(
  request: HttpRequest,
  gatekeeper: Gatekeeper,
  ports: Ports,
  settings: Settings,
): Promise<HttpAnswer> {
  const sentUs = sentUsIn(request);
  const endpoint = `${request.requestContext.http.method} ${request.rawPath}`;
  const frame = FRAME_PATH.exec(request.rawPath);
  try {
    if (endpoint === 'POST /segments') {
      const late = await gatekeeper.check();
      const stored = await storeSegment(bodyOf(request), callerOf(request), ports, settings, sentUs, late);
      return { status: 200, answer: { code: 'stored', ...stored } };
    }
    if (request.requestContext.http.method === 'PUT' && frame) {
      const late = await gatekeeper.check();
      const [batch = '', sha256 = ''] = frame.slice(1).map((id) => id.toLowerCase());
      const upload = { batch, sha256, body: bodyOf(request), ...frameHeaders(request) };
      await storeFrame(upload, callerOf(request), ports, settings, sentUs, late);
      return { status: 200, answer: { code: 'stored', batch, sha256 } };
    }
    return { status: 404, answer: { code: 'route.unknown' } };
  } catch (error) {
    const shortage = shortageOf(error);
    if (shortage !== undefined) return short(shortage);
    if (!(error instanceof RefusedError)) throw error;
    const answer = { code: error.code, message: error.message, todo: error.todo };
    if (!(error instanceof GateClosedError)) return { status: error.status, answer };
    const { reason, retryAfterS } = error;
    return {
      status: error.status,
      answer: { ...answer, ...(reason && { reason }), retry_after_s: retryAfterS },
      retryAfterS,
    };
  }
}

/** The request is valid: the sender keeps it and sends it again. The answer names the scarce resource, never how much is left. */
function short(shortage: Shortage): HttpAnswer {
  const { message, todo, status } = new RefusedError('shortage', SHORTAGES[shortage].text);
  const { retryAfterS } = SHORTAGES[shortage];
  return { status, answer: { code: 'shortage', message, todo, retry_after_s: retryAfterS }, retryAfterS };
}

function bodyOf({ body, isBase64Encoded }: HttpRequest): Uint8Array {
  if (!body) throw new RefusedError('body.missing');
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** The session name of the collector role is the device: `arn:aws:sts::…:assumed-role/<role>/<device>`. */
const callerOf = ({ requestContext }: HttpRequest): string =>
  requestContext.authorizer.iam.userArn.split('/').at(-1) ?? '';

/** When the device sent the request. An implausible reading counts as none: then events that a pause might cover are withheld. */
function sentUsIn({ headers }: HttpRequest): number | undefined {
  const text = headers['strongroom-sent-us'];
  const sent = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(sent) ? sent : undefined;
}

/** The opening line comes with each frame, base64 because header values are ASCII. */
function frameHeaders({ headers }: HttpRequest): { open: unknown; monoUs: number } {
  const monoUs = Number(headers['strongroom-mono-us']);
  if (!Number.isSafeInteger(monoUs) || monoUs < 0) throw new RefusedError('segment.not-capture');
  try {
    return { open: JSON.parse(textOf(Buffer.from(headers['strongroom-open'] ?? '', 'base64'))), monoUs };
  } catch {
    throw new RefusedError('segment.not-capture');
  }
}
