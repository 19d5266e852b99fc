import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { envelope } from '../envelope.ts';
import { type ProveWorld, proveAgain } from './prove.ts';

/** What is counted, so that silence and bad news alarm (lib/platform/audit/watches.ts). */
const COUNTED = { proved: 'claimsProved', refuted: 'claimsRefuted', undecided: 'claimsUndecided' } as const;

/** What EventBridge sends for a call that one of the watch rules matched, and on the schedule. It may send the same one twice. */
export function proveHandler(world: ProveWorld) {
  const { logger, metrics, middleware } = envelope('prove');
  return middy()
    .use(middleware)
    .handler(async (event: unknown) => {
      const answer = await proveAgain(world, event);
      logger.info('the account was looked at', { answer });
      for (const [verdict, name] of Object.entries(COUNTED))
        metrics.addMetric(name, MetricUnit.Count, answer === verdict ? 1 : 0);
      return { answer };
    });
}
