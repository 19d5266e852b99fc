import type { Box, EventOf } from '../../activity/events.ts';
import { typeOfField } from '../keys/labels.ts';

/** How far right of its label a value may begin, in pixels. */
const REACH = 420;
const KEPT = 200;
const FRAMES = 500;

/**
 * Which label a text on the screen stands beside: forms show "Date of birth" and the date as two texts, and the date alone
 * says nothing. Fed with the texts of a session in order; those of one frame are looked at together.
 */
export class LabelsNearby {
  readonly #frames = new Map<string, { box: Box; type: string }[]>();

  /** @returns the type of the value that this text is, by the label before or above it; `label` for a label itself */
  see({ ctx, d: { text, bbox, frame, role } }: EventOf<'screen.text'>): { type: string } | 'label' | undefined {
    if (bbox === undefined) return undefined;
    const place = frame ?? `\0${ctx}`;
    let labels = this.#frames.get(place);
    if (labels === undefined) {
      labels = [];
      if (this.#frames.size >= FRAMES) this.#frames.delete(this.#frames.keys().next().value!);
      this.#frames.set(place, labels);
    }
    const type =
      text.length <= 40
        ? typeOfField({ role: 'text', name: text.trim().replace(/[:*]+$/, ''), secure: false })
        : undefined;
    if (type !== undefined && !/\d{3}|@/.test(text) && role !== 'textbox') {
      if (labels.length >= KEPT) labels.shift();
      labels.push({ box: bbox, type });
      return 'label';
    }
    if (role !== undefined && /button|tab|menu|link|heading/i.test(role)) return undefined;
    return labels.findLast((label) => isBeside(label.box, bbox));
  }
}

function isBeside([lx, ly, lw, lh]: Box, [x, y, , h]: Box): boolean {
  const row = Math.abs(ly + lh / 2 - (y + h / 2)) <= Math.max(lh, h) * 0.6;
  if (row) return x >= lx + lw - 2 && x - (lx + lw) <= REACH;
  return Math.abs(x - lx) <= 6 && y >= ly + lh - 2 && y - (ly + lh) <= lh * 1.2;
}
