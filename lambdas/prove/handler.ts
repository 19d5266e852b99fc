import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { envelope } from '../envelope.ts';
import { type ProveWorld, proveAgain } from './prove.ts';

/** Metrics on which silence and bad news raise alarms (lib/platform/audit/watches.ts). */
const COUNTED = { proved: 'claimsProved', refuted: 'claimsRefuted', undecided: 'claimsUndecided' } as const;

/**
 * The event from EventBridge, for a call that one of the watch rules matched, and on the schedule. EventBridge may send the same
 * event twice.
 */
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
