import { access } from '../../config/access.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { packageHandler } from './handler.ts';

export const handler = packageHandler(awsPorts(awsNames(process.env)), { ...configured(), access });
