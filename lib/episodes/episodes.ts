import { createHash } from 'node:crypto';
import { lastOf, there } from '../activity/there.ts';
import { PRIVATE_CLASSES } from '../redaction/index.ts';
import { actionOf, type Draft, lag } from './draft.ts';
import { Numbering } from './numbering.ts';
import { Pointing, Scrolling } from './pointing.ts';
import { hiddenIn, timeOf } from './read.ts';
import { Screen } from './screen.ts';
import { stepOf } from './steps.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { End, Episode, SeenRow, TargetElement } from './types.ts';
import { Typing } from './typing.ts';

/** Reasons of control events after which the worker was absent. */
const LOCKED: ReadonlySet<string> = new Set(['lock', 'sleep', 'logoff', 'shutdown', 'restart']);
const AWAY: ReadonlySet<string> = new Set(['idle', 'away', 'break']);

/** A window of which only the layout is kept (docs/redaction.md). */
const isPrivate = (focus: SeenRow): boolean => hiddenIn(focus).some((type) => PRIVATE_CLASSES.has(type));

/**
 * Episodes of one session.
 * @param rows of the session, in the order of `seq`, as one team sees them: the output holds nothing that is not in a
 *   row
 */
export function* episodesOf(rows: Iterable<SeenRow>): Generator<Episode> {
  const session = new SessionOfEpisodes();
  for (const row of rows) yield* session.take(row);
  yield* session.finish('end');
}

/** The rows of a session up to one of them: its open episode, and what decides where that ends. */
class SessionOfEpisodes {
  readonly #windows = new Map<number, SeenRow>();
  readonly #cut = { rows: 0, missing: 0 };
  #making: Making | undefined;
  #last: SeenRow | undefined;
  #inPrivate = false;
  #task: SeenRow | undefined;

  /** The episode that a row ends, if it ends one. */
  *take(row: SeenRow): Generator<Episode> {
    if (row.kind === 'focus' && typeof row.seq === 'number') this.#windows.set(row.seq, row);
    if (row.kind === 'task') yield* this.#turn(row);
    else {
      const window = row.kind === 'focus' ? row : this.#windows.get(row.ctx ?? -1);
      yield* this.#add(row, window);
    }
  }

  *finish(end: End, outcome: string | null = null): Generator<Episode> {
    const episode = this.#making?.finish(end, { ...this.#cut }, outcome);
    this.#making = undefined;
    if (episode === undefined) return;
    Object.assign(this.#cut, { rows: 0, missing: 0 });
    yield episode;
  }

  /** A task begins or ends. */
  *#turn(row: SeenRow): Generator<Episode> {
    const isEnd = row.task_op === 'end';
    yield* this.finish('task', isEnd ? (row.outcome ?? null) : null);
    this.#task = isEnd ? undefined : row;
  }

