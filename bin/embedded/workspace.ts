import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SqsSchema } from '@aws-lambda-powertools/parser/schemas/sqs';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { type CompactionReport, compact } from '../../lambdas/compact/compact.ts';
import { type Dead, type DeadLetterTools, listDead } from '../../lambdas/dead-letters.ts';
import { announceTemplates } from '../../lambdas/gate.ts';
import { ingestHandler } from '../../lambdas/ingest/handler.ts';
import type { HttpRequest } from '../../lambdas/ingest/route.ts';
import { packageHandler } from '../../lambdas/package/handler.ts';
import type { PackageReport } from '../../lambdas/package/make.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { retainHandler } from '../../lambdas/retain/handler.ts';
import type { RetentionReport } from '../../lambdas/retain/retain.ts';
import { configured } from '../../lambdas/settings.ts';
import type { App } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { ALONE } from '../../lib/retention/slice.ts';
import { type FolderLock, type LockMode, lockFolder } from '../../lib/storage/local/folder-lock.ts';
import { type LakeOptions, type LocalLake, openLake } from '../../lib/storage/local/lake.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import type { DrainReport } from '../../lib/storage/local/queue.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { SteadyClock } from '../../lib/storage/steady-clock.ts';
import { contextOf } from './invoke.ts';
import { digestOf, readConfigured } from './proof.ts';
import { quietPowertools } from './quiet.ts';
import { readTemplates } from './templates.ts';

/** Folder of the main job's results, below its working folder. */
export const OUT = 'out';

/** The synthesized templates, below that folder. */
export const TEMPLATES = 'templates';
const LAKE = 'lake';
/** Files being replaced, until they are removed. */
const REPLACED = '.replaced';

/**
 * How each command uses the folder. `start` replaces its content. Runs exclude each other, so that each reports only
 * its own work. Pages, queries and decisions are small transactions beside them.
 */
const USES = {
  ...{ start: 'alone', ingest: 'run', collect: 'run', retain: 'run', deadletters: 'run', inventory: 'run' },
  packages: 'beside',
  ...{ query: 'beside', export: 'beside', gate: 'beside', serve: 'beside' },
} as const satisfies Record<string, LockMode>;

export type Use = keyof typeof USES;

/** The option that names the folder of the lake, where `--out` names another folder of the same command. */
const NAMED_BY: Partial<Record<Use, string>> = { export: '--lake' };

/** An embedded lake with the platform's functions on it, each with its own synthesized role. */
export class Workspace {
  readonly app: App;
  readonly lake: LocalLake;
  readonly templates: ReadonlyMap<string, string>;
  /** The folder that contains all of it. */
  readonly folder: string;
  readonly #lock: FolderLock;

  constructor(app: App, lake: LocalLake, templates: ReadonlyMap<string, string>, folder: string, lock: FolderLock) {
    this.app = app;
    this.lake = lake;
    this.templates = templates;
    this.folder = folder;
    this.#lock = lock;
  }

  /** Folder of the objects, items and keys. */
  get lakeFolder(): string {
    return join(this.folder, LAKE);
  }

  /** The ARN of the role named `<prefix>-<name>`. */
  roleArn(name: string): string {
    const wanted = `${environment.prefix}-${name}`;
    const role = this.app.roles.find((candidate) => candidate.name === wanted);
    // Not a fault of the templates: the folder keeps those of its own day, and the configuration names a prefix or a team since.
    if (role?.arn === undefined)
      throw new StrongroomError(
        'role.unknown',
        `the templates in ${join(this.folder, TEMPLATES)} hold no role '${wanted}': config/ names it, and has changed since they were made`,
        'make a lake by the present config/ with `npx strongroom start --out DIR`, and give that folder to this command',
      );
    return role.arn;
  }

  portsOf(role: string): Ports {
    return this.lake.portsFor(this.roleArn(role));
  }

  /** Sends one request to ingest. */
  async send(request: HttpRequest): Promise<{ status: number; answer: Record<string, unknown> }> {
    const handler = ingestHandler(this.portsOf('ingest'), configured());
    const { statusCode, body } = (await handler(request, contextOf('ingest'))) as { statusCode: number; body: string };
    return { status: statusCode, answer: JSON.parse(body) };
  }

  /** Tools with which an operator handles dead letters. */
  deadLetterTools(): DeadLetterTools {
    return { letters: this.lake.deadLetters(this.roleArn('operator')), ports: this.portsOf('operator') };
  }

  /** Runs redact until its queue is empty. @returns letters that died in this run, without earlier ones */
  async redact(): Promise<DrainReport & { deadLetters: readonly Dead[] }> {
    const handler = redactHandler(this.portsOf('redact'), configured());
    const [queue] = this.lake.queues.values();
    if (queue === undefined)
      throw new StrongroomError('queue.unknown', 'the templates hold no queue', 'synthesize again');
    const before = new Set(queue.deadLetters().map(({ id }) => id));
    const report = await queue.drain((event) => handler(SqsSchema.parse(event), contextOf('redact')));
    const bodies = queue.deadLetters().filter(({ id }) => !before.has(id));
    return {
      ...report,
      deadLetters:
        bodies.length === 0
          ? []
          : await listDead(
              this.deadLetterTools(),
              bodies.map(({ body }) => body),
            ),
    };
  }

