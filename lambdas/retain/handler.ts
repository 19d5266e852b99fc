import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { MOST_SHARES } from '../../lib/governance/scale/shares.ts';
import { ALONE } from '../../lib/retention/slice.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { announceRetention } from '../gate.ts';
import { ControlPersistence } from '../idempotency.ts';
import type { Settings } from '../settings.ts';
import type { Failed } from './lots.ts';
import { latePlaces, retain } from './retain.ts';

/** The event from EventBridge Scheduler. It may send the same one twice, and then the second run only answers. */
const schema = z.object({
  scheduledTime: z.iso.datetime({ offset: true }),
  share: z
    .object({ of: z.int().min(1).max(MOST_SHARES), at: z.int().min(0) })
    .refine(({ of, at }) => at < of)
    .default(ALONE),
});

/** Left for the last request, the announcement and the answer (ms). */
const LAST_MS = 60_000;

export function retainHandler(ports: Ports, settings: Settings) {
  const { logger, metrics, middleware } = envelope('retain');
  const persistenceStore = new ControlPersistence(ports.control);
  const config = new IdempotencyConfig({ eventKeyJmesPath: '[scheduledTime, share]', throwOnNoIdempotencyKey: true });
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .use(makeHandlerIdempotent({ persistenceStore, config, keyPrefix: 'retain' }))
    .handler(async ({ share }, { getRemainingTimeInMillis }) => {
      const report = await retain(ports, settings, { more: () => getRemainingTimeInMillis() > LAST_MS, share });
      const { objects, bytes, records, left, failed } = report;
      // The first of them knows of everything that is due; the others, of the most of it.
      const first = share.at === 0;
      if (first) await announceRetention(ports, latePlaces(report, ports.clock.now(), settings.retentionLagMs));
      logger.info('retention ran', { objects, bytes, records: records.length, left: left.length, failed });
      metrics.addMetric('objectsDestroyed', MetricUnit.Count, objects);
      metrics.addMetric('copiesErased', MetricUnit.Count, report.told.length);
      if (first) {
        metrics.addMetric('lotsLeft', MetricUnit.Count, left.length);
        metrics.addMetric('retentionRan', MetricUnit.Count, failed.length === 0 ? 1 : 0);
      }
      if (failed.length > 0) throw incomplete(failed);
      return report;
    });
}

/** The run was announced, and the data it could destroy is destroyed: the error is for the alarm, and for a second try. */
const incomplete = (failed: readonly Failed[]): StrongroomError =>
  new StrongroomError(
    'retention.incomplete',
    `not destroyed: ${failed.map(({ zone, place, code }) => `${zone} ${place ?? ''} (${code})`).join(', ')}`,
    'find what keeps it (a lock, a denied delete, an upload in parts, a writer of late data) and run retention again',
  );
