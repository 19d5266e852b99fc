import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { uuid } from '../../lib/activity/formats.ts';
import {
  appealExemption,
  askExemption,
  type Exemption,
  withdrawExemption,
} from '../../lib/governance/participation/exemptions.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { PARTICIPATION_ITEMS as ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { ItemWrite } from '../../lib/storage/ports.ts';
import { QUEUE, SORT } from '../participation.ts';
import { type Asking, bodyAs, ownKey, write } from './asking.ts';

/** A worker's explanation of a request. */
export const words = z.string().trim().max(2_000);
const askSchema = z.strictObject({ ground: z.string().max(64), words: words.default('') });
const appealSchema = z.strictObject({ id: uuid, words });
const withdrawSchema = z.strictObject({ id: uuid });

/** An exemption with the revision that the next change must find. */
export interface HeldExemption {
  readonly exemption: Exemption;
  readonly rev: number;
}

/** A request as its worker sees it: everything but the deciding officer. */
export type ExemptionView = Omit<Exemption, 'decisions'> & {
  readonly decisions: readonly Omit<Exemption['decisions'][number], 'by'>[];
};

/** `POST /api/exemptions` */
export async function ask(asking: Asking): Promise<ExemptionView> {
  const { ports, rules, caller, now } = asking;
  const earlier = await exemptionsOf(asking);
  const request = bodyAs(askSchema, asking);
  const exemption = askExemption(
    randomUUID(),
    request,
    earlier.map(({ exemption }) => exemption),
    rules.exemption,
    now,
  );
  const { level, participant } = caller;
  const { id } = exemption;
  const names = { level, participant };
  const { pk, sk } = keyOf(ITEMS.asked, names);
  const counted = await ports.participation.get(pk, sk);
  await write(asking, [
    writeItem(ITEMS.exemption, { participant, id }, { data: exemption, ifRev: 0 }),
    writeItem(ITEMS.queued, { id }, { data: { participant, level, open: true }, ifRev: 0 }),
    writeItem(ITEMS.asked, names, {
      ...{ data: { level, granted: counted?.data.granted === true }, ifRev: counted?.rev ?? 0, from: now },
    }),
  ]);
  return viewOf(exemption);
}

/** `POST /api/appeals`: asks another officer to decide again. */
export async function appeal(asking: Asking): Promise<ExemptionView> {
  const { id, words: said } = bodyAs(appealSchema, asking);
  const { participant } = asking.caller;
  const held = await exemptionOf(asking, participant, id);
  const appealed = appealExemption(held.exemption, said, asking.rules.exemption, asking.now);
  await write(asking, [changed(asking, participant, held, appealed), ...(await queued(asking, id, true))]);
  return viewOf(appealed);
}

/** `POST /api/exemptions/withdraw` */
export async function withdraw(asking: Asking): Promise<ExemptionView> {
  const { id } = bodyAs(withdrawSchema, asking);
  const { participant } = asking.caller;
  const held = await exemptionOf(asking, participant, id);
  const withdrawn = withdrawExemption(held.exemption, asking.now);
  await write(asking, [changed(asking, participant, held, withdrawn), ...(await queued(asking, id, false))]);
  return viewOf(withdrawn);
}

/** All requests of the caller, oldest first. */
export async function exemptionsOf(asking: Asking): Promise<HeldExemption[]> {
  const found: HeldExemption[] = [];
  for await (const item of asking.ports.participation.query(ownKey(asking), SORT.exemption))
    found.push({ exemption: readItem(ITEMS.exemption, item), rev: item.rev });
  return found.toSorted((a, b) => (a.exemption.asked < b.exemption.asked ? -1 : 1));
}

/** @throws WorkerRefusedError exemption.unknown when the participant made no such request */
export async function exemptionOf({ ports }: Asking, participant: string, id: string): Promise<HeldExemption> {
  const { pk, sk } = keyOf(ITEMS.exemption, { participant, id });
  const item = await ports.participation.get(pk, sk);
  if (item === undefined) throw new WorkerRefusedError('exemption.unknown');
  return { exemption: readItem(ITEMS.exemption, item), rev: item.rev };
}

export const changed = (
  { now }: Asking,
  participant: string,
  { rev }: HeldExemption,
  exemption: Exemption,
): ItemWrite =>
  writeItem(
    ITEMS.exemption,
    { participant, id: exemption.id },
    { data: exemption, ifRev: rev, from: exemption.until ?? now },
  );

/** The write that puts a request into the officers' queue, or takes it out; none when the queue no longer has it. */
export async function queued({ ports, now }: Asking, id: string, open: boolean): Promise<ItemWrite[]> {
  const item = await ports.participation.get(QUEUE, id);
  if (item === undefined && !open) return [];
  if (item === undefined) throw new WorkerRefusedError('exemption.unknown');
  const data = { ...readItem(ITEMS.queued, item), open };
  return [writeItem(ITEMS.queued, { id }, { data, ifRev: item.rev, from: now })];
}

export const viewOf = ({ decisions, ...rest }: Exemption): ExemptionView => ({
  ...rest,
  decisions: decisions.map(({ by: _, ...decision }) => decision),
});
