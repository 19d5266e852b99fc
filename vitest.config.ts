import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';

// Limits that only a test without end reaches: a busy machine is no reason to fail. What must not take long is counted in
// steps (test/steps), or compared within one run by the bench.
// All cores: vitest leaves one free, which on two of them is half the machine.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/shared-folder.ts',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
});
