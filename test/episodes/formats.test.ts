import { zstdDecompressSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { there } from '../../lib/activity/there.ts';
import { LOADED, STEP, stepText } from '../../lib/episodes/formats/shape.ts';
import type { OutFile, Shot } from '../../lib/episodes/formats/shard.ts';
import { FORMAT_NAMES, FORMATS, type FormatName, Sharder } from '../../lib/episodes/formats/shards.ts';
import { episodesOf, type Step } from '../../lib/episodes/index.ts';
import { present } from '../present.ts';
import { Rows } from './rows.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');

const STEPS: readonly Step[] = (() => {
  const rows = new Rows().focus();
  for (let i = 0; i < 60; i++) {
    rows
      .frame(`f${i}`, { frame_masks: '1,2,3,4;5,6,7,8' })
      .shows('Söme text')
      .types('a')
      .pressed(i * 10 + 0.5, 7);
    rows.scroll(1).key('c', { key_mods: 'ctrl' });
  }
  return [...episodesOf(rows.all)].flatMap(({ steps }) => steps);
})();
const SHOTS: readonly Shot[] = STEPS.map((step, at) =>
  at % 7 === 0 ? { step: { ...step, frame: null }, image: null } : { step, image: PNG },
);

function filesOf(format: FormatName, limit?: number): OutFile[] {
  const sharder = new Sharder(format, { limit });
  return [...SHOTS.flatMap((shot) => [...sharder.add('train', shot)]), ...sharder.finish()];
}

const bufferOf = ({ bytes }: OutFile) => new Uint8Array(bytes).buffer;
const compressors = { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) };

