import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The machine that runs the code, in npm's terms. */
export interface Machine {
  readonly os: string;
  readonly cpu: string;
  readonly libc: string;
}

/** A package in a `package-lock.json` (version 3), with only the fields read here. */
interface Locked {
  readonly version: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The packages that `npm ci` installs for a machine, from a layer's lock file: path in the layer (`node_modules/sharp`)
 * to version.
 * @param folder holds `package-lock.json`
 */
export function lockedFor(folder: string, machine: Machine): ReadonlyMap<string, string> {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(join(folder, 'package-lock.json'), 'utf8'),
  );
  const fits = (locked: Locked) =>
    (['os', 'cpu', 'libc'] as const).every((part) => locked[part]?.includes(machine[part]) ?? true);
  const found = new Map<string, string>();
  // Walks from the root: npm leaves out a package that only a package for another machine depends on.
  const walk = (path: string, { dependencies = {}, optionalDependencies = {} }: Locked): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = [`${path}/node_modules/${name}`, `node_modules/${name}`].find((place) => place in packages) ?? '';
      const locked = packages[at];
      if (locked === undefined || !fits(locked) || found.has(at)) continue;
      found.set(at, locked.version);
      walk(at, locked);
    }
  };
  walk('', packages[''] ?? { version: '' });
  return found;
}

/** Paths of packages that the lock file requires but the folder lacks in that version. */
export const missingIn = (folder: string, machine: Machine): string[] =>
  [...lockedFor(folder, machine)]
    .filter(([path, version]) => versionAt(join(folder, path)) !== version)
    .map(([path]) => path);

const versionAt = (folder: string): string | undefined => {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
};
