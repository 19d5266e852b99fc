import { locale } from './words.js';

/** The element with this id, which the page has. */
export const byId = (id) => document.getElementById(id);

/** A new element. What people or servers wrote is only ever set as text. */
export function make(tag, { text, children = [], ...properties } = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/** Replaces what is in an element. */
export const fill = (element, ...children) => element.replaceChildren(...children);

/** Shows an element, or hides it. What held the keyboard focus hands it to `instead`, so that nobody is thrown to the top. */
export function show(element, visible, instead) {
  const lost = !visible && element.contains(document.activeElement);
  element.hidden = !visible;
  if (lost) instead?.focus();
}

export const dateTime = (at) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
export const clock = (at) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at));
/** A day of the calendar (UTC). */
export const day = (on) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(on));
export const number = (n) => new Intl.NumberFormat(locale).format(n);

/** A length of time in words. */
export function minutes(seconds) {
  const count = (n, unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n);
  if (seconds < 60) return count(seconds, 'second');
  const whole = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const parts = [...(hours > 0 ? [count(hours, 'hour')] : []), ...(rest > 0 ? [count(rest, 'minute')] : [])];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

/** A table: header cells, then rows whose first cell is what the row is about. Numbers stand to the right. */
export function table(caption, heads, rows) {
  const cell = (tag, value, scope) => {
    const isNumber = typeof value === 'number';
    const children = Array.isArray(value) ? value : [isNumber ? number(value) : value];
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
