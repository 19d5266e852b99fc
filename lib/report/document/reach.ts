import { type App, type Claim, type Declaration, isRecord, type Proof, type Verdict } from '../../access/index.ts';

/** Who may read which class, and what stops all others: the part of a proof that can be drawn. */
export interface ProofReach {
  readonly readers: readonly DrawnReader[];
  readonly classes: readonly ReachedClass[];
  readonly trusted: readonly string[];
  /** Principals of the templates that may read no class. */
  readonly others: readonly string[];
  readonly teams: NonNullable<Declaration['teams']>;
  readonly columns: NonNullable<Declaration['columns']>;
}

export interface DrawnReader {
  readonly name: string;
  readonly group: ReaderGroup;
  /** Names of classes. */
  readonly reads: readonly string[];
}

export const READER_GROUPS = {
  team: 'Teams',
  person: 'People with a role of their own',
  function: 'Functions of the platform and AWS services',
} as const;
export type ReaderGroup = keyof typeof READER_GROUPS;

export interface ReachedClass {
  readonly name: string;
  readonly sensitivity: string;
  readonly retentionDays: number | null;
  readonly barriers: Readonly<Record<Barrier, Stop>>;
  /** Whether every store of the class expires in time. */
  readonly dies: Stop;
}

/** Ways in that an unapproved principal could try, and the claims that close each. */
export const BARRIERS = {
  request: { who: 'Anybody, by one request', stops: (id: string) => id.startsWith('two-locks/') },
  anybody: {
    who: 'Anybody, by several steps',
    stops: (id: string) => id.startsWith('no-escalation/') && /\/(anybody$|trust\/)/.test(id),
  },
  others: {
    who: 'Other roles, by several steps',
    stops: (id: string) => id.startsWith('no-escalation/') && !/\/(anybody$|trust\/)/.test(id),
  },
  administrator: { who: 'An administrator', stops: (id: string) => id.startsWith('no-silent-administrator/') },
} as const;
export type Barrier = keyof typeof BARRIERS;
export const BARRIER_NAMES = Object.keys(BARRIERS) as Barrier[];

/** The claims that close a way in: `none` where no claim covers it. */
export interface Stop {
  readonly verdict: Verdict | 'none';
  readonly claims: readonly string[];
  readonly guards: readonly { readonly statement: string; readonly source: string }[];
}

/** @param proof of this app and this declaration, with guards and with the lines of the code where they are known */
export function reachOf(app: App, declaration: Declaration, proof: Proof): ProofReach {
  const trusted = [...declaration.trustedBase, ...(declaration.deployers ?? [])].map(shortName);
  const readers = readersOf(app, declaration);
  const known = new Set([...readers.map(({ name }) => name), ...trusted]);
  return {
    readers,
    classes: declaration.classes.map(({ name, sensitivity, retentionDays }) => {
      const about = proof.claims.filter((claim) => claim.class === name);
      const stop = (belongs: (id: string) => boolean) => stopOf(about.filter(({ id }) => belongs(id)));
      return {
        name,
        sensitivity: sensitivity ?? '',
        retentionDays: retentionDays ?? null,
        barriers: {
          request: stop(BARRIERS.request.stops),
          anybody: stop(BARRIERS.anybody.stops),
          others: stop(BARRIERS.others.stops),
          administrator: stop(BARRIERS.administrator.stops),
        },
        dies: stop((id) => id.startsWith('it-dies/')),
      };
    }),
    trusted,
    others: [...app.roles, ...app.users].map(({ arn }) => shortName(arn)).filter((name) => !known.has(name)),
    teams: declaration.teams ?? [],
    columns: declaration.columns ?? [],
  };
}

/** The name of a principal without its account and path. */
export const shortName = (principal: string): string => principal.split('/').at(-1) ?? principal;

const BY_GROUP = Object.keys(READER_GROUPS);

function readersOf(app: App, { classes, teams = [] }: Declaration): DrawnReader[] {
  const reads = new Map<string, string[]>();
  for (const { name, approvedReaders, approvedServices } of classes)
    for (const reader of [...approvedReaders, ...(approvedServices ?? [])])
      reads.set(reader, [...(reads.get(reader) ?? []), name]);
  return [...reads]
    .map(([principal, of]) => ({ name: shortName(principal), group: groupOf(app, principal, teams), reads: of }))
    .toSorted((a, b) => BY_GROUP.indexOf(a.group) - BY_GROUP.indexOf(b.group));
}

function groupOf(app: App, principal: string, teams: ProofReach['teams']): ReaderGroup {
  if (teams.some(({ role }) => role === principal)) return 'team';
  if (!principal.includes('/') && principal.endsWith('.amazonaws.com')) return 'function';
  const role = app.roles.find(({ arn, logicalId, constructPath }) =>
    [arn, logicalId, constructPath].includes(principal),
  );
  return isTakenByService(role?.properties.AssumeRolePolicyDocument) ? 'function' : 'person';
}

function isTakenByService(trust: unknown): boolean {
  const statements = isRecord(trust) ? [trust.Statement].flat() : [];
  return statements.some(
    (statement) => isRecord(statement) && isRecord(statement.Principal) && statement.Principal.Service !== undefined,
  );
}

function stopOf(claims: readonly Claim[]): Stop {
  const open = claims.filter(({ verdict, accepted }) => verdict !== 'proved' && !accepted);
  const verdict = open.some((claim) => claim.verdict === 'refuted') ? 'refuted' : 'undecided';
  const guards = claims.flatMap((claim) => claim.guards);
  return {
    verdict: claims.length === 0 ? 'none' : open.length === 0 ? 'proved' : verdict,
    claims: claims.map(({ id }) => id),
    guards: [...new Map(guards.map(({ statement, source }) => [statement, { statement, source }])).values()],
  };
}
