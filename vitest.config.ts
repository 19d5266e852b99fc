import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';

const HERE = import.meta.dirname;

/**
 * A test file with any of these must not share its modules: it has V8 count from the first import on, or collects garbage
 * by hand, which in the memory of many files takes seconds each time.
 */
const OWN_MODULES = /\/steps\/counting\.ts'|--expose-gc/;

const filesWith = (text: RegExp): string[] =>
  globSync('test/**/*.test.ts', { cwd: HERE }).filter((file) => text.test(readFileSync(join(HERE, file), 'utf8')));

/** Test files that replace a module: only the module runner of Vite does that for every importer. */
const MOCKED = filesWith(/\bvi\.mock\(/);

/** Test files that get a process of their own. One counts the children of its process. */
const APART = ['test/storage/containment.test.ts', ...filesWith(OWN_MODULES)];

/**
 * Node itself loads the modules, as it does wherever this code runs. The module runner of Vite transforms each of them first, and
 * turns every use of an import into a look-up: a seventh of the processor time of the suite went there.
 */
const NATIVE = { viteModuleRunner: false, nodeLoader: false };

// Limits that only a test without end reaches: a busy machine is no reason to fail. What must not take long is counted in
// steps (test/steps), or compared within one run by the bench.
// All cores: vitest leaves one free, which on two of them is half the machine. Files of one worker share the modules that
// they load.
export default defineConfig({
  test: {
    globalSetup: 'test/shared-folder.ts',
    setupFiles: 'test/seed.ts',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...APART, ...MOCKED],
          isolate: false,
          experimental: NATIVE,
        },
      },
      { extends: true, test: { name: 'apart', include: APART, experimental: NATIVE } },
      { extends: true, test: { name: 'mocked', include: MOCKED } },
    ],
  },
});
