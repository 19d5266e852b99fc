import { existsSync, lstatSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { access } from '../../config/access.ts';
import { type Exported, exportFor } from '../../lambdas/export/export.ts';
import { sha256 } from '../../lambdas/export/manifest.ts';
import type { ExportRequest } from '../../lambdas/export/plan.ts';
import { collect } from '../../lambdas/redact/collect.ts';
import { configured } from '../../lambdas/settings.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import type { Objects } from '../../lib/storage/ports.ts';
import type { Workspace } from './workspace.ts';

/** Makes an export from the team's view, as the export role. @throws StrongroomError as `exportFor` */
export function exportOf(
  workspace: Workspace,
  request: Omit<ExportRequest, 'terms' | 'surrogates'>,
): Promise<Exported> {
  const { team, purpose } = request;
  const role = workspace.roleArn(`team-${team}`);
  return exportFor(
    { ...request, terms: access.teams[team]?.purposes[purpose] ?? '', surrogates: access.teams[team]?.surrogates },
    {
      ports: workspace.portsOf('export'),
      settings: configured(),
      ask: (sql) => workspace.lake.query(role, sql, purpose),
      record: (columns, partitions) => workspace.lake.recordRead(role, purpose, columns, partitions),
    },
  );
}

/** An export in the derived zone. */
export type Copied = Exported;

/** The parts of an export that a copy needs. */
interface Lying extends Pick<Exported, 'files' | 'prefix'> {
  readonly manifest: Pick<Exported['manifest'], 'export'>;
}

/**
 * Copies the export from the derived zone, as the team and with the team's own permissions. @throws StrongroomError
 * export.changed, export.folder
 */
export async function copyOut({ manifest, files, prefix }: Lying, objects: Objects, out: string): Promise<void> {
  refuseLink(out);
  checkSame(manifest.export, files, resolve(out));
  makeFolder(out);
  // Written first, so that a crash leaves a folder that is recognisable as an export.
  writeFileSync(join(out, 'manifest.sig'), await collect(await objects.get('derived', `${prefix}manifest.sig`)));
  for (const { path, sha256: expected } of files) {
    const bytes = await collect(await objects.get('derived', `${prefix}${path}`));
    if (sha256(bytes) !== expected)
      throw new StrongroomError(
        'export.changed',
        'an earlier export of the same rows holds other bytes: frames were destroyed since, or the program changed',
        'name other days with --since or --until',
      );
    makeFolder(dirname(join(out, path)));
    writeFileSync(join(out, path), bytes);
  }
}

/**
 * A link is no place for a copy: the day on which it must be deleted would end the link alone, and the copy would stay.
 * Links above the folder are the person's own order of folders. @throws StrongroomError export.folder
 */
export function refuseLink(out: string): void {
  if (lstatSync(resolve(out), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new StrongroomError(
      'export.folder',
      `${out} is a link to elsewhere: to delete it on its day would leave the copy`,
      'name the folder itself with --out',
    );
}

/**
 * A folder holds one export. A loader would read another export's files beside this one's, under a manifest that knows
 * neither them nor the day on which they must be deleted.
 */
function checkSame(id: string, files: Copied['files'], out: string): void {
  const outside = files.some(({ path }) => !resolve(out, path).startsWith(out.endsWith(sep) ? out : `${out}${sep}`));
  if (outside)
    throw new StrongroomError(
      'export.changed',
      'its manifest names files outside of it',
      'make another export, and ask who wrote this one',
    );
  if (!existsSync(out)) return;
  const own = new Set(['manifest.sig', ...files.map(({ path }) => join(path))]);
  const found = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  // A link would redirect a write to a file that is not part of any export.
  const linked = found.some((entry) => entry.isSymbolicLink());
  if (linked)
    throw new StrongroomError('export.folder', `${out} holds links to elsewhere`, 'name another folder with --out');
  const other = found
    .map(({ parentPath, name }) => relative(out, join(parentPath, name)))
    .find((path) => !own.has(path));
  if (other === undefined && isOf(id, join(out, 'manifest.json'))) return;
  throw new StrongroomError(
    'export.folder',
    `${out} holds ${other === undefined ? 'another export' : 'files of another export'}`,
    'name another folder with --out',
  );
}

/** The manifest is written last: a folder without one holds an interrupted export. */
function isOf(id: string, path: string): boolean {
  if (!existsSync(path)) return true;
  try {
    return JSON.parse(readText(path)).export === id;
  } catch {
    return false;
  }
}
