import type { Constant } from './build.ts';
import { type ParsedRowFilter, parseFilterOf } from './read.ts';

/** Most combinations of values that are tried. */
const MOST_ROWS = 200_000;

/** A value of a column, or the range between two constants, for which every comparison has the same result. */
type Cell =
  | { readonly kind: 'null' }
  /** Not equal to anything, and neither more nor less: NaN of a double. */
  | { readonly kind: 'unordered' }
  | { readonly kind: 'at'; readonly value: Constant }
  /** Number of constants before it, in order; `likes` are the patterns that it matches. */
  | { readonly kind: 'between'; readonly after: number; readonly likes: ReadonlySet<string> };

type Row = ReadonlyMap<string, Cell>;
/** SQL's three values. */
type Truth = boolean | undefined;

/**
 * Whether every row that `narrow` passes also passes one of `wide`. Undefined means undecided: Lake Formation does not
 * accept an expression, or there are too many combinations. Exact for comparisons with constants, because all values
 * between two neighbouring constants behave alike. Every combination of patterns is tried, so that an error is towards
 * false.
 */
export function coversRows(wide: readonly string[], narrow: string): boolean | undefined {
  const filters = parsed([narrow, ...wide]);
  if (!filters) return undefined;
  const [inner, ...outer] = filters as [ParsedRowFilter, ...ParsedRowFilter[]];
  const columns = new Map<string, readonly Cell[]>();
  const constants = new Map<string, readonly Constant[]>();
  for (const name of new Set(filters.flatMap(columnsIn))) {
    const compared = constantsOf(filters, name);
    if (!compared) return undefined;
    constants.set(name, compared);
    columns.set(name, cellsOf(compared, likesOf(filters, name)));
  }
  const size = [...columns.values()].reduce((product, cells) => product * cells.length, 1);
  if (size > MOST_ROWS) return undefined;
  for (const row of rows([...columns]))
    if (truth(inner, row, constants) === true && !outer.some((filter) => truth(filter, row, constants) === true))
      return false;
  return true;
}

function parsed(expressions: readonly string[]): ParsedRowFilter[] | undefined {
  try {
    return expressions.map((expression) => parseFilterOf(expression, undefined));
  } catch {
    return undefined;
  }
}

const atoms = (filter: ParsedRowFilter): Exclude<ParsedRowFilter, { readonly op: 'and' | 'or' | 'not' }>[] =>
  filter.op === 'not' ? atoms(filter.of) : 'of' in filter ? filter.of.flatMap(atoms) : [filter];
const columnsIn = (filter: ParsedRowFilter): string[] => atoms(filter).map((atom) => atom.column);

/** The constants that a column is compared with, in order; undefined when their types differ. */
function constantsOf(filters: readonly ParsedRowFilter[], name: string): readonly Constant[] | undefined {
  const compared = new Set<Constant>();
  for (const atom of filters.flatMap(atoms))
    if (atom.column === name && atom.op !== 'null' && atom.op !== 'like') compared.add(atom.value);
  const list = [...compared].sort(order);
  return new Set(list.map((value) => typeof value)).size > 1 ? undefined : list;
}

const likesOf = (filters: readonly ParsedRowFilter[], name: string): string[] => [
  ...new Set(
    filters.flatMap(atoms).flatMap((atom) => (atom.op === 'like' && atom.column === name ? [atom.value] : [])),
  ),
];

function order(a: Constant, b: Constant): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
}

function cellsOf(constants: readonly Constant[], likes: readonly string[]): Cell[] {
  const subsets: Set<string>[] = [new Set()];
  for (const like of likes) subsets.push(...subsets.map((set) => new Set(set).add(like)));
  const gaps = Array.from({ length: constants.length + 1 }, (_, after) => after);
  return [
    { kind: 'null' },
    { kind: 'unordered' },
    ...constants.map((value): Cell => ({ kind: 'at', value })),
    ...gaps.flatMap((after) => subsets.map((set): Cell => ({ kind: 'between', after, likes: set }))),
  ];
}

function* rows(columns: readonly (readonly [string, readonly Cell[]])[], row: Row = new Map()): Generator<Row> {
  const [first, ...rest] = columns;
  if (!first) yield row;
  else for (const cell of first[1]) yield* rows(rest, new Map([...row, [first[0], cell]]));
}

function truth(filter: ParsedRowFilter, row: Row, constants: ReadonlyMap<string, readonly Constant[]>): Truth {
  switch (filter.op) {
    case 'not': {
      const inner = truth(filter.of, row, constants);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
    case 'or': {
      const decides = filter.op === 'or';
      const parts = filter.of.map((part) => truth(part, row, constants));
      return parts.includes(decides) ? decides : parts.includes(undefined) ? undefined : !decides;
    }
    default:
      return atomTruth(filter, row.get(filter.column) ?? { kind: 'null' }, constants.get(filter.column) ?? []);
  }
}

type Atom = ReturnType<typeof atoms>[number];

function atomTruth(atom: Atom, cell: Cell, constants: readonly Constant[]): Truth {
  if (atom.op === 'null') return cell.kind === 'null';
  if (cell.kind === 'null') return undefined;
  if (atom.op === 'like') return isLike(atom.value, cell);
  if (cell.kind === 'unordered') return atom.op === '<>';
  // For a value between two constants, only its order relative to the compared constant counts.
  const sign = cell.kind === 'at' ? order(cell.value, atom.value) : cell.after > constants.indexOf(atom.value) ? 1 : -1;
  const holds = { '=': sign === 0, '<>': sign !== 0, '<': sign < 0, '>': sign > 0, '<=': sign <= 0, '>=': sign >= 0 };
  return holds[atom.op];
}

/** `%` matches any text, `_` one character. */
function isLike(pattern: string, cell: Cell): boolean {
  if (cell.kind === 'between') return cell.likes.has(pattern);
  if (cell.kind !== 'at') return false;
  const source = [...pattern].map((sign) =>
    sign === '%' ? '[^]*' : sign === '_' ? '[^]' : sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 'u').test(String(cell.value));
}
