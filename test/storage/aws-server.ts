import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { present } from '../present.ts';
import { collect } from './folder.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The operation of a JSON service. */
  readonly operation: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | object;
}

/**
 * Responds to SDK clients on the loopback from a table. It does not imitate AWS: it checks how the adapters interpret
 * documented responses, and the requests that they send.
 */
export async function answering(answer: (call: Call, number: number) => Reply) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(present(request.url), 'http://loopback');
    const call: Call = {
      method: present(request.method),
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: String(await collect(request)),
      operation: present(
        String(request.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1),
      ),
    };
    calls.push(call);
    const { status = 200, headers = {}, body = '' } = answer(call, calls.length);
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = {
    endpoint,
    region: 'eu-test-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 1,
  };
  return { calls, config };
}

export const jsonError = (type: string, more: object = {}): Reply => ({
  status: 400,
  body: { __type: type, message: 'no', ...more },
});
