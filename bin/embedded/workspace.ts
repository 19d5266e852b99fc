import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { environment } from '../../config/environments.ts';
import { announceTemplates } from '../../lambdas/gate.ts';
import { ingestHandler } from '../../lambdas/ingest/handler.ts';
import type { HttpRequest } from '../../lambdas/ingest/route.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { retainHandler } from '../../lambdas/retain/handler.ts';
import type { RetentionReport } from '../../lambdas/retain/retain.ts';
import { configured } from '../../lambdas/settings.ts';
import { type App, readApp } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type LakeOptions, type LocalLake, openLake } from '../../lib/storage/local/lake.ts';
import type { DrainReport } from '../../lib/storage/local/queue.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { SteadyClock } from '../../lib/storage/steady-clock.ts';
import { contextOf } from './invoke.ts';
import { digestOf } from './proof.ts';
import { quietPowertools } from './quiet.ts';
import { readTemplates } from './templates.ts';

/** Where the main job leaves what it made, below the folder that it runs in. */
export const OUT = 'out';

const TEMPLATES = 'templates';
const LAKE = 'lake';

/** The middy handler as the queue calls it. */
type QueueFunction = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** An embedded lake with the functions of the platform on it, each acting as its own synthesized role. */
export class Workspace {
  readonly app: App;
  readonly lake: LocalLake;
  readonly templates: ReadonlyMap<string, string>;

  constructor(app: App, lake: LocalLake, templates: ReadonlyMap<string, string>) {
    this.app = app;
    this.lake = lake;
    this.templates = templates;
  }

  /** The ARN of a role that the platform names `<prefix>-<name>`. */
  roleArn(name: string): string {
    const role = this.app.roles.find((one) => one.name === `${environment.prefix}-${name}`);
    if (role?.arn === undefined)
      throw new StrongroomError(
        'role.unknown',
        `the templates hold no role '${name}'`,
        'see config/access.ts for teams',
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

  /** Lets redact work until its queue is empty. */
  async redact(): Promise<DrainReport & { deadLetters: number }> {
    const handler = redactHandler(this.portsOf('redact'), configured()) as unknown as QueueFunction;
    const [queue] = this.lake.queues.values();
    if (queue === undefined)
      throw new StrongroomError('queue.unknown', 'the templates hold no queue', 'synthesize again');
    const report = await queue.drain((event) => handler(event, contextOf('redact')));
    return { ...report, deadLetters: queue.dead().length };
  }

  /** Runs retention as the scheduler would at `scheduled`. */
  retain(scheduled: Date): Promise<RetentionReport> {
    const handler = retainHandler(this.portsOf('retain'), configured());
    return handler({ scheduledTime: scheduled.toISOString() }, contextOf('retain')) as Promise<RetentionReport>;
  }

  close(): void {
    this.lake.close();
  }
}

/** A new workspace in `out`: what the last run left there is destroyed. */
export async function createWorkspace(out: string, clock: Ports['clock']): Promise<Workspace> {
  for (const name of [TEMPLATES, LAKE]) rmSync(join(out, name), { recursive: true, force: true });
  const { synthesize } = await import('../../lib/platform/synthesize.ts');
  synthesize(join(out, TEMPLATES), { bundle: false, prove: false });
  return open(out, clock);
}

/**
 * The workspace that the last run left.
 * @throws StrongroomError workspace.missing
 */
export async function openWorkspace(out: string, options: Pick<LakeOptions, 'processes'> = {}): Promise<Workspace> {
  if (!existsSync(join(out, LAKE)))
    throw new StrongroomError('workspace.missing', `there is no lake in ${out}/`, 'run `npm start` first');
  return open(out, new SteadyClock({ seen: lastWritten(join(out, LAKE)) }), options);
}

/** When the lake was written last: a time that has passed, even if the clock of this machine was set back since (ms). */
const lastWritten = (lake: string): number =>
  Math.max(0, ...readdirSync(lake).map((name) => statSync(join(lake, name), { throwIfNoEntry: false })?.mtimeMs ?? 0));

/** Opening it observes the deployment: on AWS somebody else says which templates are there. */
async function open(
  out: string,
  clock: Ports['clock'],
  options: Pick<LakeOptions, 'processes'> = {},
): Promise<Workspace> {
  quietPowertools();
  const templates = readTemplates(join(out, TEMPLATES));
  const app = readApp(templates);
  const workspace = new Workspace(
    app,
    await openLake(join(out, LAKE), app, { clock, cohort: configured().cohort, ...options }),
    templates,
  );
  await announceTemplates(workspace.portsOf('governor').control, digestOf(templates));
  return workspace;
}
