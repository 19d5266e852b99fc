import { StrongroomError } from '../../activity/errors.ts';
import { didYouMean } from '../../activity/near-names.ts';
import { actionsOf, isUnheardOf } from '../reference/index.ts';

/**
 * An action of AWS that is asked about, written as AWS writes it, whatever its case. Of a service that AWS's reference does not
 * have whole, as it is.
 * @throws StrongroomError ask.verb for several actions at once, or for one that its service does not have
 */
export function askedAction(action: string): string {
  if (/[*?]/.test(action))
    throw new StrongroomError(
      'ask.verb',
      `${action} means many actions, and a question is about one`,
      'ask one of them, such as s3:GetObject, or read, decrypt, write, invoke, assume',
    );
  const known = actionsOf(action.split(':')[0] ?? '');
  if (isUnheardOf(action))
    throw new StrongroomError(
      'ask.verb',
      `AWS has no action ${action}`,
      didYouMean(action, known) ??
        'ask an action of https://docs.aws.amazon.com/service-authorization/latest/reference/',
    );
  return known.find((name) => name.toLowerCase() === action.toLowerCase()) ?? action;
}
