import type { ActivityEvent } from '../../activity/events.ts';
import { type Contexts, hiddenAs } from './context.ts';

/** From this many in a row, clicks on keys of an on-screen keyboard write something. */
const WRITES = 3;

/** Names of keys that write, on keyboards and keypads of the screen: one character, a digit in a word, the letters beside a digit. */
const WRITING =
  /^(?:(?:key|digit|number|num|numpad|button|btn|pad)[\s_-]*)?(?:.|zero|one|two|three|four|five|six|seven|eight|nine|\d\s?[a-z+]{1,4}|[a-z]{3,4}\s?\d)$/iu;
/** Keys that belong to the typed text and write nothing. */
const CORRECTING =
  /^(?:back ?space|delete|del|clear|clr|shift|caps(?: ?lock)?|space(?: ?bar)?|enter|return|ok|done|[⌫⌦⏎↵⇧←→])$/iu;

type Touch = { readonly seq: number; readonly writes: boolean; readonly kind: 'click' | 'focus' };

/**
 * Clicks on keys of an on-screen keyboard, and the focus events that go with them: they write as presses do, but are not read as
 * text. So do three clicks or more in a field whose content is masked as a whole.
 * @param log in order of `seq`
 * @returns seqs
 */
export function onScreenKeys(log: readonly ActivityEvent[], contexts: Contexts): Set<number> {
  const found = new Set<number>();
  let run: Touch[] = [];
  let app: string | undefined;
  let clicks: number[] = [];
  const end = () => {
    const writing = (kind: Touch['kind']) => run.filter((touch) => touch.kind === kind && touch.writes).length;
    // A recorder may report a press, a release and a click of each, or one of them: all three mean the same.
    if (Math.max(writing('click'), writing('focus')) >= WRITES) for (const { seq } of run) found.add(seq);
    run = [];
  };
  const leave = () => {
    if (clicks.length >= WRITES) for (const seq of clicks) found.add(seq);
    clicks = [];
  };
  for (const event of log) {
    const context = contexts.of(event.kind === 'focus' ? { seq: event.seq, ctx: event.seq } : event);
    if (event.kind !== 'click' && event.kind !== 'focus') {
      if (event.kind === 'key' && event.d.ph === 'down') end();
      continue;
    }
    const touch = touchOf(event);
    if (touch === undefined || context.app !== app) end();
    app = context.app;
    if (touch !== undefined) run.push(touch);
    if (event.kind === 'focus') leave();
    else if (context.field?.holds !== undefined && hiddenAs(context) === undefined && event.d.ph !== 'up')
      clicks.push(event.seq);
  }
  end();
  leave();
  return found;
}

function touchOf(event: ActivityEvent & { kind: 'click' | 'focus' }): Touch | undefined {
  const name = (event.kind === 'click' ? event.d.el?.name : event.d.field?.name)?.trim() ?? '';
  const writes = WRITING.test(name);
  return writes || CORRECTING.test(name) ? { seq: event.seq, writes, kind: event.kind } : undefined;
}
