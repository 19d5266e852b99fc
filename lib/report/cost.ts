import {
  breaks,
  type Collection,
  type Cost,
  firstLimit,
  type LimitLine,
  linesOf,
  MEASURED,
  PRICES_OF,
} from '../governance/scale/index.ts';

/** The cost of a collection of some size, and whether it fits the limits. */
export interface CostReport {
  readonly collection: Collection;
  /** Dates of the price list and of the measurement. */
  readonly prices: string;
  readonly measured: string;
  readonly cost: Cost;
  /** Each limit and its used share, under templates synthesized for this collection. */
  readonly limits: readonly LimitLine[];
  readonly breaks: readonly string[];
  /** The first limit to be exceeded as workers are added; `workers` is null when there is none. */
  readonly first: { readonly id: string; readonly workers: number | null };
  /** The same without quotas, which AWS raises when asked. */
  readonly firstNotRaised: { readonly id: string; readonly workers: number | null };
}

export function costReport(collection: Collection, cost: Cost): CostReport {
  const limits = linesOf(collection);
  const first = (...kinds: LimitLine['kind'][]) => {
    const { id, workers } = firstLimit(collection, undefined, undefined, kinds);
    return { id, workers: Number.isFinite(workers) ? workers : null };
  };
  return {
    ...{ collection, prices: PRICES_OF, measured: MEASURED.on, cost, limits },
    breaks: limits.filter(breaks).map((line) => line.id),
    first: first('set', 'quota', 'fixed'),
    firstNotRaised: first('set', 'fixed'),
  };
}

/** The report for people: services by cost, then the limits that are more than half used. */
export function costText(report: CostReport): string {
  const { collection, prices, measured, cost, limits, breaks: broken, first, firstNotRaised } = report;
  const { workers, hoursADay, framesAMinute } = collection;
  const services = cost.lines.toSorted((a, b) => b.usd - a.usd);
  const widest = Math.max(...services.map(({ service }) => service.length));
  const near = limits.filter(({ use, limit }) => limit !== null && use / limit > 0.5);
  return [
    `${count(workers)} workers, ${hoursADay} hours a day, ${framesAMinute === 0 ? 'no frames' : `${framesAMinute} frames a minute`}, ${cost.region}`,
    '',
    'US dollars a worker and month (22 working days):',
    ...services.map(
      ({ service, usd, assumes }) => `  ${service.padEnd(widest)}  ${usd.toFixed(3).padStart(7)}  ${assumes}`,
    ),
    `  ${'in all'.padEnd(widest)}  ${cost.workerMonth.toFixed(3).padStart(7)}`,
    '',
    `In all $${count(cost.month)} a month, of which $${count(cost.fixedMonth)} whatever the number of workers (keys, alarms).`,
    `Queries of teams, exports, the time that retention runs, data transfer, traces and support are not in it. List prices as known on ${prices}, without tax or discount;`,
    `what a segment uses was measured on ${measured}.`,
    '',
    broken.length === 0 ? 'No limit breaks.' : `Limits that break: ${broken.join(', ')}.`,
    ...near.map(
      ({ id, service, what, use, limit, unit, kind }) =>
        `  ${id}: ${service}, ${what}: ${count(use)}${unit} of ${count(limit ?? 0)}${unit} (${KIND[kind]})`,
    ),
    first.workers === null
      ? 'Nothing gives way as workers are added.'
      : `As workers are added, ${first.id} gives way first: it holds up to ${count(first.workers)}.`,
    ...(firstNotRaised.workers === null || firstNotRaised.id === first.id
      ? []
      : [
          `AWS raises that when asked. Of what it does not raise, ${firstNotRaised.id} gives way first: it holds up to ${count(firstNotRaised.workers)}.`,
        ]),
    '',
  ].join('\n');
}

const KIND: Readonly<Record<LimitLine['kind'], string>> = {
  set: 'set by the templates',
  quota: 'a quota: AWS raises it when asked',
  fixed: 'AWS does not raise it',
};

const count = (n: number): string => (n >= 100 ? Math.round(n).toLocaleString('en') : String(Number(n.toPrecision(2))));
