import type { ColumnChunk, ColumnMetaData, OffsetIndex } from 'hyparquet';
import type { ByteWriter } from 'hyparquet-writer';
import type { Column } from '../../lib/activity/columns.ts';
import { nth } from '../../lib/activity/there.ts';
import { type Dictionary, dictionaryOf } from './dictionary.ts';
import { flags, numbers, type Page, writeEntries, writePage } from './page.ts';
import { PLAIN, SIZE } from './plain.ts';
import type { Cell } from './row-group.ts';
import { rangeOf } from './statistics.ts';

/** A column as files have it. */
export interface FileColumn {
  readonly name: string;
  readonly type: Column['type'];
  /** Whether a row may be without a value. */
  readonly nullable: boolean;
  /** Whether a dictionary is looked for. */
  readonly repeats: boolean;
  /** Whether minimum and maximum stand in the footer. */
  readonly narrowed: boolean;
}

/** A column's chunk, and where its pages begin when there is more than one. */
interface Written {
  readonly chunk: ColumnChunk;
  readonly offsetIndex?: OffsetIndex;
}

const PHYSICAL = {
  string: 'BYTE_ARRAY',
  int: 'INT32',
  bigint: 'INT64',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const satisfies Record<Column['type'], string>;

/** Bytes of a page before it is compressed, roughly. */
const PAGE = 1 << 20;

/**
 * Writes one column of a row group: the bytes that `hyparquet-writer` 0.17 gives it, but without an object for each value.
 * @throws Error when a column that every row has is missing in one
 */
export function writeChunk(writer: ByteWriter, column: FileColumn, cells: readonly Cell[]): Written {
  const { name, type, nullable, repeats, narrowed } = column;
  if (!nullable && cells.includes(null)) throw new Error(`a row is without its ${name}`);
  const dictionary = repeats ? dictionaryOf(cells, type) : undefined;
  const encoding = dictionary ? 'RLE_DICTIONARY' : encodingOf(type, cells.length);
  const begin = writer.offset;
  let uncompressed = 0;
  if (dictionary) uncompressed += writeEntries(writer, PLAIN[type](dictionary.entries), dictionary.entries.length);
  const dataAt = writer.offset;
  const locations: OffsetIndex['page_locations'] = [];
  for (const [from, to] of pagesOf(cells, dictionary ? 'int' : type)) {
    const at = writer.offset;
    uncompressed += writePage(writer, pageOf(column, encoding, cells.slice(from, to), dictionary, from));
    const size = writer.offset - at;
    locations.push({ offset: BigInt(at), compressed_page_size: size, first_row_index: BigInt(from) });
  }
  const meta: ColumnMetaData = {
    type: PHYSICAL[type],
    encodings: dictionary ? ['PLAIN', encoding] : [encoding],
    path_in_schema: [name],
    codec: 'ZSTD',
    num_values: BigInt(cells.length),
    total_compressed_size: BigInt(writer.offset - begin),
    total_uncompressed_size: BigInt(uncompressed),
    data_page_offset: BigInt(dataAt),
    ...(dictionary && { dictionary_page_offset: BigInt(begin) }),
    ...(narrowed && {
      statistics: rangeOf(cells),
      encoding_stats: [
        ...(dictionary ? ([{ page_type: 'DICTIONARY_PAGE', encoding: 'PLAIN', count: 1 }] as const) : []),
        { page_type: 'DATA_PAGE_V2', encoding, count: locations.length },
      ],
    }),
  };
  return {
    chunk: { meta_data: meta, file_offset: BigInt(begin) },
    ...(locations.length > 1 && { offsetIndex: { page_locations: locations } }),
  };
}

/** Of values without a dictionary. */
const encodingOf = (type: Column['type'], rows: number) => (type === 'boolean' && rows > 16 ? 'RLE' : 'PLAIN');

function pageOf(
  { type, nullable }: FileColumn,
  encoding: Page['encoding'],
  cells: readonly Cell[],
  dictionary: Dictionary | undefined,
  from: number,
): Page {
  const { values, levels } = nullable ? presentIn(cells) : { values: cells, levels: undefined };
  const bytes = () => {
    if (dictionary) return numbers(dictionary.codes.subarray(from, from + cells.length));
    return encoding === 'RLE' ? flags(values as readonly boolean[]) : PLAIN[type](values);
  };
  return { encoding, rows: cells.length, nulls: cells.length - values.length, levels, values: bytes() };
}

/** The values of some rows, and 1 for each row with one. Plain loops: each row of each column comes by. */
function presentIn(cells: readonly Cell[]): { values: Cell[]; levels: Uint8Array } {
  const values: Cell[] = [];
  const levels = new Uint8Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = nth(cells, row);
    if (cell === null) continue;
    levels[row] = 1;
    values.push(cell);
  }
  return { values, levels };
}

/** Ranges of rows, of about a page each. */
function pagesOf(cells: readonly Cell[], type: Column['type']): [from: number, to: number][] {
  const pages: [number, number][] = [];
  const fixed = type === 'string' ? undefined : SIZE[type];
  if (fitsOne(cells, fixed)) return [[0, cells.length]];
  let from = 0;
  let bytes = 0;
  for (const [row, cell] of cells.entries()) {
    const size = cell === null ? 0 : (fixed ?? Buffer.byteLength(cell as string));
    bytes += size;
    if (bytes < PAGE || row === from) continue;
    pages.push([from, row]);
    from = row;
    bytes = size;
  }
  pages.push([from, cells.length]);
  return pages;
}

/** Whether cells surely fit one page: most columns do, and counting the bytes of a text takes time. */
function fitsOne(cells: readonly Cell[], fixed: number | undefined): boolean {
  if (fixed !== undefined) return cells.length * fixed < PAGE;
  let most = 0;
  for (let row = 0; row < cells.length; row++) if (cells[row] !== null) most += 3 * (cells[row] as string).length;
  return most < PAGE;
}
