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

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

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

/** The answer in one sentence. */
export function lead({ could, others, did, coverage, unknown }: Investigation): string {
  const strangers = new Set(could.filter(({ approved }) => !approved).map(({ principal }) => principal)).size;
  const readers = new Set(did.filter(({ approved }) => !approved).map(({ principal }) => principal)).size;
  const dark = new Set(coverage.filter(({ state }) => state === 'unknown').map(({ hour }) => hour)).size;
  const wider = others.some(({ everyone }) => everyone) ? ', and everybody else inside,' : '';
  const gaps =
    dark + unknown.length > 0 ? ` For ${count(dark, 'hour')} records are missing: a read then may not show.` : '';
  return `${count(strangers, 'principal')} beyond the approved readers${wider} could read, and ${readers} did by what the records show.${gaps}`;
}
