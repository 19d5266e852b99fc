import type { Box, EventOf } from '../../activity/events.ts';
import { there } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { typeOfLabel } from '../keys/labels.ts';
import { couldBe } from './could-be.ts';

/** How far right of its label a value may begin, in pixels. */
const REACH = 420;
const KEPT = 200;
const FRAMES = 500;

/**
 * Finds the label beside a text on the screen: forms show "Date of birth" and the date as two texts, and the date alone reveals
 * no type. Fed with the texts of a session in order; those of one frame are looked at together.
 */
export class LabelsNearby {
  readonly #frames = new Map<string, Label[]>();

  /** @returns the type of the value that this text is, by the label before or above it; `label` for a label itself */
  see({ ctx, d: { text, bbox, frame, role } }: Shown): { type: HiddenType } | 'label' | undefined {
    // A hidden text has an empty box: it has no place, so it is beside nothing.
    if (bbox === undefined || bbox[2] <= 0 || bbox[3] <= 0) return undefined;
    const labels = this.#at(frame ?? `\0${ctx}`);
    // Without frames the labels of one window come again and again as it changes: another text at its place ends a label.
    const over = labels.findIndex((label) => label.text !== text && overlap(label.box, bbox));
    if (over >= 0) labels.splice(over, 1);
    const type = role === 'textbox' || /\d{3}|@/.test(text) ? undefined : typeOfLabel(text);
    if (type !== undefined) {
      if (labels.length >= KEPT) labels.shift();
      labels.push({ box: bbox, type, text });
      return 'label';
    }
    if (role !== undefined && /button|tab|menu|link|heading/i.test(role)) return undefined;
    return labels.findLast((label) => isBeside(label.box, bbox) && couldBe(label.type, text));
  }

  #at(place: string): Label[] {
    let labels = this.#frames.get(place);
    if (labels === undefined) {
      labels = [];
      if (this.#frames.size >= FRAMES) this.#frames.delete(there(this.#frames.keys().next().value, 'the oldest frame'));
      this.#frames.set(place, labels);
    }
    return labels;
  }
}

/** A text on the screen, from the event of a recorder or from pixels. */
type Shown = Pick<EventOf<'screen.text'>, 'ctx'> & {
  readonly d: Pick<EventOf<'screen.text'>['d'], 'text' | 'bbox' | 'frame' | 'role'>;
};

interface Label {
  readonly box: Box;
  readonly type: HiddenType;
  readonly text: string;
}

/** Whether most of the smaller box is inside the other. */
function overlap([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean {
  const w = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const h = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  return w > 0 && h > 0 && w * h > 0.5 * Math.min(aw * ah, bw * bh);
}

function isBeside([lx, ly, lw, lh]: Box, [x, y, , h]: Box): boolean {
  const row = Math.abs(ly + lh / 2 - (y + h / 2)) <= Math.max(lh, h) * 0.6;
  if (row) return x >= lx + lw - 2 && x - (lx + lw) <= REACH;
  return Math.abs(x - lx) <= 6 && y >= ly + lh - 2 && y - (ly + lh) <= lh * 1.2;
}
