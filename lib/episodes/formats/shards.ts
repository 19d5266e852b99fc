import { there } from '../../activity/there.ts';
import { mdsIndexes, mdsPath, mdsShard } from './mds.ts';
import { parquetShard } from './parquet.ts';
import { stepText } from './shape.ts';
import type { FileSize, OutFile, Shard, Shot } from './shard.ts';
import { tarShard } from './tar.ts';

interface Format {
  readonly says: string;
  readonly type: string;
  readonly shard: () => Shard;
  readonly path: (split: Split, part: Part, number: number, samples: number) => string;
  /** Whether steps without a frame go into separate files. */
  readonly apart: boolean;
  /** Whether frames are separate files. */
  readonly beside: boolean;
  /** Files that list those of the export, once all are made. */
  readonly indexes: (files: readonly FileSize[]) => OutFile[];
}

export type Split = 'train' | 'validation';
type Part = 'whole' | 'noframe';

const digits = (number: number, n: number): string => String(number).padStart(n, '0');

const none = (): OutFile[] => [];

export const FORMATS = {
  hf: {
    says: 'Parquet with PNG inside, as Hugging Face `datasets` reads images',
    type: 'application/vnd.apache.parquet',
    shard: parquetShard,
    path: (split, _part, number) => `data/${split}-${digits(number, 5)}.parquet`,
    ...{ apart: false, beside: false, indexes: none },
  },
  webdataset: {
    says: 'tar shards of NNN.json and NNN.png',
    type: 'application/x-tar',
    shard: tarShard,
    path: (split, part, number) => `${split}${part === 'noframe' ? '-noframe' : ''}-${digits(number, 6)}.tar`,
    // Loaders assume that all samples have the fields of the first ones.
    ...{ apart: true, beside: false, indexes: none },
  },
  mds: {
    says: 'MDS shards of MosaicML Streaming, a folder for each split',
    type: 'application/octet-stream',
    shard: mdsShard,
    path: mdsPath,
    // All samples of a folder have the same columns.
    ...{ apart: true, beside: false, indexes: mdsIndexes },
  },
  jsonl: {
    says: 'a step a line, frames beside them',
    type: 'application/x-ndjson',
    shard: linesShard,
    path: (split, _part, number) => `${split}-${digits(number, 5)}.jsonl`,
    ...{ apart: false, beside: true, indexes: none },
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

function linesShard(): Shard {
  const lines: Uint8Array[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add: ({ step }) => {
      const line = Buffer.from(`${stepText(step)}\n`);
      lines.push(line);
      size += line.length;
    },
    finish: () => Buffer.concat(lines),
  };
}

/** Far below the limits of loaders and uploads; also the size held in memory at once (bytes). */
const SHARD_BYTES = 64 * 1024 ** 2;

/** The files of one export, returned as they become full: memory holds one per split, not the export. */
export class Sharder {
  readonly #format: Format;
  readonly #open = new Map<string, Shard>();
  readonly #count = new Map<string, number>();
  readonly #written = new Set<string>();
  readonly #limit: number;
  readonly #first: number;

  /** @param first number of the first file of each kind */
  constructor(format: FormatName, { limit = SHARD_BYTES, first = 0 } = {}) {
    this.#format = FORMATS[format];
    this.#limit = limit;
    this.#first = first;
  }

  *add(split: Split, shot: Shot): Generator<OutFile> {
    const { step, image } = shot;
    const { frame } = step;
    if (this.#format.beside && frame !== null && image !== null && !this.#written.has(frame.path)) {
      this.#written.add(frame.path);
      yield { path: frame.path, type: 'image/png', bytes: image };
    }
    const key = `${split}/${this.#format.apart && image === null ? 'noframe' : 'whole'}`;
    const shard = this.#open.get(key) ?? this.#format.shard();
    this.#open.set(key, shard);
    shard.add(shot);
    if (shard.size >= this.#limit) yield this.#close(key, shard);
  }

  *finish(): Generator<OutFile> {
    for (const key of [...this.#open.keys()].sort())
      yield this.#close(key, there(this.#open.get(key), 'an open shard'));
  }

  #close(key: string, shard: Shard): OutFile {
    const [split, part] = key.split('/') as [Split, Part];
    const number = this.#count.get(key) ?? this.#first;
    this.#count.set(key, number + 1);
    this.#open.delete(key);
    const path = this.#format.path(split, part, number, shard.samples ?? 0);
    return { path, type: this.#format.type, bytes: shard.finish() };
  }
}
