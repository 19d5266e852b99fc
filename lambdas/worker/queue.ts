import { z } from 'zod';
import { uuid } from '../../lib/activity/formats.ts';
import { decideExemption, type Exemption, isOpen } from '../../lib/governance/participation/exemptions.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { PARTICIPATION_ITEMS as ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import { QUEUE } from '../participation.ts';
import { type Asking, bodyAs, write } from './asking.ts';
import { changed, exemptionOf, queued, words } from './exemptions.ts';

const decisionSchema = z.strictObject({
  id: uuid,
  outcome: z.enum(['granted', 'refused']),
  reason: words.min(1),
  until: z.iso.date().nullable().default(null).describe('last day of an exemption; null for without end'),
});

/** A request as the deciding officer sees it. It names neither the worker nor their level, which must not weigh. */
export interface QueuedRequest {
  readonly id: string;
  readonly ground: string;
  readonly words: string;
  readonly asked: string;
  readonly due: string;
  readonly overdue: boolean;
  /** On appeal: the first decision, and the worker's reply to it. */
  readonly appeal: { readonly words: string; readonly reason: string } | null;
  /** Why this officer must leave it to another one; null when they may decide. */
  readonly notMine: 'exemption.own' | 'exemption.same-decider' | null;
}

/** `GET /api/queue`: requests that wait for a decision, the most urgent first. */
export async function queue(asking: Asking): Promise<{ requests: readonly QueuedRequest[] }> {
  officerOf(asking);
  const requests: QueuedRequest[] = [];
  for await (const item of asking.ports.participation.query(QUEUE)) {
    const { open, participant } = readItem(ITEMS.queued, item);
    if (!open) continue;
    const { exemption } = await exemptionOf(asking, participant, item.sk);
    if (isOpen(exemption)) requests.push(seen(exemption, participant, asking));
  }
  return { requests: requests.toSorted((a, b) => (a.due < b.due ? -1 : 1)) };
}

/** `POST /api/decisions` */
export async function decide(asking: Asking): Promise<{ readonly id: string; readonly state: Exemption['state'] }> {
  const by = officerOf(asking);
  const { id, outcome, reason, until } = bodyAs(decisionSchema, asking);
  const { ports, now, caller } = asking;
  const place = await ports.participation.get(QUEUE, id);
  if (place === undefined) throw new WorkerRefusedError('exemption.unknown');
  const { participant, level } = readItem(ITEMS.queued, place);
  if (participant === caller.participant) throw new WorkerRefusedError('exemption.own');
  const held = await exemptionOf(asking, participant, id);
  const end = until === null ? null : new Date(Date.parse(until) + 86_400_000).toISOString();
  if (end !== null && end <= now.toISOString()) throw new WorkerRefusedError('body.invalid');
  const decided = decideExemption(held.exemption, { by, outcome, reason, until: end }, now);
  const names = { level, participant };
  const { pk, sk } = keyOf(ITEMS.asked, names);
  const counted = await ports.participation.get(pk, sk);
  const granted = counted?.data.granted === true || outcome === 'granted';
  await write(asking, [
    changed(asking, participant, held, decided),
    ...(await queued(asking, id, false)),
    writeItem(ITEMS.asked, names, { data: { level, granted }, ifRev: counted?.rev ?? 0, from: now }),
  ]);
  return { id, state: decided.state };
}

function officerOf({ caller }: Asking): string {
  if (caller.officer === null) throw new WorkerRefusedError('caller.not-officer');
  return caller.officer;
}

function seen(exemption: Exemption, participant: string, { caller, now }: Asking): QueuedRequest {
  const { id, ground, words: said, asked, due, decisions, appeal } = exemption;
  const own = participant === caller.participant ? 'exemption.own' : null;
  const before = decisions.some(({ by }) => by === caller.officer) ? 'exemption.same-decider' : null;
  return {
    ...{ id, ground, words: said, asked, due, overdue: due < now.toISOString() },
    appeal: appeal && { words: appeal.words, reason: decisions.at(-1)?.reason ?? '' },
    notMine: own ?? before,
  };
}
