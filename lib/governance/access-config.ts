import { z } from 'zod';
import { COLUMNS, type ColumnName, PARTITION_KEYS } from '../activity/columns.ts';
import { StrongroomError } from '../activity/errors.ts';
import { KINDS, type Kind } from '../activity/events.ts';
import { type RowFilter, rowFilterSchema } from '../activity/row-filter/build.ts';
import { openIn } from '../activity/row-filter/closed.ts';
import { renderRowFilter } from '../activity/row-filter/write.ts';
import { ZONE_NAMES, type ZoneName } from '../activity/zones.ts';
import { distinct, type Holder, holder, invalid, parseConfig } from './parse-config.ts';
import { PLATFORM_ROLES, TRUSTED_ROLES, type TrustedRole } from './roles.ts';

/** An ML team: its rows and columns of the lake, and its members. Every option but `surrogates` must be given. */
export interface Team {
  /** Purposes of the team, each with its meaning for this team. Every query names a purpose. No default: one to seven. */
  readonly purposes: Readonly<Record<string, string>>;
  /** Holders of the team's role: a permission set of IAM Identity Center, or `{ role: 'path/name' }`. No default. */
  readonly permissionSet: Holder;
  /** Columns that the team sees, beside the partition keys, which Lake Formation cannot hide. No default. */
  readonly columns: readonly ColumnName[];
  /** The reason for each of these columns that can be linked to a worker (S2) or holds content (S3). No default. */
  readonly why: Readonly<Partial<Record<ColumnName, string>>>;
  /** The only rows it sees, by place and kind: written with `column`, `and` and `or` (lib/activity/row-filter/build.ts). */
  readonly rows: RowFilter;
  /** Gigabytes that a query may scan. Athena cancels a query that would scan more. No default. */
  readonly scanLimitGb: number;
  /**
   * Whether exports show made-up names, addresses and numbers in place of numbered placeholders. Queries never do.
   * Needs the column `tags`. Default: false.
   */
  readonly surrogates?: boolean | undefined;
}

/** Columns and kinds that are kept although no team is granted them, each with the reason. */
export interface KeptUnread {
  /** Columns that no team is granted, each with the reason for keeping it. */
  readonly columns: Readonly<Partial<Record<ColumnName, string>>>;
  /** Kinds, each with its reason, in places where a team is granted other kinds. No default: `{}` keeps none. */
  readonly kinds: Readonly<Partial<Record<Kind, string>>>;
}

export interface AccessConfig {
  /** Roles and teams that may read each zone. Every other principal is refused, administrators included. No default. */
  readonly approvedReaders: Readonly<Record<ZoneName, readonly string[]>>;
  /** Roles that could change the rules. No default. */
  readonly trustedBase: readonly TrustedRole[];
  /** Each team by its name, which is part of the names of its role, its workgroup and its exports. */
  readonly teams: Readonly<Record<string, Team>>;
  /** Data that is kept although no team is granted it. Default: none, and such data is refused or written empty. */
  readonly kept?: KeptUnread | undefined;
}

const FILE = 'config/access.ts';

/** Short: the name is part of role, workgroup and filter names. Lower case, so that it can be a prefix in a bucket. */
const teamName = z
  .string()
  .max(24, 'a team name has at most 24 characters')
  .regex(
    /^[a-z](?=.)[a-z0-9]*(-[a-z0-9]+)*$/,
    'a team name is 2 to 24 of a-z and 0-9, in words with one hyphen between two, starting with a letter',
  );

/** Short, because it is part of a tag. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const purposeId = z.string().regex(/^[a-z][a-z0-9_]{1,31}$/, 'a purpose is 2 to 32 of a-z, 0-9 and _');

const reason = z.string().trim().min(10, 'is too short: say why, in ten characters or more');

const schema = z.strictObject({
  approvedReaders: z.record(z.enum(ZONE_NAMES as [ZoneName, ...ZoneName[]]), distinct(z.array(z.string()).min(1))),
  trustedBase: distinct(z.array(z.enum(Object.keys(TRUSTED_ROLES) as [TrustedRole, ...TrustedRole[]])).min(1)),
  teams: z.record(
    teamName,
    z.strictObject({
      purposes: z.record(purposeId, z.string().min(1)).refine((purposes) => {
        const n = Object.keys(purposes).length;
        return n > 0 && n < 8;
      }, 'one to seven, which is what their tag holds'),
      permissionSet: holder,
      columns: z.array(z.string()),
      why: z.record(z.string(), reason),
      rows: rowFilterSchema,
      scanLimitGb: z.number().int().min(1).max(10_000),
      surrogates: z.boolean().optional(),
    }),
  ),
  kept: z
    .strictObject({
      columns: z.partialRecord(z.enum(COLUMNS.map(({ name }) => name)), reason),
      kinds: z.partialRecord(z.enum(KINDS), reason),
    })
    .optional(),
});

/**
 * Reads `config/access.ts`.
 * @throws StrongroomError `config.invalid` (names the field), `config.unknown-column`, `config.empty-team`,
 *   `config.filter-too-long`.
 */
