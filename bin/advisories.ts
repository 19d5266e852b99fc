#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ACCEPTED } from '../config/advisories.ts';
import { judge } from '../lib/report/advisories.ts';

/**
 * `npm run advisories`: asks the registry about known advisories against the packages that run in production. Exits
 * with 1 for a serious advisory that `config/advisories.ts` does not accept, or for an unreadable response. Exits with
 * 0, and says so, when the registry does not answer such questions.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const { lines, fails } = judge(stdout ?? '', ACCEPTED, new Date().toISOString().slice(0, 10));
for (const line of lines) console.log(line);
process.exitCode = fails ? 1 : 0;
