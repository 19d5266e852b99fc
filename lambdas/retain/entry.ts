import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { retainHandler } from './handler.ts';

export const handler = retainHandler(awsPorts(awsNames(process.env)), configured());
