import type { Moment } from '../governance/participation/moments.ts';
import { EventRules } from '../governance/profile/event-rules.ts';
import { maskKind } from '../governance/profile/mask-kind.ts';
import { quietHours } from '../governance/profile/quiet-hours.ts';
import type { Profile } from '../governance/profile/schema.ts';
import type { Rules } from './ports.ts';

/** Applies the rules of a profile on the device, with the code that ingest judges by. */
export const rulesOf = (profile: Profile): Rules => {
  const isQuiet = quietHours(profile.quiet_hours);
  return {
    networks: profile.networks,
    pauseMaxS: profile.pause.max_s,
    quietAt: (wall) => isQuiet(at(wall)),
    judge: () => {
      const rules = new EventRules(profile);
      return (event, wall) => {
        const verdict = rules.judge(event, at(wall));
        if (verdict === 'allow') return event;
        return verdict === 'mask' ? maskKind(event) : verdict;
      };
    },
  };
};

/** The device trusts its own clock. Ingest knows its error better, and withholds events that the device could not judge. */
const at = (wall: number): Moment => ({ earliest: wall, latest: wall });
