import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const namesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Every file under a folder with the hash of its bytes. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(namesIn(folder).map((name) => [name, hash(join(folder, name))]));

/**
 * What decides a deployment: manifests, assets, templates. Without the stack traces, which name the machine, and without the times that the
 * CDK's command line may note.
 */
export const jsonIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filesIn(folder)).filter(
      ([name]) => !/metadata\.json$|tree\.json$|report\.json$|^performance-counters\.json$/.test(name),
    ),
  );
