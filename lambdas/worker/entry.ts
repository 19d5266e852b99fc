import { createRemoteJWKSet } from 'jose';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { workerHandler } from './handler.ts';
import { workerConfigured } from './settings.ts';

const settings = workerConfigured();

export const handler = workerHandler(
  awsPorts(awsNames(process.env)),
  settings,
  createRemoteJWKSet(new URL(settings.signIn.keysUrl)),
);
