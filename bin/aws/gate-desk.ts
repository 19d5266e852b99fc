import { environment } from '../../config/environments.ts';
import { announceTemplates } from '../../lambdas/gate.ts';
import { configured } from '../../lambdas/settings.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { checkTarget } from '../../lib/governance/environment-config.ts';
import { STACKS } from '../../lib/governance/stacks.ts';
import type { AwsNames } from '../../lib/storage/aws/config.ts';
import { type AwsDeployment, awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { digestOf } from '../embedded/proof.ts';
import type { GateDesk } from '../gate-desk.ts';

/** Parts of the desk; tests give their own. */
interface Parts {
  readonly deployment: Pick<AwsDeployment, 'caller' | 'templates'>;
  readonly portsOf: (names: AwsNames) => Ports;
}

const parts = (): Parts => ({ deployment: awsDeployment(), portsOf: awsPorts });

/**
 * The gate of an account, with the credentials of the environment, which must be those of the governor's role. Opening it
 * observes the deployment: the digest of the templates that CloudFormation has is written down for ingest.
 * @param region AWS region of the installation
 * @param out folder in which the last proof lies
 */
export async function openAwsDesk(
  region: string,
  out: string,
  { deployment, portsOf }: Parts = parts(),
): Promise<GateDesk> {
  const { accountId, arn } = await deployment.caller();
  checkTarget(environment, { account: accountId, region });
  const templates = await deployment.templates(STACKS.map((name) => `${environment.prefix}-${name}`));
  const ports = portsOf({
    buckets: { audit: `${environment.prefix}-audit-${accountId}-${region}` },
    controlTable: `${environment.prefix}-control`,
    certificateKey: `alias/${environment.prefix}-certificates`,
  });
  await announceTemplates(ports.control, digestOf(templates));
  makeFolder(out);
  return {
    ports,
    settings: configured({ AWS_REGION: region }),
    templates,
    out,
    person: (name) => {
      if (name === undefined) return { id: arn, via: 'iam' };
      throw new StrongroomError('usage', 'on AWS you are who STS says you are', 'leave --as out');
    },
    close: () => {},
  };
}
