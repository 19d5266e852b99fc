import { type Coverage, type Did, EVIDENCE, type Investigation } from '../../governance/investigation/index.ts';

/** Consecutive hours of one source, as one span. */
export interface HourSpan {
  readonly source: string;
  readonly state: Coverage['state'];
  readonly from: string;
  hours: number;
  readonly why: string;
}

const HOUR = 3_600_000;

export function spansOf(coverage: readonly Coverage[]): HourSpan[] {
  const spans: HourSpan[] = [];
  for (const { source, hour, state, why = '' } of coverage) {
    const last = spans.at(-1);
    const follows = last && Date.parse(last.from) + last.hours * HOUR === Date.parse(hour);
    if (last && follows && last.source === source && last.state === state && last.why === why) last.hours++;
    else spans.push({ source, state, from: hour, hours: 1, why });
  }
  return spans;
}

export const shortName = (principal: string): string => principal.replace(/^arn:[^:]+:iam::(\d+):/, '$1 ');

export const count = (n: number, singular: string, many = `${singular}s`): string =>
  `${n} ${n === 1 ? singular : many}`;

export const sayWho = ({ principal, person, session }: Did): string =>
  `${shortName(principal)}${person ? `, ${person}` : session ? `, session ${session}` : ''}`;

export const sayEvidence = ({ evidence }: Did): string => `${evidence}: ${EVIDENCE[evidence]}`;

export const sayColumns = ({ columns, columns_assumed }: Did): string =>
  `${columns.includes('*') ? 'all' : columns.join(', ')}${columns_assumed === null ? '' : ` (assumed: ${columns_assumed})`}`;

export const sayRows = ({ rows: { partitions, filter, objects } }: Did): string =>
  [
    partitions === 'unknown' ? (objects.length > 0 ? objects.join(', ') : 'unknown') : partitions.join(', '),
    ...(filter === null ? [] : [`where ${filter}`]),
  ].join('; ');

/** How many principals beyond the approved ones could read: of a group nobody knows the number. */
export function strangersOf(could: Investigation['could']): string {
  const found = could.filter(({ approved }) => !approved);
  const [one, groups] = [found.filter(({ reach }) => reach === 'one'), found.filter(({ reach }) => reach !== 'one')];
  const number = (rows: Investigation['could']) => new Set(rows.map(({ principal }) => principal)).size;
  return [
    ...(one.length > 0 || groups.length === 0 ? [count(number(one), 'principal')] : []),
    ...(groups.length > 0 ? [count(number(groups), 'whole group')] : []),
  ].join(' and ');
}

/** The answer in one sentence. */
export function lead({ could, did, dark_hours }: Investigation): string {
  const readers = new Set(did.filter(({ approved }) => !approved).map(({ principal }) => principal)).size;
  const gaps =
    dark_hours > 0
      ? ` For ${count(dark_hours, 'hour')} records or policies are missing: reads of that time can stay unseen.`
      : '';
  return `${strangersOf(could)} beyond the approved readers could read, and ${readers} did by what the records show.${gaps}`;
}
