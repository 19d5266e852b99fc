import type { ZoneName } from '../../activity/zones.ts';
import type { LiveLakeSettings } from '../lake-settings.ts';

/** What was read of an account, or why it could not be read: that is never taken for an answer. */
export type Fact<T> =
  | { readonly read: true; readonly value: T }
  | { readonly read: false; readonly code: string; readonly why: string };

/** A trail, as far as it is looked at. */
export interface TrailFacts {
  readonly arn: string;
  readonly logging: boolean;
  readonly everyRegion: boolean;
  /** Whether it records calls that change things, of every service. */
  readonly management: boolean;
  readonly logGroup: string | undefined;
}

/** Everything that the doctor looks at. Null where there is nothing of that name. */
export interface AccountFacts {
  readonly caller: Fact<{ readonly account: string; readonly arn: string }>;
  /** Names of AWS services that the region has, as AWS's own public list calls them. */
  readonly services: Fact<readonly string[]>;
  /** Version of the bootstrap with the qualifier. */
  readonly bootstrap: Fact<number | null>;
  /** Of the roles that are asked about, those that exist, by their names without paths. */
  readonly roles: Fact<ReadonlySet<string>>;
  /** Names of all roles of IAM Identity Center. */
  readonly identityCenter: Fact<readonly string[]>;
  readonly concurrency: Fact<{ readonly limit: number; readonly unreserved: number }>;
  /** Quotas by service and name. */
  readonly quotas: Fact<Readonly<Record<string, number>>>;
  readonly lake: Fact<LiveLakeSettings>;
  /** Of the databases that are asked about, those that exist. */
  readonly databases: Fact<ReadonlySet<string>>;
  /** ARN of the key of the Glue catalogue. */
  readonly catalogKey: Fact<string | null>;
  /** The policy of the key that the configuration names. */
  readonly catalogKeyPolicy: Fact<unknown>;
  /** The text of the boundary that the configuration names. */
  readonly boundary: Fact<unknown>;
  readonly buckets: Fact<Readonly<Record<ZoneName, 'free' | 'ours' | 'taken'>>>;
  readonly trails: Fact<readonly TrailFacts[]>;
  /** Whether stacks of this installation are there. */
  readonly installed: Fact<boolean>;
  /** `issuer` of what the sign-in publishes about itself. */
  readonly issuer: Fact<string>;
}
