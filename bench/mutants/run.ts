import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { there } from '../../lib/activity/there.ts';
import { endsWell } from './ends-well.ts';
import { type Mutant, mutantsOf } from './mutate.ts';
import { ROOMS, type Room } from './rooms.ts';

/**
 * Changes the last commit in small ways, one at a time, and counts which changes its tests notice:
 * `npm run mutants -- [ROOM...] [--sample N] [--seed TEXT]`. Which changes are drawn depends on the code and the seed only, so that two
 * runs agree; another seed draws others. A mutant without an answer within ten minutes, or with more than 2 GiB of files, is counted as
 * noticed. Prints those that nothing notices, each at once: a run that is stopped has not been for nothing.
 */
const ROOT = join(import.meta.dirname, '../..');
const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { sample: { type: 'string', default: '20' }, seed: { type: 'string', default: '' } },
});
const sample = Number(values.sample);
const unknown = named.find((name) => !Object.hasOwn(ROOMS, name));
if (unknown !== undefined || !Number.isInteger(sample) || sample < 1) {
  console.error(
    `Usage: npm run mutants -- [ROOM...] [--sample N] [--seed TEXT]. Rooms: ${Object.keys(ROOMS).join(', ')}.`,
  );
  process.exit(2);
}

/** A checkout of the last commit, so that nothing here is changed. */
const tree = mkdtempSync(join(tmpdir(), 'strongroom-mutants-'));
rmSync(tree, { recursive: true });
git('worktree', 'add', '--detach', tree, 'HEAD');
symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
try {
  for (const name of named.length > 0 ? named : Object.keys(ROOMS))
    await measure(name, there(ROOMS[name], `room ${name}`));
} finally {
  git('worktree', 'remove', '--force', tree);
}

async function measure(name: string, room: Room): Promise<void> {
  if (!(await passes(room))) {
    console.log(`${name}: its tests fail without any change; nothing is measured`);
    process.exitCode = 1;
    return;
  }
  const drawn = draw(room);
  let killed = 0;
  for (const [at, { file, text, mutant }] of drawn.entries()) {
    writeFileSync(join(tree, file), text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end));
    if (await passes(room)) {
      const line = text.slice(0, mutant.start).split('\n').length;
      const before = text.slice(mutant.start, mutant.end).split('\n')[0];
      console.log(`  ${at + 1} of ${drawn.length}: ${file}:${line}  ${before}  ->  ${mutant.text}`);
    } else killed++;
    writeFileSync(join(tree, file), text);
  }
  console.log(`${name}: ${killed} of ${drawn.length} noticed (${((100 * killed) / drawn.length).toFixed(0)} %)`);
}

function draw(room: Room): { file: string; text: string; mutant: Mutant }[] {
  const all = globSync(room.files, { cwd: tree }).flatMap((file) => {
    const text = readFileSync(join(tree, file), 'utf8');
    return mutantsOf(file, text).map((mutant) => ({ file, text, mutant }));
  });
  const rank = ({ file, mutant }: { file: string; mutant: Mutant }) =>
    createHash('sha256').update(`${values.seed}${file} ${mutant.start} ${mutant.text}`).digest('hex');
  return all.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, sample);
}

function passes({ tests }: Room): Promise<boolean> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  return endsWell([vitest, 'run', ...tests, '--bail=1', '--maxWorkers=1'], tree);
}

function git(...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
}
