import { editDistance } from '../../activity/edit-distance.ts';
import type { Box, EventOf } from '../../activity/events.ts';
import { there } from '../../activity/there.ts';
import { type Word, wordOf } from '../../activity/vocabulary/index.ts';
import type { ReadLine } from '../pixels/reader.ts';
import { type Explained, isContainer } from '../pixels/unexplained.ts';
import type { Surface } from '../types.ts';
import type { WindowPolicy } from '../windows/policy.ts';
import type { FocusContext } from './context.ts';
import { FramePlaces } from './frame-places.ts';
import { maskBoxes } from './mask-boxes.ts';
import { screenSurface, wholeScreenText } from './mask-event.ts';
import type { TypedBox } from './mask-types.ts';
import type { PointerPlaces } from './pointer-places.ts';
import { hiddenLines, type Stays } from './read-lines.ts';
import { type FrameMoment, Readings } from './readings.ts';
import type { Texts } from './texts.ts';

interface ShownText {
  readonly box: Box;
  readonly text: string;
  readonly surface: Surface;
  readonly label: string;
  /** The type under which all of it is hidden. */
  readonly whole: string | undefined;
}

interface Frame {
  readonly w: number;
  readonly h: number;
  readonly app: string;
  readonly private: boolean;
  readonly masked: readonly Box[];
  /** Whether the pointer is drawn in it: screenshots leave it out, videos do not. */
  readonly hasPointer: boolean;
  /** It is the whole display in another size, and was sent when the display changed: it holds until the next one. */
  readonly isScaled: boolean;
  /** Each time that it was shown. */
  readonly moments: readonly FrameMoment[];
}

/** The decision that a frame needs to be published: the boxes to black out, and every box with known content. */
export interface FrameDecision {
  readonly boxes: Box[];
  readonly explained: Explained[];
  /** Hidden boxes, before they are given room. */
  readonly hidden: TypedBox[];
}

/** Roles of elements that show their own name, and no user content beside it. */
const BUTTONS: ReadonlySet<Word<'role'>> = new Set([
  'button',
  'link',
  'menuitem',
  'tab',
  'checkbox',
  'radio',
  'switch',
]);

/** The share of a frame from which a box with little text is a window or a pane. */
const WINDOW = 0.25;
/**
 * The height of the bar where a window shows its name, as a share of the frame's and in pixels. A hidden name explains nothing
 * anywhere else in its window: what is drawn there is looked at as if nobody had reported it.
 */
const TITLE = { share: 0.06, least: 48 };

/** No container, however large. */
const ALL = Number.POSITIVE_INFINITY;
/** Characters of the shortest text that counts as the one that the recording reports. */
const LEAST_REPORTED = 4;
/** Room around a box: text is drawn a little beyond the boxes of accessibility trees. */
const MARGIN = 2;

/** Collects the texts of a segment and their places, to decide which boxes to black out in each of its frames. */
export class FrameBoxes {
  readonly #policy: WindowPolicy;
  readonly #places: FramePlaces;
  readonly #pointer: PointerPlaces | undefined;
  readonly #frames = new Map<string, Frame>();
  /** When a frame was taken, or another window or page came into focus. */
  readonly #turns: number[] = [];
  #window = '';
  readonly #readings = new Readings<ShownText>();
  /** Names of clicked elements whose place the recording does not report. */
  readonly #named = new Set<string>();

  /**
   * @param places where boxes of the display lie in a frame
   * @param pointer where it was
   */
  constructor(policy: WindowPolicy, places = new FramePlaces(undefined), pointer?: PointerPlaces) {
    this.#policy = policy;
    this.#places = places;
    this.#pointer = pointer;
  }

