import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';

/** Files that the synth of a revision wrote. */
export interface SynthesizedRevision {
  readonly dir: string;
  /** Set when the revision's synth failed by its own rules but wrote its templates. */
  readonly refused: boolean;
}

/**
 * Synthesizes each revision in its own work tree, with this checkout's packages, and passes the folders to `use`.
 * Leaves nothing behind. The working tree is not touched.
 * @throws StrongroomError git.unknown-revision, git.no-templates
 */
export function withRevisions<T>(
  revisions: readonly [string, string],
  use: (assemblies: readonly [SynthesizedRevision, SynthesizedRevision]) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-diff-'));
  try {
    const [older, newer] = revisions.map((revision, at) => synthesized(revision, join(folder, String(at))));
    return use([older as SynthesizedRevision, newer as SynthesizedRevision]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  }
}

function synthesized(revision: string, folder: string): SynthesizedRevision {
  const commit = commitOf(revision);
  const tree = join(folder, 'tree');
  const dir = join(folder, 'cdk.out');
  mkdirSync(dir, { recursive: true });
  git('worktree', 'add', '--detach', '--quiet', tree, commit);
  const modules = join(process.cwd(), 'node_modules');
  if (existsSync(modules)) symlinkSync(modules, join(tree, 'node_modules'));
  process.stderr.write(`synthesizing ${revision} (${commit.slice(0, 12)})\n`);
  const fault = faultOf(tree, dir);
  if (!readdirSync(dir).some((name) => name.endsWith('.template.json')))
    throw new StrongroomError(
      'git.no-templates',
      `${revision} synthesizes nothing${fault ? `: ${fault}` : ''}`,
      'check it out and run `npm run synth` until it ends well, and commit that',
    );
  return { dir, refused: fault !== undefined };
}

/** Why the app of a work tree does not synthesize: its own sentence, or '' when it has none. Undefined when it does. */
function faultOf(tree: string, dir: string): string | undefined {
  const { status, stderr } = spawnSync(process.execPath, ['bin/app.ts'], {
    cwd: tree,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, CDK_OUTDIR: dir },
    // The report of a refusal is long, and a child that writes more than this is killed.
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? undefined : sentenceOf(stderr ?? '');
}

/** The first error that Strongroom itself tells in an output. Nothing else of it is shown: a library may quote its input. */
export const sentenceOf = (output: string): string => /^strongroom: (.+ \[[\w.-]+\])$/m.exec(output)?.[1] ?? '';

/** @throws StrongroomError git.unknown-revision */
export function commitOf(revision: string): string {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).trim();
  } catch {
    throw new StrongroomError(
      'git.unknown-revision',
      `git knows no revision ${revision}`,
      'give two, as in --git main..HEAD',
    );
  }
}

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
