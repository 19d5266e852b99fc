import { access } from '../../config/access.ts';
import { lakePermissions } from '../../lib/access/index.ts';
import { COLUMNS, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import type { TeamView } from '../../lib/report/summary.ts';
import type { Workspace } from './workspace.ts';

const SHOWN = ['kind', 'occurred_at', 'app', 'title', 'text', 'el_name', 'x', 'y', 'button', 'path'];
const SHOWN_AT_ONCE = 5;

/** Columns and rows that a team has, those that it lacks, and some rows that it sees. */
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

/** The first purpose that a team is granted, for queries of this program about it. */
export const purposeOf = (team: string): string | undefined => Object.keys(access.teams[team]?.purposes ?? {})[0];

const isKey = (name: string): boolean => PARTITION_KEYS.some((key) => key.name === name);

function sampleOf(columns: readonly string[]): string {
  const shown = SHOWN.filter((name) => columns.includes(name)).slice(0, SHOWN_AT_ONCE);
  const where = columns.includes('text') ? ' WHERE text IS NOT NULL' : '';
  return `SELECT ${shown.join(', ')} FROM activity${where} ORDER BY segment, seq LIMIT 5`;
}
