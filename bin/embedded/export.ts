import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { access } from '../../config/access.ts';
import { type Exported, exportFor } from '../../lambdas/export/export.ts';
import { sha256 } from '../../lambdas/export/manifest.ts';
import type { ExportRequest } from '../../lambdas/export/plan.ts';
import { collect } from '../../lambdas/redact/collect.ts';
import { configured } from '../../lambdas/settings.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import type { Objects } from '../../lib/storage/ports.ts';
import type { Workspace } from './workspace.ts';

/** Makes an export, as the role of exports, from the view of the team. @throws StrongroomError as `exportFor` */
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

/** An export as it lies in the derived zone. */
export type Copied = Exported;

/** The copy of the derived zone, read as the team, under the team's own rights. @throws StrongroomError export.changed */
export async function copyOut({ files, prefix }: Copied, objects: Objects, out: string): Promise<void> {
  makeFolder(out);
  // First, so that what a crash leaves is known to be an export.
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
