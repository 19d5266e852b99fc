import { lastOf, nth, there } from '../activity/there.ts';
import type { Draft } from './draft.ts';
import { firstOf } from './draft.ts';
import { isUnder, placeOf } from './masked-place.ts';
import { displayOf, fraction, hiddenIn, sorted, tagsIn, timeOf } from './read.ts';
import type { Observation } from './screen.ts';
import type { Action, Step, StepFrame } from './types.ts';

/** One action and the observation before it, in published form. @param began when the episode began (ms) */
export function stepOf(
  draft: Draft,
  episode: string,
  index: number,
  began: number | undefined,
  task: string | null,
): Step {
  const { rows, before, window } = draft;
  const [first, last] = [firstOf(draft), lastOf(rows)];
  // Places are in pixels of the display; a frame may have more or fewer.
  const display = displayOf(first);
  const size = display ?? before.size;
  const action = placed(draft.action, size);
  const at = timeOf(first);
  const names = [draft.element?.name, window?.app, window?.title, action.text, ...(action.keys ?? [])];
  return {
    ...{ episode, index, t: at === undefined || began === undefined ? null : round(at - began), task },
    ...{ os: first.os ?? null, recorder: first.recorder ?? null },
    screen: { w: size?.w ?? null, h: size?.h ?? null, scale: display?.scale ?? null },
    frame: frameOf(before, at),
    texts: before.texts,
    ...{ action, element: draft.element, app: window?.app ?? null, title: window?.title ?? null },
    hidden: sorted([...rows.flatMap(hiddenIn), ...tagsIn(...names)]),
    screen_hidden: sorted(before.hidden),
    surrogates: [],
    target_masked: isMasked(action, draft, size),
    ends: null,
    outcome: null,
    events: {
      segment: there(first.segment, 'the segment of a row'),
      first: there(first.seq, 'the seq of a row'),
      last: there(last.seq, 'the seq of a row'),
    },
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

/** Fractions only for places on the screen: a place outside is not moved to the edge. */
const placed = (action: Action, size: Observation['size']): Action => ({
  ...action,
  ...{ xn: fraction(action.x, size?.w ?? null), yn: fraction(action.y, size?.h ?? null) },
  ...{ x2n: fraction(action.x2, size?.w ?? null), y2n: fraction(action.y2, size?.h ?? null) },
});

function frameOf({ picture, stale }: Observation, at: number | undefined): StepFrame | null {
  if (picture === null) return null;
  const { path, w, h, masks } = picture;
  // The order of rows says that it came before; times are rounded and shifted each for itself.
  const age = at === undefined || picture.at === undefined ? null : Math.max(0, round(at - picture.at));
  return { path, w, h, age_ms: age, stale, masks: masks ?? [] };
}

/** From the lake's statement about the action, otherwise from the masks of the frame. */
function isMasked(
  { x, y }: Action,
  { element, before: { picture, stale }, rows }: Draft,
  size: Observation['size'],
): boolean | null {
  const place = placeOf(x, y, element?.box ?? null);
  const told = nth(rows, 0).target_masked;
  if (typeof told === 'boolean') return told;
  if (place === null || stale || !picture?.masks) return null;
  const [w, h] = [picture.w ?? size?.w, picture.h ?? size?.h];
  if (!w || !h) return null;
  const masks = picture.masks.map(({ box }) => box);
  return isUnder(masks, place, size ?? { w, h }, { w, h });
}
