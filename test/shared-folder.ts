import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { temporaryInMemory } from './temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder of this run, for what several test files need and one of them makes. */
    shared: string;
  }
}

/** Gives a run its folders, and takes them away at the end. */
export default function setup({ provide }: TestProject): () => void {
  const remove = temporaryInMemory();
  const shared = mkdtempSync(join(tmpdir(), 'strongroom-shared-'));
  provide('shared', shared);
  return () => {
    rmSync(shared, { recursive: true, force: true });
    remove();
  };
}
