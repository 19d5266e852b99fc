import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ports } from '../ports.ts';
import { AwsCatalog } from './catalog.ts';
import type { AwsNames } from './config.ts';
import { AwsControl } from './control.ts';
import { AwsKeys } from './keys.ts';
import { AwsObjects } from './objects.ts';

/** The ports on AWS, with the credentials and the region of the environment. Make them once a process: clients keep connections. */
export const awsPorts = (names: AwsNames): Ports => ({
  objects: new AwsObjects(new S3Client(), names),
  control: new AwsControl(DynamoDBDocumentClient.from(new DynamoDBClient()), names),
  catalog: new AwsCatalog(new GlueClient(), names),
  keys: new AwsKeys(new KMSClient(), names),
  clock: { now: () => new Date() },
});
