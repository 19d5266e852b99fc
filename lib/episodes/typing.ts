import { actionOf, type Draft, lag } from './draft.ts';
import type { Begin } from './pointing.ts';
import { PLACEHOLDER } from './read.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { SeenRow, TargetElement } from './types.ts';

/** Modifiers that turn a key into a command. Shift alone writes another character, and so does AltGr. */
const COMMANDING = ['ctrl', 'alt', 'meta'];
const ORDER = ['ctrl', 'alt', 'meta', 'shift'];
/** A redaction tag in place of keys. */
const TAG = new RegExp(`^${PLACEHOLDER.source}$`);

/** A text in progress: characters and tags, so that a deletion removes one of them. */
interface Run {
  readonly draft: Draft;
  readonly ctx: number | null;
  /** Null where the team does not see the typed text. */
  pieces: string[] | null;
  /** Number of pieces, visible or not. */
  n: number;
}

const modifiersOf = (row: SeenRow): string[] => {
  const held = (row.key_mods ?? '').split('+');
  return ORDER.filter((key) => held.includes(key));
};

const isCommand = (row: SeenRow): boolean =>
  !(row.key_mods ?? '').includes('altgr') && modifiersOf(row).some((modifier) => COMMANDING.includes(modifier));

/**
 * Typed text and hotkeys. Another window or field, a hotkey, a click, a scroll or a pause ends a run of characters. The
 * recorder's report of a typed field replaces the keystrokes: it knows the effects of completion and input methods.
 */
export class Typing {
  readonly #begin: Begin;
  readonly #clicked: () => TargetElement | null;
  #run: Run | undefined;
  #hotkey: Draft | undefined;
  /** Runs in a field since its last report, by the context of their keys. */
  readonly #unreported = new Map<number | null, Draft[]>();

  /** @param clicked the last clicked element: for a field without a box */
  constructor(begin: Begin, clicked: () => TargetElement | null) {
    this.#begin = begin;
    this.#clicked = clicked;
  }

  interrupt(): void {
    this.#run = undefined;
    this.#hotkey = undefined;
  }

  key(row: SeenRow): void {
    if (row.key_phase === 'up' || row.key_class === 'mod') return;
    const value = row.key_value ?? null;
    const writes = row.key_class === 'char' && !isCommand(row);
    if (writes || (value !== null && TAG.test(value))) this.#write(row, value);
    else if (value === 'Backspace' && modifiersOf(row).length === 0 && this.#unwrite(row)) return;
    else this.#press(row, value);
  }

  #open(row: SeenRow): Run | undefined {
    const run = this.#run;
    const isOpen = run && run.ctx === (row.ctx ?? null) && lag(run.draft, row) <= THRESHOLDS.typePauseMs;
    return isOpen ? run : undefined;
  }

  #write(row: SeenRow, value: string | null): void {
    this.#hotkey = undefined;
    let run = this.#open(row);
    if (run === undefined) {
      const draft = this.#begin(row);
      draft.element = this.#fieldOf(draft.window);
      run = { draft, ctx: row.ctx ?? null, pieces: [], n: 0 };
      this.#run = run;
      this.#unreported.set(run.ctx, [...(this.#unreported.get(run.ctx) ?? []), draft]);
    } else run.draft.rows.push(row);
    run.n++;
    if (value === null || run.pieces === null) run.pieces = null;
    else run.pieces.push(value);
    settle(run);
  }

  /** Removes the last character, if it was written in this run and is no tag. */
  #unwrite(row: SeenRow): boolean {
    const run = this.#open(row);
    const last = run?.pieces?.at(-1);
    if (run === undefined || run.pieces === null || last === undefined || TAG.test(last)) return false;
    run.pieces.pop();
    run.n--;
    run.draft.rows.push(row);
    settle(run);
    return true;
  }

  #press(row: SeenRow, value: string | null): void {
    this.#run = undefined;
    const keys = [...modifiersOf(row), value ?? `(${row.key_class ?? 'key'})`];
    const last = this.#hotkey;
    if (last !== undefined && lag(last, row) <= THRESHOLDS.repeatMs && `${last.action.keys}` === `${keys}`) {
      last.rows.push(row);
      last.action = { ...last.action, count: (last.action.count ?? 1) + 1 };
      return;
    }
    const draft = this.#begin(row);
    draft.action = actionOf('hotkey', { keys, count: 1 });
    draft.element = this.#fieldOf(draft.window);
    this.#hotkey = draft;
  }

  /** The content of a field, as the recorder reports it after typing, pasting or choosing. */
  text(row: SeenRow): void {
    const runs = this.#unreported.get(row.ctx ?? null) ?? [];
    this.#unreported.delete(row.ctx ?? null);
    const [only] = runs;
    const isTyped = row.source !== 'paste' && row.source !== 'drop';
    if (runs.length > 1 && isTyped) return;
    const draft = only && isTyped ? only : this.#begin(row);
    if (draft === only) draft.rows.push(row);
    draft.action = actionOf('type', { text: row.text ?? null, source: row.source ?? null, count: draft.action.count });
    draft.element = this.#fieldOf(row) ?? draft.element;
    this.#run = undefined;
  }

  #fieldOf(row: SeenRow | undefined): TargetElement | null {
    if (!row || (!row.field_role && !row.field_name)) return null;
    const [role, name] = [row.field_role ?? null, row.field_name ?? null];
    const clicked = this.#clicked();
    return { role, name, box: clicked?.role === role && clicked.name === name ? clicked.box : null };
  }
}

/** The current action of a run. An empty one stays: the person typed and deleted. */
function settle({ draft, pieces, n }: Run): void {
  draft.action = actionOf('type', { text: pieces?.join('') ?? null, source: 'keys', count: n });
}
