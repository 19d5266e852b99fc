import { canonicalJson, type Json } from '../lib/activity/canonical-json.ts';
import { PREFIXES } from '../lib/activity/zones.ts';
import { fingerprintOf } from '../lib/governance/gate/certificate.ts';
import { examine } from '../lib/governance/gate/examine.ts';
import { type Facts, type Gate, gateSchema, initialGate } from '../lib/governance/gate/gate.ts';
import type { Control, ItemValue, Ports } from '../lib/storage/ports.ts';
import type { Settings } from './settings.ts';

const STATE = { pk: 'gate', sk: 'state' } as const;
const HISTORY = 'history#';
const DEPLOYED = { pk: 'deployed', sk: 'templates' } as const;
const RETENTION = { pk: 'retention', sk: 'last' } as const;

export interface HeldGate {
  readonly gate: Gate;
  /** What the next change must find. */
  readonly rev: number;
  /** False when what is stored makes no sense: then `gate` is a pause. */
  readonly readable: boolean;
}

/** The gate as it was decided last. A state that makes no sense is a pause. */
export async function readGate({ control, clock }: Pick<Ports, 'control' | 'clock'>): Promise<HeldGate> {
  const item = await control.get(STATE.pk, STATE.sk);
  if (item === undefined) return { gate: initialGate(clock.now()), rev: 0, readable: true };
  const parsed = gateSchema.safeParse(item.data);
  if (parsed.success) return { gate: parsed.data, rev: item.rev, readable: true };
  return { gate: initialGate(clock.now(), 'unreadable'), rev: item.rev, readable: false };
}

/**
 * Writes the gate and its history in one transaction, and files the history in the audit zone, where nobody can change it.
 * False when somebody else changed the gate first; then nothing was written.
 */
export async function writeGate(ports: Ports, gate: Gate, rev: number): Promise<boolean> {
  const data = gate as unknown as { [name: string]: ItemValue };
  const sk = `${HISTORY}${String(rev + 1).padStart(8, '0')}`;
  const written = await ports.control.write([
    { ...STATE, ifRev: rev, data },
    { pk: STATE.pk, sk, ifRev: 0, data },
  ]);
  if (written) await fileHistory(ports);
  return written;
}

/** Files what is not in the audit zone yet, newest first: a crash after the transition leaves at most a few. */
export async function fileHistory({ control, objects }: Ports): Promise<void> {
  const history = (await Array.fromAsync(control.query(STATE.pk, HISTORY))).toReversed();
  for (const { sk, data } of history) {
    const key = `${PREFIXES.gate}${sk.slice(HISTORY.length)}-${String(data.state)}.json`;
    const body = Buffer.from(canonicalJson(data as Json));
    if (!(await objects.putOnce('audit', key, body, 'application/json')).created) return;
  }
}

/** Says which templates are deployed. Written by whoever observes the deployment; ingest compares the certificate to it. */
export async function announceTemplates(control: Control, digest: string): Promise<void> {
  const held = await control.get(DEPLOYED.pk, DEPLOYED.sk);
  if (held?.data.digest !== digest) await control.write([{ ...DEPLOYED, ifRev: held?.rev ?? 0, data: { digest } }]);
}

/** Says that retention ran to its end: while it is silent for too long, nothing is collected. */
export async function announceRetention({ control, clock }: Pick<Ports, 'control' | 'clock'>): Promise<void> {
  const held = await control.get(RETENTION.pk, RETENTION.sk);
  const data = { finished: clock.now().toISOString() };
  await control.write([{ ...RETENTION, ifRev: held?.rev ?? 0, data }]);
}

/** Everything that the gate depends on, read now. @throws what the ports throw: who cannot read it must not collect */
export async function readFacts({ control, keys, clock }: Ports, settings: Settings): Promise<Facts> {
  const [deployed, retention, publicKey] = await Promise.all([
    control.get(DEPLOYED.pk, DEPLOYED.sk),
    control.get(RETENTION.pk, RETENTION.sk),
    keys.publicKey('certificates'),
  ]);
  const anchor = fingerprintOf(publicKey);
  return {
    now: clock.now(),
    templates: typeof deployed?.data.digest === 'string' ? deployed.data.digest : undefined,
    retention: retention && new Date(String(retention.data.finished)),
    retentionLag: settings.retentionLagMs,
    reviewers: settings.reviewers,
    examine: (document) => examine(document, anchor),
  };
}
