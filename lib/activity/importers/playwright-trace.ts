import type { z } from 'zod';
import { lookAtPage, type Marked, type PageLook } from './playwright-page.ts';
import * as of from './playwright-records.ts';
import { readRecords } from './records.ts';
import { type ImportTally, named } from './tally.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One thing that happened, at a time of the trace's clock (ms). */
export type TraceMoment = { readonly at: number } & (
  | { readonly type: 'call'; readonly call: Done }
  | { readonly type: 'frame'; readonly page: string; readonly path: string; readonly size: Size | undefined }
  | {
      readonly type: 'page';
      readonly page: string;
      readonly title: string | undefined;
      readonly url: string | undefined;
      /** In whose pixels the places of this page are given. */
      readonly size: Size | undefined;
    }
);

type Shown = Extract<TraceMoment, { type: 'page' }>;

/** A finished call, with its whole log. */
export interface Done {
  readonly class: string;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly page: string;
  readonly point: of.Point | undefined;
  readonly box: of.Rect | undefined;
  /** Where it reached the page first, and how much of the log came before: a drag reaches it twice. */
  readonly from: { readonly point: of.Point; readonly box: of.Rect | undefined; readonly log: number } | undefined;
  readonly log: readonly string[];
  /** The element that it is about, as a snapshot shows it. */
  readonly marked: Marked | undefined;
  readonly failed: boolean;
  /** Whether something was done on the page before it failed. */
  readonly reached: boolean;
  /** A field that hides its text may be on the page: it was seen there, or no snapshot was taken. */
  readonly mayHide: boolean;
}

export interface Trace {
  readonly about: z.infer<typeof of.contextOptions>;
  readonly moments: readonly TraceMoment[];
  /** Wall time less monotonic time (ms). */
  readonly offset: number;
}

/** One line may hold a snapshot of a whole page. Bytes. */
const LINE = 16 * 1024 * 1024;
const MAX_MOMENTS = 200_000;
const MAX_EARLY = 1_000;

type Open = Omit<Done, 'failed' | 'mayHide'> & { at: number; mayHide: boolean; readonly start: number };
type Fresh = Partial<{ -readonly [K in keyof Done]: Done[K] }>;

/**
 * Reads a trace in the order of its writing. From snapshots it takes only the title and whether a field hides its text; network,
 * console, stacks and sources are not read.
 */
export class TraceReader {
  readonly #tally: ImportTally;
  readonly #moments: TraceMoment[] = [];
  readonly #open = new Map<string, Open>();
  /** For each page, whether a field that hides its text may be on it. A page without a snapshot may have one. */
  readonly #hides = new Map<string, boolean>();
  readonly #early = new Map<string, Marked>();
  readonly #shown = new Map<string, Pick<Shown, 'title' | 'url' | 'size'>>();
  #about: z.infer<typeof of.contextOptions> | undefined;
  #offset: number | undefined;
  #page = '';
  #now = 0;
  records = 0;

  constructor(tally: ImportTally) {
    this.#tally = tally;
  }

