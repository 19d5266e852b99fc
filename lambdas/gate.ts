import { randomUUID } from 'node:crypto';
import { canonicalJson, type Json } from '../lib/activity/canonical-json.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import { PREFIXES } from '../lib/activity/zones.ts';
import { fingerprintOf } from '../lib/governance/gate/certificate.ts';
import { examine } from '../lib/governance/gate/examine.ts';
import {
  factsUnseen,
  type Gate,
  type GateFacts,
  type GateRequest,
  gateSchema,
  initialGate,
  step,
} from '../lib/governance/gate/gate.ts';
import { type GateLog, newestIn, pauseKeysOf, pausesSince } from '../lib/governance/gate/log.ts';
import { CONTROL_ITEMS, writeItem } from '../lib/ledger/index.ts';
import type { Control, ListedObject, Ports } from '../lib/storage/ports.ts';
import type { Settings } from './settings.ts';

const { gate: STATE, deployed: DEPLOYED, retention: RETENTION } = CONTROL_ITEMS;

/** How often a write is tried again when another writer changes the gate first. */
export const ATTEMPTS = 5;

export type Pause = Extract<GateRequest, { on: 'pause' }>;

export interface HeldGate {
  readonly gate: Gate;
  /** The revision that the next change must find. */
  readonly rev: number;
  /** False when the stored state cannot be parsed: then `gate` is a pause. */
  readonly readable: boolean;
}

/**
 * The gate as the control table has it. A state that cannot be parsed is a pause. A `running` state only names the certificate to
 * check: see `readLog`.
 */
export async function readGate({ control, clock }: Pick<Ports, 'control' | 'clock'>): Promise<HeldGate> {
  const item = await control.get(STATE.pk, STATE.sk);
  if (item === undefined) return { gate: initialGate(clock.now()), rev: 0, readable: true };
  const parsed = gateSchema.safeParse(item.data);
  if (parsed.success) return { gate: parsed.data, rev: item.rev, readable: true };
  return { gate: initialGate(clock.now(), 'unreadable'), rev: item.rev, readable: false };
}

/** Writes the gate. Returns false, with nothing written, when another writer changed it first. */
export const writeGate = ({ control }: Ports, gate: Gate, rev: number): Promise<boolean> =>
  control.write([writeItem(STATE, {}, { data: gate, ifRev: rev })]);

/**
 * Files a pause in the audit zone, where no principal can remove it. From then on nothing is collected, whatever the control
 * table says, until a certificate that was requested later lifts it. The pause holds once a second look shows that no other
 * certificate was filed meanwhile. It does not need the control table, which may be the broken part.
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

/**
 * Copies a filed pause to the control table, where its reason can be read.
 * @throws StrongroomError gate.raced
 */
export async function tellOfPause(ports: Ports, pause: Pause): Promise<HeldGate> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { gate: held, rev } = await readGate(ports);
    const gate = paused(held, pause, ports.clock.now());
    if (await writeGate(ports, gate, rev)) return { gate, rev: rev + 1, readable: true };
  }
  throw raced();
}

const paused = (gate: Gate, pause: Pause, now: Date): Gate => step(gate, pause, factsUnseen(now));

/** The pauses and restarts in the audit zone, with the time of the newest object that was read. */
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

/** The keys of all certificates that were ever filed. */
export const certificateKeys = async (objects: Ports['objects']): Promise<string[]> =>
  (await names(objects, PREFIXES.certificates)).map(({ key }) => key);

const names = (objects: Ports['objects'], prefix: string): Promise<ListedObject[]> =>
  Array.fromAsync(objects.list('audit', prefix));

/**
 * Announces the digest of the deployed templates. The observer of the deployment writes it; ingest compares the certificate to
 * it.
 */
export async function announceTemplates(control: Control, digest: string): Promise<void> {
  const held = await control.get(DEPLOYED.pk, DEPLOYED.sk);
  if (held?.data.digest === digest) return;
  await control.write([writeItem(DEPLOYED, {}, { data: { digest }, ifRev: held?.rev ?? 0 })]);
}

/**
 * Announces that retention ran. Collection stops when retention is silent for too long.
 * @param late places with data that should have been destroyed long ago: collection stops there, and only there
 */
export async function announceRetention(
  { control, clock }: Pick<Ports, 'control' | 'clock'>,
  late: readonly string[] = [],
): Promise<void> {
  const held = await control.get(RETENTION.pk, RETENTION.sk);
  const data = { finished: clock.now().toISOString(), late: [...late] };
  await control.write([writeItem(RETENTION, {}, { data, ifRev: held?.rev ?? 0 })]);
}

/**
 * Reads everything that the gate depends on.
 * @throws what the ports throw: a caller that cannot read the facts must not collect
 */
export async function readFacts({ control, objects, keys, clock }: Ports, settings: Settings): Promise<GateFacts> {
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

/** A clock that was set back is earlier than events already recorded. */
const later = (now: Date, evidence: Date | undefined): Date =>
  evidence !== undefined && evidence > now ? evidence : now;

export const raced = (): StrongroomError =>
  new StrongroomError(
    'gate.raced',
    'somebody else changed the gate at the same time',
    'look at `gate status`, and decide again: a pause that was filed stands',
  );
