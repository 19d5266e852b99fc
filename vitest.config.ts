import { defineConfig } from 'vitest/config';

// Generous limits: a busy machine is no reason to fail. What may not take long is bounded where it is tested.
// All cores: vitest leaves one free, which on two of them is half the machine.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: '100%' },
});
