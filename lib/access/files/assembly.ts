import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Environment } from '../model/environment.ts';
import { isRecord } from '../policy/record.ts';
import { jsonBeside } from './beside.ts';

interface Entry {
  readonly type?: string;
  readonly data?: unknown;
}
type Metadata = Readonly<Record<string, readonly Entry[]>>;
interface Artifact {
  readonly environment?: string;
  readonly metadata?: Metadata;
}

/** Where a cloud assembly is deployed, as far as its manifest says so for all its stacks alike. */
export function environmentOf(dir: string): Environment {
  // A template alone need not be one of the assembly in whose folder it lies.
  if (existsSync(dir) && !statSync(dir).isDirectory() && !isManifest(dir)) return {};
  const named = artifactsOf(dir).flatMap(({ environment }) => {
    const [, accountId, region] = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment ?? '') ?? [];
    return accountId && region && region !== 'unknown-region' ? [{ accountId, region }] : [];
  });
  const [first] = named;
  return first &&
    named.every((environment) => environment.accountId === first.accountId && environment.region === first.region)
    ? first
    : {};
}

/** The line of code that made a construct, by its path: CDK writes where each was created beside the templates. */
export function sourcesOf(dir: string): (constructPath: string) => string | undefined {
  const lines = new Map<string, string>();
  for (const metadata of metadataOf(dir)) {
    for (const [path, entries] of Object.entries(metadata)) {
      const stack = entries.find((entry) => entry.type === 'aws:cdk:creationStack')?.data;
      const line = Array.isArray(stack) ? stack.map(lineOf).find((source) => source !== undefined) : undefined;
      if (line !== undefined) lines.set(path.replace(/^\//, ''), line);
    }
  }
  return (constructPath) => lines.get(constructPath);
}

/** `file:line` of a frame, seen from the working folder, or from the folder of the app where that is another checkout. */
function lineOf(frame: unknown): string | undefined {
  const [, path, line] = /\(?(?:file:\/\/)?(\/[^()]+?):(\d+)(?::\d+)?\)?$/.exec(String(frame)) ?? [];
  return path === undefined ? undefined : `${inCheckout(path)}:${line}`;
}

/**
 * A file as people name it. An app that was synthesized in another checkout, such as a work tree of a revision that is gone
 * afterwards, has the same files under the same names: code scanning and reviewers look for those.
 */
function inCheckout(path: string): string {
  const here = relative(process.cwd(), path);
  if (!here.startsWith('..')) return here;
  const root = rootAbove(dirname(path));
  if (root !== undefined) return relative(root, path);
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(at + 1).join('/')).find((end) => end !== '' && existsSync(end)) ?? here;
}

/** The nearest folder above that holds a package. */
function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}

const artifactsOf = (dir: string): Artifact[] =>
  foldersOf(dir).flatMap((folder) => {
    return Object.values(artifactsIn(join(folder, 'manifest.json')) ?? {});
  });

const artifactsIn = (manifest: string): Record<string, Artifact> | undefined =>
  (jsonBeside(manifest) as { artifacts?: Record<string, Artifact> } | undefined)?.artifacts;

/** An assembly and those of its stages; of a file, the folder in which it lies. */
function foldersOf(dir: string): string[] {
  if (!existsSync(dir)) return [];
  if (!statSync(dir).isDirectory()) return isManifest(dir) ? foldersOf(dirname(dir)) : [dirname(dir)];
  const stages = readdirSync(dir).filter((name) => name.startsWith('assembly-'));
  return [dir, ...stages.flatMap((stage) => foldersOf(join(dir, stage)))];
}

/** The file that lists the artifacts of an assembly stands for the assembly. */
export const isManifest = (place: string): boolean =>
  basename(place) === 'manifest.json' && isRecord(artifactsIn(place));

/** Newer versions of CDK write metadata to files of their own, older ones into the manifest. */
function metadataOf(dir: string): Metadata[] {
  const files = foldersOf(dir).flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (name.endsWith('.metadata.json') ? [join(folder, name)] : [])),
  );
  const found = [
    ...artifactsOf(dir).map(({ metadata }) => metadata),
    ...files.map((file) => jsonBeside(file) as Metadata | undefined),
  ];
  return found.filter((metadata) => metadata !== undefined);
}
