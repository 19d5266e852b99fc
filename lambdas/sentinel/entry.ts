import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { sentinelHandler } from './handler.ts';

export const handler = sentinelHandler(awsPorts(awsNames(process.env)));
