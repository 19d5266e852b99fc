import { type IncomingMessage, type RequestListener, ServerResponse } from 'node:http';

/** Faults of one request between a collector and ingest. */
export const FAULTS = {
  none: 'nothing',
  timeout: 'taken, never answered',
  'cut-request': 'the connection is reset in the middle of the body',
  'cut-answer': 'stored, and then the connection is reset',
  'slow-answer': 'stored, and the answer dribbles until nobody waits for it',
  portal: '200 from somebody else',
  '429': 'too many requests',
  '500': 'broken',
  '503': 'a gateway that cannot reach us',
} as const;
export type Fault = keyof typeof FAULTS;

/**
 * The real listener behind a faulty connection.
 * @param next the fault of each request
 * @param giveUp called when no further response will come: the collector then stops waiting, independent of a clock
 */
export const faulty =
  (listener: RequestListener, next: () => Fault, giveUp: () => void): RequestListener =>
  (request, response) =>
    handle(listener, { fault: next(), giveUp }, request, response);

function handle(
  listener: RequestListener,
  { fault, giveUp }: { fault: Fault; giveUp: () => void },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (fault) {
    case 'none':
      listener(request, response);
      return;
    case 'timeout':
      request.resume().once('end', giveUp);
      return;
    case 'cut-request':
      request.once('data', () => request.socket.destroy());
      return;
    case 'cut-answer':
      listener(
        request,
        afterwards(request, () => request.socket.destroy()),
      );
      return;
    case 'slow-answer':
      listener(
        request,
        afterwards(request, () => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.write('{', giveUp);
        }),
      );
      return;
    case 'portal':
      request.resume();
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the airport</html>');
      return;
    default:
      request.resume();
      response.writeHead(Number(fault), fault === '500' ? {} : { 'retry-after': '7' }).end();
  }
}

/** A response that no client sees; calls `then` when it is complete. */
function afterwards(request: IncomingMessage, then: () => void): ServerResponse {
  return Object.assign(new ServerResponse(request), { end: then });
}
