import type { Draft } from './draft.ts';
import { firstOf } from './draft.ts';
import { displayOf, fraction, hiddenIn, sorted, tagsIn, timeOf } from './read.ts';
import type { Observation } from './screen.ts';
import type { Action, Box, Step, StepFrame, Target } from './types.ts';

/** One action and what was seen before it, as it is published. @param began when the episode began (ms) */
export function stepOf(
  draft: Draft,
  episode: string,
  index: number,
  began: number | undefined,
  task: string | null,
): Step {
  const { rows, before, window } = draft;
  const [first, last] = [firstOf(draft), rows.at(-1)!];
  // Places are given in pixels of the display; a frame may have more of them or fewer.
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
    target_masked: isMasked(action, draft.element, before, size),
    ends: null,
    outcome: null,
    events: { segment: first.segment!, first: first.seq!, last: last.seq! },
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

/** Fractions only of places on the screen: what lies outside is not moved to its edge. */
const placed = (action: Action, size: Observation['size']): Action => ({
  ...action,
  ...{ xn: fraction(action.x, size?.w ?? null), yn: fraction(action.y, size?.h ?? null) },
  ...{ x2n: fraction(action.x2, size?.w ?? null), y2n: fraction(action.y2, size?.h ?? null) },
});

function frameOf({ picture, stale }: Observation, at: number | undefined): StepFrame | null {
  if (picture === null) return null;
  const { path, w, h, masks } = picture;
  const age = at === undefined || picture.at === undefined ? null : round(at - picture.at);
  return { path, w, h, age_ms: age, stale, masks };
}

/** Where an action has no place, the middle of its element is asked about. */
function isMasked(
  { x, y }: Action,
  element: Target | null,
  { picture, stale }: Observation,
  size: Observation['size'],
): boolean | null {
  const point = x !== null && y !== null ? ([x, y] as const) : middleOf(element?.box ?? null);
  if (point === null || picture === null || stale) return null;
  const [w, h] = [picture.w ?? size?.w, picture.h ?? size?.h];
  const inFrame = size && w && h ? ([(point[0] * w) / size.w, (point[1] * h) / size.h] as const) : point;
  return picture.masks.some((mask) => holds(mask, inFrame));
}

const middleOf = (box: Box | null) => (box === null ? null : ([box[0] + box[2] / 2, box[1] + box[3] / 2] as const));

const holds = ([x, y, w, h]: Box, [px, py]: readonly [number, number]): boolean =>
  x <= px && px <= x + w && y <= py && py <= y + h;
