import type { Item } from '../keys/buffer.ts';
import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES } from '../keys/labels.ts';
import { mark, markAll, markFragments } from '../keys/mark.ts';
import { type View, viewOf, viewsOf, wholeOf } from '../keys/views.ts';
import type { Dictionary } from './dictionary.ts';
import { markPrompted } from './prompts.ts';
import type { Texts } from './texts.ts';

/** How many fields of one window, one after another, are also read as one text. */
const TOGETHER = 3;
const ROUNDS = 2;

/** Marks every typed character that is sensitive, by all views of it and by what the session shows elsewhere. */
export function decideKeys(fields: readonly TypedField[], texts: Texts, dictionary: Dictionary): void {
  for (const field of fields) if (field.secure !== undefined) takeWhole(field, field.secure, dictionary);
  const open = fields.filter(
    (field) => field.secure === undefined && field.stretches.some((one) => one.raw.length > 0),
  );
  for (const field of open) if (field.surface === 'code') markPrompted(field, dictionary);
  for (const field of open) detectIn(field, texts, dictionary);
  for (const view of acrossFields(open)) markView(open, view, texts.spans(view.text, 'prose'));
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const field of open) changed = spread(field, dictionary) || changed;
    if (!changed) break;
  }
  for (const field of open) markFragments(field.stretches);
}

function takeWhole(field: TypedField, type: string, dictionary: Dictionary): void {
  for (const stretch of field.stretches) markAll(stretch.raw, type);
  if (!SECRET_TYPES.has(type)) return;
  for (const stretch of field.stretches) dictionary.add(viewOf(stretch.live()).text, type);
  dictionary.add(wholeOf(field.stretches).text, type);
}

function detectIn(field: TypedField, texts: Texts, dictionary: Dictionary): void {
  for (const stretch of field.stretches)
    for (const view of viewsOf(stretch)) {
      const spans = texts.spans(view.text, field.surface, field.label);
      markView([field], view, spans);
      for (const span of spans) dictionary.add(view.text.slice(span.start, span.end), span.type);
    }
  if (field.stretches.length > 1) {
    const whole = wholeOf(field.stretches);
    markView([field], whole, texts.spans(whole.text, field.surface, field.label));
  }
}

function markView(
  fields: readonly TypedField[],
  view: View,
  spans: readonly { start: number; end: number; type: string }[],
): void {
  for (const { start, end, type } of spans) {
    const items = new Set<Item>(view.items.slice(start, end));
    for (const field of fields) for (const stretch of field.stretches) mark(stretch, items, type);
  }
}

/** A name in one field and the surname in the next; a code over boxes of one digit each. */
function acrossFields(fields: readonly TypedField[]): View[] {
  const views: View[] = [];
  for (let i = 1; i < fields.length; i++) {
    const near = fields
      .slice(Math.max(0, i + 1 - TOGETHER), i + 1)
      .filter((field) => field.window === fields[i]!.window);
    if (near.length < 2) continue;
    const parts = near.map((field) => wholeOf(field.stretches));
    if (parts.some((part) => part.text.length > 200)) continue;
    const space: Item = { ch: ' ', evs: [], alive: true };
    views.push(
      viewOf(parts.flatMap((part, k) => (k === 0 ? [...new Set(part.items)] : [space, ...new Set(part.items)]))),
    );
  }
  return views;
}

/** Masks what the session shows elsewhere, and what was typed and taken back and looks like it. */
function spread(field: TypedField, dictionary: Dictionary): boolean {
  let changed = false;
  for (const stretch of field.stretches) {
    for (const view of viewsOf(stretch))
      for (const { start, end, type } of dictionary.find(view.text))
        changed = mark(stretch, new Set(view.items.slice(start, end)), type) || changed;
    for (const run of deadRuns(stretch.list)) {
      const type = dictionary.near(run.map((item) => item.ch).join(''));
      if (type !== undefined) changed = markAll(run, type) || changed;
    }
  }
  return changed;
}

function deadRuns(list: readonly Item[]): Item[][] {
  const runs: Item[][] = [];
  let run: Item[] = [];
  for (const item of list) {
    if (!item.alive && item.mark === undefined) run.push(item);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs.filter((one) => one.length >= 3);
}