  focus({ seq, d }: EventOf<'focus'>): void {
    const window = JSON.stringify([d.app, d.window, d.title, d.url?.host]);
    if (window !== this.#window) this.#turns.push(seq);
    this.#window = window;
  }

  frame({ seq, mono_us, d }: EventOf<'screen.frame'>, context: FocusContext): void {
    this.#turns.push(seq);
    const before = this.#frames.get(d.ref);
    // The same frame in two windows counts as the more private one.
    if (before?.private === true) return;
    this.#frames.set(d.ref, {
      ...{ w: d.w, h: d.h, app: context.app, masked: d.masked.map(({ bbox }) => bbox) },
      hasPointer: d.from === 'video',
      isScaled: d.from === 'screencast',
      private: context.private !== undefined || context.besidePrivate,
      moments: [...(before?.moments ?? []), { seq, mono_us }],
    });
  }

  text({ seq, mono_us, ctx, d }: EventOf<'screen.text'>, context: FocusContext, labelled: string | undefined): void {
    if (d.bbox === undefined) return;
    const surface = screenSurface(d, context);
    const whole = labelled ?? wholeScreenText(d, context);
    const key = d.frame === undefined ? `${mono_us}/${ctx}` : `frame/${d.frame}`;
    this.#readings.add({ box: d.bbox, text: d.text, surface, label: '', whole }, key, { seq, mono_us }, d.frame);
  }

  element(click: EventOf<'click'>, context: FocusContext, secret: string | undefined): void {
    const { el } = click.d;
    if (el?.name && el.bounds === undefined && context.private === undefined && secret === undefined)
      this.#named.add(el.name.trim());
    if (el?.bounds === undefined) return;
    const shown = { box: el.bounds, whole: secret ?? context.private };
    const of = BUTTONS.has(wordOf('role', el.role)) ? 'button' : 'element';
    const add = (text: ShownText) => this.#readings.add(text, `click/${click.seq}`, click, undefined, of);
    if (el.name) add({ ...shown, whole: undefined, text: el.name, surface: 'ui', label: '' });
    if (el.value) add({ ...shown, text: el.value, surface: 'prose', label: el.name ?? '' });
  }

  /**
   * @returns 'unmaskable' for a private window and for a frame that is not of this segment; 'unreported' for a frame without
   *   reported text: its content is unknown until its pixels are read
   * @param read the lines read from its pixels, when that was done
   */
  decide(ref: string, texts: Texts, read?: readonly ReadLine[]): FrameDecision | 'unmaskable' | 'unreported' {
    const frame = this.#frames.get(ref);
    if (frame === undefined || frame.private) return 'unmaskable';
    const own = this.#readings.of(ref);
    if (own.length === 0 && read === undefined) {
      const whole: Explained = { box: [0, 0, frame.w, frame.h], chars: ALL };
      return this.#policy.isHarmless(frame.app)
        ? { boxes: maskBoxes(this.#everywhere(frame.masked, frame), []), explained: [whole], hidden: [] }
        : 'unreported';
    }
    const near = this.#readings.near(ref, frame.moments, frame.isScaled ? (seq) => this.#turnAfter(seq) : undefined);
    const shown = [...own, ...near.possible];
    const typesOf = (text: ShownText) => typesIn(text, texts);
    const types = new Map(shown.map((text) => [text, typesOf(text)]));
    const hidden = new Set(shown.filter((text) => there(types.get(text), 'the types of a text').length > 0));
    const isWindow = (text: ShownText) => hidden.has(text) && this.#isWindow(text, frame);
    const placed = [...own, ...near.sure.filter(isText)]
      .filter((text) => !isWindow(text))
      .map((text) => ({ ...text, box: this.#places.likely(text.box, frame), hides: hidden.has(text) }));
    const stays: Stays = (text, box) => {
      if (placed.some((told) => !told.hides && isTold(text, box, told))) return true;
      return this.reports(text, texts);
    };
    const pointer = this.#pointerIn(frame);
    const lines = (read ?? []).filter((line) => !isPointer(line, pointer));
    const hiddenRead = hiddenLines(lines, texts, stays);
    const keptRead = lines.filter((line) => line.sure !== false && !hiddenRead.has(line));
    const kept = [...placed.filter(({ hides }) => !hides), ...keptRead].map(({ box }) => box);
    const places = [...hidden].flatMap((text) =>
      this.#places.all(text.box, frame).map((box) => ({
        box: isWindow(text) ? titleOf(box, frame) : box,
        types: there(types.get(text), 'the types of a text'),
      })),
    );
    const hides = [...this.#everywhere(frame.masked, frame), ...places.map(({ box }) => box)].filter((box) =>
      shows(box, frame),
    );
    return {
      boxes: maskBoxes([...hides, ...[...hiddenRead].map(({ box }) => box)], kept),
      explained: [
        ...[...placed, ...keptRead].map(({ box, text }) => ({ box: widen(box), chars: text.trim().length })),
        ...pointer,
      ],
      hidden: [
        ...places,
        ...[...hiddenRead].map(({ box, text }) => ({ box, types: texts.spans(text, 'prose').map(({ type }) => type) })),
      ],
    };
  }

  /**
   * Whether the recording itself reports this very text, of the screen or as the name of an element, and nothing in it is hidden. A short
   * one may be a part of another text, and says nothing.
   */
  reports(text: string, texts: Texts): boolean {
    if (text.length < LEAST_REPORTED) return false;
    const told = this.#readings.saying(text).map((reading) => typesIn(reading, texts));
    if (this.#named.has(text)) told.push(texts.spans(text, 'ui', '').map(({ type }) => type));
    return told.length > 0 && told.every((types) => types.length === 0);
  }

  /** One picture that is shown several times has the pointer where it was the first time. */
  #pointerIn(frame: Frame): Explained[] {
    const first = frame.moments[0];
    if (!frame.hasPointer || first === undefined || this.#pointer === undefined) return [];
    return this.#pointer.drawnAt(first.mono_us).map((box) => ({ box: this.#places.likely(box, frame), chars: ALL }));
  }

  /**
   * Whether a text is the name of a window or a pane, which is not drawn all over its box. A text of which all is hidden is none:
   * nobody knows what its box shows.
   */
  #isWindow({ whole, text, box }: ShownText, frame: Frame): boolean {
    const [, , w, h] = this.#places.likely(box, frame);
    return (
      whole === undefined && isContainer({ box, chars: text.trim().length }) && w * h >= WINDOW * frame.w * frame.h
    );
  }

  /** Until then the screen is as the last frame shows it, if frames are sent whenever it changes. */
  #turnAfter(seq: number): number {
    return this.#turns.find((turn) => turn > seq) ?? Number.POSITIVE_INFINITY;
  }

  #everywhere(boxes: readonly Box[], frame: { w: number; h: number; isScaled: boolean }): Box[] {
    return boxes.flatMap((box) => this.#places.all(box, frame));
  }
}

