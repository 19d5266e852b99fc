import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { type Saving, saveQuery } from './save.ts';
import { sweep } from './sweep.ts';

/** The end of a query, from EventBridge: https://docs.aws.amazon.com/athena/latest/ug/athena-events.html */
const ended = z.object({ detail: z.object({ queryExecutionId: z.uuid() }) });
/** The event from EventBridge Scheduler. */
const due = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** Left for the last query and the answer (ms). */
const LAST_MS = 60_000;

/**
 * Saves the text of a query that has ended, or of every query that was missed. A repeated event does no harm: a text is
 * written once. No text is logged: it may quote what its author had read.
 */
export function queriesHandler(ports: Pick<Ports, 'objects' | 'clock'>, saving: Saving) {
  const { logger, metrics, middleware } = envelope('queries');
  return middy()
    .use(middleware)
    .use(parser({ schema: z.union([ended, due]) }))
    .handler(async (event, { getRemainingTimeInMillis }) => {
      if ('detail' in event) {
        const { outcome } = await saveQuery(ports, saving, event.detail.queryExecutionId);
        logger.info('a query ended', { query: event.detail.queryExecutionId, outcome });
        metrics.addMetric('textsSaved', MetricUnit.Count, outcome === 'saved' ? 1 : 0);
        return { outcome };
      }
      const swept = await sweep(ports, saving, () => getRemainingTimeInMillis() > LAST_MS);
      logger.info('queries were swept', { ...swept });
      metrics.addMetric('textsSaved', MetricUnit.Count, swept.saved);
      metrics.addMetric('textsLate', MetricUnit.Count, swept.late);
      metrics.addMetric('textsFailed', MetricUnit.Count, swept.failed.length);
      metrics.addMetric('textsSwept', MetricUnit.Count, swept.whole ? 1 : 0);
      return swept;
    });
}
