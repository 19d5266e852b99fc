import { RefusedError } from '../../lib/activity/refusals.ts';
import { type Gate, type GateFacts, reasonOf } from '../../lib/governance/gate/gate.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { SteadyClock, type Stopwatch, stopwatch } from '../../lib/storage/steady-clock.ts';
import { readFacts, readGate } from '../gate.ts';
import type { Settings } from '../settings.ts';

/** How long an open gate is believed without a new look (ms). A pause is honoured within this, and a minute is promised. */
export const BELIEVED_MS = 30_000;

/** When a collector should ask again (s). A restart takes people; a state that cannot be read is usually there again soon. */
const ASK_AGAIN_S = { paused: 300, unknown: 60 } as const;

/** Collection is closed for now. Gives the reason, and when to try again. */
export class GateClosedError extends RefusedError {
  /** Stable code of the decision or of what lapsed; none when the state could not be read. */
  readonly reason: string | undefined;
  readonly retryAfterS: number;

  constructor(reason: string | undefined) {
    super(reason === undefined ? 'gate.unknown' : 'gate.paused', reason);
    this.reason = reason;
    this.retryAfterS = reason === undefined ? ASK_AGAIN_S.unknown : ASK_AGAIN_S.paused;
  }
}

/**
 * Checks the gate on behalf of one function. The facts are judged again at every request, so that a certificate expires to the
 * second; they are read again after half a minute. Only an open gate is cached: a pause is read again every time.
 */
export class Gatekeeper {
  readonly #ports: Ports;
  readonly #settings: Settings;
  readonly #watch: Stopwatch;
  /** The clock that certificates are judged by. An expired certificate does not become valid again when the time is set back. */
  readonly #clock: SteadyClock;
  #known: Known | undefined;

  constructor(ports: Ports, settings: Settings, watch: Stopwatch = stopwatch) {
    this.#ports = ports;
    this.#settings = settings;
    this.#watch = watch;
    this.#clock = new SteadyClock({ wall: () => ports.clock.now().getTime(), watch });
  }

  /**
   * @returns codes of the places in which nothing may be collected all the same
   * @throws GateClosedError while collection must not run, or when its state cannot be read
   */
  async check(): Promise<ReadonlySet<string>> {
    const { gate, facts } = await this.#read().catch((error) => {
      throw error instanceof GateClosedError ? error : new GateClosedError(undefined);
    });
    this.#clock.notBefore(facts.now);
    const now = this.#clock.now();
    const reason = reasonOf(gate, { ...facts, now });
    if (reason === undefined) return new Set(facts.late);
    this.#known = undefined;
    throw new GateClosedError(reason);
  }

  async #read(): Promise<Known> {
    const readAt = { wall: this.#ports.clock.now().getTime(), watch: this.#watch() };
    const known = this.#known;
    if (known !== undefined && isFresh(known.readAt, readAt)) return known;
    this.#known = undefined;
    const { gate } = await readGate(this.#ports);
    // Nothing around it opens a gate that is paused, and refusing must stay cheap.
    if (gate.state === 'paused') throw new GateClosedError(gate.reason);
    const facts = await readFacts(this.#ports, this.#settings);
    this.#known = { gate, facts: remembering(facts), readAt };
    return this.#known;
  }

  /** Days until the current certificate expires, by the last reading; undefined while collection does not run. */
  get certificateDays(): number | undefined {
    const gate = this.#known?.gate;
    if (gate?.state !== 'running') return undefined;
    return (Date.parse(gate.certificate.expires) - this.#ports.clock.now().getTime()) / 86_400_000;
  }
}

/** Two clocks at one moment (ms). */
interface Reading {
  readonly wall: number;
  readonly watch: number;
}

interface Known {
  readonly gate: Gate;
  readonly facts: GateFacts;
  readonly readAt: Reading;
}

/** The stopwatch measures the age. If the wall clock disagrees, the clock was set or the process slept: read again. */
const isFresh = (then: Reading, now: Reading): boolean =>
  now.wall >= then.wall && Math.max(now.wall - then.wall, now.watch - then.watch) < BELIEVED_MS;

/** The signature of one certificate is checked once, not at every request. */
function remembering(facts: GateFacts): GateFacts {
  const examined = new Map<unknown, ReturnType<GateFacts['examine']>>();
  return {
    ...facts,
    examine: (document) => {
      const known = examined.get(document) ?? facts.examine(document);
      examined.set(document, known);
      return known;
    },
  };
}
