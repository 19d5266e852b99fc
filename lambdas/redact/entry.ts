import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { redactHandler } from './handler.ts';

export const handler = redactHandler(awsPorts(awsNames(process.env)), configured());
