import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { textOf } from '../../activity/text.ts';

/** Licence texts for packages that ship without one. */
const TEXTS = join(import.meta.dirname, 'licences');
const APACHE = 'Apache-2.0';
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
/** File beside data that states its source and licence. */
const SOURCES = 'SOURCES.md';
const MODULES = 'node_modules/';
const RULE = `\n${'-'.repeat(80)}\n`;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
}

/**
 * The licences of everything in a bundle: of this project, of each npm package with code in the bundle, and of data
 * with a `SOURCES.md` beside it. Packages with the same text share one copy. The output is the same for the same
 * packages, in any order of files.
 * @param root folder of the project
 * @param files paths that have bytes in the bundle, relative to the root, as esbuild's metafile names them
 * @throws Error when a package's licence text is not available: the bundle must not ship without it
 */
export function licenceNotices(root: string, files: readonly string[]): string {
  const packages = [...new Set(files.flatMap(packageOf))].map((folder) => describe(root, folder));
  const data = [...new Set(files.filter((file) => !file.includes(MODULES)).map(dirname))]
    .map((folder) => join(root, folder, SOURCES))
    .filter(existsSync)
    .sort();
  const parts = [
    `Strongroom (${APACHE})\n\n${read(join(root, 'LICENSE'))}`,
    ...data.map(read),
    ...[...Map.groupBy(packages, ({ text }) => text)]
      .map(([text, group]) => `${[...new Set(group.map(({ title }) => title))].sort().join('\n')}\n\n${text}`)
      .sort(),
  ];
  return `${parts.join(RULE)}\n`;
}

/** The folder of the package that contains a file; empty for files of this project. */
function packageOf(file: string): string[] {
  const at = file.lastIndexOf(MODULES);
  if (at < 0) return [];
  const start = at + MODULES.length;
  const [scope = '', name = ''] = file.slice(start).split('/');
  return [file.slice(0, start) + (scope.startsWith('@') ? `${scope}/${name}` : scope)];
}

function describe(root: string, folder: string): { title: string; text: string } {
  const path = join(root, folder);
  const manifest = JSON.parse(read(join(path, 'package.json'))) as Manifest;
  const own = readdirSync(path)
    .filter((name) => LICENCE_FILE.test(name))
    .sort()
    .map((name) => read(join(path, name)));
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'no licence named'})`;
  return { title, text: own.length > 0 ? own.join('\n\n') : known(root, manifest) };
}

/** The licence text for a package that names its licence but has no licence file. */
function known(root: string, { name, license, author }: Manifest): string {
  const file = license === APACHE ? join(root, 'LICENSE') : join(TEXTS, `${license}.txt`);
  if (!existsSync(file))
    throw new Error(`${name} has no licence file: add the text of ${license ?? 'its licence'} to ${TEXTS}`);
  const by = typeof author === 'string' ? author : author?.name;
  return `Copyright ${by ?? `the authors of ${name}`}\n\n${read(file)}`;
}

const read = (file: string): string => textOf(readFileSync(file)).replaceAll('\r\n', '\n').trim();
