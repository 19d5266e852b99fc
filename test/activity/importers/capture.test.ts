import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../lib/activity/events.ts';
import { openRecording } from '../../../lib/activity/importers/index.ts';
import { present } from '../../present.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../build.ts';
import { folderOf, identity, importAll, pngHeader } from './build.ts';

const png = pngHeader(640, 480, 'made up');
const sha256 = createHash('sha256').update(png).digest('hex');
const showing = (seq: number, ref: string): ActivityEvent => ({
  kind: 'screen.frame',
  seq,
  mono_us: seq * 1000,
  d: { ref, sha256, mime: 'image/png', w: 640, h: 480, masked: [] },
});
const clock = { t0: '2026-01-01T08:00:00.000Z', src: 'wall+mono', tz_known: true, skew_ms: 0 } as const;
const first = openOf({ clock, worker: 'w-1', device: 'd-1' });
const second = openOf({ clock, sid: first.sid, index: 1, first: 2, device: 'd-1', prev: 'b'.repeat(64) });
const segments = {
  // Named so that the order of names is not the order of time.
  'b.ndjson.gz': gzipLines(sealLines(first, [pointerAt(0), showing(1, 'f1')])),
  'a.ndjson': sealLines(second, [showing(2, 'f1'), showing(3, 'f2')]).join(''),
};

const collect = async (files: Record<string, string | Uint8Array>) => {
  const recording = await openRecording(folderOf(files), identity);
  const found = [];
  for await (const { body, ...rest } of recording.segments()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    found.push({ ...rest, bytes: Buffer.concat(chunks) });
  }
  return { found, report: recording.report() };
};

describe('a folder of sealed segments', () => {
  test('passes through in order of time, for every caller', async () => {
    const imported = await importAll(folderOf({ ...segments, 'frames/f1.png': png }));
    expect(imported.format).toBe('capture/1');
    expect(imported.opens).toEqual([first, second]);
    expect(imported.report).toEqual({ records: 4, events: 4, unknown: {} });
    // The second segment shows the same frame again, and brings it again: each frame is stored with its segment.
    expect(imported.frames).toEqual(Array(2).fill({ sha256, fits: true }));
  });

  test('keeps the bytes of a sealed segment, and hands on its opening, which says which device sends it', async () => {
    const { found } = await collect({ ...segments, [`frames/${sha256}.png`]: png });
    expect(found.map(({ batch, open }) => [batch, open])).toEqual([
      [first.batch, first],
      [second.batch, second],
    ]);
    expect(found.map(({ frames }) => frames.map(({ mono_us }) => mono_us))).toEqual([[1000], [2000]]);
    expect(present(found[0]).bytes).toEqual(segments['b.ndjson.gz']);
  });

  test('is looked for at the beginning of a file only, however much a small file inflates to', async () => {
    const behind = (lines: number) =>
      openRecording(
        folderOf({ 'a.ndjson.gz': gzipLines(['\n'.repeat(lines), ...sealLines(first, [pointerAt(0)])]) }),
        identity,
      );
    expect((await behind(1_000)).format).toBe('capture/1');
    await expect(behind(1_000_000)).rejects.toThrow(expect.objectContaining({ code: 'import.wrong-format' }));
  });

  test('is not a file', async () => {
    const files = folderOf({ 'a.ndjson.gz': gzipLines(sealLines(first, [pointerAt(0)])) });
    await expect(openRecording(`${files}/a.ndjson.gz`, identity)).rejects.toThrow('it is a file');
  });

  test('leaves it to ingest to refuse what is damaged, and counts it', async () => {
    const damaged = { 'x.ndjson.gz': Buffer.from('no gzip'), 'y.ndjson.gz': gzipSync('{}\n') };
    const { found, report } = await collect({ ...segments, ...damaged });
    expect(found).toHaveLength(4);
    expect(report.unknown).toEqual({ 'body.not-gzip': 1, 'segment.not-capture': 1, 'frame.missing': 3 });
    expect(found.map(({ bytes }) => bytes)).toContainEqual(damaged['x.ndjson.gz']);
  });
});
