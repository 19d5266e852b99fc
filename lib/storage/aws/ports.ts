import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ports, Reads } from '../ports.ts';
import { SteadyClock } from '../steady-clock.ts';
import { AwsCatalog } from './catalog.ts';
import type { AwsNames } from './config.ts';
import { AwsControl } from './control.ts';
import { AwsKeys } from './keys.ts';
import { AwsObjects } from './objects.ts';
import { telling } from './server-time.ts';

const tables = (db: DynamoDBDocumentClient, { controlTable, participationTable }: AwsNames) => ({
  control: new AwsControl(db, controlTable),
  participation: new AwsControl(db, participationTable, 'the participation table'),
});

/** Of functions that show nobody who read: only the one behind the workers' page has the records (lambdas/reads/ledger.ts). */
const UNTOLD: Reads = { async *of() {}, unknown: async (from) => [from] };

/**
 * The ports on AWS, with the credentials and the region of the environment. Create them once per process: clients keep
 * connections.
 */
export const awsPorts = (names: AwsNames): Ports => {
  const clock = new SteadyClock();
  return {
    objects: new AwsObjects(telling(clock, new S3Client()), names),
    ...tables(DynamoDBDocumentClient.from(telling(clock, new DynamoDBClient())), names),
    reads: UNTOLD,
    catalog: new AwsCatalog(new GlueClient(), names),
    keys: new AwsKeys(new KMSClient(), names),
    clock,
  };
};
