import type { ZoneName } from '../../activity/zones.ts';
import type { LiveLakeSettings } from '../lake-settings.ts';

/** A fact read from an account, or the reason why it could not be read: the reason never counts as a value. */
export type AccountFact<T> =
  | { readonly read: true; readonly value: T }
  | { readonly read: false; readonly code: string; readonly why: string };

/** A trail, with only the fields read here. */
export interface TrailFacts {
  readonly arn: string;
  readonly logging: boolean;
  readonly everyRegion: boolean;
  /** Whether it records write management events of every service. */
  readonly management: boolean;
  readonly logGroup: string | undefined;
}

/** Every fact that the doctor checks. Null where no resource has the name. */
export interface AccountFacts {
  readonly caller: AccountFact<{ readonly account: string; readonly arn: string }>;
  /** Names of AWS services in the region, from AWS's own public list. */
  readonly services: AccountFact<readonly string[]>;
  /** Version of the bootstrap with the qualifier. */
  readonly bootstrap: AccountFact<number | null>;
  /** Existing roles among those that were looked up, by their names without paths. */
  readonly roles: AccountFact<ReadonlySet<string>>;
  /** Names of all roles of IAM Identity Center. */
  readonly identityCenter: AccountFact<readonly string[]>;
  readonly concurrency: AccountFact<{ readonly limit: number; readonly unreserved: number }>;
  /** Quotas by service and name. */
  readonly quotas: AccountFact<Readonly<Record<string, number>>>;
  readonly lake: AccountFact<LiveLakeSettings>;
  /** Existing databases among those that were looked up. */
  readonly databases: AccountFact<ReadonlySet<string>>;
  /** ARN of the key of the Glue catalogue. */
  readonly catalogKey: AccountFact<string | null>;
  /** The policy of the key that the configuration names. */
  readonly catalogKeyPolicy: AccountFact<unknown>;
  /** The text of the boundary named in the configuration. */
  readonly boundary: AccountFact<unknown>;
  readonly buckets: AccountFact<Readonly<Record<ZoneName, 'free' | 'ours' | 'taken'>>>;
  readonly trails: AccountFact<readonly TrailFacts[]>;
  /** Whether stacks of this installation exist. */
  readonly installed: AccountFact<boolean>;
  /** `issuer` in the sign-in's published configuration. */
  readonly issuer: AccountFact<string>;
}
