import { type Actor, everybody } from '../decide/actor.ts';
import type { SolverQuestion } from '../decide/question.ts';
import type { SolverAnswer } from '../decide/tableau.ts';
import type { App, Bucket, Key, Resource, Table } from '../model/app.ts';
import { mayMean } from '../model/names.ts';
import { text } from '../model/values.ts';
import type { Policy } from '../policy/document.ts';
import { guardsOf } from '../query/carriers.ts';
import {
  type DataClass,
  type Declaration,
  isLeftOut,
  isNamed,
  type KeptTable,
  named,
  principalArn,
} from './declaration.ts';
import type { Need } from './needs.ts';
import type { Finding } from './proof.ts';

/** A data class with what it names found in the app. */
export interface FoundClass {
  readonly declared: DataClass;
  readonly name: string;
  readonly buckets: readonly Bucket[];
  readonly keys: readonly Key[];
  readonly tables: readonly Table[];
  readonly channels: readonly Resource[];
  /** ARNs of approved readers, and of the trusted base, and names of approved services. */
  readonly exempt: readonly string[];
}

export interface TeamRights {
  readonly roleArn: string;
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly rowFilter: string | null;
}

/** Is told of every question that is decided. */
export type OnAnswer = (questions: readonly SolverQuestion[], except: readonly string[], answer: SolverAnswer) => void;

export interface InquiryOptions {
  /** The one class to decide claims about; all of them if left out. */
  readonly only?: string;
  readonly onAnswer?: OnAnswer;
}

/** A request that is taken to be denied, with the resource of the templates that it is on, or in. */
export interface ClosedRequest {
  readonly action: string;
  readonly resource: string;
  readonly place: string;
}

/** What every claim is decided from. */
export interface Inquiry {
  readonly app: App;
  readonly classes: readonly FoundClass[];
  /** Those of the classes that claims are asked about. */
  readonly asked: readonly FoundClass[];
  /** Keys that encrypt no class, by what they are for, with their users as the approved: those that claims are asked about. */
  readonly purposes: readonly FoundClass[];
  readonly trusted: readonly string[];
  /** ARNs of roles that start deployments: they could change every rule, and are approved to read nothing. */
  readonly deployers: readonly string[];
  readonly teams: readonly TeamRights[];
  /** ARN patterns of those who may take approved roles. */
  readonly people: readonly string[];
  /** ARN patterns of principals that are declared to manage people. */
  readonly peopleManagers: readonly string[];
  readonly kept: readonly KeptTable[];
  /** What must be allowed. */
  readonly needs: readonly Need[];
  /** Sensitivity by column; undefined when none are declared. */
  readonly sensitivities: ReadonlyMap<string, string> | undefined;
  /** Everybody, known or not, in the worst case. */
  readonly anybody: readonly Actor[];
  /** Counts what was asked, for the statistics. */
  readonly count: { queries: number };
  readonly onAnswer?: OnAnswer;
  /** Requests that are taken to be denied, to see what else is open. */
  readonly closed?: readonly ClosedRequest[];
  /** Findings that are passed over, to see what else there is. */
  readonly isSkipped?: (finding: Finding) => boolean;
}

/** What each team is declared to see, without teams whose role a condition leaves out. */
function teamsIn(app: App, { teams = [] }: Declaration): TeamRights[] {
  const present = teams.filter(({ role }) => !isLeftOut(app, role));
  return present.map(({ role, table, columns, rowFilter }): TeamRights => {
    const found = app.tables.find((candidate) => isNamed(table, candidate));
    if (found)
      return { roleArn: principalArn(app, role), database: found.database, table: found.name, columns, rowFilter };
    const [database = '', name = ''] = table.includes('.') ? table.split('.') : [undefined, table];
    return { roleArn: principalArn(app, role), database, table: name, columns, rowFilter };
  });
}

/**
 * Throws `ACCESS_DECLARATION` when the declaration names what the templates do not have. What a condition of the templates leaves
 * out is nobody's and holds nothing, and is passed over.
 */
