import { z } from 'zod';
import { callSchema, type TrailCall } from '../../lib/governance/gate/gate.ts';

const SUFFIX = '.amazonaws.com';

/** The fields used of an event. The rest is never read. */
const eventSchema = z.object({
  'detail-type': z.literal('AWS API Call via CloudTrail'),
  detail: z.object({
    eventSource: z.string().endsWith(SUFFIX),
    eventName: z.string(),
    eventID: z.string(),
    /** The caller: used only to tell whether it was CloudFormation with the deployment role. */
    userIdentity: z.unknown(),
    /** The parameters: used only for the name of the stack. */
    requestParameters: z.unknown(),
    /** There when the call failed: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
    errorCode: z.string().min(1).optional(),
  }),
});

/** A call that was reported, and whether it failed and so changed nothing. */
export interface ReportedCall {
  readonly call: TrailCall;
  readonly failed: boolean;
  /** ARN of the role that CloudFormation called with; undefined for every other caller. */
  readonly deployedBy: string | undefined;
  /** Name of the stack that the call is about; undefined when it names none. */
  readonly stack: string | undefined;
}

/** The call that an event reports; undefined when the event does not read as one. */
export function reportedCall(event: unknown): ReportedCall | undefined {
  const read = eventSchema.safeParse(event);
  if (!read.success) return undefined;
  const { eventSource, eventName, eventID, errorCode, userIdentity, requestParameters } = read.data.detail;
  const call = callSchema.safeParse({ service: eventSource.slice(0, -SUFFIX.length), name: eventName, id: eventID });
  return call.success
    ? {
        call: call.data,
        failed: errorCode !== undefined,
        deployedBy: deployedBy(userIdentity),
        stack: stackIn(requestParameters),
      }
    : undefined;
}

/**
 * AWS writes `invokedBy` when a service called on a principal's behalf; a caller cannot set it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
const byCloudFormation = z.object({
  type: z.literal('AssumedRole'),
  invokedBy: z.literal('cloudformation.amazonaws.com'),
  sessionContext: z.object({ sessionIssuer: z.object({ type: z.literal('Role'), arn: z.string() }) }),
});

const deployedBy = (identity: unknown): string | undefined => {
  const read = byCloudFormation.safeParse(identity);
  return read.success ? read.data.sessionContext.sessionIssuer.arn : undefined;
};

const withStack = z.object({ stackName: z.string() });

/** The stack is given by its name, or by its ARN: `arn:...:stack/NAME/ID`. */
const stackIn = (parameters: unknown): string | undefined => {
  const read = withStack.safeParse(parameters);
  if (!read.success) return undefined;
  const { stackName } = read.data;
  return stackName.startsWith('arn:') ? stackName.split('/')[1] : stackName;
};
