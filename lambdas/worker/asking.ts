import type { z } from 'zod';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import type { WorkerRules } from '../../lib/governance/participation/rules.ts';
import type { ItemWrite, Ports } from '../../lib/storage/ports.ts';
import { workerKey } from '../participation.ts';
import type { Settings } from '../settings.ts';
import type { Caller } from './caller.ts';
import type { WorkerSettings } from './settings.ts';

/** One request, once its caller and the rules that hold for them are known. */
export interface Asking {
  readonly caller: Caller;
  readonly rules: WorkerRules;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
  readonly ports: Ports;
  readonly settings: WorkerSettings;
  readonly now: Date;
}

/** About whom something is told, and from which stores: a request, or the making of an access package. */
export interface About {
  readonly caller: Pick<Caller, 'participant'>;
  readonly ports: Ports;
  readonly settings: Settings;
  readonly now: Date;
}

/** The partition of the caller. There is no other way to a partition of a worker, but the queue's. */
export const ownKey = ({ caller }: Pick<About, 'caller'>): string => workerKey(caller.participant);

/**
 * The body, if it matches the schema exactly.
 * @throws WorkerRefusedError body.invalid
 */
export function bodyAs<T>(schema: z.ZodType<T>, { body }: Asking): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new WorkerRefusedError('body.invalid');
  return parsed.data;
}

/** Writes all or nothing. @throws WorkerRefusedError raced when anything changed since it was read */
export async function write({ ports }: Asking, writes: readonly ItemWrite[]): Promise<void> {
  if (!(await ports.participation.write(writes))) throw new WorkerRefusedError('raced');
}
