import { readStored } from '../../lib/activity/segment/stored.ts';
import { type PixelReader, type RedactorOptions, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf } from '../ledger.ts';
import type { ModelPass } from './model-pass.ts';
import { type Known, lookAt } from './session.ts';

/** A segment of which everything is decided and nothing published. */
export interface Examined {
  readonly redactor: SegmentRedactor;
  /** Index of the last segment of its session that was known then. Whoever repeats the work must know no more and no less. */
  readonly until: number;
}

/** What is looked at beyond the rules, when an adopter wants it. Neither is ever the reason why something is published. */
export interface Extras {
  readonly reader?: PixelReader;
  readonly model?: ModelPass;
}

/** What redaction is told by configuration. */
export type Tenant = Pick<RedactorOptions, 'tenant'>;

/**
 * First pass over a segment, in the light of all of its session that has come.
 * @param until the last segment of the session to look at, when the work is repeated
 * @throws when it cannot be read
 */
export async function examine(
  batch: string,
  { tenant }: Tenant,
  { model }: Extras,
  ports: Ports,
  until?: number,
): Promise<Examined> {
  const { open } = await stored(batch, ports);
  const observing = (one: string, known: Known) => observe(one, { ...(tenant && { tenant }), ...known }, ports);
  const told = await lookAt(open, until, observing, ports);
  const own = told.index === open.index ? told.redactor : undefined;
  const redactor = own ?? (await observing(batch, told.known));
  redactor.decide(true);
  await model?.run(redactor);
  return { redactor, until: told.index };
}

/** Observes a whole segment in the light of what else is known of its session. */
export async function observe(batch: string, options: RedactorOptions, ports: Ports): Promise<SegmentRedactor> {
  const redactor = new SegmentRedactor(options);
  const { events } = await stored(batch, ports);
  for await (const some of events) for (const event of some) if (event.kind !== 'path') redactor.observe(event);
  return redactor;
}

export async function stored(batch: string, ports: Ports, motion = false) {
  const { entry } = await entryOf(ports.control, batch);
  return readStored(await ports.objects.get('raw', entry.rawKey), { motion });
}
