import { RefusedError } from '../../lib/activity/refusals.ts';
import { type Facts, type Gate, reasonOf } from '../../lib/governance/gate/gate.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { readFacts, readGate } from '../gate.ts';
import type { Settings } from '../settings.ts';

/** How long an open gate is believed without a new look (ms). A pause is honoured within this, and a minute is promised. */
export const BELIEVED_MS = 30_000;

/** When a collector should ask again (s). A restart takes people; a state that cannot be read is usually there again soon. */
const ASK_AGAIN_S = { paused: 300, unknown: 60 } as const;

/** Nothing is taken now. Says why, and when to ask again. */
export class GateClosedError extends RefusedError {
  /** Stable code of what was decided or has lapsed; none when the state could not be read. */
  readonly reason: string | undefined;
  readonly retryAfterS: number;

  constructor(reason: string | undefined) {
    super(reason === undefined ? 'gate.unknown' : 'gate.paused', reason);
    this.reason = reason;
    this.retryAfterS = reason === undefined ? ASK_AGAIN_S.unknown : ASK_AGAIN_S.paused;
  }
}

/**
 * Asks the gate on behalf of one function. What it read is judged again at every request, so that a certificate expires
 * to the second; it is read again after half a minute. Only an open gate is believed: a pause is looked at every time.
 */
export class Gatekeeper {
  readonly #ports: Ports;
  readonly #settings: Settings;
  #known: { readonly gate: Gate; readonly facts: Facts; readonly until: number } | undefined;

  constructor(ports: Ports, settings: Settings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /** @throws GateClosedError while collection may not run. A state that cannot be read is not a state in which it may. */
  async check(): Promise<void> {
    const now = this.#ports.clock.now();
    const { gate, facts } = await this.#read(now).catch(() => {
      throw new GateClosedError(undefined);
    });
    const reason = reasonOf(gate, { ...facts, now });
    if (reason === undefined) return;
    this.#known = undefined;
    throw new GateClosedError(reason);
  }

  async #read(now: Date) {
    const known = this.#known;
    if (known !== undefined && now.getTime() < known.until) return known;
    this.#known = undefined;
    const [{ gate }, facts] = await Promise.all([readGate(this.#ports), readFacts(this.#ports, this.#settings)]);
    this.#known = { gate, facts: remembering(facts), until: now.getTime() + BELIEVED_MS };
    return this.#known;
  }

  /** Days until the certificate ends under which collection runs, by what was read last; undefined while it does not run. */
  get certificateDays(): number | undefined {
    const gate = this.#known?.gate;
    if (gate?.state !== 'running') return undefined;
    return (Date.parse(gate.certificate.expires) - this.#ports.clock.now().getTime()) / 86_400_000;
  }
}

/** The signature of one certificate is checked once, not at every request. */
function remembering(facts: Facts): Facts {
  const examined = new Map<unknown, ReturnType<Facts['examine']>>();
  return {
    ...facts,
    examine: (document) => {
      const known = examined.get(document) ?? facts.examine(document);
      examined.set(document, known);
      return known;
    },
  };
}
