import { mayRun } from '../escalate/announcing.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { StartNeed } from '../inquiry/needs.ts';
import { type Finding, PROVED } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';
import { at, list, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';

/** Where a resource has a clock of AWS start something: in which property its targets are. */
const CLOCKS: Readonly<Record<string, string>> = {
  'AWS::Scheduler::Schedule': 'Target',
  'AWS::Events::Rule': 'Targets',
};

/** The act of the clock, as a step of a witness names it. */
export const STARTS = 'starts';

/** Where no schedule starts a function: how the step says so. */
export const NO_SCHEDULE = 'no schedule starts it';

/** Why a schedule does not start its target for good, or that this is not known. */
interface Fault {
  readonly verdict: 'refuted' | 'undecided';
  readonly setting: string;
  readonly says: string;
}

/**
 * Whether the clock starts a function often enough, by as many schedules as have to share its work, each with an input of its own.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function started({ app }: Inquiry, need: StartNeed): Finding {
  const fn = app.functions.find(({ arn }) => arn === need.starts);
  const name = need.starts.split(':').at(-1) ?? need.starts;
  if (fn && !mayRun(fn))
    return fallen(fn, { verdict: 'refuted', setting: 'ReservedConcurrentExecutions', says: `${name} must never run` });
  const schedules = app.resources.flatMap((resource) => inputsFor(resource, need));
  const faults = schedules.map((start) => faultOf(start.schedule, need));
  const inputs = new Set(schedules.flatMap(({ input }, index) => (faults[index] === undefined ? [input] : [])));
  if (inputs.size >= need.shares) return PROVED;
  const worst = schedules.findIndex((_, index) => faults[index]?.verdict === 'refuted');
  const first = worst < 0 ? faults.findIndex((fault) => fault !== undefined) : worst;
  const [schedule, fault] = [schedules[first]?.schedule, faults[first]];
  if (schedule && fault)
    return fallen(schedule, { ...fault, says: `schedule ${schedule.name}, by which ${name} starts, ${fault.says}` });
  const says =
    need.shares === 1
      ? `no schedule starts ${name}`
      : `${inputs.size} of ${need.shares} schedules start ${name}, each with its share`;
  return fallen(fn, { verdict: 'refuted', setting: NO_SCHEDULE, says });
}

function fallen(where: Resource | undefined, { verdict, setting, says }: Fault): Finding {
  const origin = where ?? { template: '', logicalId: '', constructPath: '', label: '' };
  const step = settingStep(origin, STARTS, where?.arn ?? where?.name ?? '', setting);
  return {
    verdict,
    because: says,
    witness: { principal: 'the clock', path: [where ? step : { ...step, source: '' }] },
  };
}

/** What a schedule hands to the function that it must start, once for each of its targets that is that function. */
function inputsFor(schedule: Resource, { starts }: StartNeed): { schedule: Resource; input: string }[] {
  const targets = CLOCKS[schedule.type];
  if (targets === undefined || at(schedule.properties, 'ScheduleExpression') === undefined) return [];
  return list(schedule.properties, targets)
    .filter((target) => [starts, UNRESOLVED].includes(text(target, 'Arn') ?? UNRESOLVED))
    .map((target) => ({ schedule, input: JSON.stringify(at(target, 'Input') ?? null) }));
}

function faultOf({ properties }: Resource, { everyMinutes, starts }: StartNeed): Fault | undefined {
  const targets = [...list(properties, 'Targets'), ...list(properties, 'Target')];
  if (!targets.some((target) => text(target, 'Arn') === starts))
    return {
      verdict: 'undecided',
      setting: 'Target',
      says: 'may start something else: its target is known at deployment',
    };
  const state = text(properties, 'State') ?? 'ENABLED';
  if (state === 'DISABLED') return { verdict: 'refuted', setting: 'State', says: 'is switched off' };
  if (!/^ENABLED/.test(state)) return { verdict: 'undecided', setting: 'State', says: 'may be switched off' };
  if (at(properties, 'EndDate') !== undefined)
    return { verdict: 'refuted', setting: 'EndDate', says: 'stops on a day that it names' };
  if (at(properties, 'StartDate') !== undefined)
    return {
      verdict: 'undecided',
      setting: 'StartDate',
      says: 'begins on a day of which it is not known whether it has come',
    };
  const setting = 'ScheduleExpression';
  const expression = text(properties, setting) ?? '';
  const minutes = minutesBetween(expression);
  if (minutes === undefined)
    return { verdict: 'undecided', setting, says: `may start it too seldom: how often ${expression} is, is not known` };
  if (minutes <= everyMinutes) return undefined;
  return Number.isFinite(minutes)
    ? {
        verdict: 'refuted',
        setting,
        says: `leaves ${inTime(minutes)} between two starts, and ${inTime(everyMinutes)} are the most`,
      }
    : { verdict: 'refuted', setting, says: 'starts it only once' };
}

const DAY = 1_440;
const UNITS: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: DAY };

/** A number of minutes in words. */
export const inTime = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);

/**
 * The most minutes between two starts. Undefined where it is not known: of days of the week or month, of months and years.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function minutesBetween(expression: string): number | undefined {
  if (/^at\(.*\)$/.test(expression)) return Number.POSITIVE_INFINITY;
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) return Number(count) * (UNITS[unit] ?? Number.POSITIVE_INFINITY);
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minute = '', hour = '', ...days] = fields;
  if (fields.length !== 6 || !days.every((field) => field === '*' || field === '?')) return undefined;
  const [minutes, hours] = [valuesOf(minute, 60), valuesOf(hour, 24)];
  if (!minutes || !hours) return undefined;
  const starts = hours.flatMap((h) => minutes.map((m) => h * 60 + m));
  return Math.max(...starts.map((start, index) => (starts[index + 1] ?? (starts[0] ?? 0) + DAY) - start));
}

/** The values of a field of cron below a bound, in order: numbers, ranges, steps and lists of them. */
function valuesOf(field: string, below: number): number[] | undefined {
  const parts = field.split(',').map((part) => {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined || Number(step) === 0) return undefined;
    const first = from === '*' ? 0 : Number(from);
    const last = to !== undefined ? Number(to) : from === '*' || step !== undefined ? below - 1 : first;
    if (first >= below || last >= below || last < first) return undefined;
    const by = step === undefined ? 1 : Number(step);
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
  });
  return parts.some((part) => part === undefined)
    ? undefined
    : [...new Set(parts.flatMap((part) => part ?? []))].sort((left, right) => left - right);
}
