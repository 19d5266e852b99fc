import type { ActivityEvent } from '../../activity/events.ts';
import type { RefusalCode } from '../../activity/refusals.ts';
import type { Moment } from '../participation/moments.ts';
import { quietHours } from './quiet-hours.ts';
import type { Profile } from './schema.ts';

/** The decision on an event: allowed, allowed without its content, or refused for a reason. */
export type EventVerdict = 'allow' | 'mask' | { readonly refusal: RefusalCode };

/** The applications on the screen, from a focus event. */
interface Focused {
  readonly app: boolean;
  /** No other visible window is of a forbidden class. */
  readonly visible: boolean;
}

/** Kinds that show the whole screen, other windows included. */
const SEES_SCREEN: readonly string[] = ['screen.frame', 'screen.text'];

/**
 * The rules of a profile for the events of one segment, asked in order. Where applications are restricted, the
 * governing focus event decides. An event whose focus is not in this segment is refused, so collectors repeat the focus
 * at the start of each segment.
 */
export class EventRules {
  readonly #profile: Profile;
  readonly #isQuiet: (when: Moment) => boolean;
  readonly #focused = new Map<number, Focused>();
  #current: Focused | undefined;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#isQuiet = quietHours(profile.quiet_hours);
  }

  /** @param when bounds of its time. Control events are always allowed: they carry no content. */
  judge(event: ActivityEvent, when: Moment): EventVerdict {
    if (event.kind === 'focus') this.#focus(event);
    if (event.kind === 'control') return 'allow';
    const refusal = this.#refusalOf(event, when);
    if (refusal !== undefined) return { refusal };
    return this.#profile.kinds[event.kind] === 'mask' ? 'mask' : 'allow';
  }

  #refusalOf(event: Exclude<ActivityEvent, { kind: 'control' }>, when: Moment): RefusalCode | undefined {
    const { kinds, categories_excluded, transcripts } = this.#profile;
    if (kinds[event.kind] === 'deny') return 'profile.kind';
    if (this.#isQuiet(when)) return 'profile.quiet-hours';
    if (event.cats?.some((category) => categories_excluded.includes(category))) return 'profile.category';
    if (event.kind === 'transcript') {
      if (!transcripts.allowed) return 'profile.kind';
      if (transcripts.all_party && !event.d.all_party_consent) return 'transcript.consent';
    }
    // A task belongs to no application.
    return event.kind === 'task' ? undefined : this.#appRefusal(event);
  }

  #appRefusal(event: ActivityEvent): RefusalCode | undefined {
    const { allow, deny } = this.#profile.apps;
    if (allow === null && deny.length === 0) return undefined;
    const focused = event.ctx === undefined || event.kind === 'focus' ? this.#current : this.#focused.get(event.ctx);
    if (focused === undefined || !focused.app) return 'profile.app';
    return SEES_SCREEN.includes(event.kind) && !focused.visible ? 'profile.app' : undefined;
  }

  #focus({ seq, d }: Extract<ActivityEvent, { kind: 'focus' }>): void {
    const { allow, deny } = this.#profile.apps;
    const seen = (name: string) => !deny.includes(name) && (allow === null || allow.includes(name));
    this.#current = { app: seen(d.app_class), visible: (d.visible ?? []).every(seen) };
    this.#focused.set(seq, this.#current);
  }
}
