import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { portsWith } from '../../bench/ports-with.ts';
import { copyOut } from '../../bin/embedded/export.ts';
import { createWorkspace } from '../../bin/embedded/workspace.ts';
import { EXIT } from '../../bin/exit.ts';
import { run } from '../../bin/run.ts';
import { sha256 } from '../../lambdas/export/manifest.ts';
import { present } from '../present.ts';
import { bytes, pieces, testFolder } from '../storage/folder.ts';

const folder = testFolder(afterAll);
const LAKE = join(folder, 'lake');
const OWN = join(folder, 'own');
const FILE = join(folder, 'file');
const FREE = join(folder, 'free');
const EMPTY = join(folder, 'empty');

beforeAll(async () => {
  (await createWorkspace(LAKE, { now: () => new Date() }, async () => {})).close();
  mkdirSync(OWN);
  writeFileSync(join(OWN, 'notes.txt'), 'mine');
  writeFileSync(FILE, 'mine');
  mkdirSync(EMPTY);
  symlinkSync(EMPTY, join(folder, 'link'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
});

const ASKED = { as: 'ui-agents', purpose: 'cua_training', out: FREE };

/** Requests that must not make a copy. */
const REFUSED: readonly [what: string, options: Readonly<Record<string, string>>, code: string, exit: number][] = [
  ['a team that is none', { as: 'toString' }, 'usage', EXIT.usage],
  ['a purpose that is not granted', { purpose: 'marketing' }, 'query.purpose', EXIT.refused],
  ['a purpose without a name', { purpose: '' }, 'query.purpose', EXIT.refused],
  ['an expiry of its own', { expires: '2099-01-01' }, 'usage', EXIT.usage],
  ['a format that is none', { format: 'toString' }, 'usage', EXIT.usage],
  ['a day that is SQL', { since: "x' OR 1=1 --" }, 'usage', EXIT.usage],
  ['days without rows', { since: '2031-01-01' }, 'export.empty', EXIT.usage],
  ['a file', { out: FILE }, 'file.not-folder', EXIT.usage],
  ["a person's folder", { out: OWN }, 'export.folder', EXIT.usage],
  ["a person's folder by a way around", { out: `${folder}/x/../own` }, 'export.folder', EXIT.usage],
  ['a link to an empty folder', { out: join(folder, 'link') }, 'export.folder', EXIT.usage],
  ['a link with a slash behind it', { out: join(folder, 'link/') }, 'export.folder', EXIT.usage],
  ['a link to nothing', { out: join(folder, 'dangling') }, 'export.folder', EXIT.usage],
  ['a folder without a name', { out: '' }, 'usage', EXIT.usage],
];

test.each(REFUSED)('%s makes no export', async (_, options, code, exit) => {
  const before = readdirSync(folder).toSorted();
  let err = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const args = Object.entries({ ...ASKED, ...options, lake: LAKE }).map(([name, value]) => `--${name}=${value}`);
  const status = await run(['export', ...args]).finally(() => spy.mockRestore());
  expect(err).toContain(`[${code}]`);
  expect(status).toBe(exit);
  expect(readdirSync(folder).toSorted()).toEqual(before);
  expect(readdirSync(OWN)).toEqual(['notes.txt']);
  expect(readdirSync(EMPTY)).toEqual([]);
});

test.each([
  ['export', '--lake', ['--as=ui-agents', '--purpose=cua_training', `--out=${FREE}`]],
  ['query', '--out', ['--as=ui-agents', '--purpose=cua_training', 'SELECT 1']],
  ['retain', '--out', []],
])('%s says by %s which folder holds no lake', async (command, option, args) => {
  let err = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  await run([command, ...args, `${option}=${join(folder, 'no-lake')}`]).finally(() => spy.mockRestore());
  expect(err).toContain('[workspace.missing]');
  expect(err).toContain(`name its folder with ${option} DIR`);
});

/** Copies an export of one file of this path to a folder. */
function copy(id: string, path: string, out: string): Promise<void> {
  const texts: Record<string, Uint8Array> = {
    [path]: bytes(id),
    'manifest.json': bytes(JSON.stringify({ export: id })),
    'manifest.sig': bytes('signature'),
  };
  const files = [path, 'manifest.json'].map((text) => ({ path: text, bytes: 0, sha256: sha256(present(texts[text])) }));
  const { objects } = portsWith({ objects: { get: async (_zone, key) => pieces(present(texts[key])) as never } });
  return copyOut({ manifest: { export: id }, files, prefix: '' }, objects, out);
}

test('a folder holds one export: another is refused, and leaves the first unchanged', async () => {
  const out = join(folder, 'copies');
  await copy('ex_1', 'data/train.parquet', out);
  await copy('ex_1', 'data/train.parquet', out);
  const cutOff = join(folder, 'cut-off');
  cpSync(out, cutOff, { recursive: true, filter: (path) => !path.endsWith('manifest.json') });
  await expect(copy('ex_2', 'data/train.parquet', out)).rejects.toMatchObject({ code: 'export.folder' });
  await expect(copy('ex_2', 'train.tar', out)).rejects.toMatchObject({ code: 'export.folder' });
  await expect(copy('ex_2', 'train.tar', cutOff)).rejects.toMatchObject({ code: 'export.folder' });
  expect(existsSync(join(out, 'train.tar'))).toBe(false);
  await copy('ex_1', 'data/train.parquet', cutOff);
  expect(readdirSync(cutOff).toSorted()).toEqual(['data', 'manifest.json', 'manifest.sig']);
});

test.each([
  ['a file', 'README.md'],
  ['a folder', 'data'],
])('a folder with a link in place of %s is not written to', async (_what, name) => {
  const out = join(folder, `linked-${name}`);
  const elsewhere = join(folder, `of-somebody-${name}`);
  mkdirSync(out);
  if (name === 'data') mkdirSync(elsewhere);
  else writeFileSync(elsewhere, 'mine');
  symlinkSync(elsewhere, join(out, name));
  const path = name === 'data' ? 'data/train.parquet' : name;
  await expect(copy('ex_1', path, out)).rejects.toMatchObject({ code: 'export.folder' });
  expect(name === 'data' ? readdirSync(elsewhere) : readFileSync(elsewhere, 'utf8')).toEqual(
    name === 'data' ? [] : 'mine',
  );
});

test.each(['../train.parquet', '/tmp/train.parquet', 'data/../../train.parquet'])(
  'a file outside its export is not written: %s',
  async (path) => {
    const out = join(folder, 'inside', 'copy');
    await expect(copy('ex_1', path, out)).rejects.toMatchObject({ code: 'export.changed' });
    expect(existsSync(join(folder, 'inside'))).toBe(false);
  },
);