  /** @returns undefined when the first line is not one of a trace; 'version' when it is of an unknown one */
  async read(source: AsyncIterable<Uint8Array>): Promise<Trace | 'version' | undefined> {
    for await (const record of readRecords(source, LINE)) {
      this.records++;
      if ('fault' in record) this.#tally.add(record.fault);
      else if (this.#about === undefined) {
        const about = of.contextOptions.safeParse(record.value);
        if (record.value.type !== 'context-options' || !about.success) return undefined;
        if (!of.VERSIONS.includes(about.data.version)) return 'version';
        this.#about = about.data;
        this.#now = about.data.monotonicTime ?? 0;
        if (about.data.monotonicTime !== undefined) this.#offset = about.data.wallTime - about.data.monotonicTime;
      } else this.#take(record.value);
      if (this.#moments.length > MAX_MOMENTS) {
        this.#tally.add('trace.too-long');
        break;
      }
    }
    if (this.#about === undefined) return undefined;
    // A browser that was closed in the middle of a call writes no end of it.
    for (const id of [...this.#open.keys()]) this.#end(id, { failed: true });
    const offset = this.#offset ?? this.#about.wallTime - (this.#moments[0]?.at ?? 0);
    return { about: this.#about, moments: this.#moments, offset };
  }

  #take(value: Readonly<Record<string, unknown>>): void {
    const type = String(value.type);
    if (!Object.hasOwn(TAKES, type)) this.#tally.add(named('kind', type.replaceAll('-', '_')));
    else if (!TAKES[type as keyof typeof TAKES](this, value)) this.#tally.add('record.invalid');
  }

  /** Times of the file go on, though threads may swap neighbours. */
  see(time: number): void {
    this.#now = Math.max(this.#now, time);
  }

  begin({ callId, startTime, wallTime, params, pageId, ...call }: of.PlaywrightCall): void {
    this.see(startTime);
    if (this.#offset === undefined && wallTime !== undefined) this.#offset = wallTime - startTime;
    const page = pageId ?? this.#page;
    const seen = { point: undefined, box: undefined, from: undefined, log: [], marked: undefined, reached: false };
    const mayHide = this.#hides.get(page) ?? true;
    this.#open.set(callId, { ...call, params, page, ...seen, at: startTime, start: startTime, mayHide });
  }

  reach(callId: string, more: Fresh): void {
    const open = this.#open.get(callId);
    if (open === undefined) return;
    const { point, box } = more;
    const from = open.from ?? (point === undefined ? undefined : { point, box, log: open.log.length });
    // The page changes until the input arrives: the person saw the page of that moment.
    const at = open.from === undefined ? Math.max(open.start, this.#now) : open.at;
    this.#open.set(callId, { ...open, ...more, from, reached: true, at });
  }

  note(callId: string, messages: readonly string[]): void {
    const open = this.#open.get(callId);
    if (open !== undefined) this.#open.set(callId, { ...open, log: [...open.log, ...messages].slice(-200) });
  }

  /** Before 1.33 a call is written when it has ended, after its snapshots. */
  #mark(callId: string, marked: Marked): void {
    const open = this.#open.get(callId);
    if (open !== undefined) this.#open.set(callId, { ...open, marked });
    else if (this.#early.size < MAX_EARLY) this.#early.set(callId, marked);
  }

  #end(callId: string, { failed, point }: { failed: boolean; point?: of.Point | undefined }): void {
    const open = this.#open.get(callId);
    if (open === undefined) return;
    this.#open.delete(callId);
    const { at, start: _, ...call } = open;
    const marked = call.marked ?? this.#early.get(callId);
    this.#early.delete(callId);
    const mayHide = call.mayHide || (this.#hides.get(call.page) ?? true);
    this.#moments.push({ at, type: 'call', call: { ...call, marked, point: call.point ?? point, failed, mayHide } });
  }

  finish({ callId, endTime, error, point, log = [] }: z.infer<typeof of.after>): void {
    this.note(callId, log);
    this.#end(callId, { failed: error !== undefined, point });
    if (endTime !== undefined) this.see(endTime);
  }

  whole({ metadata }: z.infer<typeof of.action>): void {
    const { id, type, endTime, log, error, point, ...call } = metadata;
    this.begin({ callId: id, class: type, ...call });
    if (error === undefined || point !== undefined) this.reach(id, { point });
    // It is written when it ends: the input came about then.
    this.finish({ callId: id, endTime, error, point, log });
  }

  frame({ pageId, sha1, file, timestamp, width, height }: z.infer<typeof of.screencastFrame>): void {
    this.see(timestamp);
    this.#page = pageId;
    const path = file ?? (sha1 === undefined ? undefined : `resources/${sha1}`);
    if (path !== undefined) {
      const size = width === undefined || height === undefined ? undefined : { width, height };
      this.#moments.push({ at: timestamp, type: 'frame', page: pageId, path, size });
    }
  }

  snapshot({ snapshot }: z.infer<typeof of.frameSnapshot>): void {
    const { pageId: page, frameUrl, html, timestamp, isMainFrame = true, viewport } = snapshot;
    if (timestamp !== undefined) this.see(timestamp);
    const look = lookAtPage(html);
    for (const [callId, marked] of look.targets) this.#mark(callId, marked);
    const isWhole = isMainFrame && !look.partial;
    this.#hides.set(page, look.hides || (!isWhole && (this.#hides.get(page) ?? !isMainFrame)));
    if (isMainFrame)
      this.#show(
        timestamp ?? this.#now,
        { page, url: frameUrl === 'about:blank' ? undefined : frameUrl, size: viewport },
        look,
      );
  }

  /** Notes the title and the address of a page, where either is another than before. */
  #show(at: number, { page, url, size: viewport }: Omit<Shown, 'type' | 'title' | 'at'>, look: PageLook): void {
    const before = this.#shown.get(page);
    // An unchanged title is not repeated. Parts refer to snapshots of the same document, whose address may change within it.
    const title = look.title ?? (look.partial ? before?.title : undefined);
    const size = viewport ?? before?.size;
    const isSame = before?.title === title && before?.url === url && isSameSize(before?.size, size);
    if ((title ?? url) === undefined || isSame) return;
    this.#shown.set(page, { title, url, size });
    this.#moments.push({ at, type: 'page', page, title, url, size });
  }
}

const isSameSize = (a: Size | undefined, b: Size | undefined): boolean =>
  a?.width === b?.width && a?.height === b?.height;

/** @returns whether the record is one of its type */
const takes =
  <S extends z.ZodType>(schema: S, take: (reader: TraceReader, data: z.infer<S>) => void) =>
  (reader: TraceReader, value: unknown): boolean => {
    const record = schema.safeParse(value);
    if (record.success) take(reader, record.data);
    return record.success;
  };

/** The reader of each type of record; records of other types are only counted. */
const TAKES = {
  before: takes(of.before, (reader, call) => reader.begin(call)),
  input: takes(of.input, (reader, { callId, ...more }) => reader.reach(callId, more)),
  log: takes(of.log, (reader, { callId, time, message }) => {
    reader.see(time);
    reader.note(callId, [message]);
  }),
  after: takes(of.after, (reader, end) => reader.finish(end)),
  action: takes(of.action, (reader, trace) => reader.whole(trace)),
  'screencast-frame': takes(of.screencastFrame, (reader, shown) => reader.frame(shown)),
  'frame-snapshot': takes(of.frameSnapshot, (reader, shown) => reader.snapshot(shown)),
};
