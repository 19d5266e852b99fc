import type { JWTVerifyGetKey } from 'jose';
import type { Ports } from '../../lib/storage/ports.ts';
import { browserHeaders } from '../page/headers.ts';
import { Octets } from './packages.ts';
import { route, type WorkerRequest } from './route.ts';
import type { WorkerSettings } from './settings.ts';

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the body is base64 of bytes, which the HTTP API decodes. */
  readonly isBase64Encoded?: boolean;
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
  const common = { ...browserHeaders(settings.signIn), ...retry };
  if (document instanceof Octets) {
    const headers = { ...common, 'content-type': 'application/octet-stream' };
    const body = Buffer.from(document.bytes).toString('base64');
    return { statusCode: status, headers, body, isBase64Encoded: true, code };
  }
  const headers = { ...common, 'content-type': 'application/json' };
  return { statusCode: status, headers, body: JSON.stringify(document), code };
}
