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
import type { ItemWrite } from '../../lib/storage/ports.ts';
import { PARITY, QUEUE, SORT } from '../participation.ts';
import { type Asking, asData, bodyAs, ownKey, write } from './asking.ts';

/** What somebody writes to explain themselves. */
export const words = z.string().trim().max(2_000);
const askSchema = z.strictObject({ ground: z.string().max(64), words: words.default('') });
const appealSchema = z.strictObject({ id: uuid, words });
const withdrawSchema = z.strictObject({ id: uuid });

/** An exemption with the revision that the next change must find. */
export interface HeldExemption {
  readonly exemption: Exemption;
  readonly rev: number;
}

/** A request as its worker sees it: everything but who decided. */
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
    earlier.map((one) => one.exemption),
    rules.exemption,
    now,
  );
  const { level, participant } = caller;
  const parityKey = { pk: PARITY, sk: `${level}#${participant}` };
  const counted = await ports.participation.get(parityKey.pk, parityKey.sk);
  await write(asking, [
    { ...keyOf(ownKey(asking), exemption.id), ifRev: 0, data: asData(exemption) },
    { pk: QUEUE, sk: exemption.id, ifRev: 0, data: { participant, level, open: true } },
    ...(counted === undefined ? [{ ...parityKey, ifRev: 0, data: { level, granted: false } }] : []),
  ]);
  return viewOf(exemption);
}

/** `POST /api/appeals`: asks somebody else to decide again. */
export async function appeal(asking: Asking): Promise<ExemptionView> {
  const { id, words: said } = bodyAs(appealSchema, asking);
  const held = await exemptionOf(asking, ownKey(asking), id);
  const appealed = appealExemption(held.exemption, said, asking.rules.exemption, asking.now);
  await write(asking, [changed(ownKey(asking), held, appealed), await queued(asking, id, true)]);
  return viewOf(appealed);
}

/** `POST /api/exemptions/withdraw` */
export async function withdraw(asking: Asking): Promise<ExemptionView> {
  const { id } = bodyAs(withdrawSchema, asking);
  const held = await exemptionOf(asking, ownKey(asking), id);
  const withdrawn = withdrawExemption(held.exemption, asking.now);
  await write(asking, [changed(ownKey(asking), held, withdrawn), await queued(asking, id, false)]);
  return viewOf(withdrawn);
}

/** All requests of whoever asks, oldest first. */
export async function exemptionsOf(asking: Asking): Promise<HeldExemption[]> {
  const found: HeldExemption[] = [];
  for await (const { data, rev } of asking.ports.participation.query(ownKey(asking), SORT.exemption))
    found.push({ exemption: data as unknown as Exemption, rev });
  return found.toSorted((a, b) => (a.exemption.asked < b.exemption.asked ? -1 : 1));
}

/** @throws WorkerRefusedError exemption.unknown when the partition holds no such request */
export async function exemptionOf({ ports }: Asking, pk: string, id: string): Promise<HeldExemption> {
  const item = await ports.participation.get(pk, `${SORT.exemption}${id}`);
  if (item === undefined) throw new WorkerRefusedError('exemption.unknown');
  return { exemption: item.data as unknown as Exemption, rev: item.rev };
}

export const changed = (pk: string, { rev }: HeldExemption, exemption: Exemption): ItemWrite => ({
  ...keyOf(pk, exemption.id),
  ifRev: rev,
  data: asData(exemption),
});

/** The write that puts a request into the queue of those who decide, or takes it out. */
export async function queued({ ports }: Asking, id: string, open: boolean): Promise<ItemWrite> {
  const item = await ports.participation.get(QUEUE, id);
  if (item === undefined) throw new WorkerRefusedError('exemption.unknown');
  return { pk: QUEUE, sk: id, ifRev: item.rev, data: { ...item.data, open } };
}

export const viewOf = ({ decisions, ...rest }: Exemption): ExemptionView => ({
  ...rest,
  decisions: decisions.map(({ by: _, ...decision }) => decision),
});

const keyOf = (pk: string, id: string) => ({ pk, sk: `${SORT.exemption}${id}` });
