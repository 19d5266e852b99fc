import { nth } from '../activity/there.ts';
import type { Due, RetentionPlan } from '../retention/plan/types.ts';

/** The reason why data is due, for a person. */
const REASONS: Readonly<Record<Due['why'], string>> = {
  program: 'config/program.ts keeps it no longer',
  profile: 'the profile of the place keeps it no longer',
  'profile-frames': 'the profile of the place keeps frames no longer',
  'own-day': 'it is a copy, and says itself when it dies',
  erasure: 'a worker asked for its erasure',
  replaced: 'a newer generation of the same rows took its place',
};

/** Due data and the reasons, by zone, kind, place and reason: the number of prefixes, and the first of them. */
export function planText({ today, due, held, refused, seen, next }: RetentionPlan): string {
  const groups = Map.groupBy(due, ({ zone, kind, place, why }) => [zone, kind, place ?? 'any place', why].join('\n'));
  const lines = [...groups].map(([name, some]) => {
    const [zone, kind, place, why] = name.split('\n');
    const more = some.length > 1 ? ` and ${some.length - 1} more` : '';
    return `  ${zone} ${kind}, ${place}: ${REASONS[why as Due['why']]}, due ${nth(some, 0).deadline}\n    ${nth(some, 0).prefix}${more}\n`;
  });
  return [
    `${due.length} of ${seen} prefixes are due by ${today}${lines.length === 0 ? '' : ':'}\n`,
    ...lines,
    ...held.map((held) => `  held by ${held.hold}: ${held.zone} ${held.prefix}, due since ${held.deadline}\n`),
    ...refused.map(({ hold, why }) => `  the hold ${hold} keeps nothing: ${REFUSALS[why]}\n`),
    next === null ? '' : `Next is due on ${next}\n`,
  ].join('');
}

const REFUSALS: Readonly<Record<RetentionPlan['refused'][number]['why'], string>> = {
  ended: 'it has ended',
  'no-decision': 'no decision record says that the promise may be broken',
};

/** The result of a run, for a person. */
export function reportText(report: {
  readonly objects: number;
  readonly bytes: number;
  readonly held: number;
  readonly left: readonly unknown[];
  readonly told: readonly { readonly team: string; readonly export: string; readonly gone: string }[];
  readonly compaction: {
    readonly rewritten: number;
    readonly filesBefore: number;
    readonly filesAfter: number;
    readonly failed: readonly { readonly jurisdiction: string; readonly day: string; readonly code: string }[];
  };
}): string {
  const { objects, bytes, held, left, told, compaction } = report;
  const { rewritten, filesBefore, filesAfter, failed } = compaction;
  return [
    rewritten > 0 ? `${rewritten} partitions written anew: ${filesAfter} files instead of ${filesBefore}\n` : '',
    ...failed.map(({ jurisdiction, day, code }) => `a partition of ${jurisdiction}, ${day}, stays as it is: ${code}\n`),
    `${objects} objects, ${bytes} bytes destroyed and found to be gone\n`,
    ...told.map(
      (kept) =>
        `the copy ${kept.export} holds a worker who asked for erasure: it goes on ${kept.gone}, and ${kept.team} is told\n`,
    ),
    held > 0 ? `${held} prefixes are due and held: see retain --plan\n` : '',
    left.length > 0 ? `${left.length} lots are left for the next run\n` : '',
  ].join('');
}
