import { nth, there } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { alignedItems } from '../keys/align.ts';
import type { Stretch, TypedItem } from '../keys/buffer.ts';
import { type Commands, withoutCommands } from '../keys/commands-behind.ts';
import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES } from '../keys/labels.ts';
import { mark, markAll, markFragments } from '../keys/mark.ts';
import { markNumbersNearby } from '../keys/numbers-nearby.ts';
import { BY_WORDS, isBelievable, isPlainText, knownPart, notePlain, withoutSlips } from '../keys/plain.ts';
import { type TypedView, viewOf, viewsOf, viewsOver, wholeOf } from '../keys/views.ts';
import { markBehindAccounts, markWholeTokens } from '../keys/whole-tokens.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { isNoName } from '../text/no-name.ts';
import type { Span } from '../types.ts';
import { acrossFields, partsOfSecrets } from './across-fields.ts';
import type { Dictionary } from './dictionary.ts';
import { markPrompted } from './prompts.ts';
import type { Texts } from './texts.ts';

/** Masking one text can make another typing attempt resemble it; more rounds than this change nothing in practice. */
const ROUNDS = 3;

/**
 * Marks every sensitive typed character, by all views of it and by the values that the session shows elsewhere.
 * @param fields all fields
 * @param visits the fields in the order of their visits
 */
export function decideKeys(
  fields: readonly TypedField[],
  visits: readonly TypedField[],
  texts: Texts,
  dictionary: Dictionary,
): void {
  seal(fields);
  for (const field of partsOfSecrets(visits)) field.holds ??= 'PASSWORD';
  for (const field of fields)
    if (field.holds !== undefined) for (const reading of field.readings()) takeWhole(reading, field.holds, dictionary);
  const open = fields
    .filter((field) => field.holds === undefined)
    .flatMap((field) => field.readings())
    .filter((reading) => !reading.isEmpty);
  for (const field of open) prepare(field, dictionary);
  for (const field of fields) sharePlain(field.readings());
  const commands = new Map<TypedField, Commands>();
  for (const field of fields) {
    const marked = new Set<number>();
    for (const reading of field.readings())
      if (reading.holds === undefined && !reading.isEmpty)
        commands.set(reading, detectInReading(reading, texts, dictionary, marked));
  }
  markJoined(visits, texts);
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const field of open) changed = spread(field, dictionary, there(commands.get(field), 'a reading')) || changed;
    if (!changed) break;
  }
  for (const field of open) for (const life of field.lives) markFragments(life);
}

function seal(fields: readonly TypedField[]): void {
  for (const field of fields)
    for (const { stretches } of field.readings()) for (const stretch of stretches) stretch.seal();
}

/** Marks what needs no rule: text that a fault spoiled, and answers to prompts. Notes plain words. */
function prepare(field: TypedField, dictionary: Dictionary): void {
  for (const stretch of field.stretches) if (stretch.tainted) markAll(stretch.raw, 'UNKNOWN');
  if (field.surface === 'code') markPrompted(field, dictionary);
  for (const life of field.lives) notePlain(wholeOf(life));
}

/** Marks what the rules find in one reading of a field. @param marked the events that any reading of it marks; added to */
function detectInReading(reading: TypedField, texts: Texts, dictionary: Dictionary, marked: Set<number>): Commands {
  const commands: Commands = { doubtful: reading.doubtful, marked };
  for (const life of reading.lives) detectIn(reading, life, texts, dictionary, commands);
  for (const { raw } of reading.stretches)
    for (const { mark: type, evs } of raw) if (type !== undefined) for (const seq of evs) marked.add(seq);
  return commands;
}

/** A word that one reading has whole is a word in the reading that lacks its first letter, too. */
function sharePlain(readings: readonly TypedField[]): void {
  if (!readings.some((reading) => reading.cut)) return;
  const items = (cut: boolean) =>
    readings.filter((reading) => reading.cut === cut).flatMap(({ stretches }) => stretches.flatMap(({ raw }) => raw));
  const plain = new Set(items(false).flatMap((item) => (item.plain === true ? item.evs : [])));
  for (const item of items(true)) if (item.evs.some((seq) => plain.has(seq))) item.plain = true;
}

/** Marks what was found in the texts of several fields together, where it reaches from one field into another. */
function markJoined(visits: readonly TypedField[], texts: Texts): void {
  for (const { view, joins } of acrossFields(visits))
    for (const { start, end, type } of texts.found(view.text, 'prose'))
      if (joins.some((at) => at > start && at < end - 1))
        for (const part of partsOf({ start, end, type }, joins, view.text))
          mark(view.items.slice(part.start, part.end), type);
}

/**
 * The parts of a span over several fields, a part for each. A name ends with its field: where the next begins with a capital and
 * goes on in common words, these are no part of it; nor is a number.
 */
function partsOf({ start, end, type }: Span, joins: readonly number[], text: string): Pick<Span, 'start' | 'end'>[] {
  const edges = [-1, ...joins, text.length];
  return edges.slice(1).flatMap((edge, i) => {
    const from = nth(edges, i) + 1;
    const part = { start: Math.max(start, from), end: Math.min(end, edge) };
    if (part.start >= part.end) return [];
    const isWhole = part.start === from && part.end === edge;
    const isPlain = !isWhole && BY_WORDS.has(type) && isPlainText(text.slice(part.start, part.end));
    return isPlain || isNoName(text, { ...part, type }) ? [] : [part];
  });
}

