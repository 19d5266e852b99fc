import type { Bucket } from '../model/app.ts';

/** A grant on a KMS key, which no policy shows. */
export interface KeyGrantRecord {
  readonly id: string;
  readonly keyArn: string;
  /** ARN of a principal, or the name of a service. */
  readonly grantee: string;
  readonly operations: readonly string[];
  /** Encryption context that a request must carry, from either constraint. */
  readonly context: Readonly<Record<string, string>>;
  /** The reading or the event that it is known from. */
  readonly source: string;
}

/** A grant names its key by ARN or by id. */
const isKey = (named: string, arn: string | undefined): boolean =>
  arn !== undefined && (named === arn || arn.endsWith(`/${named.replace(/^key\//, '')}`));

/** Whether the grant lets `principal` decrypt objects of the bucket. S3 names the object or the bucket in the context. */
export const opensFor = (grant: KeyGrantRecord, principal: string, { arn, keyArn }: Bucket): boolean =>
  grant.grantee === principal &&
  isKey(grant.keyArn, keyArn) &&
  grant.operations.some((operation) => /^(Decrypt|ReEncryptFrom)$/i.test(operation)) &&
  Object.entries(grant.context).every(
    ([key, value]) => key.toLowerCase() === 'aws:s3:arn' && (value === arn || value.startsWith(`${arn}/`)),
  );
