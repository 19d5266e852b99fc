import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { zstd } from './zstd.ts';

/** The values of a page, and which of its rows have one. */
export interface Page {
  readonly encoding: 'PLAIN' | 'RLE' | 'RLE_DICTIONARY';
  readonly rows: number;
  readonly nulls: number;
  /** 1 for a row with a value, 0 for one without; none where every row has one. */
  readonly levels: Uint8Array | undefined;
  readonly values: Uint8Array;
}

/** Writes a page with its header. @returns its bytes as they are without compression */
export function writePage(writer: ByteWriter, { encoding, rows, nulls, levels, values }: Page): number {
  const defined = levels === undefined ? new Uint8Array() : runs(levels, 1);
  const packed = zstd(values);
  const begin = writer.offset;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: defined.length + values.length,
    compressed_page_size: defined.length + packed.length,
    data_page_header_v2: {
      ...{ num_values: rows, num_nulls: nulls, num_rows: rows, encoding },
      ...{ definition_levels_byte_length: defined.length, repetition_levels_byte_length: 0, is_compressed: true },
    },
  });
  const header = writer.offset - begin;
  writer.appendBytes(defined);
  writer.appendBytes(packed);
  return header + defined.length + values.length;
}

/** Writes the entries of a dictionary. @returns their bytes with the header, without compression */
export function writeEntries(writer: ByteWriter, entries: Uint8Array, count: number): number {
  const packed = zstd(entries);
  const begin = writer.offset;
  writePageHeader(writer, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: entries.length,
    compressed_page_size: packed.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  const header = writer.offset - begin;
  writer.appendBytes(packed);
  return header + entries.length;
}

/** Numbers of entries, after the bits that each of them takes. @param codes -1 for a row without a value */
export function numbers(codes: Int32Array): Uint8Array {
  const present = new Int32Array(codes.length);
  let count = 0;
  let largest = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    if (code < 0) continue;
    present[count++] = code;
    if (code > largest) largest = code;
  }
  const width = Math.ceil(Math.log2(largest + 1));
  const writer = new ByteWriter();
  writer.appendUint8(width);
  writeRleBitPackedHybrid(writer, present.subarray(0, count), width);
  return writer.getBytes();
}

/** Flags in runs, after the bytes that these take. */
export function flags(values: readonly boolean[]): Uint8Array {
  const packed = runs(new Uint8Array(values.map(Number)), 1);
  const writer = new ByteWriter(packed.length + 4);
  writer.appendUint32(packed.length);
  writer.appendBytes(packed);
  return writer.getBytes();
}

function runs(values: Uint8Array, width: number): Uint8Array {
  const writer = new ByteWriter();
  writeRleBitPackedHybrid(writer, values, width);
  return writer.getBytes();
}
