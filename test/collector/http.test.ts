import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { backoff, meaningOf } from '../../lib/collector/answers.ts';
import { httpTransport, signV4 } from '../../lib/collector/http.ts';
import type { Response, SendRequest } from '../../lib/collector/ports.ts';
import { present } from '../present.ts';

const REQUEST: SendRequest = { method: 'POST', path: '/segments', headers: {}, body: Buffer.from('x') };

async function server(listener: RequestListener): Promise<string> {
  const http = createServer(listener).listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

test.each(['http://ingest.example', 'ftp://127.0.0.1', 'nowhere', 'http://127.0.0.1.example'])(
  '%s is refused as an address',
  (url) => {
    expect(() => httpTransport(url)).toThrow(expect.objectContaining({ code: 'collector.url' }));
  },
);

test('a redirect is not followed', async () => {
  let asked = 0;
  const url = await server((_, response) => {
    asked++;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await expect(httpTransport(url)(REQUEST)).rejects.toThrow();
  expect(asked).toBe(1);
});

test('an endless response is not read to its end', async () => {
  const url = await server((_, response) => {
    response.writeHead(200);
    const more = () => response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more));
    more();
  });
  expect(await httpTransport(url)(REQUEST)).toEqual({ status: 200 });
});

test('a missing response is not awaited beyond the time-out', async () => {
  const patience = new AbortController();
  const url = await server((request) => request.resume().once('end', () => patience.abort(new Error('no patience'))));
  await expect(httpTransport(url, { patience: () => patience.signal })(REQUEST)).rejects.toThrow('no patience');
});

const TODAY = new Date('2026-05-20T10:00:00Z');
test.each([
  ['7', 7],
  ['Wed, 20 May 2026 10:01:00 GMT', 60],
  ['soon', undefined],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
])('Retry-After: %s', async (value, seconds) => {
  const date = TODAY.toUTCString();
  const url = await server((_, response) => response.writeHead(429, { date, 'retry-after': value }).end());
  const { retryAfterS } = await httpTransport(url)(REQUEST);
  expect(retryAfterS).toBe(seconds);
});

test("a request is signed with the device's session, including its body", async () => {
  const seen: IncomingHttpHeaders[] = [];
  const url = await server((request, response) => {
    seen.push(request.headers);
    request.resume();
    response.end('{}');
  });
  const session = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
  const send = httpTransport(url, { sign: signV4('eu-central-1', () => session) });
  await send(REQUEST);
  await send({ ...REQUEST, body: Buffer.from('y') });
  const [a, b] = seen;
  const signature =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$/;
  const signed = signature.exec(present(a).authorization ?? '')?.[1]?.split(';');
  expect(signed).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']));
  expect(present(a)['x-amz-security-token']).toBe('token');
  expect(present(b).authorization).not.toBe(present(a).authorization);
});

const meanings: [Response, string][] = [
  [{ status: 200, answer: { code: 'stored' } }, 'confirmed'],
  [{ status: 200, answer: { code: 'segment.duplicate' } }, 'confirmed'],
  [{ status: 200 }, 'again'],
  [{ status: 200, answer: { code: 'toString' } }, 'again'],
  [{ status: 423 }, 'closed'],
  [{ status: 503, answer: { code: 'gate.unknown' } }, 'unknown'],
  [{ status: 503 }, 'again'],
  [{ status: 403, answer: { message: 'Forbidden' } }, 'again'],
  [{ status: 403, answer: { code: 'objection.active' } }, 'refused'],
  [{ status: 403, answer: { code: 'profile.network' } }, 'discard'],
  [{ status: 409, answer: { code: 'segment.conflict' } }, 'discard'],
  [{ status: 409, answer: { code: 'profile.version' } }, 'refused'],
  [{ status: 400, answer: { code: 'body.corrupt' } }, 'again'],
  [{ status: 404, answer: { code: 'route.unknown' } }, 'again'],
];
test.each(meanings)('%o means %s', (response, meaning) => {
  expect(meaningOf(response)).toBe(meaning);
});

test('the backoff grows, has jitter, is capped, and is never shorter than Retry-After', () => {
  expect(backoff(1, 'again', 0, () => 0.5)).toBe(500);
  expect(backoff(5, 'again', 0, () => 0.5)).toBe(8_000);
  expect(backoff(60, 'again', 0, () => 1)).toBe(300_000);
  expect(backoff(1, 'closed', 60, () => 0)).toBe(60_000);
  expect(backoff(1, 'again', 1e9, () => 0)).toBe(3_600_000);
});
