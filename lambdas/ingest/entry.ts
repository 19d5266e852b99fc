import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { ingestHandler } from './handler.ts';
import { rememberedMacs } from './remembered-macs.ts';

const ports = awsPorts(awsNames(process.env));

export const handler = ingestHandler({ ...ports, keys: rememberedMacs(ports.keys, ports.clock) }, configured());
