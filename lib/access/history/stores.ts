import { hasCode, StrongroomError } from '../../activity/errors.ts';
import { there } from '../../activity/there.ts';
import { type Declaration, named } from '../inquiry/declaration.ts';
import type { App, Resource } from '../model/app.ts';
import { overlap, s3Path } from '../query/lake-permissions.ts';

/** The ARNs of the stores of a data class, and its intended readers. */
export interface Stores {
  readonly name: string;
  /** S0 to S4. */
  readonly sensitivity: string;
  readonly buckets: readonly string[];
  readonly keys: readonly string[];
  readonly tables: readonly string[];
  readonly channels: readonly string[];
  /** ARNs of approved readers, and of those trusted with the rules. */
  readonly approved: readonly string[];
  /** The columns of its tables that teams may see, by ARN of their role. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
  /** Whether a declaration lists them, or only the names of the resources suggest them. */
  readonly declared: boolean;
}

/**
 * Whether a principal is meant to read: always, or as a team the columns that it is declared to see, and nothing past them.
 * @param columns that it could or did read of the class's tables; `*` among them for more than columns of tables
 */
export const isMeantToRead = ({ approved, teams }: Stores, principal: string, columns: readonly string[]): boolean => {
  const own = teams.get(principal);
  return approved.includes(principal) || (own !== undefined && columns.every((column) => own.includes(column)));
};

/** The highest sensitivity, for stores without a stated one. */
const WORST = 'S4';

/**
 * The stores of a class: as declared, else those whose names match.
 * @throws StrongroomError investigate.class, when there is no store of that class
 */
export function storesOf(app: App, declaration: Declaration | undefined, name: string): Stores {
  const declared = declaration?.classes.find((dataClass) => dataClass.name === name);
  const given = declaration && declared ? fromDeclaration(app, declaration, name) : undefined;
  const stores =
    given && given.buckets.length + given.tables.length + given.channels.length > 0 ? given : byName(app, name);
  if (stores.buckets.length + stores.tables.length + stores.channels.length === 0)
    throw new StrongroomError(
      'investigate.class',
      `no store of class ${name} is in the policies`,
      'give the templates or readings that have its bucket, or a claims file that names it (docs/claims.schema.json)',
    );
  return stores;
}

const arns = (resources: readonly Resource[]): string[] =>
  resources.flatMap(({ arn }) => (arn === undefined ? [] : [arn]));

/** Stores that the policies of an earlier time lack did not belong to the class then. */
function fromDeclaration(app: App, declaration: Declaration, name: string): Stores {
  const declared = there(
    declaration.classes.find((dataClass) => dataClass.name === name),
    'the class of data',
  );
  const buckets = found(declared.buckets, app.buckets);
  return {
    name,
    sensitivity: declared.sensitivity ?? WORST,
    buckets: arns(buckets),
    keys: arns(found(declared.keys, app.keys)),
    tables: arns(withTablesIn(app, found(declared.tables, app.tables), arns(buckets))),
    channels: arns(found(declared.channels, app.resources)),
    approved: [
      ...[...declared.approvedReaders, ...declaration.trustedBase].flatMap((approvedReader) =>
        approvedReader.startsWith('arn:')
          ? [approvedReader]
          : arns(found([approvedReader], [...app.roles, ...app.users])),
      ),
      ...(declared.approvedServices ?? []),
    ],
    teams: new Map(
      (declaration.teams ?? []).flatMap(({ role, table, columns }) =>
        found(declared.tables, app.tables).some(({ database, name: own }) => `${database}.${own}` === table)
          ? [[role.startsWith('arn:') ? role : (arns(found([role], app.roles))[0] ?? role), columns] as const]
          : [],
      ),
    ),
    declared: true,
  };
}

const found = <T extends Resource>(names: readonly string[] | undefined, candidates: readonly T[]): T[] =>
  (names ?? []).flatMap((name) => {
    try {
      return [named(name, candidates, 'resource')];
    } catch (error) {
      if (hasCode(error, 'ACCESS_DECLARATION')) return [];
      throw error;
    }
  });

/** Tables over the files of a class belong to the class, no matter who declares them. */
const withTablesIn = (app: App, tables: readonly Resource[], buckets: readonly string[]): Resource[] => [
  ...new Set([
    ...tables,
    ...app.tables.filter(({ locations, location }) =>
      [...locations, location].some(
        (path) => path !== undefined && buckets.some((arn) => overlap(s3Path(path), s3Path(arn))),
      ),
    ),
  ]),
];

/** A word of a name, as hyphens, dots, slashes and capitals part it. */
const words = (text: string): string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

function byName(app: App, name: string): Stores {
  const wanted = words(name).join(' ');
  const isCalled = (text: string | undefined) =>
    text !== undefined && ` ${words(text).join(' ')} `.includes(` ${wanted} `);
  const called = (resource: Resource) => [resource.name, resource.logicalId, resource.constructPath].some(isCalled);
  const calledSo = app.buckets.filter(called);
  // If the policies are of one bucket alone, that bucket is meant, whatever its name.
  const buckets = calledSo.length === 0 && app.buckets.length === 1 ? app.buckets : calledSo;
  const keys = app.keys.filter(
    (key) => called(key) || key.aliases.some(isCalled) || buckets.some(({ keyArn }) => keyArn === key.arn),
  );
  const byTheirNames = app.tables.filter((table) => isCalled(table.name) || isCalled(table.database));
  return {
    name,
    sensitivity: { raw: 'S4', redacted: 'S3', derived: 'S3', audit: 'S2' }[name] ?? WORST,
    buckets: arns(buckets),
    keys: arns(keys),
    tables: arns(withTablesIn(app, byTheirNames, arns(buckets))),
    channels: arns(app.otherStores.filter(called)),
    approved: [],
    teams: new Map(),
    declared: false,
  };
}
