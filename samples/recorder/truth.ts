import type { ActivityEvent, Box } from '../../lib/activity/events.ts';
import { there } from '../../lib/activity/there.ts';
import { SENSITIVE, type Sensitive } from './values.ts';

/** A piece of one event: characters `start` to `end` (UTF-16) of the string at `at`, or the whole key event. */
export type Where =
  | { readonly batch: string; readonly seq: number; readonly at: string; readonly start: number; readonly end: number }
  | { readonly batch: string; readonly seqs: readonly number[] };

/** A labelled value of the sample: what it is, why it is sensitive, and every place where it stands. */
export interface TruthSpan extends Sensitive {
  readonly where: readonly Where[];
  readonly frames: readonly { readonly frame: string; readonly box: Box }[];
}

export interface Truth {
  readonly about: string;
  readonly spans: readonly TruthSpan[];
}

const ABOUT =
  'What is sensitive in this sample and where. Spans may overlap: count characters and pixels once. ' +
  'where: characters start to end (UTF-16) of the string at "at" in event "seq" of segment "batch", or the key events "seqs" that typed it, with their corrections. ' +
  'frames: x, y, width, height in pixels of frames/<frame>.png.';

/** Every string of an event that can hold content, by its path. */
export function* stringsOf(event: ActivityEvent): Generator<{ at: string; text: string }> {
  const walk = function* (value: unknown, at: string): Generator<{ at: string; text: string }> {
    if (typeof value === 'string') yield { at, text: value };
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) yield* walk(inner, `${at}.${name}`);
  };
  if (event.kind !== 'key') yield* walk(event.d, 'd');
}

/** All positions of `value` in `text`, overlapping ones too. */
export function* positions(text: string, value: string): Generator<number> {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) yield at;
}

/** Collects, while a session is recorded, where each sensitive value stands. */
export class TruthCollector {
  readonly #found = new Map<
    string,
    { where: { seq: number; at?: string; start?: number; end?: number }[]; frames: { frame: string; box: Box }[] }
  >();

  #of(value: string) {
    const found = this.#found.get(value) ?? { where: [], frames: [] };
    this.#found.set(value, found);
    return found;
  }

  /** @param line when the event shows one line of a longer text: that text, and where the line begins in it */
  event(event: ActivityEvent, line?: { full: string; offset: number }): void {
    for (const { at, text } of stringsOf(event)) {
      const { full, offset } = at === 'd.text' && line !== undefined ? line : { full: text, offset: 0 };
      for (const { value } of SENSITIVE)
        for (const position of positions(full, value)) {
          const start = Math.max(0, position - offset);
          const end = Math.min(text.length, position + value.length - offset);
          if (start < end) this.#of(value).where.push({ seq: event.seq, at, start, end });
        }
    }
  }

  /** Text that is nothing but a part of `value`. */
  piece(seq: number, value: string, text: string): void {
    this.#of(value).where.push({ seq, at: 'd.text', start: 0, end: text.length });
  }

  key(seq: number, value: string): void {
    this.#of(value).where.push({ seq });
  }

  frame(frame: string, value: string, boxes: readonly Box[]): void {
    for (const box of boxes) this.#of(value).frames.push({ frame, box });
  }

  /** @param batchOf the segment that holds an event */
  spans(batchOf: (seq: number) => string): Map<string, Pick<TruthSpan, 'where' | 'frames'>> {
    return new Map(
      [...this.#found].map(([value, { where, frames }]) => {
        const keys = Map.groupBy(
          where.filter(({ at }) => at === undefined),
          ({ seq }) => batchOf(seq),
        );
        return [
          value,
          {
            where: [
              ...where.flatMap(({ seq, at, start, end }) =>
                at === undefined
                  ? []
                  : [
                      {
                        batch: batchOf(seq),
                        seq,
                        at,
                        start: there(start, 'the start of a label'),
                        end: there(end, 'the end of a label'),
                      },
                    ],
              ),
              ...[...keys].map(([batch, events]) => ({ batch, seqs: events.map(({ seq }) => seq) })),
            ],
            frames,
          },
        ];
      }),
    );
  }
}

/** Joins what the sessions found. A value that stands nowhere would make the truth look larger than the sample: refused. */
export function truthOf(sessions: readonly Map<string, Pick<TruthSpan, 'where' | 'frames'>>[]): Truth {
  const spans = SENSITIVE.map((sensitive) => {
    const found = sessions.flatMap((session) => session.get(sensitive.value) ?? []);
    const span = { ...sensitive, where: found.flatMap((f) => f.where), frames: found.flatMap((f) => f.frames) };
    if (span.where.length === 0) throw new Error(`the sample does not hold the ${span.type} that the truth names`);
    return span;
  });
  return { about: ABOUT, spans };
}

/** JSON with one place a line, so that a change can be read. */
export function truthJson({ about, spans }: Truth): string {
  const list = (items: readonly unknown[], indent: string) =>
    items.length === 0
      ? '[]'
      : `[\n${items.map((item) => `${indent} ${JSON.stringify(item)}`).join(',\n')}\n${indent}]`;
  const span = ({ where, frames, ...about }: TruthSpan) =>
    `${JSON.stringify(about).slice(0, -1)},\n  "where":${list(where, '  ')},\n  "frames":${list(frames, '  ')}}`;
  return `{"about":${JSON.stringify(about)},\n"spans":[\n ${spans.map(span).join(',\n ')}\n]}\n`;
}
