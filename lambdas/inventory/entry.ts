import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { inventoryHandler } from './handler.ts';

export const handler = inventoryHandler(awsPorts(awsNames(process.env)), configured());
