import { StrongroomError } from '../../activity/errors.ts';
import { didYouMean } from '../../activity/near-names.ts';
import type { App, Key, Resource } from '../model/app.ts';
import type { Need } from './needs.ts';

/** A kind of data, where it is kept, and who may read it. Resources are named by ARN, name, alias, logical id or construct path. */
export interface DataClass {
  readonly name: string;
  readonly buckets?: readonly string[];
  readonly keys?: readonly string[];
  readonly tables?: readonly string[];
  /** Queues, topics, log groups, functions, workgroups: whatever else the class's data passes through. */
  readonly channels?: readonly string[];
  readonly approvedReaders: readonly string[];
  /** AWS services that may read it themselves, such as `encryption.athena.amazonaws.com`. */
  readonly approvedServices?: readonly string[];
  /** The promised lifetime. */
  readonly retentionDays?: number;
  /** The attribute in which each item of its tables of items has its end: the tables' time to live must go by it. */
  readonly expiresBy?: string;
  /** S0 to S4. */
  readonly sensitivity?: string;
  /**
   * Whether the class is the text of the teams' queries. Its approved readers may then fetch texts from Athena, and no
   * results. A text may quote what its author had read, so the class must be as sensitive as what the teams query.
   */
  readonly queryTexts?: boolean;
  /** Whether a trail has to record each read of its buckets' objects. */
  readonly readsRecorded?: boolean;
  /**
   * Functions that hand each person who has signed in at an API their own share of the class, such as a copy of their data.
   * From S3 on, no other code that reads the class answers anybody outside, however they sign in. That such a function gives
   * nobody the share of another is not proved: it is code.
   */
  readonly handedOverBy?: readonly string[];
}

/** Keys that encrypt no class: what they sign, or the codes (MACs) that they make, count because nobody else can make them. */
export interface KeyPurpose {
  /** What they are for, such as `restart certificates`. */
  readonly name: string;
  readonly keys: readonly string[];
  /** Who may sign with them, make or check MACs, or derive secrets. */
  readonly users: readonly string[];
}

/** What a team may see of a table. */
export interface TeamAccess {
  readonly role: string;
  /** `database.table`, or a name of the table as of any resource. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Null for all rows. */
  readonly rowFilter: string | null;
}

/** What is written into a table: the claim that all of it is used is decided for tables of which this is said. */
export interface KeptTable {
  /** `database.table` */
  readonly table: string;
  /** Kinds of rows that are written into it, by a row filter, with the columns that they may fill; why, where nobody is granted them. */
  readonly rows: readonly {
    readonly name: string;
    readonly filter: string;
    readonly columns: readonly string[];
    readonly reason?: string;
  }[];
  /** Columns that nobody is granted, and why they are kept. */
  readonly columns: readonly { readonly name: string; readonly reason: string }[];
  /** Columns that are always written empty. */
  readonly empty: readonly string[];
}

/** A finding that an approver has decided to live with. */
export interface Acceptance {
  /** Of the finding: `<claim>#<digest of its cause>`. The id of a claim alone accepts its one cause, and none when it has several. */
  readonly id: string;
  readonly reason: string;
  readonly approver: string;
  /** The last day on which it counts, in ISO 8601. */
  readonly expires: string;
}

export interface Declaration {
  readonly classes: readonly DataClass[];
  readonly keyPurposes?: readonly KeyPurpose[];
  /** Principals that could change the rules. */
  readonly trustedBase: readonly string[];
  /**
   * Roles that start deployments, such as the deploy role of the CDK's bootstrap stack. They may hand a role of the trusted base to
   * any stack, and so change every rule; unlike the trusted base they must not read. Their trust may let in the account, so that
   * its identity policies say who takes them: of principals outside the templates that is an assumption, and is said.
   */
  readonly deployers?: readonly string[];
  /** None when it is left out. */
  readonly teams?: readonly TeamAccess[];
  /** Of the columns of all tables, partition keys included, S0 to S4. */
  readonly columns?: readonly { readonly name: string; readonly sensitivity: string }[];
  /**
   * ARN patterns of those who sign in from outside the templates, such as roles of IAM Identity Center, and may take an
   * approved role. They are trusted to act as it and not to read otherwise.
   */
  readonly people?: readonly string[];
  /** ARN patterns of principals that manage people, beside those that their names and tags tell. */
  readonly peopleManagers?: readonly string[];
  readonly kept?: readonly KeptTable[];
  /** The calls that must be allowed. The other claims forbid; these say what the platform must be able to do. */
  readonly needs?: readonly Need[];
  /** Families of claims, ids of claims, or how ids begin up to a slash. All claims when it is left out. */
  readonly claims?: readonly string[];
  readonly accepted?: readonly Acceptance[];
}

const bad = (problem: string, near?: string): StrongroomError =>
  new StrongroomError(
    'ACCESS_DECLARATION',
    problem,
    `${near === undefined ? '' : `${near} `}Name resources by ARN, logical id or construct path, as the templates have them.`,
  );

/** Whether a declaration means a resource by a name. */
export const isNamed = (name: string, resource: Resource): boolean =>
  [
    resource.arn,
    resource.logicalId,
    `${resource.template}/${resource.logicalId}`,
    resource.constructPath,
    // The construct as an author of the app knows it, of which this is the resource.
    resource.constructPath.replace(/\/Resource$/, ''),
    resource.name,
    ...aliases(resource),
  ].includes(name);

/** The one resource among `candidates` that `name` means. Throws `ACCESS_DECLARATION` for none or several. */
export function named<T extends Resource>(name: string, candidates: readonly T[], kind: string): T {
  const [first, ...rest] = candidates.filter((candidate) => isNamed(name, candidate));
  if (!first)
    throw bad(
      `There is no ${kind} ${name} in the templates.`,
      didYouMean(
        name.split('/').at(-1) ?? name,
        candidates.map(({ logicalId }) => logicalId),
      ),
    );
  if (rest.length > 0) throw bad(`${name} means more than one ${kind}.`);
  return first;
}

/** Whether a name means a resource that a condition leaves out, and none that is made. */
export const isLeftOut = (app: App, name: string): boolean =>
  app.leftOut.some((resource) => isNamed(name, resource)) && !app.resources.some((resource) => isNamed(name, resource));

const aliases = (resource: Resource): readonly string[] => (resource as Partial<Key>).aliases ?? [];

/** The ARN of a principal that may be outside the templates. */
export function principalArn(app: App, name: string): string {
  if (name.startsWith('arn:')) return name;
  return named(name, [...app.roles, ...app.users], 'role or user').arn;
}

/** The ARN of a resource that a need names: an ARN as it is, else of the one resource of that name. */
export function resourceArn(app: App, name: string): string {
  if (name.startsWith('arn:') || name === '*') return name;
  if (name.startsWith('alias/')) return named(name, app.keys, 'key').arn;
  const { arn } = named(name, app.resources, 'resource');
  if (arn === undefined) throw bad(`${name} has no ARN that could be known from the templates.`);
  return arn;
}
