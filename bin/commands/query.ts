import { parseArgs } from 'node:util';
import { access } from '../../config/access.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { table } from '../../lib/report/terminal.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';

/** `strongroom query --as TEAM --purpose PURPOSE SQL`: standard output is the result. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { as: { type: 'string' }, purpose: { type: 'string' }, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const team = values.as ?? '';
  const [sql, ...rest] = positionals;
  const teams = Object.keys(access.teams);
  if (!teams.includes(team))
    throw new StrongroomError('usage', `there is no team '${team}'`, `--as ${teams.join('|')}`);
  if (sql === undefined || rest.length > 0)
    throw new StrongroomError(
      'usage',
      'a query is one argument',
      `strongroom query --as ${team} --purpose cua_training "SELECT ..."`,
    );
  const workspace = await openWorkspace(OUT);
  try {
    const { columns, rows } = await workspace.lake.query(workspace.roleArn(`team-${team}`), sql, values.purpose);
    process.stdout.write(
      values.json ? `${JSON.stringify({ columns, rows })}\n` : `${table(columns, rows).join('\n')}\n`,
    );
    return EXIT.holds;
  } finally {
    workspace.close();
  }
}
