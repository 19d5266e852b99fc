import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Ports } from '../../lib/storage/ports.ts';
import { compact } from '../compact/compact.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import type { AskingRewriter } from './rewriter.ts';

/**
 * The event from EventBridge Scheduler. A repeated event does no harm: the second run finds nothing to do, or the ledger refuses
 * it.
 */
const schema = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** Time for a rewrite that begins now: the function that writes it runs for fifteen minutes at most (ms). */
const REWRITE_MS = 5 * 60_000;

/**
 * Merges the rows of closed days. Partitions that the run has no time for are left to the next run, within the hour.
 * @param atOnce partitions that are worked on at the same time: at most as many as there are instances of the function that
 *   writes them
 */
export function keepHandler(
  ports: Pick<Ports, 'objects' | 'control' | 'catalog' | 'clock'>,
  rewriter: Pick<AskingRewriter, 'rewrite' | 'sweep'>,
  settings: Settings,
  atOnce: number,
) {
  const { logger, metrics, middleware } = envelope('keep');
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .handler(async (_, { getRemainingTimeInMillis }) => {
      const swept = await rewriter.sweep();
      const more = () => getRemainingTimeInMillis() > REWRITE_MS;
      const report = await compact(ports, rewriter, settings, { more, atOnce });
      const { failed, ...counts } = report;
      logger.info('compaction ran', { ...counts, swept, failed });
      metrics.addMetric('partitionsRewritten', MetricUnit.Count, report.rewritten);
      metrics.addMetric('partitionsFailed', MetricUnit.Count, failed.length);
      metrics.addMetric('compactionRan', MetricUnit.Count, 1);
      return report;
    });
}
