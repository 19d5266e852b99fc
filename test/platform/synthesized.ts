import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { synthesize } from '../../lib/platform/synthesize.ts';

const folderOf = (): string => join(inject('shared'), 'cdk.out');

/**
 * The folder of the app of `config/`, synthesized and proved without its functions' code. The first test file that
 * needs it in a run synthesizes it, and the others read: the CDK and its checks take seconds to load. No test may
 * change the folder.
 */
export async function synthesizedFolder(): Promise<string> {
  if (existsSync(folderOf())) return folderOf();
  const platform = await import('../../lib/platform/synthesize.ts');
  return synthesizedBy(platform.synthesize);
}

/** The same folder, for a file that has the CDK loaded. */
export function synthesizedBy(make: typeof synthesize): string {
  const folder = folderOf();
  if (existsSync(folder)) return folder;
  const mine = mkdtempSync(join(inject('shared'), 'synth-'));
  make(mine, { bundle: false });
  try {
    renameSync(mine, folder);
  } catch (error) {
    // Another file was first, with the same templates.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Its templates by stack name, as a copy that a test may change. */
export async function platformTemplates(): Promise<Record<string, unknown>> {
  return templatesIn(await synthesizedFolder());
}

/** The templates of a folder by stack name, in the order of their names. */
export function templatesIn(folder: string): Record<string, unknown> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .sort();
  return Object.fromEntries(
    files.map((file) => [file.replace('.template.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