function takeWhole(field: TypedField, type: HiddenType, dictionary: Dictionary): void {
  for (const stretch of field.stretches) markAll(stretch.raw, type);
  if (!SECRET_TYPES.has(type)) return;
  for (const stretch of field.stretches) dictionary.add(viewOf(stretch.live()).text, type, true);
  for (const life of field.lives) dictionary.add(wholeOf(life).text, type, true);
}

function detectIn(
  field: TypedField,
  stretches: readonly Stretch[],
  texts: Texts,
  dictionary: Dictionary,
  commands: Commands,
): void {
  const whole = wholeOf(stretches);
  const prose = field.surface === 'prose';
  if (prose) texts.note(whole.text, field.label);
  const last = [whole, ...stretches.map((stretch) => viewOf(stretch.live()))];
  const earlier = [...stretches.flatMap(viewsOf), ...viewsOver(stretches)];
  const seen = new Set(last.map(({ text }) => text));
  for (const view of [...last, ...earlier.filter(({ text }) => !seen.has(text))]) {
    const isLast = seen.has(view.text);
    const isWhole = isLast && !field.cut;
    for (const span of texts.found(view.text, field.surface, field.label)) {
      const { start, type } = span;
      const end = start + withoutCommands(view.items.slice(start, span.end), commands);
      const items = view.items.slice(start, end);
      const isDoubtful = items.some(({ evs }) => evs.slice(-1).some((seq) => field.doubtful.has(seq)));
      if (isDoubtful && !isBelievable(view.text.slice(start, end), type)) continue;
      const sensitive = isWhole ? items : withoutSlips(items, type);
      if (sensitive.length === 0) continue;
      mark(sensitive, type, !isLast && BY_WORDS.has(type));
      learn(isWhole ? view.text.slice(start, end) : knownPart(view, { start, end }, sensitive), type, dictionary);
    }
  }
  if (prose) {
    markNumbersNearby(whole);
    const alone = field.label === '' ? markBehindAccounts(whole) : [];
    for (const password of [...markWholeTokens(whole, commands), ...alone]) dictionary.add(password, 'PASSWORD');
  }
  markReported(field, whole, texts);
}

/** Marks what was found in the values that the field reported. */
function markReported(field: TypedField, whole: TypedView, texts: Texts): void {
  for (const value of field.values)
    for (const { start, end, type } of texts.found(value, field.surface, field.label))
      mark(alignedItems(whole, value, start, end), type);
}

/** Keeps a value for the rest of the session. */
function learn(value: string, type: HiddenType, dictionary: Dictionary): void {
  if (value === '') return;
  dictionary.add(value, type);
  // The sign behind a secret may end the sentence: a report of the paste alone shows the secret without it.
  if (SECRET_TYPES.has(type) && /[^?!.,;:]{6}[?!.,;:]$/.test(value)) dictionary.add(value.slice(0, -1), type);
}

/** Masks values that the session shows elsewhere, and text that was typed and deleted, or mistyped, and resembles them. */
function spread(field: TypedField, dictionary: Dictionary, commands: Commands): boolean {
  let changed = false;
  const own = (items: readonly TypedItem[]) => items.slice(0, withoutCommands(items, commands));
  for (const stretch of field.stretches) {
    for (const view of viewsOf(stretch)) {
      for (const { start, end, type } of dictionary.find(view.text))
        changed = mark(view.items.slice(start, end), type) || changed;
      for (const { start, end, type } of dictionary.nearly(view.text))
        changed = mark(withoutSlips(own(view.items.slice(start, end)), 'PERSON'), type) || changed;
    }
    for (const run of [...deadRuns(stretch), ...strangeWords(stretch)]) {
      const type = dictionary.near(run.map((item) => item.ch).join(''));
      if (type !== undefined) changed = markAll(own(run), type) || changed;
    }
  }
  return changed;
}

function deadRuns({ list }: Stretch): TypedItem[][] {
  const runs: TypedItem[][] = [];
  let run: TypedItem[] = [];
  for (const item of list) {
    if (!item.alive && item.mark === undefined) run.push(item);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs.filter((items) => items.length >= 3 && !isPlainText(items.map(({ ch }) => ch).join('')));
}

/** Live words that no dictionary knows: a name with a slip in it, or half of one. */
function strangeWords(stretch: Stretch): TypedItem[][] {
  const { text, items } = viewOf(stretch.live());
  return [...text.matchAll(/[\p{L}\p{N}_@](?:[\p{L}\p{N}_@.'’-]{3,62}[\p{L}\p{N}_@])/gu)]
    .filter((match) => isStrange(match[0]))
    .map((match) => [...new Set(items.slice(match.index, match.index + match[0].length))])
    .filter((run) => run.some((item) => item.mark === undefined));
}

const isStrange = (word: string) =>
  (flagsOf(word.toLowerCase()) & (FLAG.common | FLAG.word | FLAG.rare | TECH_WORD)) === 0;
