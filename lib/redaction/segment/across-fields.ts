import { lastOf, nth } from '../../activity/there.ts';
import type { TypedItem } from '../keys/buffer.ts';
import type { TypedField } from '../keys/field.ts';
import { type TypedView, viewOf, wholeOf } from '../keys/views.ts';

/** How many fields of one window, one after another, are also read as one text. */
const TOGETHER = 3;
/** Longer texts are examined by themselves. */
const SHORT = 80;
/** From this many boxes of one character each, they are a code. */
const BOXES = 4;
/** From this many words in numbered fields, they are a recovery phrase: those that are in use have 12 words or more. */
const WORDS = 6;
/** `Word 3`, `3.`, `#3`, `3rd word`, in the languages of wallets. */
const NUMBERED = /^(?:\p{L}{2,12}\s?)?(?:#|nr\.?|no\.?|n°)?\s?\d{1,2}(?:st|nd|rd|th)?[.):]?(?:\s\p{L}{2,12})?$/iu;

/** Several fields read as one text, and where in it one field ends and the next begins. */
export interface Joined {
  readonly view: TypedView;
  readonly joins: readonly number[];
}

/** A name in one field and the surname in the next: joins the contents of neighbouring fields into one text. */
export function acrossFields(visits: readonly TypedField[]): Joined[] {
  const views: Joined[] = [];
  for (const group of groups(visits, TOGETHER)) {
    const parts = group.map((field) => textOf(field)).filter(({ text }) => text !== '');
    if (parts.length < 2 || parts.some((part) => part.text.length > SHORT)) continue;
    const joins: number[] = [];
    const items: TypedItem[] = [];
    let length = 0;
    for (const part of parts) {
      if (items.length > 0) {
        joins.push(length++);
        items.push({ ch: ' ', evs: [], home: nth(part.items, 0).home, alive: true, at: nth(part.items, 0).at });
      }
      for (const item of new Set(part.items)) items.push(item);
      length += part.text.length;
    }
    views.push({ view: viewOf(items), joins });
  }
  return views;
}

/** Fields that together hold one secret: how many of them in a row, and the form of each. */
const PARTS: readonly { readonly from: number; readonly isPart: (field: TypedField) => boolean }[] = [
  // A one-time code, or a PIN: one sign each.
  { from: BOXES, isPart: (field) => /^\s*\w\s*$/.test(textOf(field).text) },
  // The words of a recovery phrase, in fields that are numbered.
  { from: WORDS, isPart: (field) => NUMBERED.test(field.label) && /^\s*\p{L}{2,12}\s*$/u.test(textOf(field).text) },
];

/** Fields of one window, one after another, that hold one secret in parts. */
export function partsOfSecrets(visits: readonly TypedField[]): Set<TypedField> {
  const found = new Set<TypedField>();
  for (const { from, isPart } of PARTS) {
    let run: TypedField[] = [];
    const end = () => {
      if (run.length >= from) for (const field of run) found.add(field);
      run = [];
    };
    for (const field of visits) {
      if (run.length > 0 && nth(run, 0).window !== field.window) end();
      if (isPart(field)) {
        if (!run.includes(field)) run.push(field);
      } else if (!field.isEmpty) end();
    }
    end();
  }
  return found;
}

/** Each field that was typed into with those before it in the same window. */
function groups(visits: readonly TypedField[], size: number): TypedField[][] {
  const out: TypedField[][] = [];
  let last: TypedField[] = [];
  for (const field of visits) {
    if (field.holds !== undefined || field.isEmpty || last.at(-1) === field) continue;
    last = [...last.filter((typedField) => typedField !== field && typedField.window === field.window), field].slice(
      -size,
    );
    if (last.length > 1) out.push(last);
  }
  return out;
}

const textOf = (field: TypedField): TypedView => wholeOf(lastOf(field.lives));
