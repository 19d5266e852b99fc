import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import { type HttpRequest, requestSchema, route } from './route.ts';

/** `POST /segments` and `PUT /segments/{batch}/frames/{sha256}`. */
export function ingestHandler(ports: Ports, settings: Settings) {
  const { logger, metrics, middleware } = envelope('ingest');
  return middy()
    .use(middleware)
    .use(parser({ schema: requestSchema }))
    .handler(async (request: HttpRequest) => {
      const { status, answer } = await route(request, ports, settings);
      const code = String(answer.code);
      logger.info('answered', { status, code });
      metrics.addDimension('code', code);
      metrics.addMetric('requests', MetricUnit.Count, 1);
      const retry = status === 423 || status === 503 ? { 'retry-after': '60' } : {};
      return {
        statusCode: status,
        headers: { 'content-type': 'application/json', ...retry },
        body: JSON.stringify(answer),
      };
    });
}
