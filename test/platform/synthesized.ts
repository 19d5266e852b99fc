import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/**
 * The folder of the app of `config/`, synthesized and proved without its functions' code. The first test file that
 * needs it in a run synthesizes it, and the others read: the CDK and its checks take seconds to load. No test may
 * change the folder.
 */
export async function synthesizedFolder(): Promise<string> {
  const shared = inject('shared');
  const folder = join(shared, 'cdk.out');
  if (existsSync(folder)) return folder;
  const { synthesize } = await import('../../lib/platform/synthesize.ts');
  const mine = mkdtempSync(join(shared, 'synth-'));
  synthesize(mine, { bundle: false });
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
  const folder = await synthesizedFolder();
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(
    files.map((file) => [file.replace('.template.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
