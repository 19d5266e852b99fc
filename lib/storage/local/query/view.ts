import { COLUMNS, type Column, PARTITION_KEYS } from '../../../activity/columns.ts';
import { mayPass } from '../../../activity/row-filter/pass.ts';
import { columnsOf, type ParsedRowFilter, parseRowFilter } from '../../../activity/row-filter/read.ts';
import type { Partition } from '../../ports.ts';
import { filterSql, quoted } from './sql.ts';

/** Columns and rows that one Lake Formation grant shows; null rows are all rows. */
export interface Grant {
  readonly columns: readonly string[] | '*';
  readonly rowFilter: string | null;
}

interface Pane {
  readonly columns: ReadonlySet<string>;
  readonly filter: ParsedRowFilter | null;
}

const KEYS: readonly Column[] = PARTITION_KEYS;
const ALL: readonly Column[] = [...COLUMNS, ...KEYS];

/**
 * A principal's view of the table: the union of its grants. A value is visible where some grant has both its column and
 * its row; where grants with different columns and rows overlap, the other values are null. Partition keys are visible
 * with every row, because Lake Formation cannot hide them
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html).
 */
export class LakeView {
  readonly #panes: readonly Pane[];
  /** Visible columns, in the order of the table, partition keys last. */
  readonly columns: readonly Column[];

  /** @throws StrongroomError query.bad-filter */
  constructor(grants: readonly Grant[]) {
    this.#panes = grants.map(({ columns, rowFilter }) => ({
      columns: new Set(columns === '*' ? COLUMNS.map((c) => c.name) : columns),
      filter: rowFilter === null ? null : parseRowFilter(rowFilter),
    }));
    const visible = COLUMNS.filter(({ name }) => this.#panes.some((pane) => pane.columns.has(name)));
    this.columns = [...visible, ...KEYS];
  }

  mayHold(partition: Partition): boolean {
    return this.#panes.some(({ filter }) => filter === null || mayPass(filter, partition));
  }

  /** The columns to load for `columns`: these, and those that the filters use. */
  needs(columns: readonly Column[]): Column[] {
    const names = new Set([
      ...columns.map((c) => c.name),
      ...this.#panes.flatMap((p) => (p.filter ? columnsOf(p.filter) : [])),
    ]);
    return ALL.filter((c) => names.has(c.name));
  }

  /** SQL that selects `columns` as this view shows them, from a source that holds every column they need. */
  select(columns: readonly Column[], from: string): string {
    const items = columns.map((column) => `${this.#value(column)} AS ${quoted(column.name)}`);
    return `SELECT ${items.join(', ')} FROM ${from} WHERE ${condition(this.#panes)}`;
  }

  #value({ name }: Column): string {
    const panes = KEYS.some((key) => key.name === name) ? this.#panes : this.#panes.filter((p) => p.columns.has(name));
    return panes.length === this.#panes.length
      ? quoted(name)
      : `CASE WHEN ${condition(panes)} THEN ${quoted(name)} END`;
  }
}

function condition(panes: readonly Pane[]): string {
  const filters = panes.flatMap(({ filter }) => filter ?? []);
  if (filters.length < panes.length) return 'true';
  return filters.map((filter) => filterSql(filter)).join(' OR ') || 'false';
}
