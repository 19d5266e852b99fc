import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Ports } from '../../lib/storage/ports.ts';
import { compact } from '../compact/compact.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import type { AskingRewriter } from './rewriter.ts';

/** What EventBridge Scheduler sends. The same twice does no harm: the second finds nothing to do, or is refused by the ledger. */
const schema = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** What a rewrite that is begun now may take: it is asked of a function that runs for fifteen minutes at most (ms). */
const REWRITE_MS = 5 * 60_000;

/**
 * Puts the rows of closed days together. What its time does not reach to is for the next run, within the hour.
 * @param atOnce partitions that are worked on at the same time: as many as there may be of the function that writes them
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
