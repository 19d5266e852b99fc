import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { type HttpRequest, requestSchema, route } from './route.ts';

/** `POST /segments` and `PUT /segments/{batch}/frames/{sha256}`. */
export function ingestHandler(ports: Ports, settings: Settings) {
  const { logger, metrics, middleware } = envelope('ingest');
  const gatekeeper = new Gatekeeper(ports, settings);
  return middy()
    .use(middleware)
    .use(parser({ schema: requestSchema }))
    .handler(async (request: HttpRequest) => {
      const { status, answer, retryAfterS } = await route(request, gatekeeper, ports, settings);
      const code = String(answer.code);
      logger.info('answered', { status, code });
      metrics.addDimension('code', code);
      metrics.addMetric('requests', MetricUnit.Count, 1);
      const days = gatekeeper.certificateDays;
      // A metric of its own: those above carry the code of this answer.
      if (days !== undefined) metrics.singleMetric().addMetric('certificateDays', MetricUnit.NoUnit, days);
      const retry = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
      return {
        statusCode: status,
        headers: { 'content-type': 'application/json', ...retry },
        body: JSON.stringify(answer),
      };
    });
}
