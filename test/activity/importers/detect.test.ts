import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { RefusedError } from '../../../lib/activity/refusals.ts';
import { folderOf, importAll, jsonl } from './build.ts';

const duck = jsonl([{ time_stamp: 1, action: 'move', x: 1, y: 1 }]);
const flow = jsonl([{ i: 0, kind: 'click', x: 1, y: 1, t: 0 }]);
const duckMeta = JSON.stringify({ screen_width: 1, screen_height: 1, start_time: '2024-01-01 00:00:00' });
const flowMeta = JSON.stringify({ created_at: '2024-01-01T00:00:00Z', viewport: [1, 1] });

const cases: [string, Record<string, string | Uint8Array>, string][] = [
  ['an empty folder', {}, 'import.unsupported'],
  ['other files', { 'notes.txt': 'hello', 'deep/er/than/that.ndjson': '' }, 'import.unsupported'],
  ['events of no known shape', { 'events.jsonl': '{"what":1}\n' }, 'import.unsupported'],
  ['events that are not JSON', { 'events.jsonl': 'x\n'.repeat(5000) }, 'import.unsupported'],
  ['a DuckTrack recording without metadata', { 'events.jsonl': duck }, 'import.wrong-format'],
  ['one with metadata that is not JSON', { 'events.jsonl': duck, 'metadata.json': '{' }, 'import.wrong-format'],
  [
    'one with an impossible start',
    { 'events.jsonl': duck, 'metadata.json': duckMeta.replace('01-01', '99-99') },
    'import.wrong-format',
  ],
  ['one that is empty', { 'events.jsonl': '', 'metadata.json': duckMeta }, 'import.wrong-format'],
  [
    'openadapt-flow steps with DuckTrack metadata',
    { 'events.jsonl': flow, 'metadata.json': duckMeta },
    'import.wrong-format',
  ],
  [
    'DuckTrack events with openadapt-flow metadata',
    { 'events.jsonl': duck, 'meta.json': flowMeta },
    'import.wrong-format',
  ],
  ['an openadapt-flow recording without meta', { 'events.jsonl': flow }, 'import.wrong-format'],
  ['segments of another schema', { 'a.ndjson': '{"kind":"batch.open","schema":"capture/2"}\n' }, 'import.wrong-format'],
  ['segments that are no gzip', { 'a.ndjson.gz': 'x' }, 'import.wrong-format'],
  ['a bomb', { 'a.ndjson.gz': gzipSync(Buffer.alloc(80 << 20)) }, 'import.wrong-format'],
];
test.each(cases)('%s is refused', async (_, files, code) => {
  const refused = await importAll(folderOf(files)).catch((error) => error);
  expect(refused).toBeInstanceOf(RefusedError);
  expect(refused.code).toBe(code);
});

test('a folder that is not there is refused', async () => {
  await expect(importAll(join(folderOf({}), 'nowhere'))).rejects.toMatchObject({ code: 'import.unsupported' });
});

test('symbolic links are not followed, round in circles or out of the folder', async () => {
  const outside = folderOf({ 'top_window.jsonl': jsonl([{ time_stamp: 1, top_window_name: 'Elsewhere' }]) });
  const dir = folderOf({ 'events.jsonl': duck, 'metadata.json': duckMeta });
  symlinkSync(dir, join(dir, 'loop'));
  symlinkSync(join(outside, 'top_window.jsonl'), join(dir, 'top_window.jsonl'));
  mkdirSync(join(dir, 'frames'));
  symlinkSync('..', join(dir, 'frames/up'));
  writeFileSync(join(dir, 'frames/0000_before.png'), 'x');
  const imported = await importAll(dir);
  expect(JSON.stringify(imported.events)).not.toContain('Elsewhere');
  expect(imported.report.unknown).toEqual({ 'file.not-regular': 3, 'file.png': 1 });
});
