import { constants, zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { featureOf, STEP, schemaOf } from './shape.ts';
import type { Shard, Shot } from './shard.ts';

/**
 * Rows of a group: a loader reads a whole group to show a single row
 * (https://huggingface.co/docs/hub/datasets-image#parquet-format).
 */
const GROUP_ROWS = 100;

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Metadata key from which Hugging Face `datasets` reads the column types. */
const HUGGINGFACE = JSON.stringify({
  info: { features: Object.fromEntries(Object.entries(STEP).map(([name, shape]) => [name, featureOf(shape)])) },
});

const NAMES = Object.keys(STEP) as (keyof typeof STEP)[];

/**
 * One Parquet file in the convention of Hugging Face `datasets`. No column has statistics: minimum and maximum values
 * in the footer would reveal content to a reader of the footer alone. The same steps give the same bytes.
 */
export function parquetShard(): Shard {
  const bytes = new ByteWriter(1 << 16);
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(STEP),
    codec: 'ZSTD',
    compressors: { ZSTD: (input) => zstdCompressSync(input, LEVEL) },
    statistics: false,
    kvMetadata: [{ key: 'huggingface', value: HUGGINGFACE }],
    createdBy: 'strongroom',
  });
  let group: Shot[] = [];
  let waiting = 0;
  const flush = () => {
    if (group.length === 0) return;
    const rows = group.map(rowOf);
    writer.write({
      columnData: NAMES.map((name) => ({
        name,
        data: rows.map((row) => row[name]),
        // Pictures are already compressed.
        ...(name === 'image' && { codec: 'UNCOMPRESSED' as const, encoding: 'PLAIN' as const }),
      })),
      rowGroupSize: GROUP_ROWS,
    });
    group = [];
    waiting = 0;
  };
  return {
    get size() {
      return bytes.offset + waiting;
    },
    add: (shot) => {
      group.push(shot);
      waiting += (shot.image?.length ?? 0) + 2_000;
      if (group.length === GROUP_ROWS) flush();
    },
    finish: () => {
      flush();
      writer.finish();
      return bytes.getBytes().slice();
    },
  };
}

const rowOf = ({ step, image }: Shot): Record<keyof typeof STEP, unknown> => ({
  ...step,
  image: image === null ? null : { bytes: image, path: step.frame?.path.split('/').at(-1) ?? null },
});
