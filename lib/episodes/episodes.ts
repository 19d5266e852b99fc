import { createHash } from 'node:crypto';
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
  const windows = new Map<number, SeenRow>();
  let making: Making | undefined;
  let last: SeenRow | undefined;
  let inPrivate = false;
  let task: SeenRow | undefined;
  const cut = { rows: 0, missing: 0 };
  const finish = function* (end: End, outcome: string | null = null): Generator<Episode> {
    const episode = making?.finish(end, { ...cut }, outcome);
    making = undefined;
    if (episode === undefined) return;
    Object.assign(cut, { rows: 0, missing: 0 });
    yield episode;
  };
  for (const row of rows) {
    if (row.kind === 'focus' && typeof row.seq === 'number') windows.set(row.seq, row);
    const own = row.kind === 'focus' ? row : windows.get(row.ctx ?? -1);
    if (row.kind === 'task') {
      yield* finish('task', row.task_op === 'end' ? (row.outcome ?? null) : null);
      task = row.task_op === 'end' ? undefined : row;
      continue;
    }
    const hides = own !== undefined && isPrivate(own);
    const end = hides ? 'private' : endOf(row, last);
    last = row;
    if (end !== undefined) {
      if (row.kind === 'control' && row.control_op === 'gap') cut.missing += row.n_dropped ?? 0;
      yield* finish(end);
    }
    inPrivate = row.kind === 'focus' ? hides : inPrivate;
    if (hides || (inPrivate && own === undefined)) cut.rows++;
    else if (row.kind !== 'control') {
      making ??= new Making(task);
      making.take(row, own);
    }
  }
  yield* finish('end');
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
    switch (row.kind) {
      case 'focus':
        if (row.app !== undefined || row.title !== undefined) this.#focus(row);
        return;
      case 'screen.frame':
        this.#screen.frame(row);
        return;
      case 'screen.text':
        this.#screen.text(row);
        return;
      case 'click':
        this.#pointing.click(row);
        this.#clicked = this.#drafts.at(-1)?.element ?? this.#clicked;
        return;
      case 'scroll':
        this.#scrolling.scroll(row);
        return;
      case 'key':
        this.#typing.key(row);
        return;
      case 'text':
        this.#typing.text(row);
    }
  }

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
    this.#drafts.push({ rows: [last.rows.at(-1)!], before: this.#screen.waited(), window, action, element: null });
  }

  /** Undefined when it has no action. */
  finish(ends: End, cut: Episode['cut'], outcome: string | null): Episode | undefined {
    const id = this.#id;
    if (id === undefined || this.#drafts.length === 0) return undefined;
    const steps = this.#drafts.map((draft, index) => stepOf(draft, id, index, this.#began, this.#task));
    steps.push({ ...steps.pop()!, ends, outcome });
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
