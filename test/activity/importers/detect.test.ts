import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRecording } from '../../../lib/activity/importers/index.ts';
import { RefusedError } from '../../../lib/activity/refusals.ts';
import { openOf, pointerAt, sealLines } from '../build.ts';
import { folderOf, identity, importAll, jsonl } from './build.ts';

const duck = jsonl([{ time_stamp: 1, action: 'move', x: 1, y: 1 }]);
const flow = jsonl([{ i: 0, kind: 'click', x: 1, y: 1, t: 0 }]);
const duckMeta = JSON.stringify({ screen_width: 1, screen_height: 1, start_time: '2024-01-01 00:00:00' });
const flowMeta = JSON.stringify({ created_at: '2024-01-01T00:00:00Z', viewport: [1, 1] });

const sealed = sealLines(openOf(), [pointerAt(0)]).join('');
const nested = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

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
  ['segments of another schema', { 'a.ndjson': '{"kind":"batch.open","schema":"capture/2"}\n' }, 'segment.not-capture'],
  ['segments that are no gzip', { 'a.ndjson.gz': 'x' }, 'import.wrong-format'],
  ['a bomb', { 'a.ndjson.gz': gzipSync(Buffer.alloc(80 << 20)) }, 'import.wrong-format'],
];
const both = { 'events.jsonl': duck, 'metadata.json': duckMeta };
cases.push(['two recordings side by side', { ...nested('a', both), ...nested('b', both) }, 'import.ambiguous']);
cases.push(['a segment beside a recording', { ...both, 'a.ndjson': sealed }, 'import.ambiguous']);
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

const JUNK = {
  '.DS_Store': 'x',
  'Thumbs.db': 'x',
  'desktop.ini': 'x',
  '._events.jsonl': 'x',
  '__MACOSX/._metadata.json': 'x',
  'empty.ndjson': '',
  'notes.ndjson': '{"a":1}\n',
};
test.each([
  ['ducktrack', both],
  ['openadapt-flow', { 'events.jsonl': flow, 'meta.json': flowMeta }],
  ['capture/1', { 'a.ndjson': sealed }],
] as [string, Record<string, string>][])('a %s recording is one, whatever lies beside it', async (format, files) => {
  const clean = await importAll(folderOf(files));
  for (const messy of [folderOf({ ...files, ...JUNK }), folderOf({ ...nested('unpacked', files), ...JUNK })]) {
    const found = await importAll(messy);
    expect((await openRecording(messy, identity)).format).toBe(format);
    expect(found.events.map(({ kind }) => kind)).toEqual(clean.events.map(({ kind }) => kind));
  }
});

test('fields of DuckTrack lines that are not read are counted, by name', async () => {
  const line = jsonl([{ time_stamp: 1, action: 'move', x: 1, y: 1, pressure: 0.5, tilt: null, event_idx: 0 }]);
  const { report } = await importAll(folderOf({ 'events.jsonl': line, 'metadata.json': duckMeta }));
  expect(report.unknown).toEqual({ 'field.pressure': 1 });
});
