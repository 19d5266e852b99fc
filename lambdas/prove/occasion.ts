import { z } from 'zod';
import type { Occasion } from '../../lib/governance/live-proof/index.ts';
import { reportedCall } from '../sentinel/event.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
const scheduled = z.object({ 'detail-type': z.literal('Scheduled Event'), source: z.literal('aws.events') });

/** The trail leaves out a document that is too large. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const called = z.object({
  detail: z.object({
    eventTime: z.iso.datetime(),
    requestParameters: z.looseObject({ omitted: z.unknown() }).nullish().catch(undefined),
  }),
});

/** Why the function was started. A call that failed changed nothing: it is no occasion. */
export function occasionOf(event: unknown): Occasion | 'failed-call' {
  if (scheduled.safeParse(event).success) return { on: 'schedule' };
  const reported = reportedCall(event);
  if (reported?.failed) return 'failed-call';
  const read = called.safeParse(event);
  if (reported === undefined || !read.success) return { on: 'unreadable' };
  const { eventTime, requestParameters } = read.data.detail;
  const document = requestParameters?.omitted === undefined ? 'given' : 'left out';
  return { on: 'call', call: reported.call, at: eventTime, document };
}
