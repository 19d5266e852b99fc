import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import type { Templates } from '../../lib/access/index.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import { nth } from '../../lib/activity/there.ts';
import type { Configuration } from '../../lib/governance/configuration.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import { appendPart, headOf } from './chain.ts';
import { readsOfDay } from './day.ts';
import { foldedDay, writeFold } from './ledger.ts';

/** The event from EventBridge Scheduler. */
const schema = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** Days before the run that are looked at: those that earlier runs left out, or whose logs were not whole, are read again. */
const BACK = 7;
/** Time for a day that begins now (ms). */
const DAY_MS = 7 * 60_000;

export interface Folding {
  readonly account: string;
  readonly region: string;
  readonly configuration: Configuration;
  /** The templates of the stacks, as they are deployed. */
  readonly templates: () => Promise<Templates>;
}

/**
 * Reads the logs of the days that have ended, and writes down who read what. A day is written once it is read; until
 * then, and where logs are missing, the page of the workers says that it is not known.
 */
export function readsHandler(ports: Pick<Ports, 'objects' | 'control'>, folding: Folding) {
  const { logger, metrics, middleware } = envelope('reads');
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .handler(async ({ scheduledTime }, { getRemainingTimeInMillis }) => {
      const today = new Date(scheduledTime).toISOString().slice(0, 10);
      const { account, region, configuration } = folding;
      const days = Array.from({ length: BACK }, (_, ago) => addDays(today, -1 - ago));
      const folded: string[] = [];
      let templates: Templates | undefined;
      let head = await headOf(ports.control, today);
      for (const day of days) {
        const known = await foldedDay(ports.control, day);
        if (known?.whole === true && known.ledger !== undefined) continue;
        // The day before is always tried: Lambda ends it if it must. What is older waits for a run with time to spare.
        if (day !== days[0] && getRemainingTimeInMillis() < DAY_MS) break;
        templates ??= await folding.templates();
        try {
          const { records, did, ...fold } = await readsOfDay(ports.objects, {
            day,
            account,
            region,
            configuration,
            templates,
          });
          // The ledger first: the page shows nothing that cannot be looked up there.
          const part = { day, whole: fold.whole, did, at: new Date(scheduledTime).toISOString() };
          const ledger = await appendPart(ports.objects, part, { head, known: known?.ledger });
          if (head === undefined || ledger.number > head.number) head = ledger;
          await writeFold(ports.control, day, { ...fold, ledger }, scheduledTime);
          folded.push(day);
          logger.info('the reads of a day were written down', {
            day,
            lines: fold.lines.length,
            whole: fold.whole,
            records,
          });
        } catch (error) {
          if (day === days[0] || shortageOf(error) !== undefined) throw error;
          logger.error('the logs of a day could not be read', {
            day,
            code: (error as { code?: string }).code ?? 'fault',
          });
        }
      }
      const yesterday = await foldedDay(ports.control, nth(days, 0));
      metrics.addMetric('readsFolded', MetricUnit.Count, yesterday === undefined ? 0 : 1);
      metrics.addMetric('readsWhole', MetricUnit.Count, yesterday?.whole === true ? 1 : 0);
      return { folded };
    });
}
