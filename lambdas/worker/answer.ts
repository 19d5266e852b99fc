import type { JWTVerifyGetKey } from 'jose';
import type { Ports } from '../../lib/storage/ports.ts';
import { assetAt, headersOf } from './assets.ts';
import { route, type WorkerRequest } from './route.ts';
import type { WorkerSettings } from './settings.ts';

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly code: string;
}

/** A file of the page, or an answer of the API. */
export async function answer(
  request: WorkerRequest,
  ports: Ports,
  settings: WorkerSettings,
  keySet: JWTVerifyGetKey,
): Promise<HttpResponse> {
  const headers = headersOf(settings);
  const asset = request.requestContext.http.method === 'GET' ? assetAt(request.rawPath, settings) : undefined;
  if (asset !== undefined)
    return { statusCode: 200, headers: { ...headers, 'content-type': asset.type }, body: asset.body, code: 'answered' };
  const { status, answer: document, code } = await route(request, ports, settings, keySet);
  const type = { 'content-type': 'application/json' };
  return { statusCode: status, headers: { ...headers, ...type }, body: JSON.stringify(document), code };
}
