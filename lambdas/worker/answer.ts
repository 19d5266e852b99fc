import type { JWTVerifyGetKey } from 'jose';
import type { Ports } from '../../lib/storage/ports.ts';
import { browserHeaders } from '../page/headers.ts';
import { route, type WorkerRequest } from './route.ts';
import type { WorkerSettings } from './settings.ts';

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly code: string;
}

/** An answer of the API as HTTP. */
export async function answer(
  request: WorkerRequest,
  ports: Ports,
  settings: WorkerSettings,
  keySet: JWTVerifyGetKey,
): Promise<HttpResponse> {
  const { status, answer: document, code, retryAfterS } = await route(request, ports, settings, keySet);
  const retry = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  const headers = { ...browserHeaders(settings.signIn), 'content-type': 'application/json', ...retry };
  return { statusCode: status, headers, body: JSON.stringify(document), code };
}
