import { DEAD_REASONS, type DeadReason } from '../../lib/activity/dead-letters.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';

/** What is wrong with one segment, so that it fails and no other with it. Trying again does not help by itself. */
export class SegmentFault extends StrongroomError {
  declare readonly code: DeadReason;

  constructor(code: DeadReason) {
    super(code, DEAD_REASONS[code].text, DEAD_REASONS[code].todo);
  }
}
