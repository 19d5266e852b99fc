import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import { takeInventory } from './take.ts';

/** The event from EventBridge Scheduler. A repeated event files the same list once. */
const schema = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** Left for the list, its filing and the answer (ms). */
const LAST_MS = 60_000;

export function inventoryHandler(ports: Pick<Ports, 'objects' | 'control' | 'catalog' | 'clock'>, settings: Settings) {
  const { logger, metrics, middleware } = envelope('inventory');
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .handler(async ({ scheduledTime }, { getRemainingTimeInMillis }) => {
      const more = () => getRemainingTimeInMillis() > LAST_MS;
      const report = await takeInventory(ports, settings, scheduledTime, more);
      const { totals, whole } = report;
      logger.info('inventory was taken', { ...totals, whole, list: report.list });
      metrics.addMetric('unaccounted', MetricUnit.Count, totals.unaccounted);
      metrics.addMetric('missing', MetricUnit.Count, totals.missing);
      metrics.addMetric('inventoryWhole', MetricUnit.Count, whole ? 1 : 0);
      return report;
    });
}
