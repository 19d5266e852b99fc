import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type { JWTVerifyGetKey } from 'jose';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { answer } from './answer.ts';
import { requestSchema, type WorkerRequest } from './route.ts';
import type { WorkerSettings } from './settings.ts';

/** The API of the workers' page. @param keySet finds the key that a token is signed with */
export function workerHandler(ports: Ports, settings: WorkerSettings, keySet: JWTVerifyGetKey) {
  const { logger, metrics, middleware } = envelope('worker');
  return middy()
    .use(middleware)
    .use(parser({ schema: requestSchema }))
    .handler(async (request: WorkerRequest) => {
      const { code, ...response } = await answer(request, ports, settings, keySet);
      // The route is not logged: a count of pauses would be a signal too.
      logger.info('answered', { status: response.statusCode });
      metrics.addMetric(code === 'answered' ? 'answered' : 'refused', MetricUnit.Count, 1);
      return response;
    });
}
