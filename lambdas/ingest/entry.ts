import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { ingestHandler } from './handler.ts';

export const handler = ingestHandler(awsPorts(awsNames(process.env)), configured());
