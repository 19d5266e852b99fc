import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { access } from '../../config/access.ts';
import { COLUMNS, type Column, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type Answered, type AnswerFormat, FORMATS } from '../../lib/report/answer-formats.ts';
import { parquetAnswer, type TypedAnswer } from '../../lib/report/answer-parquet.ts';
import type { ProcessAnswer } from '../../lib/storage/local/query/process/converse.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { QueryProcesses } from '../../lib/storage/local/query/process/processes.ts';
import { EXIT } from '../exit.ts';
import { noTeam } from '../no-team.ts';
import { shell } from '../query-shell.ts';
import { isDescribe, queryText } from '../query-text.ts';

const FORMAT_NAMES = [...(Object.keys(FORMATS) as AnswerFormat[]), 'parquet'] as const;
type Format = (typeof FORMAT_NAMES)[number];

/** `strongroom query --as TEAM --purpose PURPOSE SQL`: standard output is the result. At a terminal and without a statement, a shell. */
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
  const isAsked = positionals.length > 0 || values.file !== undefined || values.output !== undefined;
  if (!isAsked && process.stdin.isTTY)
    return withLake(values, (ask) => inShell(answering(team, values.purpose, ask), readable(format)));
  if (values.output === undefined && process.stdout.isTTY) readable(format);
  const sql = queryText(positionals, values.file, example);
  const answer = await withLake(values, (ask) => answering(team, values.purpose, ask)(sql));
  const content = format === 'parquet' ? parquetAnswer(answer) : FORMATS[format](answer);
  if (values.output === undefined) process.stdout.write(content);
  else writeNew(values.output, content);
  return EXIT.holds;
}

/** @throws StrongroomError usage: Parquet is no text, so a terminal does not show it */
function readable(format: Format): AnswerFormat {
  if (format !== 'parquet') return format;
  throw new StrongroomError('usage', 'a terminal does not show Parquet', 'name a file with --output FILE');
}

/** Answers a team's statements, and DESCRIBE from the columns that it sees. */
const answering =
  (team: string, purpose: string | undefined, ask: Ask) =>
  async (sql: string): Promise<TypedAnswer> =>
    isDescribe(sql) ? described(await ask(team, ALL_COLUMNS, purpose)) : ask(team, sql, purpose);

const ALL_COLUMNS = 'SELECT * FROM activity LIMIT 0';

/** Runs one statement after the other on a lake that is opened once. */
async function inShell(answer: (sql: string) => Promise<TypedAnswer>, format: AnswerFormat): Promise<number> {
  const { columns } = await answer(ALL_COLUMNS);
  const { stdin: input, stdout: output } = process;
  await shell({ input, output, columns, ask: async (sql) => FORMATS[format](await answer(sql)) });
  return EXIT.holds;
}

/** The columns that the team sees, each with its sensitivity and what it is for. */
function described({ columns }: Answered): TypedAnswer {
  const all: readonly Column[] = [...COLUMNS, ...PARTITION_KEYS];
  const rows = columns.map((name) => {
    const column = all.find((candidate) => candidate.name === name);
    return [name, column?.type ?? '', column?.sensitivity ?? '', column?.purpose ?? ''];
  });
  const names = ['column', 'type', 'sensitivity', 'what it holds'];
  return { columns: names, types: names.map(() => 'varchar'), rows };
}

/** @throws StrongroomError file.exists: no existing file is overwritten */
function writeNew(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StrongroomError('file.exists', `${path} is there already`, 'name a file that is not there yet');
  }
}

type Ask = (team: string, sql: string, purpose: string | undefined) => Promise<ProcessAnswer>;

/** The process of the query starts while the rest of this program is still being read. */
async function withLake<T>({ out }: { readonly out?: string | undefined }, work: (ask: Ask) => Promise<T>): Promise<T> {
  const processes = new QueryProcesses(LIMITS).warm();
  try {
    const { OUT, openWorkspace } = await import('../embedded/workspace.ts');
    const workspace = await openWorkspace(out ?? OUT, 'query', { processes });
    try {
      return await work((team, sql, purpose) => workspace.lake.query(workspace.roleArn(`team-${team}`), sql, purpose));
    } finally {
      workspace.close();
    }
  } finally {
    processes.close();
  }
}
