import { locale } from './words.js';

/**
 * The element with this id, which the page has.
 * @param {string} id
 * @returns {any} an element of the kind that the page has under this id
 */
export const byId = (id) => document.getElementById(id);

/**
 * A new element. What people or servers wrote is only ever set as text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ text?: string, children?: readonly (Node | string)[] } & Partial<Omit<HTMLElementTagNameMap[Tag], 'children'>>} [given]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, { text, children = [], ...properties } = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/**
 * Replaces what is in an element.
 * @param {Element} element
 * @param {(Node | string)[]} children
 */
export const fill = (element, ...children) => element.replaceChildren(...children);

/**
 * Shows an element, or hides it. What held the keyboard focus hands it to `instead`, so that nobody is thrown to the top.
 * @param {HTMLElement} element
 * @param {boolean} visible
 * @param {HTMLElement} [instead]
 */
export function show(element, visible, instead) {
  const lost = !visible && element.contains(document.activeElement);
  element.hidden = !visible;
  if (lost) instead?.focus();
}

/** @param {string} at */
export const dateTime = (at) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
/** @param {string} at */
export const clock = (at) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at));
/**
 * A day of the calendar (UTC).
 * @param {string} on
 */
export const day = (on) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(on));
/** @param {number} n */
export const number = (n) => new Intl.NumberFormat(locale).format(n);

/**
 * A number of bytes in words.
 * @param {number} bytes
 */
export function size(bytes) {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const n = bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: n < 10 ? 1 : 0 }).format(n);
}

/**
 * A length of time in words.
 * @param {number} seconds
 */
export function minutes(seconds) {
  /**
   * @param {number} n
   * @param {string} unit
   */
  const count = (n, unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n);
  if (seconds < 60) return count(seconds, 'second');
  const whole = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const parts = [...(hours > 0 ? [count(hours, 'hour')] : []), ...(rest > 0 ? [count(rest, 'minute')] : [])];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

/** @typedef {string | number | readonly (Node | string)[]} Cell */

/**
 * A table: header cells, then rows whose first cell is what the row is about. Numbers stand to the right.
 * @param {string} caption
 * @param {readonly string[]} heads
 * @param {readonly (readonly [Cell, ...Cell[]])[]} rows
 */
export function table(caption, heads, rows) {
  /**
   * @param {'td' | 'th'} tag
   * @param {Cell} value
   * @param {string} [scope]
   */
  const cell = (tag, value, scope) => {
    const isNumber = typeof value === 'number';
    const children = typeof value === 'string' ? [value] : isNumber ? [number(value)] : value;
    return make(tag, { children, className: isNumber ? 'number' : '', ...(scope && { scope }) });
  };
  const numeric = heads.map((_, i) => typeof rows[0]?.[i] === 'number');
  const head = heads.map((text, i) => make('th', { text, scope: 'col', className: numeric[i] ? 'number' : '' }));
  return make('table', {
    children: [
      make('caption', { text: caption, className: 'unseen' }),
      make('thead', { children: [make('tr', { children: head })] }),
      make('tbody', {
        children: rows.map(([first, ...rest]) =>
          make('tr', { children: [cell('th', first, 'row'), ...rest.map((value) => cell('td', value))] }),
        ),
      }),
    ],
  });
}