  /** Compacts the rows of closed days, without the erased ones. */
  async compact(): Promise<CompactionReport> {
    const { DuckRewriter } = await import('../../lambdas/compact/duckdb.ts');
    return compact(
      this.portsOf('keep'),
      new DuckRewriter(this.portsOf('compact'), this.portsOf('lake').objects),
      configured(),
    );
  }

  /** Runs retention as the scheduler would at `scheduled`. */
  retain(scheduled: Date): Promise<RetentionReport> {
    const handler = retainHandler(this.portsOf('retain'), configured());
    return handler(
      { scheduledTime: scheduled.toISOString(), share: ALONE },
      contextOf('retain'),
    ) as Promise<RetentionReport>;
  }

  /** Makes the access packages that workers asked for, as the scheduler would have it. */
  makePackages(): Promise<PackageReport> {
    const handler = packageHandler(this.portsOf('package'), { ...configured(), access });
    const scheduledTime = this.portsOf('package').clock.now().toISOString();
    return handler({ scheduledTime }, contextOf('package')) as Promise<PackageReport>;
  }

  close(): void {
    this.lake.close();
    this.#lock.release();
  }
}

/**
 * A new workspace in `out`, replacing the one that `check` releases.
 * @param check decides about the existing lake, by its folder; throws when it must be kept
 * @throws StrongroomError workspace.kept, workspace.foreign, folder.busy
 */
export async function createWorkspace(
  out: string,
  clock: Ports['clock'],
  check: (lake: string) => Promise<void>,
): Promise<Workspace> {
  makeFolder(out);
  return locked(out, 'start', async (lock) => {
    const [templates, lake, replaced] = [join(out, TEMPLATES), join(out, LAKE), join(out, REPLACED)];
    rmSync(replaced, { recursive: true, force: true });
    refuseForeign(templates, ['cdk.out']);
    refuseForeign(lake, ['control.sqlite', 'keys']);
    if (existsSync(lake)) await check(lake);
    mkdirSync(replaced);
    const { synthesize } = await import('../../lib/platform/synthesize.ts');
    // Beside the old templates, which stay when the configuration does not synthesize.
    synthesize(join(replaced, 'new'), { bundle: false, prove: false });
    // Moved before their removal: a lake that a killed process half removed would be a damaged one.
    for (const [name, from] of Object.entries({ templates, lake }))
      if (existsSync(from)) renameSync(from, join(replaced, name));
    renameSync(join(replaced, 'new'), templates);
    rmSync(replaced, { recursive: true });
    return open(out, clock, lock);
  });
}

/**
 * The workspace of the last run.
 * @throws StrongroomError workspace.missing, folder.busy
 */
export async function openWorkspace(
  out: string,
  use: Exclude<Use, 'start'>,
  options: Pick<LakeOptions, 'processes'> = {},
): Promise<Workspace> {
  if (!existsSync(join(out, LAKE)))
    throw new StrongroomError(
      'workspace.missing',
      `there is no lake in ${out}/`,
      `run \`npx strongroom start\` first, or name its folder with ${NAMED_BY[use] ?? '--out'} DIR`,
    );
  return locked(out, use, (lock) => open(out, new SteadyClock({ seen: lastWritten(join(out, LAKE)) }), lock, options));
}

async function locked(out: string, use: Use, make: (lock: FolderLock) => Promise<Workspace>): Promise<Workspace> {
  const lock = lockFolder(out, USES[use], `strongroom ${use}`);
  try {
    return await make(lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Never removes a folder that Strongroom did not create, whatever was requested. @param marks names, one of which is in
 * each of Strongroom's folders
 */
function refuseForeign(folder: string, marks: readonly string[]): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (names.length > 0 && !names.some((name) => marks.includes(name)))
    throw new StrongroomError(
      'workspace.foreign',
      `${folder} was not made by Strongroom`,
      'name another folder with --out DIR',
    );
}

/** When the lake was last written (ms): a time in the past, even if this machine's clock was set back since. */
const lastWritten = (lake: string): number =>
  Math.max(0, ...readdirSync(lake).map((name) => statSync(join(lake, name), { throwIfNoEntry: false })?.mtimeMs ?? 0));

/** Opening it records the deployed templates, which on AWS come from CloudFormation. */
async function open(
  out: string,
  clock: Ports['clock'],
  lock: FolderLock,
  options: Pick<LakeOptions, 'processes'> = {},
): Promise<Workspace> {
  quietPowertools();
  const templates = readTemplates(join(out, TEMPLATES));
  const app = readConfigured(templates);
  const lake = await openLake(join(out, LAKE), app, { clock, cohort: configured().cohort, ...options });
  const workspace = new Workspace(app, lake, templates, out, lock);
  try {
    await announceTemplates(workspace.portsOf('governor').control, digestOf(templates));
  } catch (error) {
    lake.close();
    throw error;
  }
  return workspace;
}
