import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { pageHandler } from '../../lambdas/page/handler.ts';
import { workerHandler } from '../../lambdas/worker/handler.ts';
import type { WorkerRequest } from '../../lambdas/worker/route.ts';
import { workerConfigured } from '../../lambdas/worker/settings.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { ApprovalsPage, type Differences } from './approvals-page.ts';
import { DemoSignIn } from './demo-sign-in.ts';
import { contextOf } from './invoke.ts';
import { quietPowertools } from './quiet.ts';

/** This machine only: the sign-in asks for no password. */
const HOST = '127.0.0.1';
const LONGEST_BODY = 64 * 1024;

export interface WorkerServer {
  readonly origin: string;
  readonly signIn: DemoSignIn;
  close(): Promise<void>;
}

interface Beside {
  /** Ports of the governor's role: with them there is a page for approvers too. */
  readonly governor?: Ports;
  readonly differences?: Differences;
  /** Called after a worker asked for a copy or for erasure: no scheduler runs here. */
  readonly asked?: () => Promise<unknown>;
}

type Handler = (
  event: WorkerRequest,
  context: Context,
) => Promise<{ statusCode: number; headers: Record<string, string>; body: string; isBase64Encoded?: boolean }>;

/**
 * The workers' page on this machine, with the demonstration sign-in.
 * @param port 0 for any that is free
 */
export async function serveWorkers(
  ports: Ports,
  port: number,
  { governor, differences = () => [], asked = async () => {} }: Beside = {},
): Promise<WorkerServer> {
  quietPowertools();
  const server = createServer();
  server.listen(port, HOST);
  await once(server, 'listening');
  const origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  const settings = workerConfigured();
  const signIn = await DemoSignIn.open(origin, settings.signIn, ports.clock);
  const shown = { ...settings, signIn: signIn.signIn, demonstration: true };
  const api: Handler = workerHandler(ports, shown, signIn.keySet);
  const page: Handler = pageHandler(shown);
  const heard: Handler = async (event, context) => {
    const answer = await api(event, context);
    if (event.rawPath === '/api/requests' && answer.statusCode === 200)
      // The worker is not kept waiting, and the request stays open when this fails.
      asked().catch(() => process.stderr.write('What was asked for could not be made: run `strongroom packages`.\n'));
    return answer;
  };
  const handlerOf = (path: string) => (path.startsWith('/api/') ? heard : page);
  const approvals = governor && new ApprovalsPage(governor, settings, signIn, differences);
  server.on('request', (request, response) => {
    respond(request, response, origin, { signIn, approvals }, handlerOf).catch(() => {
      response.writeHead(500).end();
    });
  });
  return { origin, signIn, close: () => closed(server) };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  { signIn, approvals }: { signIn: DemoSignIn; approvals: ApprovalsPage | undefined },
  handlerOf: (path: string) => Handler,
): Promise<void> {
  // A page under a foreign name that resolves to this machine must not reach it.
  if (request.headers.host !== new URL(origin).host) {
    response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(`This page is at ${origin}/ only.\n`);
    return;
  }
  const body = await bodyOf(request);
  const url = new URL(request.url ?? '/', origin);
  const method = request.method ?? 'GET';
  const demo =
    (await signIn.answer(method, url, body)) ??
    (await approvals?.answer(method, url.pathname, request.headers.authorization, body));
  if (demo !== undefined) {
    response.writeHead(demo.status, demo.headers).end(demo.body);
    return;
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const event = { rawPath: url.pathname, headers, body, isBase64Encoded: false, requestContext: { http: { method } } };
  const answer = await handlerOf(url.pathname)(event, contextOf('worker'));
  const sent = answer.isBase64Encoded === true ? Buffer.from(answer.body, 'base64') : answer.body;
  response.writeHead(answer.statusCode, answer.headers).end(sent);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LONGEST_BODY) throw new Error('the body is too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
