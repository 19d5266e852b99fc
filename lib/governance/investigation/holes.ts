const isWeekend = (hour: string): boolean => [0, 6].includes(new Date(`${hour}:00:00Z`).getUTCDay());

/** The other hours at this time of day, on such days; with too few of them, all other hours. */
export function alike(hours: readonly string[], hour: string): readonly string[] {
  const found = hours.filter(
    (other) => other !== hour && other.slice(11) === hour.slice(11) && isWeekend(other) === isWeekend(hour),
  );
  return found.length >= 3 ? found : hours.filter((other) => other !== hour);
}

/** A shorter silence is an accident; one that is not this many times as long as usual too. */
const LEAST_MINUTES = 15;
const TIMES_AS_LONG = 4;
/** With fewer hours, no usual number can be determined. */
const LEAST_HOURS = 3;

/** Stretches within an hour for which a source is silent that never is for so long: a source need not go dark on the hour. */
export class Holes {
  readonly #minutes: ReadonlyMap<string, Uint8Array>;
  readonly #hours: readonly string[];

  constructor(minutes: ReadonlyMap<string, Uint8Array>) {
    this.#minutes = minutes;
    this.#hours = [...minutes.keys()];
  }

  /** Why an hour with records has too few of them; undefined when it has the usual number. */
  in(hour: string): string | undefined {
    const own = longestIn(this.#minutes.get(hour));
    if (own.length < LEAST_MINUTES) return undefined;
    const usual = alike(this.#hours, hour)
      .map((start) => longestIn(this.#minutes.get(start)).length)
      .sort((a, b) => a - b);
    const most = usual[Math.floor(usual.length * 0.9)];
    if (most === undefined || usual.length < LEAST_HOURS || own.length <= TIMES_AS_LONG * most) return undefined;
    return `no record for ${own.length} minutes from ${hour}:${String(own.from).padStart(2, '0')}Z, where there is seldom none for ${most + 1}`;
  }
}

/** The longest run of minutes without a record. */
function longestIn(minutes: Uint8Array = new Uint8Array(60)): { readonly from: number; readonly length: number } {
  let best = { from: 0, length: 0 };
  for (let at = 0, from = 0; at <= minutes.length; at++) {
    if (at < minutes.length && minutes[at] === 0) continue;
    if (at - from > best.length) best = { from, length: at - from };
    from = at + 1;
  }
  return best;
}
