import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collect } from '../../storage/folder.ts';

/** Passes requests on to a stand-in and notes what each asks for: the operation, or method and path where the path says it. */
export async function passingOn(to: string) {
  const asked: string[] = [];
  const server = createServer(async (incoming, answer) => {
    const body = Buffer.from(await collect(incoming));
    asked.push(operationOf(incoming, String(body)));
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', to), { method, headers }, (message) => {
      answer.writeHead(message.statusCode ?? 502, message.headers);
      message.pipe(answer);
    });
    onward.once('error', () => answer.destroy());
    onward.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** @returns what was asked for */
    close: async (): Promise<readonly string[]> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      return asked;
    },
  };
}

/** Protocols of AWS: JSON names the operation in a header, Query in the body, REST by method and path. */
function operationOf({ method = '', url = '/', headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return action;
  // Lake Formation posts to a path that is the name of the operation.
  return /^\/[A-Z]\w+$/.test(url) ? url.slice(1) : `${method} ${url}`;
}
