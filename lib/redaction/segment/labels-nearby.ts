import type { Box, EventOf } from '../../activity/events.ts';
import { typeOfField } from '../keys/labels.ts';

/** How far right of its label a value may begin, in pixels. */
const REACH = 420;
const KEPT = 200;

/**
 * Which label a text on the screen stands beside: forms show "Date of birth" and the date as two texts, and the date alone
 * says nothing. Fed with the texts of a screen in order.
 */
export class LabelsNearby {
  #labels: { box: Box; type: string }[] = [];
  #frame: string | undefined;

  /** @returns the type of the value that this text is, by the label before or above it */
  see({ text, bbox, frame, role }: EventOf<'screen.text'>['d']): string | undefined {
    if (bbox === undefined) return undefined;
    if (frame !== this.#frame) {
      this.#labels = [];
      this.#frame = frame;
    }
    const type =
      text.length <= 40
        ? typeOfField({ role: 'text', name: text.trim().replace(/[:*]+$/, ''), secure: false })
        : undefined;
    if (type !== undefined && !/\d{3}|@/.test(text) && role !== 'textbox') {
      if (this.#labels.length >= KEPT) this.#labels.shift();
      this.#labels.push({ box: bbox, type });
      return undefined;
    }
    if (role !== undefined && /button|tab|menu|link|heading/i.test(role)) return undefined;
    return this.#labels.findLast((label) => isBeside(label.box, bbox))?.type;
  }
}

function isBeside([lx, ly, lw, lh]: Box, [x, y, , h]: Box): boolean {
  const row = Math.abs(ly + lh / 2 - (y + h / 2)) <= Math.max(lh, h) * 0.6;
  if (row) return x >= lx + lw - 2 && x - (lx + lw) <= REACH;
  return Math.abs(x - lx) <= 6 && y >= ly + lh - 2 && y - (ly + lh) <= lh * 1.2;
}