  *#add(row: SeenRow, window: SeenRow | undefined): Generator<Episode> {
    const hides = window !== undefined && isPrivate(window);
    const end = hides ? 'private' : endOf(row, this.#last);
    this.#last = row;
    if (end !== undefined) {
      if (row.kind === 'control' && row.control_op === 'gap') this.#cut.missing += row.n_dropped ?? 0;
      yield* this.finish(end);
    }
    if (row.kind === 'focus') this.#inPrivate = hides;
    if (hides || (this.#inPrivate && window === undefined)) this.#cut.rows++;
    else if (row.kind !== 'control') {
      this.#making ??= new Making(this.#task);
      this.#making.take(row, window);
    }
  }
}

/** Why a row begins something new, separate from the rows before it. */
function endOf(row: SeenRow, last: SeenRow | undefined): End | undefined {
  if (row.kind === 'control') {
    const reason = row.control_reason ?? '';
    if (LOCKED.has(reason)) return 'lock';
    if (AWAY.has(reason)) return 'silence';
    return row.control_op === 'gap' ? 'gap' : row.control_op === 'stop' ? 'stop' : undefined;
  }
  const [now, then] = [timeOf(row), last && timeOf(last)];
  return now !== undefined && then !== undefined && now - then > THRESHOLDS.silenceMs ? 'silence' : undefined;
}

/** An episode under construction. */
class Making {
  readonly #screen = new Screen();
  readonly #drafts: Draft[] = [];
  readonly #segments = new Set<string>();
  readonly #partitions = new Set<string>();
  #window: SeenRow | undefined;
  #clicked: TargetElement | null = null;
  #began: number | undefined;
  #id: string | undefined;
  readonly #pointing = new Pointing((row) => this.#begin(row, 'pointing'));
  readonly #scrolling = new Scrolling((row) => this.#begin(row, 'scrolling'));
  readonly #typing = new Typing(
    (row) => this.#begin(row, 'typing'),
    () => this.#clicked,
  );

  readonly #numbering = new Numbering();
  /** The task that the person was given. */
  readonly #task: string | null;

  constructor(task: SeenRow | undefined) {
    this.#task = task === undefined ? null : (this.#numbering.row(task).task ?? null);
  }

  /** @param governing the focus event that governs the row */
  take(seen: SeenRow, governing: SeenRow | undefined): void {
    const row = this.#numbering.row(seen);
    const window = governing && this.#numbering.row(governing);
    this.#id ??= idOf(row);
    this.#began ??= timeOf(row);
    this.#segments.add(row.segment ?? '');
    this.#partitions.add(`${row.jurisdiction}/${row.day}/${row.shard}`);
    this.#window = window ?? this.#window;
    if (row.kind !== 'screen.frame' && row.kind !== 'screen.text') this.#screen.other();
    const kind = row.kind ?? '';
    if (Object.hasOwn(this.#takers, kind)) this.#takers[kind]?.(row);
  }

  /** What rows of a kind do to an episode; those of other kinds do nothing. */
  readonly #takers: Readonly<Record<string, (row: SeenRow) => void>> = {
    focus: (row) => {
      if (row.app !== undefined || row.title !== undefined) this.#focus(row);
      if (row.field_secure === true) this.#screen.hidden();
    },
    'screen.frame': (row) => this.#screen.frame(row),
    'screen.text': (row) => this.#screen.text(row),
    click: (row) => {
      this.#pointing.click(row);
      this.#clicked = this.#drafts.at(-1)?.element ?? this.#clicked;
    },
    scroll: (row) => this.#scrolling.scroll(row),
    key: (row) => this.#typing.key(row),
    text: (row) => this.#typing.text(row),
  };

  #focused: string | undefined;
  /** The same window may be reported again for each of its fields. */
  #focus({ app, title, url_host }: SeenRow): void {
    const window = JSON.stringify([app, title, url_host]);
    if (this.#focused !== undefined && this.#focused !== window) this.#screen.moved();
    this.#focused = window;
  }

  #begin(row: SeenRow, hand: 'pointing' | 'scrolling' | 'typing'): Draft {
    if (hand !== 'pointing') this.#pointing.interrupt();
    if (hand !== 'scrolling') this.#scrolling.interrupt();
    if (hand !== 'typing') this.#typing.interrupt();
    this.#wait(row);
    const draft = {
      rows: [row],
      before: this.#screen.now(),
      window: this.#window,
      action: actionOf('wait'),
      element: null,
    };
    this.#drafts.push(draft);
    this.#screen.acted();
    return draft;
  }

  /** A time without actions: a separate step, which ends where the next begins. */
  #wait(row: SeenRow): void {
    const last = this.#drafts.at(-1);
    const ms = last === undefined ? 0 : lag(last, row);
    if (last === undefined || ms < THRESHOLDS.waitMs) return;
    const action = actionOf('wait', { ms: Math.round(ms) });
    const { window } = last;
    this.#drafts.push({ rows: [lastOf(last.rows)], before: this.#screen.waited(), window, action, element: null });
  }

  /** Undefined when it has no action. */
  finish(ends: End, cut: Episode['cut'], outcome: string | null): Episode | undefined {
    const id = this.#id;
    if (id === undefined || this.#drafts.length === 0) return undefined;
    const steps = this.#drafts.map((draft, index) => stepOf(draft, id, index, this.#began, this.#task));
    steps.push({ ...there(steps.pop(), 'a last step'), ends, outcome });
    const from = { segments: [...this.#segments].sort(), partitions: [...this.#partitions].sort() };
    return { id, steps, ends, cut, from };
  }
}

/**
 * Derived from its first row's position in the lake: the same rows give the same name, which reveals nothing about the
 * worker.
 */
const idOf = ({ segment, seq }: SeenRow): string =>
  `ep_${createHash('sha256').update(`${segment}:${seq}`).digest('hex').slice(0, 16)}`;
