import { redaction } from '../../config/redaction.ts';
import { comprehendModel } from '../../lib/storage/aws/comprehend.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { redactHandler } from './handler.ts';

const model = redaction.comprehend ? comprehendModel() : undefined;
export const handler = redactHandler(awsPorts(awsNames(process.env)), configured(), model);
