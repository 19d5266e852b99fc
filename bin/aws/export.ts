import { environment } from '../../config/environments.ts';
import type { ExportAnswer } from '../../lambdas/export/handler.ts';
import { type Manifest, sha256 } from '../../lambdas/export/manifest.ts';
import { collect } from '../../lambdas/redact/collect.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { checkTarget } from '../../lib/governance/environment-config.ts';
import { databaseOf } from '../../lib/governance/prefix.ts';
import { awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { type Invoke, invoking } from '../../lib/storage/aws/invoke.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { AwsQueries } from '../../lib/storage/aws/queries.ts';
import type { Objects } from '../../lib/storage/ports.ts';
import type { Copied } from '../embedded/export.ts';

interface Request {
  readonly team: string;
  readonly purpose: string;
  readonly format: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * Has an export made: what the function asks for is asked as the team, and its runs are repeated until the export is whole.
 * @param run runs a statement as the team, and gives the id of the query
 * @throws StrongroomError with the code of the function's refusal; export.not-taken when it asks again for what it was answered
 */
export async function haveMade(
  request: Request,
  invoke: Invoke,
  run: (statement: string) => Promise<string>,
  tell: (line: string) => void,
): Promise<Extract<ExportAnswer, { state: 'done' }>> {
  const { team } = request;
  let begun: string | undefined;
  /** Statement -> query. */
  let asked = new Map<string, string>();
  for (;;) {
    const answers = [...asked.values()];
    const sent = begun === undefined ? { ...request, answers } : { team, resume: begun, answers };
    const answer = (await invoke(sent)) as ExportAnswer;
    switch (answer.state) {
      case 'done':
        return answer;
      case 'refused':
        throw new StrongroomError(answer.code, answer.message, answer.todo);
      case 'running':
        tell(`${answer.export}: ${answer.done} of ${answer.of} parts\n`);
        [begun, asked] = [answer.export, new Map()];
        break;
      case 'ask':
        // What led to a name is in the plan that has it.
        if (answer.export !== begun) [begun, asked] = [answer.export, new Map()];
        // Each query costs money: without this, the same ones would be run for ever.
        if (answer.statements.every((sql) => asked.has(sql))) throw notTaken(answer.export);
        await Promise.all(answer.statements.map(async (sql) => asked.set(sql, await run(sql))));
    }
  }
}

const notTaken = (name = 'the export'): StrongroomError =>
  new StrongroomError(
    'export.not-taken',
    `${name} asks again for the queries that were just run`,
    'compare the statements of these queries in the work group of the team with those that the function names',
  );

/** The manifest of an export, read as the team; its files are those that it names, and itself. */
async function copiedFrom(prefix: string, objects: Objects): Promise<Copied> {
  const text = await collect(await objects.get('derived', `${prefix}manifest.json`));
  const manifest = JSON.parse(text.toString('utf8')) as Manifest;
  const entry = { path: 'manifest.json', bytes: text.length, sha256: sha256(text) };
  return { manifest, prefix, files: [...manifest.files, entry] };
}

/**
 * An export of an account, with the credentials of the environment, which must be those of the team's role.
 * @param region AWS region of the installation
 */
export async function awsExport(request: Request, region: string, tell: (line: string) => void) {
  const { accountId } = await awsDeployment().caller();
  checkTarget(environment, { account: accountId, region });
  const { prefix } = environment;
  const queries = new AwsQueries({ workgroup: `${prefix}-team-${request.team}`, database: databaseOf(prefix) });
  const made = await haveMade(request, invoking(`${prefix}-export`), (sql) => queries.run(sql), tell);
  const { objects } = awsPorts({ buckets: { derived: `${prefix}-derived-${accountId}-${region}` } });
  return { copied: await copiedFrom(made.prefix, objects), objects };
}
