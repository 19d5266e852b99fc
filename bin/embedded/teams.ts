import { access } from '../../config/access.ts';
import { lakePermissions } from '../../lib/access/index.ts';
import { COLUMNS, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import type { TeamView } from '../../lib/report/summary.ts';
import type { Workspace } from './workspace.ts';

/** Full rows come first: redacted text, otherwise a place on the screen. The shown columns are those that one event has. */
const SHOWN = [
  'kind',
  'occurred_at',
  'text',
  'text_length',
  'source',
  'x',
  'y',
  'button',
  'el_role',
  'app',
  'title',
  'path',
];
const SHOWN_AT_ONCE = 5;
/** Columns that each event has. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['kind', 'occurred_at']);

/** A team's columns and rows, the columns it lacks, and some rows that it sees. */
export async function teamView(workspace: Workspace, team: string): Promise<Omit<TeamView, 'figures'>> {
  const role = workspace.roleArn(`team-${team}`);
  const permissions = lakePermissions(workspace.app, role);
  const granted = new Set(
    permissions.flatMap(({ columns }) => (columns === '*' ? COLUMNS.map(({ name }) => name) : columns)),
  );
  const columns = [...PARTITION_KEYS, ...COLUMNS]
    .map(({ name }) => name as string)
    .filter((name) => granted.has(name) || isKey(name));
  const { rows } = await workspace.lake.query(role, 'SELECT count(*) FROM activity', purposeOf(team));
  const sql = sampleOf(columns);
  return {
    columns,
    hidden: COLUMNS.map(({ name }) => name as string).filter((name) => !columns.includes(name)),
    rows: Number(rows[0]?.[0]),
    filter: permissions.map(({ rowFilter }) => rowFilter ?? 'true').join(' or '),
    sample: { sql, ...(await workspace.lake.query(role, sql, purposeOf(team))) },
  };
}

export const teamNames = (): string[] => Object.keys(access.teams);

/** A team's first granted purpose, for this program's own queries about the team. */
export const purposeOf = (team: string): string | undefined => Object.keys(access.teams[team]?.purposes ?? {})[0];

const isKey = (name: string): boolean => PARTITION_KEYS.some((key) => key.name === name);

/** Of the team's rows, the most informative first: many kinds of event leave most columns empty. */
function sampleOf(columns: readonly string[]): string {
  const shown = SHOWN.filter((name) => columns.includes(name)).slice(0, SHOWN_AT_ONCE);
  const fullFirst = shown.filter((name) => !ALWAYS_THERE.has(name)).map((name) => `${name} IS NULL`);
  return `SELECT ${shown.join(', ')} FROM activity ORDER BY ${[...fullFirst.reverse(), 'segment', 'seq'].join(', ')} LIMIT 5`;
}
