import { z } from 'zod';
import {
  endPause,
  isRunning,
  type LastPause,
  startPause,
  usedToday,
} from '../../lib/governance/participation/pauses.ts';
import { type Asking, bodyAs } from './asking.ts';
import { lastSpan, writeSpan } from './spans.ts';

const bodySchema = z.strictObject({ seconds: z.number() });
const DAY_MS = 86_400_000;

/** `POST /api/pauses`: from now on nothing of the worker is recorded for this many seconds. */
export async function pause(asking: Asking): Promise<PauseView> {
  const { seconds } = bodyAs(bodySchema, asking);
  const last = await lastSpan(asking, 'pause');
  const begun = startPause(last.span, seconds, asking.rules.pause, asking.now);
  await writeSpan(asking, 'pause', last, begun, forgottenAt(begun, asking));
  return viewOf(begun, asking);
}

/** `POST /api/pauses/end` */
export async function resume(asking: Asking): Promise<PauseView> {
  const last = await lastSpan(asking, 'pause');
  const ended = endPause(last.span, asking.now);
  await writeSpan(asking, 'pause', last, ended, forgottenAt(ended, asking));
  return viewOf(ended, asking);
}

export interface PauseView {
  /** Null when no pause is running. */
  readonly until: string | null;
  readonly usedSeconds: number;
  /** Seconds left today (UTC); null when there is no cap. */
  readonly leftSeconds: number | null;
}

export const pauseView = async (asking: Asking): Promise<PauseView> =>
  viewOf((await lastSpan(asking, 'pause')).span, asking);

function viewOf(last: LastPause | undefined, { rules, now }: Asking): PauseView {
  const used = usedToday(last, now);
  const cap = rules.pause.daily_cap_s;
  return {
    until: last !== undefined && isRunning(last, now) ? last.until : null,
    usedSeconds: used,
    leftSeconds: cap === null ? null : Math.max(0, cap - used),
  };
}

/** When segments of the time of the pause are too old to be taken. A list of a worker's pauses is kept hardly longer. */
const forgottenAt = ({ from }: LastPause, { settings }: Asking): Date =>
  new Date(Date.parse(from) + settings.keepDays.raw * DAY_MS);
