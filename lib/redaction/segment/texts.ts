import { there } from '../../activity/there.ts';
import { SECRET_TYPES } from '../keys/labels.ts';
import { detect, outside } from '../text/detect.ts';
import { united } from '../text/found.ts';
import { isLocale, isSetting, localesIn } from '../text/locales.ts';
import { isNoName } from '../text/no-name.ts';
import { placeholderOf } from '../text/placeholders.ts';
import { applyMask } from '../text/redact-text.ts';

import { isAllowed } from '../text/tenant.ts';
import type { Span, Surface, TenantLists } from '../types.ts';
import type { Dictionary } from './dictionary.ts';

/** Types that a model gives by words. */
const NAMES = /^(?:PERSON|ORGANIZATION|LOCATION)$/;
/** Different texts of a segment that a model is shown. */
const NOTED = 50_000;
/** UTF-16 units of texts that are remembered. */
const REMEMBERED = 8_000_000;

/** Free text as it would be published. */
export interface ProseText {
  readonly key: string;
  readonly masked: string;
}

const keyOf = (text: string, surface: Surface, label: string): string => `${surface}\0${label}\0${text}`;

/** A secret that looks like a name in one text is a secret there as well: its type says that its length is nobody's business. */
function asSecret<T extends Span>(span: T, secrets: readonly Span[]): T {
  const secret = secrets.find(({ start, end }) => start <= span.start && end >= span.end);
  return secret === undefined ? span : { ...span, type: secret.type };
}

/** From offsets in a masked text to offsets in the text before. The span is between placeholders. */
function beforeMasking(span: Span, masked: readonly Span[]): Span {
  let shift = 0;
  for (const one of masked) {
    if (one.start + shift >= span.start) break;
    shift += placeholderOf(one.type).length - (one.end - one.start);
  }
  return { start: span.start - shift, end: span.end - shift, type: span.type };
}

/**
 * Findings in single texts, with each different text examined once: screens show the same texts again and again, and a segment is
 * examined more than once. It holds the texts it was shown, so its owner must release it soon. Findings depend on the lists of
 * the adopter: one instance is for one set of them.
 */
export class FoundTexts {
  readonly #found = new Map<string, readonly Span[]>();
  #length = 0;

  get(key: string): readonly Span[] | undefined {
    return this.#found.get(key);
  }

  set(key: string, spans: readonly Span[]): void {
    if (this.#length > REMEMBERED) {
      this.#found.clear();
      this.#length = 0;
    }
    this.#length += key.length;
    this.#found.set(key, spans);
  }
}

/** Finds and masks the texts of a session. */
export class Texts {
  readonly #tenant: TenantLists | undefined;
  readonly #dictionary: Dictionary;
  readonly #found: FoundTexts;
  /** Prose to send to the optional model. */
  readonly #prose = new Map<string, { text: string; label: string }>();
  readonly #learned = new Map<string, readonly Span[]>();

  constructor(dictionary: Dictionary, tenant: TenantLists | undefined, foundTexts: FoundTexts) {
    this.#found = foundTexts;
    this.#dictionary = dictionary;
    this.#tenant = tenant;
  }

  /**
   * Remembers the values a text shows, for the rest of the session.
   * @param label the label beside it, as context
   */
  collect(text: string, surface: Surface, label = ''): void {
    if (surface === 'prose') this.note(text, label);
    for (const { start, end, type } of this.found(text, surface, label))
      this.#dictionary.add(text.slice(start, end), type);
  }

  /** Remembers prose for the optional model. */
  note(text: string, label: string): void {
    if (this.#prose.size < NOTED) this.#prose.set(keyOf(text, 'prose', label), { text, label });
  }

  /** All free text, masked. */
  prose(): ProseText[] {
    return [...this.#prose].map(([key, { text, label }]) => ({ key, masked: this.mask(text, 'prose', label).text }));
  }

  /** Adds the model's findings in free text as it was masked. */
  learn({ key, masked }: ProseText, spans: readonly Span[]): void {
    const { text, label } = there(this.#prose.get(key), 'a free text');
    const whole = spans.find(({ start, end }) => start === 0 && end === masked.length);
    const own = outside(masked, united(spans.map((span) => ({ ...span, rank: 0 }))));
    const raw =
      whole === undefined
        ? own.map((span) => beforeMasking(span, this.spans(text, 'prose', label)))
        : [{ start: 0, end: text.length, type: whole.type }];
    for (const { start, end, type } of raw) this.#dictionary.add(text.slice(start, end), type);
    this.#learned.set(key, raw);
  }

  /**
   * Sensitive spans of a text, including values that the rest of the session showed.
   * @param decided spans of it that are known already
   */
  spans(text: string, surface: Surface, label = '', decided: readonly Span[] = []): Span[] {
    const found = [...this.found(text, surface, label)].map((span) => ({ ...span, rank: 0 }));
    if (isSetting(label, text)) return found;
    const known = this.#dictionary.find(text);
    const locales = known.length === 0 ? [] : localesIn(text);
    const spread = known.filter((span) => !isAllowed(text, span, this.#tenant) && !isLocale(locales, span));
    const sure = [...spread, ...decided];
    if (sure.length === 0) return found;
    const secrets = sure.filter(({ type }) => SECRET_TYPES.has(type));
    const named = found.map((span) => asSecret(span, secrets));
    return outside(text, united([...named, ...sure.map((span) => ({ ...span, rank: 1 }))]));
  }

  mask(
    text: string,
    surface: Surface,
    label = '',
    decided: readonly Span[] = [],
  ): { text: string; spans: readonly Span[] } {
    const spans = this.spans(text, surface, label, decided);
    return spans.length === 0 ? { text, spans } : { text: applyMask(text, spans), spans };
  }

  /** Whether a text that was read from pixels, with mistakes, is sensitive on any surface or nearly is something known. */
  readsSensitive(text: string): boolean {
    if (text === '') return false;
    return (
      this.spans(text, 'prose').length > 0 ||
      this.spans(text, 'code').length > 0 ||
      this.#dictionary.nearly(text).length > 0 ||
      (text.match(/[\p{L}\p{N}_@.-]{5,}/gu) ?? []).some((word) => this.#dictionary.near(word) !== undefined)
    );
  }

  /** Sensitive spans of a text by itself, without the rest of the session. */
  found(text: string, surface: Surface, label = ''): readonly Span[] {
    if (text === '') return [];
    const key = keyOf(text, surface, label);
    let spans = this.#found.get(key);
    if (spans === undefined) {
      spans = this.#detect(text, surface, label);
      this.#found.set(key, spans);
    }
    const learned = this.#learned.get(key);
    return learned === undefined ? spans : united([...spans, ...learned].map((span) => ({ ...span, rank: 0 })));
  }

  /** A detector that fails has seen nothing: then all of the text counts as sensitive. */
  #detect(text: string, surface: Surface, label: string): readonly Span[] {
    if (isSetting(label, text)) return [];
    try {
      const plain = detect(text, surface, this.#tenant);
      if (label === '' || label.length > 80) return plain;
      const shift = label.length + 2;
      const labelled = detect(`${label}: ${text}`, surface, this.#tenant)
        .filter((span) => span.end > shift)
        .map((span) => ({ start: Math.max(0, span.start - shift), end: span.end - shift, type: span.type }))
        // Of a name that begins in the label, nothing is left where the value is a number.
        .filter((span) => !NAMES.test(span.type) || !isNoName(text, span));
      return united([...plain, ...labelled].map((span) => ({ ...span, rank: 0 })));
    } catch {
      return [{ start: 0, end: text.length, type: 'UNKNOWN' }];
    }
  }
}
