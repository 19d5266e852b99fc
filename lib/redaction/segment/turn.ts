import type { ActivityEvent, EventOf } from '../../activity/events.ts';

/** The last events of a chapter that the next one looks back at: a few lines of typing, in any fields. */
const TAIL = 300;
/** Older focus events that are kept, one for each field of each window: which windows are private, and which fields hide text. */
const FOCUSES = 100;
/** Older events after which the focus is unknown, or that set a field that hides its text. */
const CONTROLS = 20;

/** The known events that the next chapter still needs, in order of `seq`. Its size is bounded, however many there are. */
export function contextOf(events: readonly ActivityEvent[]): ActivityEvent[] {
  const older = events.slice(0, -TAIL);
  const focuses = new Map<string, EventOf<'focus'>>();
  const controls: EventOf<'control'>[] = [];
  for (const event of older)
    if (event.kind === 'focus') {
      const place = placeOf(event);
      // To the end: which were seen last is kept.
      focuses.delete(place);
      focuses.set(place, event);
    } else if (event.kind === 'control' && /^(?:gap|resume|secure_field)$/.test(event.d.op)) controls.push(event);
  const kept = [...[...focuses.values()].slice(-FOCUSES), ...controls.slice(-CONTROLS)];
  return [...kept.toSorted((a, b) => a.seq - b.seq), ...events.slice(-TAIL)];
}

/** A field that ever hid its text has a place of its own, so that another sight of it does not take its place. */
const placeOf = ({ d }: EventOf<'focus'>): string =>
  [
    d.app,
    d.window ?? `${d.title ?? ''}\0${d.url?.host ?? ''}`,
    d.field?.id ?? d.field?.name ?? '',
    d.field?.secure ?? '',
  ].join('\0');
