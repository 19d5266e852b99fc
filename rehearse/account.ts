import { environment } from '../config/environments.ts';
import { type App, readApp } from '../lib/access/index.ts';

/** The account and region of the rehearsal. No such account is called: everything is on loopback. */
export const PLACE = {
  accountId: environment.target?.account ?? '111122223333',
  region: environment.target?.region ?? 'eu-central-1',
};

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly keyArn: string | undefined;
  readonly bucketKey: boolean;
}

interface Keyed {
  readonly name: string;
  readonly arn: string;
  readonly keyArn: string | undefined;
}

/** The resources of the synthesized templates, found by the names that requests have for them. */
export class Account {
  readonly app: App;
  readonly templates: ReadonlyMap<string, string>;

  constructor(templates: ReadonlyMap<string, string>, app = readApp(new Map(templates), PLACE)) {
    this.templates = templates;
    this.app = app;
  }

  /** An ARN of this account and region. */
  arn(service: string, resource: string): string {
    return `arn:${this.app.place.partition}:${service}:${PLACE.region}:${PLACE.accountId}:${resource}`;
  }

  /** `kms:ViaService` of a call that a service of this region makes for its caller. */
  via(service: string): string {
    return `${service}.${PLACE.region}.amazonaws.com`;
  }

  bucket(name: string): Bucket | undefined {
    const bucket = this.app.buckets.find((candidate) => candidate.name === name);
    if (bucket === undefined) return undefined;
    const bucketKey = /"BucketKeyEnabled":(?!false|"false")/.test(
      JSON.stringify(bucket.properties.BucketEncryption ?? {}),
    );
    return { name, arn: bucket.arn, keyArn: bucket.keyArn, bucketKey };
  }

  /** A table of items, by its name or ARN. */
  table(name: string): Keyed | undefined {
    return this.app.otherStores.find(
      (store) => store.type === 'AWS::DynamoDB::Table' && [store.name, store.arn].includes(name),
    ) as Keyed | undefined;
  }

  /** A queue, by its name, or by the last part of its URL or ARN. */
  queue(name: string): Keyed | undefined {
    const last = name.split(/[/:]/).at(-1);
    const queue = this.app.queues.find(({ arn }) => arn.split(':').at(-1) === last);
    return queue && { name: queue.arn.split(':').at(-1) as string, arn: queue.arn, keyArn: queue.keyArn };
  }

  /** A key, by its ARN, its id, or an alias. */
  key(id: string): { readonly arn: string; readonly alias: string } | undefined {
    const found = this.app.keys.find(({ arn, aliases }) =>
      [arn, arn.split('/').at(-1), ...aliases, ...aliases.map((alias) => this.arn('kms', alias))].includes(id),
    );
    const alias = found?.aliases[0];
    return found && alias !== undefined ? { arn: found.arn, alias } : undefined;
  }

  role(name: string): string | undefined {
    return this.app.roles.find((role) => role.name === name)?.arn;
  }
}
