import type { Box, EventOf, UiElement } from '../../activity/events.ts';
import type { ReadLine } from '../pixels/reader.ts';
import type { Explained } from '../pixels/unexplained.ts';
import type { Surface } from '../types.ts';
import type { WindowPolicy } from '../windows/policy.ts';
import type { Context } from './context.ts';
import { FramePlaces } from './frame-places.ts';
import { maskBoxes } from './mask-boxes.ts';
import { screenSurface, wholeScreenText } from './mask-event.ts';
import type { TypedBox } from './mask-types.ts';
import { hiddenLines } from './read-lines.ts';
import type { Texts } from './texts.ts';

interface ShownText {
  readonly frame: string | undefined;
  readonly box: Box;
  readonly text: string;
  readonly surface: Surface;
  readonly label: string;
  /** As what all of it is hidden. */
  readonly whole: string | undefined;
}

/** What a frame needs to be published: what to black out, and every box whose content is known. */
export interface FrameDecision {
  readonly boxes: Box[];
  readonly explained: Explained[];
  /** What is hidden where, before it is given room. */
  readonly hidden: TypedBox[];
}

/** Room around a box: text is drawn a little over what accessibility trees report. */
const MARGIN = 2;

/** Collects which texts a segment shows where, to say what to black out in each of its frames. */
export class FrameBoxes {
  readonly #policy: WindowPolicy;
  readonly #places: FramePlaces;
  readonly #frames = new Map<string, { w: number; h: number; private: boolean; app: string; masked: Box[] }>();
  readonly #texts: ShownText[] = [];

  /** @param places where boxes of the display lie in a frame */
  constructor(policy: WindowPolicy, places = new FramePlaces(undefined)) {
    this.#policy = policy;
    this.#places = places;
  }

  frame({ d }: EventOf<'screen.frame'>, context: Context): void {
    // The same frame in two windows counts as the more private one.
    if (this.#frames.get(d.ref)?.private === true) return;
    const seen = { w: d.w, h: d.h, app: context.app, masked: d.masked.map(({ bbox }) => bbox) };
    this.#frames.set(d.ref, { ...seen, private: context.private !== undefined || context.besidePrivate });
  }

  text({ d }: EventOf<'screen.text'>, context: Context, labelled: string | undefined): void {
    if (d.bbox === undefined) return;
    const surface = screenSurface(d, context);
    this.#texts.push({
      frame: d.frame,
      box: d.bbox,
      text: d.text,
      surface,
      label: '',
      whole: labelled ?? wholeScreenText(d, context),
    });
  }

  element(el: UiElement, context: Context, secret: string | undefined): void {
    if (el.bounds === undefined) return;
    const shown = { frame: undefined, box: el.bounds, whole: secret ?? context.private };
    if (el.name) this.#texts.push({ ...shown, whole: undefined, text: el.name, surface: 'ui', label: '' });
    if (el.value) this.#texts.push({ ...shown, text: el.value, surface: 'prose', label: el.name ?? '' });
  }

  /**
   * @returns 'unmaskable' for a private window and for a frame that is not of this segment; 'unreported' for one of which no
   * text was reported: what it shows is unknown until somebody reads its pixels
   * @param read what was read from its pixels, when that was done
   */
  decide(ref: string, texts: Texts, read?: readonly ReadLine[]): FrameDecision | 'unmaskable' | 'unreported' {
    const frame = this.#frames.get(ref);
    if (frame === undefined || frame.private) return 'unmaskable';
    const own = this.#texts.filter((shown) => shown.frame === ref);
    if (own.length === 0 && read === undefined) {
      const whole: Explained = { box: [0, 0, frame.w, frame.h], chars: Number.POSITIVE_INFINITY };
      return this.#policy.isHarmless(frame.app)
        ? { boxes: maskBoxes(this.#everywhere(frame.masked, frame), []), explained: [whole], hidden: [] }
        : 'unreported';
    }
    // A text without a frame may stand in any of them.
    const shown = [...own, ...this.#texts.filter((text) => text.frame === undefined)];
    const typesOf = ({ whole, text, surface, label }: ShownText) =>
      whole === undefined ? texts.spans(text, surface, label).map(({ type }) => type) : [whole];
    const types = new Map(shown.map((text) => [text, typesOf(text)]));
    const hidden = new Set(shown.filter((text) => types.get(text)!.length > 0));
    const hiddenRead = hiddenLines(read ?? [], texts);
    const keptRead = (read ?? []).filter((line) => line.sure !== false && !hiddenRead.has(line));
    const placed = own.map((text) => ({ ...text, box: this.#places.likely(text.box, frame), hides: hidden.has(text) }));
    const kept = [...placed.filter(({ hides }) => !hides), ...keptRead].map(({ box }) => box);
    const told = [...frame.masked, ...[...hidden].map(({ box }) => box)];
    return {
      boxes: maskBoxes([...this.#everywhere(told, frame), ...[...hiddenRead].map(({ box }) => box)], kept),
      explained: [...placed, ...keptRead].map(({ box, text }) => ({ box: widen(box), chars: text.trim().length })),
      hidden: [
        ...[...hidden].flatMap((text) =>
          this.#places.all(text.box, frame).map((box) => ({ box, types: types.get(text)! })),
        ),
        ...[...hiddenRead].map(({ box, text }) => ({ box, types: texts.spans(text, 'prose').map(({ type }) => type) })),
      ],
    };
  }

  #everywhere(boxes: readonly Box[], frame: { w: number; h: number }): Box[] {
    return boxes.flatMap((box) => this.#places.all(box, frame));
  }
}

const widen = ([x, y, w, h]: Box): Box => [x - MARGIN, y - MARGIN, w + 2 * MARGIN, h + 2 * MARGIN];
