import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { uuid } from '../../lib/activity/formats.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { DEFAULT_RULES } from '../../lib/governance/participation/rules.ts';
import {
  type ErasureOrder,
  LANGUAGES,
  PARTICIPATION_ITEMS,
  type RightsRequest,
  readItem,
  writeItem,
} from '../../lib/ledger/index.ts';
import { dayOf } from '../../lib/retention/days.ts';
import type { ItemWrite } from '../../lib/storage/ports.ts';
import { orderErasure, ordersOf, withdrawErasure } from '../erasures.ts';
import { heldKey, SORT } from '../participation.ts';
import { type Asking, bodyAs, ownKey, write } from './asking.ts';
import { type FileView, packageOf, packageWrite, withdrawPackage } from './packages.ts';

const DAY_MS = 86_400_000;
const askSchema = z.strictObject({ kind: z.enum(['copy', 'erasure']), language: z.enum(LANGUAGES).default('en') });

/** How many days there are to answer, by kind. */
const DAYS = { copy: 'access_days', erasure: 'erasure_days' } as const;

/** A request as shown to its worker. */
export interface RequestView extends Omit<RightsRequest, 'ordered'> {
  /** Of a copy that is made, its files. */
  readonly files: readonly FileView[];
}

/**
 * `POST /api/requests`. One of each kind at a time. The request is written before its orders: a request without orders destroys
 * nothing, and the next process that reads it gives them. An order without a request would destroy data, and the worker could not
 * withdraw it.
 */
export async function request(asking: Asking): Promise<RequestView> {
  const { kind, language } = bodyAs(askSchema, asking);
  const { rules, now, caller } = asking;
  const held = await heldRequests(asking);
  const earlier = await Promise.all(held.map((request) => shown(asking, request)));
  if (earlier.some((request) => request.kind === kind && request.state === 'open'))
    throw new WorkerRefusedError('request.pending');
  const days = rules.rights[DAYS[kind]] ?? (DEFAULT_RULES.rights[DAYS[kind]] as number);
  const due = new Date(now.getTime() + days * DAY_MS).toISOString();
  const id = randomUUID();
  const made: RightsRequest = { id, kind, asked: now.toISOString(), due, state: 'open' };
  // The number makes a second one at the same moment find its place taken.
  const numbers = held.filter((request) => request.made.kind === kind).map((request) => Number(request.number));
  const number = String(Math.max(-1, ...numbers) + 1).padStart(6, '0');
  const ordered = kind === 'erasure' ? { ordered: false } : {};
  await write(asking, [
    requestWrite(asking, { number, made: { ...made, ...ordered }, rev: 0 }),
    ...(kind === 'copy' ? [packageWrite(made, caller.participant, language)] : []),
  ]);
  if (kind === 'erasure') await order(asking, { number, made: { ...made, ...ordered }, rev: 1 });
  return { ...made, files: [] };
}

interface HeldRequest {
  readonly number: string;
  readonly made: RightsRequest;
  readonly rev: number;
}

const requestWrite = ({ caller: { participant } }: Asking, { number, made, rev }: HeldRequest): ItemWrite =>
  writeItem(
    PARTICIPATION_ITEMS.request,
    { participant, kind: made.kind, number },
    { data: made, ifRev: rev, from: made.due },
  );

/** Gives the orders of an erasure, and records that they are given. A request withdrawn meanwhile has none to give. */
async function order(asking: Asking, held: HeldRequest): Promise<void> {
  const { control, participation } = asking.ports;
  const { ordered: _, ...made } = held.made;
  const there = await ordersOf(control, made.id);
  if (!there.some(({ withdrawn }) => withdrawn === true))
    await orderErasure(control, made.id, dayOf(new Date(made.asked)), await heldSegments(asking));
  // If another process was quicker, it wrote the same.
  await participation.write([requestWrite(asking, { ...held, made })]);
}

const withdrawSchema = z.strictObject({ id: uuid });

/** `POST /api/requests/withdraw`: withdraws an erasure before any of it has begun, or a copy before it is made. */
export async function withdrawRequest(asking: Asking): Promise<RequestView> {
  const { id } = bodyAs(withdrawSchema, asking);
  const made = (await requestsOf(asking)).find((request) => request.id === id);
  if (made === undefined) throw new WorkerRefusedError('body.invalid');
  const { control } = asking.ports;
  const withdrawn = () =>
    made.kind === 'copy' ? withdrawPackage(asking, id) : withdrawErasure(control, id, asking.now);
  if (made.state !== 'open' || !(await withdrawn())) throw new WorkerRefusedError('request.begun');
  return { ...made, state: 'withdrawn' };
}

/** All requests of the caller. An erasure is as far as retention has carried it out, a copy as far as it is made. */
export const requestsOf = async (asking: Asking): Promise<RequestView[]> =>
  Promise.all((await heldRequests(asking)).map((request) => shown(asking, request)));

async function heldRequests(asking: Asking): Promise<HeldRequest[]> {
  const items = await Array.fromAsync(asking.ports.participation.query(ownKey(asking), SORT.request));
  return items.map((item) => ({
    number: item.sk.split('#').at(-1) as string,
    made: readItem(PARTICIPATION_ITEMS.request, item),
    rev: item.rev,
  }));
}

/** The current state of a request. A request shown as asked for is on its way: if a crash cut it off, it is completed first. */
async function shown(asking: Asking, held: HeldRequest): Promise<RequestView> {
  const { ordered, ...made } = held.made;
  if (made.kind === 'copy') return { ...made, ...(await packageOf(asking, made)) };
  if (ordered === false) await order(asking, held);
  return { ...made, state: stateOf(await ordersOf(asking.ports.control, made.id)), files: [] };
}

function stateOf(orders: readonly ErasureOrder[]): RightsRequest['state'] {
  // They were written before the request: none is left once they were carried out and forgotten.
  if (orders.length > 0 && orders.every(({ withdrawn }) => withdrawn === true)) return 'withdrawn';
  return orders.some(({ open }) => open) ? 'open' : 'done';
}

/** Ids of all segments of the caller that may still be there. */
async function heldSegments({ ports, caller }: Asking): Promise<string[]> {
  const items = await Array.fromAsync(ports.participation.query(heldKey(caller.participant), SORT.counted));
  return items.map(({ sk }) => sk.split('#').at(-1) as string);
}
