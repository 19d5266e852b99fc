import { randomUUID } from 'node:crypto';
import { canonicalJson, type Json } from '../lib/activity/canonical-json.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import { PREFIXES } from '../lib/activity/zones.ts';
import { fingerprintOf } from '../lib/governance/gate/certificate.ts';
import { examine } from '../lib/governance/gate/examine.ts';
import {
  type Facts,
  factsUnseen,
  type Gate,
  gateSchema,
  initialGate,
  type Request,
  step,
} from '../lib/governance/gate/gate.ts';
import { type GateLog, newestIn, pauseKeysOf, pausesSince } from '../lib/governance/gate/log.ts';
import { CONTROL_ITEMS, writeItem } from '../lib/ledger/index.ts';
import type { Control, ListedObject, Ports } from '../lib/storage/ports.ts';
import type { Settings } from './settings.ts';

const { gate: STATE, deployed: DEPLOYED, retention: RETENTION } = CONTROL_ITEMS;

/** How often somebody else may change the gate first. */
export const ATTEMPTS = 5;

export type Pause = Extract<Request, { on: 'pause' }>;

export interface HeldGate {
  readonly gate: Gate;
  /** What the next change must find. */
  readonly rev: number;
  /** False when what is stored makes no sense: then `gate` is a pause. */
  readonly readable: boolean;
}

/**
 * The gate as the control table has it. A state that makes no sense is a pause. One that says `running` says no more than
 * which certificate to look at: see `readLog`.
 */
export async function readGate({ control, clock }: Pick<Ports, 'control' | 'clock'>): Promise<HeldGate> {
  const item = await control.get(STATE.pk, STATE.sk);
  if (item === undefined) return { gate: initialGate(clock.now()), rev: 0, readable: true };
  const parsed = gateSchema.safeParse(item.data);
  if (parsed.success) return { gate: parsed.data, rev: item.rev, readable: true };
  return { gate: initialGate(clock.now(), 'unreadable'), rev: item.rev, readable: false };
}

/** Writes the gate. False when somebody else changed it first; then nothing was written. */
export const writeGate = ({ control }: Ports, gate: Gate, rev: number): Promise<boolean> =>
  control.write([writeItem(STATE, {}, { data: gate, ifRev: rev })]);

/**
 * Writes a pause down in the audit zone, where nobody can take it back: from then on nothing is collected, whatever the
 * control table says, until a certificate lifts it that was asked for later. It stands once a look after it shows that no
 * other certificate was filed meanwhile. Needs nothing of the control table, which may be what is broken.
 * @throws StrongroomError gate.raced
 */
export async function filePause({ objects, clock }: Ports, pause: Pause | Gate): Promise<void> {
  const gate = 'on' in pause ? paused(initialGate(clock.now()), pause, clock.now()) : pause;
  const body = Buffer.from(canonicalJson(gate as Json));
  let known = await readNewest(objects);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const key of pauseKeysOf(known, randomUUID())) await objects.putOnce('audit', key, body, 'application/json');
    const now = await readNewest(objects);
    if (now.newest.join() === known.newest.join()) return;
    known = now;
  }
  throw raced();
}

/** Tells the control table of a pause that stands, so that its reason can be read there. @throws StrongroomError gate.raced */
export async function tellOfPause(ports: Ports, pause: Pause): Promise<HeldGate> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { gate: held, rev } = await readGate(ports);
    const gate = paused(held, pause, ports.clock.now());
    if (await writeGate(ports, gate, rev)) return { gate, rev: rev + 1, readable: true };
  }
  throw raced();
}

const paused = (gate: Gate, pause: Pause, now: Date): Gate => step(gate, pause, factsUnseen(now));

/** What the audit zone says of pauses and restarts, with the time of the newest object that was looked at. */
export async function readLog(objects: Ports['objects']): Promise<GateLog & { readonly latest: Date | undefined }> {
  const { listed, ...newest } = await readNewest(objects);
  const [pauses, before] = await Promise.all([
    names(objects, pausesSince(newest.number)),
    newest.number === 0 ? [] : names(objects, pausesSince(newest.number - 1)),
  ]);
  const times = [...listed, ...pauses, ...before].map(({ lastModified }) => lastModified.getTime());
  return {
    ...newest,
    pauses: pauses.map(({ key }) => key),
    before: before.map(({ key }) => key),
    latest: times.length === 0 ? undefined : new Date(Math.max(...times)),
  };
}

async function readNewest(objects: Ports['objects']) {
  const listed = await names(objects, PREFIXES.certificates);
  return { ...newestIn(listed.map(({ key }) => key)), listed };
}

const names = (objects: Ports['objects'], prefix: string): Promise<ListedObject[]> =>
  Array.fromAsync(objects.list('audit', prefix));

/** Says which templates are deployed. Written by whoever observes the deployment; ingest compares the certificate to it. */
export async function announceTemplates(control: Control, digest: string): Promise<void> {
  const held = await control.get(DEPLOYED.pk, DEPLOYED.sk);
  if (held?.data.digest === digest) return;
  await control.write([writeItem(DEPLOYED, {}, { data: { digest }, ifRev: held?.rev ?? 0 })]);
}

/**
 * Says that retention ran: while it is silent for too long, nothing is collected.
 * @param late places of which something should have been gone for too long: nothing is collected there, and only there
 */
export async function announceRetention(
  { control, clock }: Pick<Ports, 'control' | 'clock'>,
  late: readonly string[] = [],
): Promise<void> {
  const held = await control.get(RETENTION.pk, RETENTION.sk);
  const data = { finished: clock.now().toISOString(), late: [...late] };
  await control.write([writeItem(RETENTION, {}, { data, ifRev: held?.rev ?? 0 })]);
}

/** Everything that the gate depends on, read now. @throws what the ports throw: who cannot read it must not collect */
export async function readFacts({ control, objects, keys, clock }: Ports, settings: Settings): Promise<Facts> {
  const [{ latest, ...log }, deployed, retention, publicKey] = await Promise.all([
    readLog(objects),
    control.get(DEPLOYED.pk, DEPLOYED.sk),
    control.get(RETENTION.pk, RETENTION.sk),
    keys.publicKey('certificates'),
  ]);
  const anchor = fingerprintOf(publicKey);
  return {
    now: later(clock.now(), latest),
    log,
    templates: typeof deployed?.data.digest === 'string' ? deployed.data.digest : undefined,
    retention: retention && new Date(String(retention.data.finished)),
    retentionLag: settings.retentionLagMs,
    late: (retention?.data.late ?? []) as readonly string[],
    reviewers: settings.reviewers,
    examine: (document) => examine(document, anchor),
  };
}

/** A clock that was set back is behind what has happened already. */
const later = (now: Date, evidence: Date | undefined): Date =>
  evidence !== undefined && evidence > now ? evidence : now;

export const raced = (): StrongroomError =>
  new StrongroomError(
    'gate.raced',
    'somebody else changed the gate at the same time',
    'look at `gate status`, and decide again: a pause that was filed stands',
  );
