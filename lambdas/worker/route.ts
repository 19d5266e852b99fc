import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { SHORTAGES, shortageOf } from '../../lib/activity/shortage.ts';
import { textOf, withoutMark } from '../../lib/activity/text.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { DEFAULT_RULES } from '../../lib/governance/participation/rules.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Asking } from './asking.ts';
import { callerOf } from './caller.ts';
import { appeal, ask, withdraw } from './exemptions.ts';
import { held } from './held.ts';
import { copy, me } from './me.ts';
import { give, takeBack } from './objection.ts';
import { piece } from './packages.ts';
import { parity } from './parity.ts';
import { pause, resume } from './pauses.ts';
import { decide, queue } from './queue.ts';
import { readers, reads } from './readers.ts';
import { request, withdrawRequest } from './requests.ts';
import type { WorkerSettings } from './settings.ts';

/** The fields used of an API Gateway HTTP API event, payload format 2.0. Query and path hold nothing that is used. */
export const requestSchema = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

export type WorkerRequest = z.infer<typeof requestSchema>;

/** All routes. None takes an id of a worker: the token names the caller. */
const ROUTES = {
  'GET /api/me': me,
  'GET /api/held': held,
  'GET /api/readers': readers,
  'GET /api/reads': reads,
  'GET /api/parity': parity,
  'GET /api/copy': copy,
  'POST /api/pauses': pause,
  'POST /api/pauses/end': resume,
  'POST /api/exemptions': ask,
  'POST /api/exemptions/withdraw': withdraw,
  'POST /api/appeals': appeal,
  'POST /api/objections': give('objection'),
  'POST /api/objections/withdraw': takeBack('objection'),
  'POST /api/consents': give('consent'),
  'POST /api/consents/withdraw': takeBack('consent'),
  'POST /api/requests': request,
  'POST /api/requests/withdraw': withdrawRequest,
  'POST /api/packages/piece': piece,
  'GET /api/queue': queue,
  'POST /api/decisions': decide,
} satisfies Readonly<Record<string, (asking: Asking) => Promise<object>>>;

/** The answer of each route, for the page: its code is checked against this. */
export type Answers = { readonly [Route in keyof typeof ROUTES]: Awaited<ReturnType<(typeof ROUTES)[Route]>> };

export const ROUTE_NAMES = Object.keys(ROUTES);

const LONGEST_BODY = 16 * 1024;

export interface WorkerAnswer {
  readonly status: number;
  readonly answer: object;
  /** Stable, for logs and metrics. */
  readonly code: string;
  /** When to ask again (s), where asking again makes sense. */
  readonly retryAfterS?: number;
}

/** Answers one request under `/api/`. A refusal is an answer; any other failure is thrown, for the caller to try again. */
export async function route(
  incoming: WorkerRequest,
  ports: Ports,
  settings: WorkerSettings,
  keySet: JWTVerifyGetKey,
): Promise<WorkerAnswer> {
  try {
    const endpoint = `${incoming.requestContext.http.method} ${incoming.rawPath}`;
    const caller = await callerOf(authorization(incoming), settings.signIn, keySet, ports);
    const answer = Object.hasOwn(ROUTES, endpoint) ? ROUTES[endpoint as keyof Answers] : undefined;
    if (answer === undefined) throw new WorkerRefusedError('route.unknown');
    const rules = settings.profiles.get(caller.jurisdiction ?? '') ?? DEFAULT_RULES;
    const asking = { caller, rules: rulesIn(rules), body: bodyOf(incoming), ports, settings, now: ports.clock.now() };
    return { status: 200, answer: await answer(asking), code: 'answered' };
  } catch (error) {
    const shortage = shortageOf(error);
    const refused = shortage === undefined ? error : new WorkerRefusedError('shortage');
    if (!(refused instanceof WorkerRefusedError)) throw error;
    const { status, code, message, todo, detail } = refused;
    const retry = shortage && { retryAfterS: SHORTAGES[shortage].retryAfterS };
    return { status, code, answer: { code, message, todo, detail }, ...retry };
  }
}

const authorization = ({ headers }: WorkerRequest): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];

/** The part of a profile that the page shows. */
const rulesIn = ({ collect, pause: pauses, exemption, objection, rights, min_cohort }: Asking['rules']) => ({
  ...{ collect, pause: pauses, exemption, objection, min_cohort },
  rights: { access_days: rights.access_days, erasure_days: rights.erasure_days },
});

function bodyOf({ body, isBase64Encoded }: WorkerRequest): unknown {
  if (!body) return undefined;
  if (body.length > LONGEST_BODY) throw new WorkerRefusedError('body.too-large');
  try {
    return JSON.parse(isBase64Encoded ? textOf(Buffer.from(body, 'base64')) : withoutMark(body));
  } catch {
    throw new WorkerRefusedError('body.invalid');
  }
}
