import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openImport } from '../../bin/embedded/ingest-recording.ts';
import { checkReplaceable, noteSample } from '../../bin/embedded/kept.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { testFolder } from '../storage/folder.ts';

const SAMPLE = join(import.meta.dirname, '../../samples/office-day');
const sample = () => openImport(SAMPLE);
const OTHER = '11111111-2222-4333-8444-555555555555';
const [OWN] = await Array.fromAsync((await sample()).segments(), ({ batch }) => batch);

type Item = readonly [table: 'item' | 'participation', pk: string, sk: string, rev?: number];

/** A lake with these items. */
function lakeWith(items: readonly Item[], folder = testFolder()): string {
  const db = openDatabase(join(folder, 'control.sqlite'));
  for (const [table, pk, sk, rev = 1] of items)
    db.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?, x'00', NULL)`).run(pk, sk, rev);
  db.close();
  return folder;
}

const RUN: readonly Item[] = [
  ['item', 'deployed', 'templates'],
  ['item', 'retention', 'last'],
  ['item', 'destruction', 'raw#2026-11-26'],
  ['item', 'gate', 'state'],
  ['item', 'restart', 'proposal#a'],
  ['item', `segment#${OWN}`, 'ledger'],
  ['item', 'segment#wk_otpqjdwkwh47effqcti7aefh75#s', 'index#00000000'],
  ['participation', 'held#pa_b3a5', 'day#2026-11-26#XB#1'],
];

describe('the main job replaces a lake', () => {
  test('with the sample in it, finished or not', async () => {
    await checkReplaceable(lakeWith([]), sample);
    const lake = lakeWith(RUN);
    await checkReplaceable(lake, sample);
    noteSample(lake);
    await checkReplaceable(lake, sample);
  });

  test('with items that it recorded itself, of a kind that came later', async () => {
    const lake = lakeWith([...RUN, ['item', 'kind-of-next-year', 'x']]);
    noteSample(lake);
    await checkReplaceable(lake, sample);
  });
});

describe('it keeps a lake with', () => {
  test.each<[string, Item]>([
    ['a segment of another recording', ['item', `segment#${OTHER}`, 'ledger']],
    ['a frame of one', ['item', `segment#${OTHER}`, 'frame#ab']],
    ['a pause', ['participation', 'worker#pa_b3a5', 'pause#2026-11-26T10:00:00.000Z']],
    ['a question to decide about', ['participation', 'exemptions', 'x']],
    ['another change of the gate', ['item', 'gate', 'state', 2]],
    ['many changes of the gate', ['item', 'gate', 'state', 120]],
    ['something of a kind that nobody knows', ['item', 'kind-of-next-year', 'x']],
  ])('%s', async (_what, item) => {
    const before = lakeWith([...RUN, item]);
    await expect(checkReplaceable(before, sample)).rejects.toMatchObject({ code: 'workspace.kept' });
    const after = lakeWith(RUN);
    noteSample(after);
    await expect(checkReplaceable(lakeWith([item], after), sample)).rejects.toMatchObject({ code: 'workspace.kept' });
  });

  test('unknown content: its items are gone', async () => {
    const lake = lakeWith(RUN);
    rmSync(join(lake, 'control.sqlite'));
    mkdirSync(join(lake, 'raw'));
    await expect(checkReplaceable(lake, sample)).rejects.toMatchObject({ code: 'workspace.kept' });
  });
});
