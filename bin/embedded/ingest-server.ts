import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ingestHandler } from '../../lambdas/ingest/handler.ts';
import type { Settings } from '../../lambdas/settings.ts';
import { FRAME_LIMIT } from '../../lib/activity/segment/limits.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { contextOf, httpRequest } from './invoke.ts';

/** This machine only: the server trusts the device id in a header. On AWS a signature proves it. */
const HOST = '127.0.0.1';
/** Header with the id of the device. */
export const DEVICE_HEADER = 'strongroom-device';

export interface IngestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Passes HTTP requests to ingest as API Gateway would. */
export function ingestListener(ports: Ports, settings: Settings): RequestListener {
  const handler = ingestHandler(ports, settings);
  return (request, response) => {
    answer(request, response, handler).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

/** Serves on this machine. @param port 0 for any free port */
export async function serve(listener: RequestListener, port = 0): Promise<IngestServer> {
  const server = createServer(listener).listen(port, HOST);
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://${HOST}:${(server.address() as AddressInfo).port}`, close };
}

type Handler = ReturnType<typeof ingestHandler>;

async function answer(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { [DEVICE_HEADER]: device = '', ...rest } = headers;
  const event = httpRequest(request.method ?? 'GET', request.url ?? '/', device, await bodyOf(request), rest);
  const { statusCode, headers: answered, body } = await handler(event, contextOf('ingest'));
  response.writeHead(statusCode, answered).end(body);
}

/** One byte over the limit is enough for ingest to refuse it. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    if (size <= FRAME_LIMIT) pieces.push(piece);
    size += piece.length;
  }
  return Buffer.concat(pieces);
}
