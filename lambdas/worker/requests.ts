import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { uuid } from '../../lib/activity/formats.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { DEFAULT_RULES } from '../../lib/governance/participation/rules.ts';
import {
  type ErasureOrder,
  PARTICIPATION_ITEMS,
  type RightsRequest,
  readItem,
  writeItem,
} from '../../lib/ledger/index.ts';
import { dayOf } from '../../lib/retention/days.ts';
import { orderErasure, ordersOf, withdrawErasure } from '../erasures.ts';
import { heldKey, SORT } from '../participation.ts';
import { type Asking, bodyAs, ownKey, write } from './asking.ts';

const DAY_MS = 86_400_000;
const askSchema = z.strictObject({ kind: z.enum(['copy', 'erasure']) });

/** How many days there are to answer, by kind. */
const DAYS = { copy: 'access_days', erasure: 'erasure_days' } as const;

/** `POST /api/requests`. One of each kind at a time. */
export async function request(asking: Asking): Promise<RightsRequest> {
  const { kind } = bodyAs(askSchema, asking);
  const { rules, now, ports } = asking;
  const earlier = await requestsOf(asking);
  if (earlier.some((one) => one.kind === kind && one.state === 'open')) throw new WorkerRefusedError('request.pending');
  const days = rules.rights[DAYS[kind]] ?? (DEFAULT_RULES.rights[DAYS[kind]] as number);
  const due = new Date(now.getTime() + days * DAY_MS).toISOString();
  const made: RightsRequest = { id: randomUUID(), kind, asked: now.toISOString(), due, state: 'open' };
  // The number makes a second one at the same moment find its place taken.
  if (kind === 'erasure') await orderErasure(ports.control, made.id, dayOf(now), await heldSegments(asking));
  const number = String(earlier.filter((one) => one.kind === kind).length).padStart(6, '0');
  const { participant } = asking.caller;
  try {
    await write(asking, [
      writeItem(PARTICIPATION_ITEMS.request, { participant, kind, number }, { data: made, ifRev: 0 }),
    ]);
  } catch (error) {
    // An order without a request would destroy, and no request could take it back.
    if (kind === 'erasure') await withdrawErasure(ports.control, made.id, now);
    throw error;
  }
  return made;
}

const withdrawSchema = z.strictObject({ id: uuid });

/** `POST /api/requests/withdraw`: takes back an erasure of which nothing was begun. */
export async function withdrawRequest(asking: Asking): Promise<RightsRequest> {
  const { id } = bodyAs(withdrawSchema, asking);
  const made = (await requestsOf(asking)).find((one) => one.id === id && one.kind === 'erasure');
  if (made === undefined) throw new WorkerRefusedError('body.invalid');
  if (made.state !== 'open' || !(await withdrawErasure(asking.ports.control, id, asking.now)))
    throw new WorkerRefusedError('request.begun');
  return { ...made, state: 'withdrawn' };
}

/** All requests of the caller. An erasure is as far as retention has carried it out. */
export async function requestsOf(asking: Asking): Promise<RightsRequest[]> {
  const { participation, control } = asking.ports;
  const items = await Array.fromAsync(participation.query(ownKey(asking), SORT.request));
  return Promise.all(
    items.map(async (item) => {
      const made = readItem(PARTICIPATION_ITEMS.request, item);
      return made.kind === 'erasure' ? { ...made, state: stateOf(await ordersOf(control, made.id)) } : made;
    }),
  );
}

function stateOf(orders: readonly ErasureOrder[]): RightsRequest['state'] {
  // They were written before the request: none is left once they were carried out and forgotten.
  if (orders.length > 0 && orders.every(({ withdrawn }) => withdrawn === true)) return 'withdrawn';
  if (orders.some(({ open }) => open)) return 'open';
  return orders.some(({ kept }) => kept > 0) ? 'partly' : 'done';
}

/** Ids of all segments of the caller that may still be there. */
async function heldSegments({ ports, caller }: Asking): Promise<string[]> {
  const items = await Array.fromAsync(ports.participation.query(heldKey(caller.participant), SORT.counted));
  return items.map(({ sk }) => sk.split('#').at(-1) as string);
}
