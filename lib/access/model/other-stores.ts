import { type Policy, readPolicy } from '../policy/document.ts';
import type { Carrier, Resource } from './app.ts';
import type { PolicyOf } from './resource-policies.ts';
import { carried, type KeyArn } from './stores.ts';
import { textsAt } from './texts-at.ts';
import { at } from './values.ts';

/** The properties in which each type names its key, and carries a policy itself. */
const STORES: Readonly<Record<string, { readonly key: string; readonly policy?: string }>> = {
  'AWS::DynamoDB::Table': { key: 'SSESpecification.KMSMasterKeyId', policy: 'ResourcePolicy.PolicyDocument' },
  'AWS::DynamoDB::GlobalTable': { key: 'Replicas[].SSESpecification.KMSMasterKeyId' },
  'AWS::Kinesis::Stream': { key: 'StreamEncryption.KeyId' },
  'AWS::KinesisFirehose::DeliveryStream': { key: 'DeliveryStreamEncryptionConfigurationInput.KeyARN' },
  'AWS::Events::EventBus': { key: 'KmsKeyIdentifier', policy: 'Policy' },
  'AWS::Events::Archive': { key: 'KmsKeyIdentifier' },
  'AWS::SecretsManager::Secret': { key: 'KmsKeyId' },
};

/** Stores that have no model of their own: with their key, and the policy that they carry or that is put on them. */
export const readOtherStores = (resources: readonly Resource[], policyOf: PolicyOf, keyArn: KeyArn): Carrier[] =>
  resources.flatMap((resource) => {
    const store = STORES[resource.type];
    if (!store) return [];
    const own = store.policy === undefined ? undefined : at(resource.properties, store.policy);
    const carriedBy =
      own === undefined ? undefined : readPolicy(own, `policy of ${resource.logicalId}`, 'resource', resource);
    return [carried(resource, both(carriedBy, policyOf(resource)), keyArn(textsAt(resource.properties, store.key)[0]))];
  });

/** What a store carries itself, with what is put on it. */
function both(own: Policy | undefined, other: Policy | undefined): Policy | undefined {
  if (!own || !other) return own ?? other;
  const statements = [...own.statements, ...other.statements];
  return { ...own, statements: statements.map((statement, index) => ({ ...statement, index })) };
}
