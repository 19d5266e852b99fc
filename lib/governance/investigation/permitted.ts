import type * as history from '../../access/history/index.ts';
import type { KnownTable, SqlCatalog } from '../sql/index.ts';
import type { Instant } from '../trail/index.ts';
import type { Segment, Timeline } from './timeline.ts';

/** The parts of a class that the policies of a moment show a principal. */
export class Permitted {
  readonly #timeline: Timeline;
  readonly #stores: history.Stores;

  constructor(timeline: Timeline, stores: history.Stores) {
    this.#timeline = timeline;
    this.#stores = stores;
  }

  segment(at: Instant): Segment | undefined {
    const { segments } = this.#timeline;
    return segments.findLast(({ from }) => from <= at) ?? segments[0];
  }

  ways(principal: string, at: Instant): readonly history.ReadWay[] {
    return this.segment(at)?.readers.readers.find((reader) => reader.principal === principal)?.ways ?? [];
  }

  /** Readers of another account: a record of its calls names only the account and an id. */
  ofAccount(account: string, at: Instant): readonly history.Readers['readers'][number][] {
    const readers = this.segment(at)?.readers.readers ?? [];
    return account === '' ? [] : readers.filter(({ principal }) => principal.includes(`::${account}:`));
  }

  /** All columns that the grants of a principal let it see of the class's tables, by union; `*` when unknown. */
  columns(principal: string, at: Instant, tables: readonly string[]): string[] {
    const seen = this.ways(principal, at).filter(
      ({ kind, store }) => kind === 'table' && this.#names(store, at).some((name) => tables.includes(name)),
    );
    const all = seen.flatMap(({ columns }) => (columns === undefined || columns === '*' ? ['*'] : columns));
    if (all.length > 0 && !all.includes('*')) return [...new Set(all)].sort();
    const known = this.tables(at)
      .filter(({ key }) => tables.includes(key))
      .flatMap(({ columns }) => columns);
    return known.length > 0 ? [...new Set(known)].sort() : ['*'];
  }

  /** Row filters in force, joined by OR as Lake Formation joins them; null when any grant shows all rows. */
  filter(principal: string, at: Instant): string | null {
    const filters = this.ways(principal, at).flatMap(({ kind, rowFilter }) =>
      kind === 'table' ? [rowFilter ?? null] : [],
    );
    return filters.length === 0 || filters.includes(null) ? null : [...new Set(filters)].sort().join(' OR ');
  }

  tables(at: Instant): KnownTable[] {
    const app = this.segment(at)?.app;
    return (app?.tables ?? [])
      .filter(({ arn }) => this.#stores.tables.includes(arn))
      .map(({ database, name, columns, partitionKeys }) => ({
        key: `${database}.${name}`.toLowerCase(),
        columns: columns.length === 0 ? [] : [...columns, ...partitionKeys],
      }));
  }

  #names = (arn: string, at: Instant): string[] =>
    (this.segment(at)?.app.tables ?? [])
      .filter((table) => table.arn === arn)
      .map(({ database, name }) => `${database}.${name}`.toLowerCase());

  /** `database.table` of a table's ARN, when it is of the class. */
  tableOf(arn: string, at: Instant): string | undefined {
    const name = /:table\/([^/]+)\/(.+)$/.exec(arn);
    const key = name ? `${name[1]}.${name[2]}`.toLowerCase() : undefined;
    return this.tables(at).some((table) => table.key === key) ? key : undefined;
  }

  /** Keys of the class's tables whose files are at a location; empty when it holds none of them. */
  tablesIn(location: string, at: Instant): string[] {
    const folder = location.replace(/\/*$/, '/');
    return (this.segment(at)?.app.tables ?? [])
      .filter(({ arn }) => arn !== undefined && this.#stores.tables.includes(arn))
      .filter((table) =>
        [...table.locations, table.location].some((path) => {
          const own = path?.replace(/^arn:[^:]+:s3:::/, 's3://').replace(/\/*$/, '/');
          return own !== undefined && (own.startsWith(folder) || folder.startsWith(own));
        }),
      )
      .map(({ database, name }) => `${database}.${name}`.toLowerCase());
  }

  catalog(database: string, name: string, at: Instant): SqlCatalog {
    const tables = this.tables(at);
    const app = this.segment(at)?.app;
    return {
      database,
      name,
      table: (inDatabase, name) => tables.find(({ key }) => key === `${inDatabase}.${name}`.toLowerCase()),
      view: (inDatabase, name) => {
        const found = app?.resources.find(
          (resource) =>
            resource.type === 'AWS::Glue::Table' &&
            resource.name.toLowerCase() === name.toLowerCase() &&
            String(resource.properties.DatabaseName).toLowerCase() === inDatabase.toLowerCase(),
        );
        return viewText((found?.properties.TableInput as { ViewOriginalText?: unknown } | undefined)?.ViewOriginalText);
      },
    };
  }
}

/** Athena keeps a view as JSON in base64 within a comment. */
function viewText(original: unknown): string | undefined {
  const encoded = /\/\* Presto View: (\S+) \*\//.exec(String(original ?? ''))?.[1];
  if (encoded === undefined) return undefined;
  try {
    const { originalSql } = JSON.parse(Buffer.from(encoded, 'base64').toString()) as { originalSql?: unknown };
    return typeof originalSql === 'string' ? originalSql : undefined;
  } catch {
    return undefined;
  }
}