/** The members of a tar, read by their headers. */
function membersOf(tar: Uint8Array): [string, Uint8Array][] {
  const text = (from: number, length: number) =>
    present(
      Buffer.from(tar.subarray(from, from + length))
        .toString()
        .split('\0')[0],
    );
  const found: [string, Uint8Array][] = [];
  for (let at = 0; text(at, 100) !== ''; ) {
    const head = tar.subarray(at, at + 512);
    const sum = head.reduce((all, byte, i) => all + (i >= 148 && i < 156 ? 32 : byte), 0);
    expect(Number.parseInt(text(at + 148, 8), 8)).toBe(sum);
    const size = Number.parseInt(text(at + 124, 12), 8);
    found.push([text(at, 100), tar.subarray(at + 512, at + 512 + size)]);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

test.each(FORMAT_NAMES)('%s: the same steps give the same bytes, in one file or in several', (format) => {
  expect(filesOf(format)).toEqual(filesOf(format));
  const small = filesOf(format, 20_000);
  expect(small.length).toBeGreaterThan(filesOf(format).length);
  expect(new Set(small.map(({ path }) => path)).size).toBe(small.length);
});

test('hf: every step reads back, with a hundred rows per group, types in the metadata, and no values in the footer', async () => {
  const [file, ...rest] = filesOf('hf');
  expect(rest).toEqual([]);
  const metadata = parquetMetadata(bufferOf(present(file)));
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([100, 100, STEPS.length - 200]);
  const columns = metadata.row_groups.flatMap((group) => group.columns);
  expect(columns.filter(({ meta_data }) => meta_data?.statistics?.min_value !== undefined)).toEqual([]);
  const features = JSON.parse(
    present(present(present(metadata.key_value_metadata).find(({ key }) => key === 'huggingface')).value),
  ).info.features;
  expect(Object.keys(features)).toEqual(Object.keys(STEP));
  expect(features.image).toEqual({ _type: 'Image' });
  const rows = await parquetReadObjects({ file: bufferOf(present(file)), compressors, utf8: false });
  for (const [at, { image, ...row }] of rows.entries()) {
    // The reader has no value where a list or a struct is null.
    expect(JSON.parse(JSON.stringify(row, (_name, value) => value ?? null))).toEqual(present(SHOTS[at]).step);
    expect((image ?? null) === null).toBe(present(SHOTS[at]).image === null);
  }
});

test('webdataset: members of a step are adjacent, and steps without a frame are in separate files', () => {
  const files = filesOf('webdataset', 100_000);
  const seen: Step[] = [];
  for (const { path, bytes } of files) {
    const members = membersOf(bytes);
    const samples = [...Map.groupBy(members, ([name]) => name.split('.')[0])];
    expect(samples.flatMap(([, own]) => own)).toEqual(members);
    for (const [, own] of samples) {
      expect(own.map(([name]) => name.split('.')[1])).toEqual(path.includes('noframe') ? ['json'] : ['json', 'png']);
      seen.push(JSON.parse(Buffer.from(present(own[0])[1]).toString()));
    }
  }
  expect(seen.toSorted((a, b) => a.index - b.index)).toEqual(SHOTS.map(({ step }) => step));
});

test('jsonl: one line per step, with each frame once beside them', () => {
  const files = filesOf('jsonl');
  const lines = present(files.find(({ path }) => path === 'train-00000.jsonl'));
  const steps = Buffer.from(lines.bytes)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Step);
  expect(steps).toEqual(SHOTS.map(({ step }) => step));
  const shown = new Set(steps.flatMap(({ frame }) => frame?.path ?? []));
  expect(new Set(files.map(({ path }) => path))).toEqual(new Set([...shown, 'train-00000.jsonl']));
});

test('a float is written as a float, so that no loader takes its column for integers', () => {
  expect(stepText({ ...STEPS[1], t: 24 })).toContain('"t":24.0,');
  expect(Object.keys(LOADED.jsonl)).toEqual(Object.keys(STEP).filter((name) => name !== 'image'));
});

/** The samples of a shard of MosaicML Streaming, read by its offsets as a loader does. */
function samplesOf(shard: Uint8Array, columns: number): Buffer[][] {
  const bytes = Buffer.from(shard);
  return Array.from({ length: bytes.readUInt32LE(0) }, (_, n) => {
    let at = bytes.readUInt32LE(4 + 4 * n);
    const sizes = Array.from({ length: columns }, (_, column) => bytes.readUInt32LE(at + 4 * column));
    at += 4 * columns;
    const values = sizes.map((size) => {
      at += size;
      return bytes.subarray(at - size, at);
    });
    expect(at).toBe(bytes.readUInt32LE(8 + 4 * n));
    return values;
  });
}

test('mds: an index a folder names each shard with its size and samples, and steps without a frame are in another folder', () => {
  const files = filesOf('mds', 100_000);
  const sizes = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const indexes = FORMATS.mds.indexes(sizes.toReversed());
  expect(indexes.map(({ path }) => path)).toEqual(['train-noframe/index.json', 'train/index.json']);
  const read = indexes.flatMap(({ path, bytes }) => {
    const { shards } = JSON.parse(Buffer.from(bytes).toString());
    return shards.flatMap(
      (shard: { raw_data: { basename: string; bytes: number }; samples: number; column_names: string[] }) => {
        const file = there(
          files.find((written) => written.path === path.replace('index.json', shard.raw_data.basename)),
          'a shard of the index',
        );
        const samples = samplesOf(file.bytes, shard.column_names.length);
        expect([file.bytes.length, samples.length]).toEqual([shard.raw_data.bytes, shard.samples]);
        return samples;
      },
    );
  });
  const shown = (png: boolean) =>
    SHOTS.filter(({ image }) => (image !== null) === png).map(({ step }) => stepText(step));
  expect(read.map(([json]) => json?.toString())).toEqual([...shown(false), ...shown(true)]);
  for (const [, png] of read) if (png !== undefined) expect(png.equals(PNG)).toBe(true);
  for (const format of ['hf', 'webdataset', 'jsonl'] as const) expect(FORMATS[format].indexes()).toEqual([]);
});
