import { access } from '../../config/access.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { ledgerReads } from '../reads/ledger.ts';
import { configured } from '../settings.ts';
import { packageHandler } from './handler.ts';

const ports = awsPorts(awsNames(process.env));

export const handler = packageHandler(
  { ...ports, reads: ledgerReads(ports.control, ports.clock) },
  { ...configured(), access },
);
