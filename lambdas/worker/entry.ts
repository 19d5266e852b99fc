import { createRemoteJWKSet } from 'jose';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { ledgerReads } from '../reads/ledger.ts';
import { workerHandler } from './handler.ts';
import { workerConfigured } from './settings.ts';

const settings = workerConfigured();

const ports = awsPorts(awsNames(process.env));

export const handler = workerHandler(
  { ...ports, reads: ledgerReads(ports.control, ports.clock) },
  settings,
  createRemoteJWKSet(new URL(settings.signIn.keysUrl)),
);
