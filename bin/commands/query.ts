import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { access } from '../../config/access.ts';
import { COLUMNS, type Column, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type Answered, type AnswerFormat, FORMATS } from '../../lib/report/answer-formats.ts';
import type { ProcessAnswer } from '../../lib/storage/local/query/process/converse.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { QueryProcesses } from '../../lib/storage/local/query/process/processes.ts';
import { EXIT } from '../exit.ts';
import { noTeam } from '../no-team.ts';
import { isDescribe, queryText } from '../query-text.ts';

const FORMAT_NAMES = Object.keys(FORMATS) as AnswerFormat[];

/** `strongroom query --as TEAM --purpose PURPOSE SQL`: standard output is the result. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      as: { type: 'string' },
      purpose: { type: 'string' },
      out: { type: 'string' },
      file: { type: 'string' },
      output: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const team = values.as ?? '';
  const teams = Object.keys(access.teams);
  if (!teams.includes(team)) throw new StrongroomError('usage', noTeam(team), `--as ${teams.join('|')}`);
  const format = FORMAT_NAMES.find((name) => name === (values.format ?? (values.json ? 'json' : 'table')));
  if (format === undefined)
    throw new StrongroomError('usage', `there is no format '${values.format}'`, `--format ${FORMAT_NAMES.join('|')}`);
  const example = `strongroom query --as ${team} --purpose cua_training "SELECT ..."`;
  const sql = queryText(positionals, values.file, example);
  const answer = isDescribe(sql)
    ? described(await answerTo(team, 'SELECT * FROM activity LIMIT 0', values))
    : await answerTo(team, sql, values);
  const text = FORMATS[format](answer);
  if (values.output === undefined) process.stdout.write(text);
  else writeNew(values.output, text);
  return EXIT.holds;
}

/** The columns that the team sees, each with its sensitivity and what it is for. */
function described({ columns }: Answered): Answered {
  const all: readonly Column[] = [...COLUMNS, ...PARTITION_KEYS];
  const rows = columns.map((name) => {
    const column = all.find((known) => known.name === name);
    return [name, column?.type ?? '', column?.sensitivity ?? '', column?.purpose ?? ''];
  });
  return { columns: ['column', 'type', 'sensitivity', 'what it holds'], rows };
}

/** @throws StrongroomError file.exists: a file that is there is not written over */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StrongroomError('file.exists', `${path} is there already`, 'name a file that is not there yet');
  }
}

interface Where {
  readonly purpose?: string | undefined;
  readonly out?: string | undefined;
}

/** The process of the query starts while the rest of this program is still being read. */
async function answerTo(team: string, sql: string, { purpose, out }: Where): Promise<ProcessAnswer> {
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
