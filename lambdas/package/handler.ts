import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { makePackages } from './make.ts';
import type { PackageSettings } from './overview.ts';

/** The event from EventBridge Scheduler. */
const schema = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** The most that one day of a worker takes, with a margin: a day that is cut off is made again (ms). */
const DAY_MS = 5 * 60_000;

/** Makes the access packages that are asked for. What it does not reach, the next run does. */
export function packageHandler(ports: Ports, settings: PackageSettings) {
  const { logger, metrics, middleware } = envelope('package');
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .handler(async (_, { getRemainingTimeInMillis }) => {
      const report = await makePackages(ports, settings, () => getRemainingTimeInMillis() > DAY_MS);
      logger.info('packages were made', { ...report });
      metrics.addMetric('packagesMade', MetricUnit.Count, report.made);
      metrics.addMetric('packagesFailed', MetricUnit.Count, report.failed.length);
      metrics.addMetric('packagesLate', MetricUnit.Count, report.late);
      metrics.addMetric('packagesRan', MetricUnit.Count, 1);
      return report;
    });
}
