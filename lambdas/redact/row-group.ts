import { FITS } from '../../lib/activity/column-types.ts';
import { type CellOf, COLUMNS, type ColumnName } from '../../lib/activity/columns.ts';
import { SegmentFault } from './fault.ts';

/** Whether a column can hold a value, by the type that the table and the files give it. */
const HOLDS = Object.fromEntries(COLUMNS.map(({ name, type }) => [name, FITS[type]])) as Readonly<
  Record<ColumnName, (value: unknown) => boolean>
>;

const EVERY_COLUMN: ReadonlySet<ColumnName> = new Set(COLUMNS.map(({ name }) => name));

export type Cell = string | number | bigint | boolean | null;

/** A column with the value that many rows have in common. */
export type SharedCell = { [C in ColumnName]: readonly [column: C, value: CellOf<C>] }[ColumnName];

/**
 * Rows held by column until there are enough for a Parquet row group. A column that no row fills costs one shared array
 * of nulls: most columns belong to one kind of event.
 */
export class RowGroup {
  readonly #capacity: number;
  readonly #kept: ReadonlySet<ColumnName>;
  readonly #nulls: null[];
  #columns: Partial<Record<ColumnName, Cell[]>> = {};
  #row = -1;
  /** Cells that the rows from one on have in common, and by whom they were given. */
  #shared: { readonly of: object; readonly cells: readonly SharedCell[]; from: number } | undefined;

  /** @param columns those that are kept: all others stay empty */
  constructor(capacity: number, columns: ReadonlySet<ColumnName> = EVERY_COLUMN) {
    this.#capacity = capacity;
    this.#kept = columns;
    this.#nulls = new Array(capacity).fill(null);
  }

  get full(): boolean {
    return this.#row + 1 >= this.#capacity;
  }

  get length(): number {
    return this.#row + 1;
  }

  /** Begins a row; `set` fills it. */
  next(): void {
    this.#row++;
  }

  /**
   * Fills columns of this row and of all rows after it alike, until another owner comes: one call instead of one for each row.
   * @param of whose cells they are; the same owner's are not looked at again
   * @throws SegmentFault row.unfit
   */
  share(of: { readonly cells: readonly SharedCell[] }): void {
    if (this.#shared?.of === of) return;
    for (const [column, value] of of.cells) if (!HOLDS[column](value)) throw new SegmentFault('row.unfit');
    this.#fill(this.#row);
    this.#shared = { of, cells: of.cells, from: this.#row };
  }

  /** Writes the shared cells of all rows up to one. */
  #fill(to: number): void {
    if (this.#shared === undefined) return;
    const { cells, from } = this.#shared;
    if (from >= to) return;
    for (const [column, value] of cells) if (this.#kept.has(column)) this.#cells(column).fill(value, from, to);
    this.#shared.from = to;
  }

  /**
   * The column's type limits the value, so that a recorder's text fits none. The value is checked here, where its row is known:
   * the file writer would find it later, among the rows of others.
   * @throws SegmentFault row.unfit
   */
  set<C extends ColumnName>(column: C, value: CellOf<C>): void {
    if (!HOLDS[column](value)) throw new SegmentFault('row.unfit');
    if (!this.#kept.has(column)) return;
    this.#cells(column)[this.#row] = value;
  }

  #cells(column: ColumnName): Cell[] {
    let cells = this.#columns[column];
    if (cells === undefined) {
      cells = this.#nulls.slice() as Cell[];
      this.#columns[column] = cells;
    }
    return cells;
  }

  /** The columns in table order, and an empty group again. */
  take(): { name: ColumnName; data: Cell[] }[] {
    const rows = this.#row + 1;
    this.#fill(rows);
    if (this.#shared !== undefined) this.#shared.from = 0;
    const whole = (cells: Cell[]) => (rows === this.#capacity ? cells : cells.slice(0, rows));
    const columns = COLUMNS.map(({ name }) => ({ name, data: whole(this.#columns[name] ?? this.#nulls) }));
    this.#columns = {};
    this.#row = -1;
    return columns;
  }
}
