import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { ControlPersistence } from '../idempotency.ts';
import type { Deployments } from './approved.ts';
import { answerReport } from './pause.ts';

/** EventBridge tries for a day, Lambda for six hours more: a repeated event must not undo a restart that came between. */
const REMEMBERED_S = 2 * 86_400;

/** The event from EventBridge, for a call that one of the watch rules matched. EventBridge may send the same one twice. */
export function sentinelHandler(ports: Ports, deployments?: Deployments) {
  const { logger, metrics, middleware } = envelope('sentinel');
  const persistenceStore = new ControlPersistence(ports.control);
  return (
    middy()
      .use(middleware)
      // An event without an id is answered every time: it is unreadable, and pauses.
      .use(
        makeHandlerIdempotent({
          persistenceStore,
          config: new IdempotencyConfig({ eventKeyJmesPath: 'detail.eventID', expiresAfterSeconds: REMEMBERED_S }),
          keyPrefix: 'sentinel',
        }),
      )
      .handler(async (event: unknown) => {
        const answer = await answerReport(ports, event, deployments);
        logger.info('a change was reported', { answer });
        metrics.addMetric('collectionPaused', MetricUnit.Count, answer === 'paused' ? 1 : 0);
        return { answer };
      })
  );
}
