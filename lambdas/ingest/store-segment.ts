import { createHash } from 'node:crypto';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { segmentKey } from '../../lib/activity/raw-keys.ts';
import { type RefusalCode, RefusedError } from '../../lib/activity/refusals.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { inflatedLimit, LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment, type SegmentPart } from '../../lib/activity/segment/read.ts';
import { EventRules } from '../../lib/governance/profile/event-rules.ts';
import { maskKind } from '../../lib/governance/profile/mask-kind.ts';
import { CONTROL_ITEMS, writeItem } from '../../lib/ledger/index.ts';
import { expiryDay } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { placeNames, type RevisedEntry, readEntry, writeOf } from '../ledger.ts';
import type { Settings } from '../settings.ts';
import { type Admission, admit, checkAhead, type Pseudonyms, pseudonymsOf } from './admit.ts';
import { countHeld } from './count-held.ts';
import { checkJoins, type Ends, endsOf } from './joins.ts';
import { Resealer } from './reseal.ts';
import { Timing } from './timing.ts';
import type { Absence } from './wishes.ts';

export interface IngestedSegment {
  readonly batch: string;
  /** Events stored, without those that a gap replaces. */
  readonly events: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly refused: Readonly<Partial<Record<RefusalCode, number>>>;
  /** Seconds that are left of a pause which the worker began elsewhere, for their device to honour at the source. */
  readonly pause_s?: number;
}

/**
 * Verifies a segment as a stream and stores it once, however often it is retried. Nothing is written before its last line is
 * verified. The ledger entry comes before the object, and the object is written only if none exists.
 * @param caller the device that the request was signed for
 * @param sentUs see `Sending`; undefined when the device did not say
 * @param late places in which nothing may be collected, because data that is due there is not destroyed yet
 * @throws RefusedError with scope `segment`
 */
export async function storeSegment(
  body: Uint8Array,
  caller: string,
  ports: Ports,
  settings: Settings,
  sentUs?: number,
  late: ReadonlySet<string> = new Set(),
): Promise<IngestedSegment> {
  const sender = { caller, at: ports.clock.now().getTime(), sentUs, late };
  if (body.length > LIMITS.body) throw new RefusedError('body.too-large');
  let intake: Intake | undefined;
  for await (const parts of readSegment(inflate([body], inflatedLimit(body.length)))) {
    for (const part of parts) {
      if (part.type === 'open') {
        const admission = await admit(part.open, sender, ports, settings);
        const whose = await pseudonymsOf(part.open, ports);
        intake = new Intake(part.open, { ...admission, ...whose }, new Date(sender.at));
      } else intake?.take(part);
    }
    await intake?.flush();
  }
  if (intake === undefined) throw new RefusedError('segment.not-capture');
  const digest = createHash('sha256').update(body).digest('hex');
  await keep(intake, digest, ports, settings);
  const { open, events, byKind, refused, admission } = intake;
  const left = pauseLeft(admission.absences, ports.clock.now().getTime());
  return { batch: open.batch, events, byKind, refused, ...(left > 0 && { pause_s: Math.ceil(left / 1000) }) };
}

/** Milliseconds that are left of a pause that runs now. */
const pauseLeft = (absences: readonly Absence[], now: number): number =>
  Math.max(0, ...absences.map(({ code, from, until }) => (code === 'pause.active' && from <= now ? until - now : 0)));

/** One segment on its way in: the events taken and refused, and the copy to be stored. */
class Intake {
  readonly open: BatchOpen;
  readonly admission: Admission & Pseudonyms;
  readonly byKind: Record<string, number> = {};
  readonly refused: Partial<Record<RefusalCode, number>> = {};
  readonly #now: Date;
  readonly #reseal: Resealer;
  readonly #rules: EventRules;
  readonly #timing: Timing;
  /** When the last event that was taken happened (µs). */
  #last = 0;
  #ends: Ends | undefined;
  events = 0;

  constructor(open: BatchOpen, admission: Admission & Pseudonyms, now: Date) {
    this.open = open;
    this.admission = admission;
    this.#now = now;
    this.#rules = new EventRules(admission.profile);
    this.#timing = new Timing(admission.momentOf, admission.absences, open.first);
    // The door's readings were for ingest alone; no later reader needs to know how far the device's clock is off.
    const { door: _, ...clock } = open.clock;
    this.#reseal = new Resealer({ ...open, worker: admission.worker, device: admission.device, clock });
  }

