import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { StrongroomError } from '../../activity/errors.ts';
import { answered, calling, nameOf } from './errors.ts';

/** A function runs for fifteen minutes at most (ms). */
const LONGEST = 16 * 60_000;

/** Runs a function and returns its response. */
export type Invoke = (payload: object) => Promise<unknown>;

/** @throws StrongroomError access.denied; function.busy; function.failed, whose reason is only in the function's log */
export function invoking(FunctionName: string, lambda = patient()): Invoke {
  return async (payload) => {
    const command = new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) });
    const { Payload, FunctionError } = await calling('run a function', () => lambda.send(command)).catch((error) => {
      if (nameOf(error) !== 'TooManyRequestsException') throw error;
      throw new StrongroomError('function.busy', `${FunctionName} has as many callers as it takes`, 'try again later');
    });
    if (FunctionError !== undefined)
      throw new StrongroomError(
        'function.failed',
        `${FunctionName} ended with an error`,
        'run the same again: it goes on',
      );
    return JSON.parse(Buffer.from(answered(Payload, 'the answer of the function')).toString('utf8'));
  };
}

/** One attempt only: a retry would run beside the first. */
const patient = () => new LambdaClient({ maxAttempts: 1, requestHandler: { requestTimeout: LONGEST } });