export function openInquiry(app: App, declaration: Declaration, { only, onAnswer }: InquiryOptions = {}): Inquiry {
  const principals = (names: readonly string[]): string[] =>
    names.filter((name) => !isLeftOut(app, name)).map((name) => principalArn(app, name));
  const those = <T extends Resource>(
    names: readonly string[] | undefined,
    candidates: readonly T[],
    subject: string,
  ): T[] => (names ?? []).filter((name) => !isLeftOut(app, name)).map((name) => named(name, candidates, subject));
  const trusted = principals(declaration.trustedBase);
  const find = (declared: DataClass): FoundClass => {
    const readers = principals(declared.approvedReaders);
    return {
      declared,
      name: declared.name,
      buckets: those(declared.buckets, app.buckets, 'bucket'),
      // One key may be named twice, by itself and by its alias.
      keys: [...new Set(those(declared.keys, app.keys, 'key'))].flatMap((key) => withReplicas(app, key)),
      tables: those(declared.tables, app.tables, 'table'),
      channels: those(declared.channels, app.resources, 'resource'),
      exempt: [...readers, ...trusted, ...(declared.approvedServices ?? []).flatMap((name) => inRegion(app, name))],
    };
  };
  const classes = declaration.classes.map(find);
  const purposes = (declaration.keyPurposes ?? []).map(({ users, ...keys }) =>
    find({ ...keys, approvedReaders: users }),
  );
  const anybody = everybody(accountsOf(app), app.place.partition);
  return {
    app,
    classes,
    asked: only === undefined ? classes : classes.filter((dataClass) => dataClass.name === only),
    purposes: only === undefined ? purposes : purposes.filter((purpose) => purpose.name === only),
    trusted,
    deployers: principals(declaration.deployers ?? []),
    teams: teamsIn(app, declaration),
    people: declaration.people ?? [],
    peopleManagers: declaration.peopleManagers ?? [],
    kept: declaration.kept ?? [],
    needs: only === undefined ? (declaration.needs ?? []) : [],
    sensitivities:
      declaration.columns && new Map(declaration.columns.map(({ name, sensitivity }) => [name, sensitivity])),
    anybody,
    count: { queries: 0 },
    ...(onAnswer ? { onAnswer } : {}),
  };
}

/**
 * A replica has the key's material and a policy of its own: it opens whatever the key does. It stands in a stack of another
 * region, so that what its primary key is may be known only at deployment.
 */
const withReplicas = ({ keys }: App, key: Key): Key[] => [
  key,
  ...keys.filter(({ properties }) => {
    const primary = text(properties, 'PrimaryKeyArn');
    return primary !== undefined && (primary === key.arn || mayMean(primary, [key.arn]));
  }),
];

/** A service, and the name that it has in the region: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services */
const inRegion = ({ place }: App, service: string): string[] => [
  service,
  service.replace(/^(\w+)\.amazonaws\.com/, `$1.${place.region}.amazonaws.com`),
];

/** Every account that a policy speaks of: these may be treated apart, all others are alike. */
function accountsOf(app: App): string[] {
  const { buckets, keys, queues, topics, functions, logGroups, otherStores } = app;
  const policies = [buckets, keys, queues, topics, functions, logGroups, otherStores]
    .flat()
    .map((keyed) => keyed.policy);
  const spoken = [...policies, ...guardsOf(app).map((guard) => guard.policy)].flatMap((policy) =>
    policy ? accountsIn(policy) : [],
  );
  return [...new Set([app.place.accountId, ...spoken])];
}

const ACCOUNTS = new WeakMap<Policy, readonly string[]>();

function accountsIn(policy: Policy): readonly string[] {
  const known = ACCOUNTS.get(policy);
  if (known) return known;
  const made = JSON.stringify(policy.statements).match(/(?<!\d)\d{12}(?!\d)/g) ?? [];
  ACCOUNTS.set(policy, made);
  return made;
}
