import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { announceRetention } from '../gate.ts';
import { ControlPersistence } from '../idempotency.ts';
import type { Settings } from '../settings.ts';
import { retain } from './retain.ts';

/** What EventBridge Scheduler sends; it may send the same twice, and then the second run only answers. */
const schema = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

export function retainHandler(ports: Ports, settings: Settings) {
  const { logger, metrics, middleware } = envelope('retain');
  const persistenceStore = new ControlPersistence(ports.control);
  const config = new IdempotencyConfig({ eventKeyJmesPath: 'scheduledTime', throwOnNoIdempotencyKey: true });
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .use(makeHandlerIdempotent({ persistenceStore, config, keyPrefix: 'retain' }))
    .handler(async () => {
      const report = await retain(ports, settings);
      await announceRetention(ports);
      logger.info('retention ran', { objects: report.objects, bytes: report.bytes, records: report.records.length });
      metrics.addMetric('objectsDestroyed', MetricUnit.Count, report.objects);
      metrics.addMetric('retentionRan', MetricUnit.Count, 1);
      return report;
    });
}
