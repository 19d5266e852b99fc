import { setTimeout as wait } from 'node:timers/promises';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { redaction } from '../../config/redaction.ts';
import { findingsOf } from '../../lib/governance/live-proof/index.ts';
import { awsAnnouncer } from '../../lib/storage/aws/announcer.ts';
import { awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { readLive } from '../../lib/storage/aws/live.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { deploymentsOf, stacksOf } from '../deployments.ts';
import { proveHandler } from './handler.ts';

const { AWS_REGION: region = '', ALARM_TOPIC: topic = '' } = process.env;

export const handler = proveHandler({
  ports: awsPorts(awsNames(process.env)),
  read: () => readLive({ region, stacks: stacksOf(process.env) }),
  find: (reading, occasion, facts) => findingsOf(reading, { access, program, environment, redaction }, occasion, facts),
  tell: awsAnnouncer(topic),
  wait: (ms) => wait(ms),
  deployments: deploymentsOf(process.env, awsDeployment()),
});