  take(part: Exclude<SegmentPart, { type: 'open' }>): void {
    if (part.type === 'event') this.#takeEvent(part.event);
    if (part.type === 'fault') this.#refuse(part.seq, part.code);
    if (part.type === 'close') this.#ends = endsOf(this.open, part.close);
  }

  /** @throws RefusedError segment.truncated before its last line has come */
  get ends(): Ends {
    if (this.#ends === undefined) throw new RefusedError('segment.truncated');
    return this.#ends;
  }

  flush(): Promise<void> {
    return this.#reseal.flush();
  }

  finish(): Promise<Uint8Array> {
    return this.#reseal.finish();
  }

  #takeEvent(event: ActivityEvent): void {
    checkAhead(this.open, event.mono_us, this.#now);
    const when = this.#timing.whenOf(event);
    // Judged even in a pause: the focus of the events after the pause may be set in it.
    const judged = this.#rules.judge(event, when);
    const absence = this.#timing.absenceOf(event, when);
    const verdict = absence === undefined ? judged : { refusal: absence };
    if (typeof verdict === 'object') {
      this.#timing.refuse(event.seq, verdict.refusal);
      this.#refuse(event.seq, verdict.refusal);
      return;
    }
    this.events++;
    this.byKind[event.kind] = (this.byKind[event.kind] ?? 0) + 1;
    this.#last = event.mono_us;
    const { for_us: _, ...kept } = verdict === 'mask' ? maskKind(event) : event;
    this.#reseal.add(kept as ActivityEvent);
  }

  /**
   * All gaps look alike, whatever was refused, and none has a time: the stored copy must not reveal a pause, nor what the worker
   * did in it. The collector is told the reasons.
   */
  #refuse(seq: number, code: RefusalCode): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
    const gap = { op: 'gap', by: 'system', reason: 'withheld', n_dropped: 1 } as const;
    this.#reseal.add({ kind: 'control', seq, mono_us: this.#last, d: gap });
  }
}

async function keep(intake: Intake, digest: string, ports: Ports, settings: Settings): Promise<void> {
  const body = await intake.finish();
  const check = () => checkJoins(intake.open, intake.ends, intake.admission.worker, ports.control);
  await check();
  const held = await claim(intake, digest, ports, settings);
  // If two neighbours came at once, neither may have seen the other; now one of them does.
  await check();
  const { batch, epoch } = intake.open;
  const { day, jurisdiction, due } = held.entry;
  const segment = { batch, day, jurisdiction, epoch, byKind: intake.byKind };
  await countHeld(intake.admission.participant, segment, due, ports);
  const { created } = await ports.objects.putOnce('raw', held.entry.rawKey, body, 'application/gzip');
  const moved = await ports.control.write([writeOf(held, { state: 'stored' })]);
  // Another process moved the entry: the redactor was faster, or another attempt at the same segment. The process that created
  // the object stored the segment.
  if (!moved && !created) throw new RefusedError('segment.duplicate');
}

/** The ledger entry under which this body is stored: a new one, or that of an attempt that did not finish. */
async function claim(
  { open, ends, admission }: Intake,
  digest: string,
  { control, clock }: Ports,
  settings: Settings,
): Promise<RevisedEntry> {
  const day = clock.now().toISOString().slice(0, 10);
  const entry: RevisedEntry['entry'] = {
    state: 'received',
    digest,
    rawKey: segmentKey({ jurisdiction: open.jur, day, batch: open.batch }),
    worker: admission.worker,
    session: open.sid,
    jurisdiction: open.jur,
    day,
    due: goneBy(open.jur, day, settings),
    shard: admission.worker.slice(3, 4),
    plan: null,
    outcome: null,
  };
  const names = placeNames(admission.worker, open.sid, open.index);
  const data = { batch: open.batch, ...ends };
  const place = writeItem(CONTROL_ITEMS.place, names, { data, ifRev: 0, from: entry.due });
  if (await control.write([writeOf({ batch: open.batch, entry, rev: 0 }), place]))
    return { batch: open.batch, entry, rev: 1 };
  const held = await readEntry(control, open.batch);
  // There is no entry, and yet the place is taken: another segment has this index in the session.
  if (held === undefined) throw new RefusedError('segment.conflict');
  if (held.entry.digest !== digest || held.entry.worker !== admission.worker)
    throw new RefusedError('segment.conflict');
  if (held.entry.state !== 'received') throw new RefusedError('segment.duplicate');
  return held;
}

/** The UTC day by which nothing received on a day is left, as captured or after redaction. */
export const goneBy = (place: string, day: string, settings: Settings): string =>
  expiryDay(day, Math.max(keepDaysOf(settings, 'raw', place), keepDaysOf(settings, 'redacted', place)));
