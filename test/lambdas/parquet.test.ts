import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { parquetOf } from '../../lambdas/redact/parquet.ts';
import { type Cell, RowGroup } from '../../lambdas/redact/row-group.ts';
import { INT_MAX } from '../../lib/activity/column-types.ts';
import { COLUMNS, type Column } from '../../lib/activity/columns.ts';
import { present } from '../present.ts';

/** The columns as the library is told to write them. */
const PLAIN = new Set(['seq', 'mono_us', 'occurred_at', 'x', 'y', 'path', 'text', 'bounds']);
const REQUIRED = new Set([
  'segment',
  'seq',
  'session',
  'worker',
  'device',
  'kind',
  'mono_us',
  'occurred_at',
  'red',
  'expires',
]);
const NARROWED = { 'as-redacted': ['seq', 'mono_us'], 'by-worker': ['seq', 'mono_us', 'worker', 'session', 'segment'] };
const TYPES = { string: 'STRING', int: 'INT32', bigint: 'INT64', double: 'DOUBLE', boolean: 'BOOLEAN' } as const;
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Data = readonly Cell[][];

/** A file by the library alone. */
function byLibrary(groups: readonly Data[], sorted: keyof typeof NARROWED): Buffer {
  const sources = COLUMNS.map(({ name, type }) => ({
    ...{ name, type: TYPES[type], nullable: !REQUIRED.has(name), data: [] as Cell[] },
    statistics: NARROWED[sorted].includes(name),
    ...(PLAIN.has(name) && { encoding: 'PLAIN' as const }),
  }));
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    ...{ writer, schema: schemaFromColumnData({ columnData: sources }), codec: 'ZSTD', createdBy: 'strongroom' },
    compressors: { ZSTD: (input) => zstdCompressSync(input, LEVEL) },
  });
  for (const data of groups) {
    const columnData = sources.map((source, i) => ({ ...source, data: present(data[i]) }));
    void file.write({ columnData, rowGroupSize: present(data[0]).length });
  }
  void file.finish();
  return Buffer.from(writer.getBytes());
}

async function byUs(groups: readonly Data[], sorted: keyof typeof NARROWED): Promise<Buffer> {
  async function* all() {
    for (const data of groups) {
      const group = new RowGroup(present(data[0]).length);
      for (const row of present(data[0]).keys()) {
        group.next();
        for (const [i, { name }] of COLUMNS.entries())
          if (present(data[i])[row] !== null) group.set(name, present(data[i])[row] as never);
      }
      yield group;
    }
  }
  return Buffer.concat(await Array.fromAsync(parquetOf(all(), sorted)));
}

/** Some values of a type, by their number. Texts have signs of one to four bytes and halves of pairs; some are long. */
const VALUES: { readonly [T in Column['type']]: (n: number) => Exclude<Cell, null> } = {
  string: (n) =>
    present(
      [`value ${n}`, `${n} é`, `\ud800${n}`, `日本 ${n}`, `😀${n}\udc00`, '', `${n}`.repeat((n % 97) * 90)][n % 7],
    ),
  int: (n) => present([n, -n, INT_MAX - n, -INT_MAX - 1 + n][n % 4]),
  bigint: (n) => present([BigInt(n), -BigInt(n), 2n ** 63n - 1n - BigInt(n), -(2n ** 63n) + BigInt(n)][n % 4]),
  double: (n) => present([n / 7, -n / 7, 0, -0, n * 1e300, 5e-324 * n][n % 6]),
  boolean: (n) => n % 3 === 0,
};

/** How the cells of a column come: few different values or many, alone or in runs, and rows without one. */
const shape = fc.record({
  seed: fc.nat(1_000_000),
  distinct: fc.constantFrom(1, 2, 30, 700, 100_000),
  run: fc.constantFrom(1, 3, 9, 5_000),
  filled: fc.constantFrom(0, 0.002, 0.5, 1),
});

function columnOf({ name, type }: Column, rows: number, seed: number, { distinct, run, filled }: Omit<Shape, 'seed'>) {
  const random = (n: number) => (Math.imul(n + seed, 0x9e3779b1) >>> 0) / 2 ** 32;
  const share = REQUIRED.has(name) ? 1 : filled;
  return Array.from(
    { length: rows },
    (_, row): Cell =>
      random(row) >= share ? null : VALUES[type](Math.floor(random(Math.floor(row / run) * 31) * distinct)),
  );
}
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const group = fc.record({
  rows: fc.constantFrom(1, 2, 8, 16, 17, 100, 1_500),
  shapes: fc.array(shape, { minLength: 3, maxLength: 9 }),
});

const dataOf = ({ rows, shapes }: { rows: number; shapes: Shape[] }): Data =>
  COLUMNS.map((column, i) => {
    const { seed, ...rest } = present(shapes[i % shapes.length]);
    return columnOf(column, rows, seed + i, rest);
  });

describe('a file of rows', () => {
  test('has the bytes that the library gives it, whatever the rows are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { maxLength: 3 }),
        fc.constantFrom('as-redacted' as const, 'by-worker' as const),
        async (groups, sorted) => {
          const data = groups.map(dataOf);
          expect(digest(await byUs(data, sorted))).toBe(digest(byLibrary(data, sorted)));
        },
      ),
      { numRuns: Number(process.env.PARQUET_RUNS ?? 25), endOnFailure: true },
    );
  });

  test('is refused when a row is without what every row has', async () => {
    const group = new RowGroup(1);
    group.next();
    async function* once() {
      yield group;
    }
    await expect(Array.fromAsync(parquetOf(once()))).rejects.toMatchObject({ code: 'file.failed' });
  });
});
