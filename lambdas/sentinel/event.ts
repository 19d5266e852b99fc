import { z } from 'zod';
import { type Call, callSchema } from '../../lib/governance/gate/gate.ts';

const SUFFIX = '.amazonaws.com';

/** What of an event is looked at. The rest of it, who called and with what, is never read. */
const eventSchema = z.object({
  'detail-type': z.literal('AWS API Call via CloudTrail'),
  detail: z.object({
    eventSource: z.string().endsWith(SUFFIX),
    eventName: z.string(),
    eventID: z.string(),
    /** There when the call failed: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
    errorCode: z.string().min(1).optional(),
  }),
});

/** A call that was reported, and whether it failed and so changed nothing. */
export interface ReportedCall {
  readonly call: Call;
  readonly failed: boolean;
}

/** The call that an event reports; undefined when the event does not read as one. */
export function reportedCall(event: unknown): ReportedCall | undefined {
  const read = eventSchema.safeParse(event);
  if (!read.success) return undefined;
  const { eventSource, eventName, eventID, errorCode } = read.data.detail;
  const call = callSchema.safeParse({ service: eventSource.slice(0, -SUFFIX.length), name: eventName, id: eventID });
  return call.success ? { call: call.data, failed: errorCode !== undefined } : undefined;
}
