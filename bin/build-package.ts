import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const ENTRY = join(ROOT, 'lib/platform/access-entry.ts');
const POLICIES = 'lib/access/aws-managed/policies.json.br';

/**
 * Builds the files that the package needs in other projects: `dist/access.js`, which Node runs from node_modules, and
 * its types.
 * @param dist folder that is rewritten
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
  // The code reads this file from its own folder.
  copyFileSync(join(ROOT, POLICIES), join(dist, 'policies.json.br'));
}

/** The declarations of every export of the entry, under `types/`. @returns whether the compiler succeeded */
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
  // Both kinds of modules import them: TypeScript lets CommonJS require no module of the other kind, which Node does.
  writeFileSync(join(dist, 'types/package.json'), '{ "type": "commonjs" }\n');
  return status === 0;
}

if (import.meta.main) {
  const dist = join(ROOT, 'dist');
  buildAccess(dist);
  process.exitCode = declareAccess(dist) ? 0 : 1;
}
