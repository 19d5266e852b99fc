import type { FoundClass } from '../inquiry/inquiry.ts';
import { sourceOf, type WitnessStep } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';
import type { App } from '../model/index.ts';

/** What says with which key each type encrypts what it keeps. */
const KEY_SETTINGS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketEncryption, with SSEAlgorithm aws:kms and KMSMasterKeyID',
  'AWS::DynamoDB::Table': 'SSESpecification, with SSEEnabled true, SSEType KMS and KMSMasterKeyId',
  'AWS::DynamoDB::GlobalTable': 'SSESpecification of each entry of Replicas',
  'AWS::Kinesis::Stream': 'StreamEncryption, with EncryptionType KMS and KeyId',
  'AWS::KinesisFirehose::DeliveryStream':
    'DeliveryStreamEncryptionConfigurationInput, with KeyType CUSTOMER_MANAGED_CMK and KeyARN',
  'AWS::Events::EventBus': 'KmsKeyIdentifier',
  'AWS::Events::Archive': 'KmsKeyIdentifier',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
};

/** Settings of a store that say with which key it encrypts, as claims name them in a witness. */
const SAYS_KEY = /^(?:BucketEncryption|SSESpecification) uses |^which is not encrypted with a key of these templates$/;

/**
 * What to do about a store that no key of its class encrypts; undefined where that is not the cause.
 * @param file the file in which the classes are declared
 */
export function encrypting(
  app: App,
  step: WitnessStep | undefined,
  classes: readonly FoundClass[],
  file: string,
): string | undefined {
  if (step === undefined || !SAYS_KEY.test(step.statement)) return undefined;
  const names = classes.map(({ name }) => name).join(' and ');
  const key = app.keys.find(({ arn }) => step.statement.endsWith(` uses ${arn}`));
  if (key !== undefined)
    return `Name ${key.constructPath || key.logicalId}, the key that encrypts it, in keys of ${names} (${file}): then its policy is asked as well.`;
  const store = app.resources.find((resource) => isAt(resource, step));
  const setting = KEY_SETTINGS[store?.type ?? ''] ?? 'the setting that names its key';
  return `Give ${store?.constructPath || store?.logicalId || step.resource} a key of these templates (${setting}) that only approved readers may decrypt with, and name the key in keys of ${names} (${file}).`;
}

const isAt = (resource: Resource, { source }: WitnessStep): boolean => sourceOf(resource) === source;
