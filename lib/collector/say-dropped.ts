import type { ControlPayload } from './holds.ts';
import { type MissingEvents, UNCONFIRMED, type Weight } from './open-segment.ts';

/**
 * Control events for a dropped segment: one for each way in which its events are missing.
 * @param doubted it may nevertheless have been stored
 */
export function sayDropped(
  { content, gaps, held, unknown }: Weight,
  reason: string,
  doubted: boolean,
): ControlPayload[] {
  const lost = { n: gaps.n + content, unsure: gaps.unsure };
  const of = (op: 'gap' | 'resume', { n, unsure }: MissingEvents): ControlPayload[] => {
    const doubtful = doubted ? n : unsure;
    return [
      { op, by: 'system', reason, n_dropped: n - doubtful },
      { op, by: 'system', reason: UNCONFIRMED, n_dropped: doubtful },
    ];
  };
  const said = [...of('gap', lost), ...of('resume', held)].filter((d) => d.n_dropped !== 0);
  return unknown ? [...said, { op: 'gap', by: 'system', reason: 'crash' }] : said;
}
