import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const ENTRY = join(ROOT, 'lib/platform/access-entry.ts');
const POLICIES = 'lib/access/aws-managed/policies.json.br';

/**
 * Builds what a package needs to be used by others: `dist/access.js`, which Node runs from node_modules, and the types beside it.
 * @param dist the folder that it writes anew
 */
export function buildAccess(dist: string): void {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  buildSync({
    entryPoints: [ENTRY],
    outfile: join(dist, 'access.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node22',
    format: 'esm',
  });
  // Read beside the code that names it.
  copyFileSync(join(ROOT, POLICIES), join(dist, 'policies.json.br'));
}

/** The declarations of everything that the entry exports, under `types/`. @returns whether the compiler made them */
export function declareAccess(dist: string): boolean {
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--incremental', 'false'];
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/lib/tsc.js'),
      ...['--project', join(ROOT, 'tsconfig.package.json'), ...options],
      ...['--rootDir', ROOT, '--outDir', join(dist, 'types')],
    ],
    { cwd: ROOT, stdio: 'inherit' },
  );
  return status === 0;
}

if (import.meta.main) {
  const dist = join(ROOT, 'dist');
  buildAccess(dist);
  process.exitCode = declareAccess(dist) ? 0 : 1;
}
