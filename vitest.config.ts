import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';

/** Test files that stand between a module and its imports, and those that count the children of their own process. */
const APART = ['durability', 'containment'].map((name) => `test/storage/${name}.test.ts`);

// Limits that only a test without end reaches: a busy machine is no reason to fail. What must not take long is counted in
// steps (test/steps), or compared within one run by the bench.
// One worker more than cores, since a test that waits for a disk or a child process leaves its core idle. Files of one worker
// share the modules that they load, which was a fifth of the work of the whole suite.
export default defineConfig({
  test: {
    globalSetup: 'test/shared-folder.ts',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: APART, isolate: false } },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
  },
});
