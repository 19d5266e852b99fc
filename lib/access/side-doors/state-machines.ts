import { callsOf } from '../escalate/state-machines.ts';
import type { Resource } from '../model/app.ts';

/**
 * What a task of a state machine may call without carrying anything past the claims: functions and stores, of which they ask by the
 * rights of the role. Any other call, such as one of an SDK, leaves its answer in the history of the run, which
 * states:GetExecutionHistory shows, or sends its input to an address.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
const ASKED_ABOUT =
  /^arn:[^:]*:(lambda:[^:]*:\d{12}:function:|states:::(lambda:invoke|sqs:sendMessage|sns:publish|events:putEvents|states:startExecution|dynamodb:(put|update|delete)Item)(\.|:|$))/;

/** The calls of a state machine that are not asked about, or that it has a definition which these templates do not show. */
export const strangeCalls = (machine: Resource): string[] => callsOf(machine).filter((call) => !ASKED_ABOUT.test(call));
