import { parseArgs } from 'node:util';
import { access } from '../../config/access.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { withoutMark } from '../../lib/activity/text.ts';
import { table } from '../../lib/report/terminal.ts';
import type { Answer } from '../../lib/storage/local/query/process/converse.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { QueryProcesses } from '../../lib/storage/local/query/process/processes.ts';
import { EXIT } from '../exit.ts';

/** `strongroom query --as TEAM --purpose PURPOSE SQL`: standard output is the result. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      as: { type: 'string' },
      purpose: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const team = values.as ?? '';
  const [sql, ...rest] = positionals.map(withoutMark);
  const teams = Object.keys(access.teams);
  if (!teams.includes(team))
    throw new StrongroomError('usage', `there is no team '${team}'`, `--as ${teams.join('|')}`);
  if (sql === undefined || rest.length > 0)
    throw new StrongroomError(
      'usage',
      'a query is one argument',
      `strongroom query --as ${team} --purpose cua_training "SELECT ..."`,
    );
  const { columns, rows } = await answerTo(team, sql, values);
  process.stdout.write(values.json ? `${JSON.stringify({ columns, rows })}\n` : `${table(columns, rows).join('\n')}\n`);
  return EXIT.holds;
}

interface Where {
  readonly purpose?: string | undefined;
  readonly out?: string | undefined;
}

/** The process of the query starts while the rest of this program is still being read. */
async function answerTo(team: string, sql: string, { purpose, out }: Where): Promise<Answer> {
  const processes = new QueryProcesses(LIMITS).warm();
  try {
    const { OUT, openWorkspace } = await import('../embedded/workspace.ts');
    const workspace = await openWorkspace(out ?? OUT, 'query', { processes });
    try {
      return await workspace.lake.query(workspace.roleArn(`team-${team}`), sql, purpose);
    } finally {
      workspace.close();
    }
  } finally {
    processes.close();
  }
}
