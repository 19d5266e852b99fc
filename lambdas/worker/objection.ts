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
  (kind: What) =>
  async (asking: Asking): Promise<StandView> => {
    if (kind === 'objection' && !heedsObjection(asking.rules)) throw new WorkerRefusedError('objection.not-offered');
    const last = await lastSpan(asking, kind);
    if (last.span?.until === null) throw new WorkerRefusedError(`${kind}.standing`);
    await writeSpan(asking, kind, last, { from: asking.now.toISOString(), until: null });
    return standView(kind)(asking);
  };

/** `POST /api/objections/withdraw`, `POST /api/consents/withdraw` */
export const takeBack =
  (kind: What) =>
  async (asking: Asking): Promise<StandView> => {
    const last = await lastSpan(asking, kind);
    if (last.span === undefined || last.span.until !== null) throw new WorkerRefusedError(`${kind}.none`);
    await writeSpan<TimeSpan>(asking, kind, last, { from: last.span.from, until: asking.now.toISOString() });
    return standView(kind)(asking);
  };

export const standView =
  (kind: What) =>
  async (asking: Asking): Promise<StandView> => {
    const { span } = await lastSpan(asking, kind);
    if (span === undefined || span.until !== null) return { since: null, stopsBy: null };
    const deadline = new Date(objectionDeadline(asking.rules, Date.parse(span.from))).toISOString();
    return { since: span.from, stopsBy: kind === 'objection' ? deadline : null };
  };
