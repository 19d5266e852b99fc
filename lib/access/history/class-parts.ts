import type { App, Bucket, Table } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import type { Stores } from './stores.ts';

export const bucketsOf = (app: App, stores: Stores): Bucket[] =>
  app.buckets.filter(({ arn }) => stores.buckets.includes(arn));

export const tablesOf = (app: App, stores: Stores): Table[] =>
  app.tables.filter(({ arn }) => stores.tables.includes(arn));

/** The key of a bucket; its policy is missing where it is not known. */
export function keyOf(app: App, stores: Stores, { keyArn }: Bucket): { arn: string; policy?: Policy } | undefined {
  const arn = keyArn ?? (stores.keys.length === 1 ? stores.keys[0] : undefined);
  return arn === undefined ? undefined : { arn, ...app.keys.find((key) => key.arn === arn) };
}

/** The policies of the buckets of a class, and of their keys. */
export function policiesOf(app: App, stores: Stores): Policy[] {
  const buckets = bucketsOf(app, stores);
  return [
    ...buckets.map(({ policy }) => policy),
    ...app.keys.filter(({ arn }) => stores.keys.includes(arn)).map(({ policy }) => policy),
    ...buckets.map((bucket) => keyOf(app, stores, bucket)?.policy),
  ].flatMap((policy) => policy ?? []);
}
