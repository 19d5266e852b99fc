import { environment } from '../../config/environments.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { checkTarget } from '../../lib/governance/environment-config.ts';
import type { AwsNames } from '../../lib/storage/aws/config.ts';
import { awsDeadLetters } from '../../lib/storage/aws/dead-letters.ts';
import { type AwsDeployment, awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import type { DeadLetters, Ports } from '../../lib/storage/ports.ts';
import type { DeadLetterDesk } from '../dead-letter-desk.ts';

/** Parts of the desk; tests give their own. */
interface Parts {
  readonly deployment: Pick<AwsDeployment, 'caller'>;
  readonly portsOf: (names: AwsNames) => Ports;
  readonly lettersOf: (names: { readonly queue: string; readonly dead: string }) => DeadLetters;
}

const parts = (): Parts => ({ deployment: awsDeployment(), portsOf: awsPorts, lettersOf: awsDeadLetters });

/**
 * The dead letters of an account, with the credentials of the environment, which must be those of the operator's role.
 * @param region AWS region of the installation
 */
export async function openAwsDeadLetters(
  region: string,
  { deployment, portsOf, lettersOf }: Parts = parts(),
): Promise<DeadLetterDesk> {
  const { accountId, arn } = await deployment.caller();
  checkTarget(environment, { account: accountId, region });
  const { prefix } = environment;
  return {
    letters: lettersOf({ queue: `${prefix}-segments`, dead: `${prefix}-segments-dead` }),
    ports: portsOf({
      buckets: { audit: `${prefix}-audit-${accountId}-${region}` },
      controlTable: `${prefix}-control`,
    }),
    person: (name) => {
      if (name === undefined) return { id: arn, via: 'iam' };
      throw new StrongroomError('usage', 'on AWS you are who STS says you are', 'leave --as out');
    },
    redact: async () => undefined,
    close: () => {},
  };
}
