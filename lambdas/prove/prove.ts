import { randomUUID } from 'node:crypto';
import type { AccountReading } from '../../lib/access/live/index.ts';
import { canonicalJson } from '../../lib/activity/canonical-json.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { sha256Of } from '../../lib/governance/gate/certificate.ts';
import { idIn } from '../../lib/governance/gate/log.ts';
import { type FactsBeside, type Findings, messageOf, type Occasion } from '../../lib/governance/live-proof/index.ts';
import { CONTROL_ITEMS, type DataOf, writeItem } from '../../lib/ledger/index.ts';
import type { Item, Ports } from '../../lib/storage/ports.ts';
import { ATTEMPTS, readLog } from '../gate.ts';
import { approvedAs } from '../restart.ts';
import { type Deployments, isDeploying } from '../sentinel/approved.ts';
import { pauseOnce } from '../sentinel/pause.ts';
import { occasionOf } from './occasion.ts';

/** The dependencies of the function beside its ports. */
export interface ProveWorld {
  readonly ports: Ports;
  /** Reads the account. Takes long, and throws when AWS does not even identify the account. */
  readonly read: () => Promise<AccountReading>;
  readonly find: (reading: AccountReading, occasion: Occasion, known: FactsBeside) => Promise<Findings>;
  readonly tell: (subject: string, text: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly deployments?: Deployments | undefined;
}

/**
 * The result of one event. `covered`: the account was already read after it. `deploying`: left to the reading after an approved
 * deployment. Otherwise the verdict of the findings.
 */
export type ProveAnswer = 'failed-call' | 'covered' | 'deploying' | Findings['verdict'];

/**
 * How long after a call the account is read (ms): AWS may return the earlier state for some time.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const SETTLES_MS = 20_000;

/** CloudTrail writes whole seconds. */
const SECOND_MS = 1_000;

const { proof: LAST } = CONTROL_ITEMS;

/**
 * Reads the account and decides the claims for it, unless a reading since the reported call already did: a call that comes twice,
 * late, or among a hundred others costs one reading. When a claim is refuted, collection is paused first, then the findings are
 * filed in the audit zone, and people are notified. A crash leaves the rest to the next delivery, and opens nothing.
 * @throws StrongroomError gate.raced, live.caller; what the ports throw
 */
export async function proveAgain(world: ProveWorld, event: unknown): Promise<ProveAnswer> {
  const occasion = occasionOf(event);
  if (occasion === 'failed-call') return occasion;
  const { ports } = world;
  if (occasion.on === 'call') {
    if (await isCovered(ports, occasion.at)) return 'covered';
    const left = Date.parse(occasion.at) + SETTLES_MS - ports.clock.now().getTime();
    if (left > 0) await world.wait(Math.min(left, SETTLES_MS));
  }
  const began = ports.clock.now().toISOString();
  const reading = { ...(await world.read()), at: began };
  if (await isDeploying(ports, world.deployments)) return 'deploying';
  const certified = await certifiedDigest(ports);
  const findings = await world.find(reading, occasion, { certified, now: ports.clock.now() });
  if (findings.verdict === 'refuted')
    await pauseOnce(ports, {
      ...{ on: 'pause', by: null, reason: 'live-proof-refuted' },
      call: occasion.on === 'call' ? occasion.call : undefined,
    });
  const key = await file(ports, findings);
  const { subject, text } = messageOf(findings, key);
  if (occasion.on !== 'schedule' || (await isNews(ports, findings))) await world.tell(subject, text);
  await remember(ports, findings, key, text);
  return findings.verdict;
}

/** Whether a reading began after a call. */
async function isCovered({ control, clock }: Ports, at: string): Promise<boolean> {
  const last = lastIn(await control.get(LAST.pk, LAST.sk));
  if (last === undefined) return false;
  const began = Date.parse(last.began);
  // No function has done a reading that is still in the future.
  return began >= Date.parse(at) + SECOND_MS && began <= clock.now().getTime();
}

/** An item that cannot be parsed counts as none: then the account is read once more. */
function lastIn(item: Item | undefined): DataOf<typeof LAST> | undefined {
  const read = LAST.schema.safeParse(item?.data);
  return read.success ? read.data : undefined;
}

/** The templates of the newest certificate. The sentinel sees proposals and approvals, and reads no certificate. */
async function certifiedDigest(ports: Ports): Promise<string | undefined> {
  const log = await readLog(ports.objects);
  const [newest] = await approvedAs(ports, log.newest.map(idIn));
  return newest?.proposal.digests.templates;
}

/** A record must never be replaced; two readings that begin at once have one each. */
async function file({ objects }: Ports, findings: Findings): Promise<string> {
  const [day, time = ''] = findings.began.split('T');
  const key = `${PREFIXES.proofs}${day}/${time.replaceAll(':', '-')}-${randomUUID()}.json`;
  await objects.putOnce('audit', key, Buffer.from(canonicalJson(findings)), 'application/json');
  return key;
}

/** A digest that is equal for two readings with the same findings. */
const digestOf = ({ verdict, fallen, drifts, beside, unread, templates }: Findings): string =>
  sha256Of(canonicalJson({ verdict, fallen, drifts, beside, unread, templates }));

const MOST_SAID = 4_000;

/** Whether a reading found something else than the one before it. */
const isNews = async ({ control }: Ports, findings: Findings): Promise<boolean> =>
  lastIn(await control.get(LAST.pk, LAST.sk))?.digest !== digestOf(findings);

/** Remembers the newest reading. Where others write it all the time, one of theirs may stay: then this one covers nothing. */
async function remember({ control, clock }: Ports, findings: Findings, key: string, text: string): Promise<void> {
  const { began, verdict } = findings;
  const data = { began, verdict, key, digest: digestOf(findings), says: text.slice(0, MOST_SAID) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const item = await control.get(LAST.pk, LAST.sk);
    const last = lastIn(item);
    if (last && last.began > began && last.began <= clock.now().toISOString()) return;
    if (await control.write([writeItem(LAST, {}, { data, ifRev: item?.rev ?? 0 })])) return;
  }
}