export const defineAccess = (input: AccessConfig): AccessConfig => {
  const parsed = parseConfig(FILE, schema, input);
  if (Object.keys(parsed.teams).length === 0) throw invalid(FILE, 'teams: at least one team is needed');
  checkTeamNames(Object.keys(parsed.teams));
  for (const [name, team] of Object.entries(parsed.teams)) {
    checkColumns(name, team.columns);
    checkRows(`teams.${name}.rows`, team.rows);
    checkReasons(`teams.${name}.why`, team.columns, team.why);
    if (team.surrogates === true && !team.columns.includes('tags'))
      throw invalid(
        FILE,
        `teams.${name}.surrogates: needs the column "tags", which says which hidden values are the same`,
      );
  }
  checkReaders(parsed.approvedReaders, Object.keys(parsed.teams));
  return parsed as AccessConfig;
};

/** Policy statements are named after teams without their hyphens, and no two statements may share a name. */
const checkTeamNames = (names: readonly string[]): void => {
  const seen = new Map<string, string>();
  for (const name of names) {
    if (Object.hasOwn(PLATFORM_ROLES, name) || Object.hasOwn(TRUSTED_ROLES, name))
      throw invalid(FILE, `teams.${name}: the platform has a role of that name`);
    const letters = name.replaceAll('-', '');
    const other = seen.get(letters);
    if (other !== undefined) throw invalid(FILE, `teams.${name}: differs from "${other}" in hyphens only`);
    seen.set(letters, name);
  }
};

const checkColumns = (name: string, columns: readonly string[]): void => {
  if (columns.length === 0) {
    throw new StrongroomError(
      'config.empty-team',
      `${FILE}: teams.${name}.columns is empty`,
      'Name at least one column, or remove the team.',
    );
  }
  const unknown = columns.find((column) => !COLUMNS.some(({ name }) => name === column));
  if (unknown !== undefined) {
    const why = PARTITION_KEYS.some((key) => key.name === unknown)
      ? 'is a partition key, which every team sees'
      : 'does not exist';
    throw new StrongroomError(
      'config.unknown-column',
      `${FILE}: teams.${name}.columns: "${unknown}" ${why}`,
      'See lib/activity/columns.ts.',
    );
  }
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  if (repeated !== undefined) throw invalid(FILE, `teams.${name}.columns: "${repeated}" is named twice`);
};

const checkRows = (field: string, rows: RowFilter): void => {
  try {
    renderRowFilter(rows);
  } catch (error) {
    if (!(error instanceof StrongroomError)) throw error;
    throw new StrongroomError(error.code, `${FILE}: ${field}: ${error.message}`, error.todo);
  }
  const open = openIn(rows);
  if (open !== undefined) throw invalid(FILE, `${field}: ${open}`);
};

const checkReasons = (field: string, columns: readonly string[], why: Team['why']): void => {
  const sensitive = COLUMNS.filter(({ name, sensitivity }) => columns.includes(name) && sensitivity >= 'S2');
  for (const { name, sensitivity, purpose } of sensitive)
    if (!Object.hasOwn(why, name))
      throw invalid(
        FILE,
        `${field}.${name}: is missing; the column is ${sensitivity} (${purpose}): say why the team needs it`,
      );
  const idle = Object.keys(why).find((name) => !sensitive.some((column) => column.name === name));
  if (idle !== undefined)
    throw invalid(FILE, `${field}.${idle}: the team sees no such column of sensitivity S2 or more`);
};

const checkReaders = (readers: AccessConfig['approvedReaders'], teams: readonly string[]): void => {
  const known = [...Object.keys(PLATFORM_ROLES), ...teams];
  for (const [zone, names] of Object.entries(readers)) {
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) throw invalid(FILE, `approvedReaders.${zone}: no role or team is called "${unknown}"`);
  }
};
