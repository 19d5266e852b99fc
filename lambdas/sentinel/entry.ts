import { awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { deploymentsOf } from '../deployments.ts';
import { sentinelHandler } from './handler.ts';

/** If nothing is known of deployments, every change pauses. */
export const handler = sentinelHandler(awsPorts(awsNames(process.env)), deploymentsOf(process.env, awsDeployment()));
