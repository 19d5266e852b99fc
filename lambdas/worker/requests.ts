import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { DEFAULT_RULES } from '../../lib/governance/participation/rules.ts';
import { SORT } from '../participation.ts';
import { type Asking, asData, bodyAs, ownKey, write } from './asking.ts';

const DAY_MS = 86_400_000;
const askSchema = z.strictObject({ kind: z.enum(['copy', 'erasure']) });

/** A request for a copy of what is held, or that it be destroyed. */
export interface RightsRequest {
  readonly id: string;
  readonly kind: 'copy' | 'erasure';
  readonly asked: string;
  readonly due: string;
  readonly state: 'open' | 'done';
}

/** How many days there are to answer, by kind. */
const DAYS = { copy: 'access_days', erasure: 'erasure_days' } as const;

/** `POST /api/requests`. One of each kind at a time. */
export async function request(asking: Asking): Promise<RightsRequest> {
  const { kind } = bodyAs(askSchema, asking);
  const { rules, now } = asking;
  const earlier = await requestsOf(asking);
  if (earlier.some((one) => one.kind === kind && one.state === 'open')) throw new WorkerRefusedError('request.pending');
  const days = rules.rights[DAYS[kind]] ?? (DEFAULT_RULES.rights[DAYS[kind]] as number);
  const due = new Date(now.getTime() + days * DAY_MS).toISOString();
  const made: RightsRequest = { id: randomUUID(), kind, asked: now.toISOString(), due, state: 'open' };
  // The number makes a second one at the same moment find its place taken.
  const sk = `${SORT.request}${kind}#${String(earlier.filter((one) => one.kind === kind).length).padStart(6, '0')}`;
  await write(asking, [{ pk: ownKey(asking), sk, ifRev: 0, data: asData(made) }]);
  return made;
}

/** All requests of whoever asks. */
export async function requestsOf(asking: Asking): Promise<RightsRequest[]> {
  const found: RightsRequest[] = [];
  for await (const { data } of asking.ports.participation.query(ownKey(asking), SORT.request))
    found.push(data as unknown as RightsRequest);
  return found;
}
