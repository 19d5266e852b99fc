import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Rewriter } from '../../lib/storage/rewriter.ts';
import { envelope } from '../envelope.ts';
import { type Answered, askedSchema, doneOf, workOf } from './message.ts';

/** Writes one generation. It moves no reader to it: the calling function does that. */
export function compactHandler(rewriter: Rewriter, table: { sweep(): Promise<number> }) {
  const { logger, metrics, middleware } = envelope('compact');
  return middy()
    .use(middleware)
    .use(parser({ schema: askedSchema }))
    .handler(async (asked): Promise<Answered> => {
      try {
        if ('sweep' in asked) return { state: 'done', keys: [], rows: await table.sweep() };
        const done = doneOf(await rewriter.rewrite(workOf(asked.rewrite)));
        metrics.addMetric('generationsWritten', MetricUnit.Count, 1);
        return done;
      } catch (error) {
        if (!(error instanceof StrongroomError)) throw error;
        const { code, message, todo } = error;
        logger.warn('a generation was not written', { code });
        return { state: 'refused', code, message, todo };
      }
    });
}
