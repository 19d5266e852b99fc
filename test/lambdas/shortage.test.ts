import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { httpRequest } from '../../bin/embedded/invoke.ts';
import { Gatekeeper } from '../../lambdas/ingest/gatekeeper.ts';
import { route } from '../../lambdas/ingest/route.ts';
import { participantOf } from '../../lambdas/pseudonym.ts';
import { meaningOf } from '../../lib/collector/answers.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';
import { short } from './short.ts';

const SHORT = Object.assign(new Error('no more'), { code: 'EMFILE' });
const PIXELS = Buffer.from('pixels');
const SHA = createHash('sha256').update(PIXELS).digest('hex');

const opening = () =>
  openOf({
    clock: { t0: new Date(NOW.getTime() - 60_000).toISOString(), src: 'wall+mono', tz_known: true, skew_ms: 0 },
  });
const segmentOf = (open: ReturnType<typeof opening>) =>
  httpRequest('POST', '/segments', 'd-4', gzipLines(sealLines(open, [0, 1].map(pointerAt))));
const frameOf = (open: ReturnType<typeof opening>) =>
  httpRequest('PUT', `/segments/${open.batch}/frames/${SHA}`, 'd-4', PIXELS, {
    'strongroom-open': Buffer.from(JSON.stringify(open)).toString('base64'),
    'strongroom-mono-us': '5',
  });
const ask = (request: ReturnType<typeof segmentOf>, ports: Ports) =>
  route(request, new Gatekeeper(ports, SETTINGS), ports, SETTINGS);

describe('a shortage at ingest', () => {
  test.each([
    ['segment', segmentOf],
    ['frame', frameOf],
  ] as const)('at whatever call delays a %s, which is then stored once', async (_, requestOf) => {
    const { ports } = await openTestLake();
    for (let at = 0; ; at++) {
      const request = requestOf(opening());
      const shorted = short(ports, at, SHORT);
      const answer = await ask(request, shorted.ports);
      if (!shorted.failed()) {
        expect(at).toBeGreaterThan(5);
        break;
      }
      // A gate that cannot be read has a code of its own.
      expect(answer, `call ${at}`).toMatchObject({ status: 503, retryAfterS: expect.any(Number) });
      expect(['shortage', 'gate.unknown']).toContain(answer.answer.code);
      expect(['again', 'unknown']).toContain(meaningOf({ status: answer.status, answer: answer.answer }));
      expect((await ask(request, ports)).answer, `call ${at}`).toMatchObject({ code: 'stored' });
    }
    const counted = ports.participation.query(`held#${await participantOf(ports.keys, 'w-17')}`, 'counted#');
    const objects = await Array.fromAsync(ports.objects.listVersions('raw', ''));
    if (requestOf === segmentOf) expect(await Array.fromAsync(counted)).toHaveLength(objects.length);
  });

  test('differs from every other error, which is thrown', async () => {
    const { ports } = await openTestLake();
    const fault = short(ports, 9, new TypeError('a fault of ours'));
    await expect(ask(segmentOf(opening()), fault.ports)).rejects.toThrow('a fault of ours');
  });
});
