import type { Origin, Policy } from '../policy/document.ts';
import type { AwsPlace } from './environment.ts';
import type { FreeCondition } from './free-condition.ts';
import type { NotUnderstood } from './notes.ts';

/** A resource of the templates, with every property resolved. */
export interface Resource extends Origin {
  readonly type: string;
  readonly name: string;
  /** Undefined for types without an ARN, or with an ARN of unknown form. */
  readonly arn?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy?: string;
}

/** A role or a user. */
export interface Identity extends Resource {
  readonly arn: string;
  /** Inline, managed (of any stack, and of AWS) and through groups. */
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
}

export interface Role extends Identity {
  readonly trust: Policy;
}

export interface Bucket extends Resource {
  readonly arn: string;
  readonly policy?: Policy;
  /** ARN of the key that new objects are encrypted with; undefined for a key of AWS's own. */
  readonly keyArn?: string;
  /** Whether old versions may exist: versioning was ever turned on, be it suspended since. */
  readonly versioned: boolean;
  readonly lifecycle: readonly LifecycleRule[];
}

export interface LifecycleRule {
  readonly enabled: boolean;
  readonly prefix: string;
  /** True when the rule is not for all objects: narrowed by tags, sizes, or an element that is not known. */
  readonly partial: boolean;
  readonly expirationDays?: number;
  readonly noncurrentDays?: number;
  readonly abortUploadDays?: number;
}

export interface Key extends Resource {
  readonly arn: string;
  readonly policy: Policy;
  readonly aliases: readonly string[];
}

/** A resource that may carry a policy, and a key of its own. */
export interface Carrier extends Resource {
  readonly arn: string;
  readonly policy?: Policy;
  readonly keyArn?: string;
}

export interface Fn extends Carrier {
  readonly roleArn?: string;
}

export interface Database extends Resource {
  readonly arn: string;
  /** Whether tables made in it are open to IAM policies by default (IAM_ALLOWED_PRINCIPALS). */
  readonly openByDefault: boolean;
}

export interface Table extends Resource {
  readonly arn: string;
  readonly database: string;
  /** `s3://bucket/prefix` */
  readonly location?: string;
  /** This and every other place in S3 that the table names. */
  readonly locations: readonly string[];
  readonly columns: readonly string[];
  readonly partitionKeys: readonly string[];
}

/** A part of a table that may lie in a place of its own. */
export interface TablePart extends Resource {
  readonly database: string;
  readonly table: string;
  readonly locations: readonly string[];
}

export interface Registration extends Resource {
  readonly locationArn: string;
  /** Undefined when the service-linked role serves it. */
  readonly roleArn?: string;
  readonly hybrid: boolean;
  /** Whether the service-linked role may serve it. */
  readonly serviceLinked: boolean;
}

export interface DataFilter extends Resource {
  /** Account of its catalog; undefined for that of the templates. */
  readonly catalog: string | undefined;
  readonly database: string;
  readonly table: string;
  /** `*` when it leaves out columns instead of naming them. */
  readonly columns: readonly string[] | '*';
  /** Null for all rows. */
  readonly rows: string | null;
}

export interface LakeGrant extends Resource {
  readonly principal: string;
  readonly permissions: readonly string[];
  readonly grantable: readonly string[];
  readonly on: GrantTarget;
}

export type GrantTarget =
  | {
      readonly kind: 'table';
      readonly database: string;
      readonly table: string | '*';
      readonly columns: readonly string[] | '*';
    }
  | {
      readonly kind: 'filter';
      readonly catalog: string | undefined;
      readonly database: string;
      readonly table: string;
      readonly filter: string;
    }
  | { readonly kind: 'database'; readonly database: string }
  | { readonly kind: 'location'; readonly arn: string }
  | { readonly kind: 'tags' | 'catalog' | 'unknown' };

export interface LakeSettings extends Resource {
  readonly admins: readonly string[];
  /** Whether new databases or tables are open to IAM policies (IAM_ALLOWED_PRINCIPALS). */
  readonly openByDefault: boolean;
  /** Whether they are added to the settings of the account, which begins open. */
  readonly appends: boolean;
  readonly externalFiltering: boolean;
  readonly fullTableExternalAccess: boolean;
}

export interface Workgroup extends Resource {
  readonly arn: string;
  readonly enforced: boolean;
  /** Results kept by Athena itself. */
  readonly managedResults: boolean;
  readonly outputLocation?: string;
  readonly keyArn?: string;
  /** Role under which it runs the code of any principal that may start a session (Apache Spark). */
  readonly executionRole?: string;
}

/** A call to AWS without an answer, or without a complete one: its result is unknown. */
export interface Unread {
  /** The API's name for it: `s3:GetBucketPolicy`. */
  readonly call: string;
  readonly code: string;
  readonly why: string;
  /** The subject of the call, as text; everything of its kind when it is left out. */
  readonly about?: string;
  /** Known to be about nothing that our own templates make. */
  readonly foreign?: true;
}

/** A value of one template by which another one names it: a parameter of a nested stack, an output of one, or an export. */
export interface HandedOver {
  /** The template in which the value may be named so; undefined for an export, which every template may import. */
  readonly within?: string;
  readonly value: string;
  /** As `Fn::Sub` takes it, without its braces: the name of a parameter, or of a nested stack and its output. */
  readonly reference?: string;
  readonly exportName?: string;
}

/** A reference to a parameter or a secret that CloudFormation looks up at deployment, and the resource that it is written into. */
export interface Lookup extends Origin {
  /** As it stands there: `{{resolve:secretsmanager:…}}`. */
  readonly reference: string;
}

/** The contents of the templates, resolved. Every entry keeps its source. */
export interface App {
  readonly organisation: {
    readonly serviceControl: readonly (readonly Policy[])[];
    readonly resourceControl: readonly Policy[];
  };
  readonly place: AwsPlace;
  readonly roles: readonly Role[];
  readonly users: readonly Identity[];
  readonly groups: readonly Identity[];
  readonly buckets: readonly Bucket[];
  readonly keys: readonly Key[];
  readonly queues: readonly Carrier[];
  readonly topics: readonly Carrier[];
  readonly functions: readonly Fn[];
  readonly logGroups: readonly Carrier[];
  /** Tables of items, streams, buses, secrets: every other resource that keeps or passes on data written into it. */
  readonly otherStores: readonly Carrier[];
  readonly databases: readonly Database[];
  readonly tables: readonly Table[];
  readonly partitions: readonly TablePart[];
  readonly lakeSettings: readonly LakeSettings[];
  readonly registrations: readonly Registration[];
  readonly dataFilters: readonly DataFilter[];
  readonly lakeGrants: readonly LakeGrant[];
  readonly workgroups: readonly Workgroup[];
  /** Every resource, the above included. */
  readonly resources: readonly Resource[];
  readonly notUnderstood: readonly NotUnderstood[];
  /** Parts that macros rewrite at deployment, which leaves nothing certain. */
  readonly macros: readonly NotUnderstood[];
  /** Of an account that was read, the parts that could not be read. */
  readonly unread: readonly Unread[];
  /** Nested stacks whose templates were given, as `template/logicalId`. */
  readonly nested: readonly string[];
  /** Values that conditions compare and only the deployment knows. */
  readonly freeConditions: readonly FreeCondition[];
  /** Resources that a condition leaves out, without their properties: a declaration may name them all the same. */
  readonly leftOut: readonly Resource[];
  readonly assumptions: readonly string[];
  readonly lookups: readonly Lookup[];
  /** Values that one template may name of another. */
  readonly handedOver: readonly HandedOver[];
}
