import type { Summary } from './summary.ts';

type ClaimLine = Summary['proof']['claims'][number];

/** The statement of each family of claims, by the first part of its ids (docs/threat-model.md). */
const SAYS: Record<string, string> = {
  'two-locks': 'two locks: nobody but approved readers, each lock with the other one open',
  'no-escalation': 'no escalation: no sequence of permitted steps reaches the data',
  'no-silent-administrator': 'no silent administrator: every way in sets off an alarm',
  'columns-and-rows': 'columns and rows: teams see what config/access.ts declares',
  'no-side-doors': 'no side doors: no queue, log or result keeps a copy that others read',
  'it-dies': 'it dies: everything that holds the data forgets it in time',
  'controls-match-sensitivity': 'controls match sensitivity: each reader of a column meets its demands',
  works: 'works: every call that the platform, its services and its people must make is allowed',
  'people-management': 'people management: no role tagged so reads activity or is granted a table',
  proportionate: 'proportion: nothing is kept or granted that no granted purpose uses',
};

/** Claims of one kind, for all classes of data. */
export interface Family {
  readonly says: string;
  readonly classes: readonly string[];
  readonly claims: readonly ClaimLine[];
  /** Claims that are not proved. */
  readonly open: readonly ClaimLine[];
}

/** Claims for a person: one line per family, and the failing ones in full. */
export const families = (claims: readonly ClaimLine[]): Family[] =>
  [...Map.groupBy(claims, ({ id }) => id.split('/')[0] ?? id)].map(([name, members]) => ({
    says: SAYS[name] ?? name,
    classes: [...new Set(members.map((claim) => claim.class))],
    claims: members,
    open: members.filter(({ verdict }) => verdict !== 'proved'),
  }));
