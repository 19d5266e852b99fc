import { stepText } from './shape.ts';
import type { FileSize, OutFile, Shard } from './shard.ts';

/** Columns of a shard, in the order of their names, and how `streaming` decodes each. */
const COLUMNS = { whole: { json: 'json', png: 'png' }, noframe: { json: 'json' } } as const;
type Part = keyof typeof COLUMNS;

/** Unsigned, 32 bits, little-endian. */
const u32 = (numbers: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 * i);
  return bytes;
};

const typesOf = (part: Part) => {
  const names = Object.keys(COLUMNS[part]);
  return {
    column_encodings: Object.values(COLUMNS[part]),
    column_names: names,
    column_sizes: names.map(() => null),
    compression: null,
    format: 'mds',
    hashes: [],
  };
};

/**
 * A shard of MosaicML Streaming: the number of samples, where each begins and the last ends, the types, and the samples. A sample is
 * the sizes of its columns, and their content
 * (https://docs.mosaicml.com/projects/streaming/en/stable/preparing_datasets/dataset_format.html#mds).
 */
export function mdsShard(): Shard {
  const samples: Buffer[] = [];
  let size = 0;
  let part: Part = 'whole';
  return {
    get size() {
      return size;
    },
    get samples() {
      return samples.length;
    },
    add: ({ step, image }) => {
      part = image === null ? 'noframe' : 'whole';
      const values = [Buffer.from(stepText(step)), ...(image === null ? [] : [image])];
      const sample = Buffer.concat([u32(values.map(({ length }) => length)), ...values]);
      samples.push(sample);
      size += sample.length;
    },
    finish: () => {
      const types = Buffer.from(JSON.stringify({ ...typesOf(part), version: 2 }));
      let at = 4 + 4 * (samples.length + 1) + types.length;
      const begins = [at];
      for (const { length } of samples) {
        at += length;
        begins.push(at);
      }
      return Buffer.concat([u32([samples.length]), u32(begins), types, ...samples]);
    },
  };
}

/** Folder of a split, the number of the shard, and how many samples it has: the index is made of these names alone. */
export const mdsPath = (split: string, part: Part, number: number, samples: number): string =>
  `${split}${part === 'noframe' ? '-noframe' : ''}/shard.${String(number).padStart(6, '0')}.${samples}.mds`;

const SHARD = /^((?:train|validation)(-noframe)?)\/(shard\.\d{6}\.(\d{1,9})\.mds)$/;

/** `index.json` of each folder, by which a loader finds its shards. */
export function mdsIndexes(files: readonly FileSize[]): OutFile[] {
  const folders = new Map<string, { readonly part: Part; readonly shards: object[] }>();
  for (const { path, bytes } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const [, folder, noframe, basename, samples] = SHARD.exec(path) ?? [];
    if (folder === undefined) continue;
    const of = folders.get(folder) ?? { part: noframe === undefined ? 'whole' : 'noframe', shards: [] };
    folders.set(folder, of);
    of.shards.push({
      ...typesOf(of.part),
      raw_data: { basename, bytes, hashes: {} },
      samples: Number(samples),
      size_limit: null,
      version: 2,
      zip_data: null,
    });
  }
  return [...folders].map(([folder, { shards }]) => ({
    path: `${folder}/index.json`,
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify({ shards, version: 2 })),
  }));
}
