import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import { heedsObjection, objectionDeadline } from '../../lib/governance/profile/admission.ts';
import type { Asking } from './asking.ts';
import { lastSpan, type TimeSpan, writeSpan } from './spans.ts';

type What = 'objection' | 'consent';

export interface StandView {
  /** Start of the objection; null when there is none. */
  readonly since: string | null;
  /** For an objection, the time by which collection must have stopped. Ingest refuses at once. */
  readonly stopsBy: string | null;
}

/** `POST /api/objections`, `POST /api/consents`: records that the worker objects, or agrees. */
export const give =
  (what: What) =>
  async (asking: Asking): Promise<StandView> => {
    if (what === 'objection' && !heedsObjection(asking.rules)) throw new WorkerRefusedError('objection.not-offered');
    const last = await lastSpan(asking, what);
    if (last.span?.until === null) throw new WorkerRefusedError(`${what}.standing`);
    await writeSpan(asking, what, last, { from: asking.now.toISOString(), until: null });
    return standView(what)(asking);
  };

/** `POST /api/objections/withdraw`, `POST /api/consents/withdraw` */
export const takeBack =
  (what: What) =>
  async (asking: Asking): Promise<StandView> => {
    const last = await lastSpan(asking, what);
    if (last.span === undefined || last.span.until !== null) throw new WorkerRefusedError(`${what}.none`);
    await writeSpan<TimeSpan>(asking, what, last, { from: last.span.from, until: asking.now.toISOString() });
    return standView(what)(asking);
  };

export const standView =
  (what: What) =>
  async (asking: Asking): Promise<StandView> => {
    const { span } = await lastSpan(asking, what);
    if (span === undefined || span.until !== null) return { since: null, stopsBy: null };
    const deadline = new Date(objectionDeadline(asking.rules, Date.parse(span.from))).toISOString();
    return { since: span.from, stopsBy: what === 'objection' ? deadline : null };
  };