const typesIn = ({ whole, text, surface, label }: ShownText, texts: Texts): string[] =>
  whole === undefined ? texts.spans(text, surface, label).map(({ type }) => type) : [whole];

/** OCR reads a letter or two in the drawing of the pointer, and is not sure of them. */
const isPointer = ({ text, box: [x, y, w, h], sure }: ReadLine, pointer: readonly Explained[]): boolean =>
  sure === false &&
  text.trim().length <= 2 &&
  pointer.some(({ box: [left, top, wide, high] }) => {
    const [cx, cy] = [x + w / 2, y + h / 2];
    return w <= wide && h <= high && left <= cx && cx <= left + wide && top <= cy && cy <= top + high;
  });

/** Trees hold elements without a size, and pages that were scrolled away. An invalid number counts as everywhere. */
const shows = ([x, y, w, h]: Box, frame: { w: number; h: number }): boolean =>
  !(w <= 0 || h <= 0 || x >= frame.w + MARGIN || y >= frame.h + MARGIN || x + w <= -MARGIN || y + h <= -MARGIN);

const titleOf = ([x, y, w, h]: Box, frame: { h: number }): Box => [
  x,
  y,
  w,
  Math.min(h, Math.max(TITLE.least, TITLE.share * frame.h)),
];

/** A reader errs in up to this share of the letters of a word that it does not know, as those of another language. */
const MISREAD = 0.25;
/** Room around a reported text, in pixels, within which a reader finds it. */
const AROUND = 6;

/** Whether a line that was read is a reported text, read at its place with mistakes. Digits are never taken for one another. */
function isTold(text: string, [x, y, w, h]: Box, told: { readonly text: string; readonly box: Box }): boolean {
  const [left, top, wide, high] = told.box;
  const isThere =
    x >= left - AROUND && y >= top - AROUND && x + w <= left + wide + AROUND && y + h <= top + high + AROUND;
  if (!isThere || isContainer({ box: told.box, chars: told.text.trim().length })) return false;
  const [read, reported] = [lettersOf(text), lettersOf(told.text)];
  const slips = Math.floor(MISREAD * reported.length);
  return digitsOf(text) === digitsOf(told.text) && editDistance(read, reported, slips) <= slips;
}

const lettersOf = (text: string): string =>
  (text.normalize('NFKD').match(/[\p{L}\p{N}]/gu) ?? []).join('').toLowerCase();
const digitsOf = (text: string): string => (text.match(/\p{N}/gu) ?? []).join('');

/** A window's name explains nothing of its content. */
const isText = ({ box, text }: ShownText): boolean => !isContainer({ box, chars: text.trim().length });

const widen = ([x, y, w, h]: Box): Box => [x - MARGIN, y - MARGIN, w + 2 * MARGIN, h + 2 * MARGIN];
