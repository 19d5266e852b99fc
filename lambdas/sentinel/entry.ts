import { stackDigests } from '../../lib/governance/gate/deployment.ts';
import { STACKS } from '../../lib/governance/stacks.ts';
import { awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { sentinelHandler } from './handler.ts';

const { STACK_PREFIX: prefix, DEPLOYMENT_ROLE: role } = process.env;
const deployment = awsDeployment();
const names = STACKS.map((name) => `${prefix}-${name}`);

/** Without the names nothing is taken for a deployment of ours, and every change pauses. */
const deployments =
  prefix === undefined || role === undefined
    ? undefined
    : {
        role,
        reviewers: configured().reviewers,
        stacks: names,
        facts: async (since: Date) => {
          const [templates, changes, stacks] = await Promise.all([
            deployment.templates(names),
            deployment.changesSince(names, since),
            deployment.stacks(),
          ]);
          const live = Object.entries(stackDigests(templates)).map(([name, template]) => [
            name,
            { template, changes: changes.get(name) ?? Number.POSITIVE_INFINITY },
          ]);
          return { live: Object.fromEntries(live), stacks };
        },
      };

export const handler = sentinelHandler(awsPorts(awsNames(process.env)), deployments);
