import type { Redacted, Span, Surface, TenantLists } from '../types.ts';
import { detect } from './detect.ts';
import { type Found, united } from './found.ts';
import { placeholderOf } from './placeholders.ts';
import { SeenLines } from './seen-lines.ts';

/** More than one is rare: masked text can change the look of its neighbours. */
const MAX_PASSES = 6;
/** Longer texts are processed in pieces, at line ends if there are any. */
const CHUNK = 65_536;
/** If a piece has to end within a line, the next begins this far before, so that nothing is cut in two. */
const OVERLAP = 2_048;

/**
 * Masks the sensitive parts of a text, as `[TYPE]`. Idempotent: detection is repeated on its own result until it finds nothing,
 * and its findings are mapped back.
 * @returns the masked text, and the spans in UTF-16 units of the input
 */
export function redactText(text: string, surface: Surface, tenant?: TenantLists): Redacted {
  if (text.length <= CHUNK) return redactChunk(text, surface, tenant);
  const found: Found[] = [];
  for (let from = 0; from < text.length; ) {
    const to = Math.min(text.length, from + CHUNK);
    const line = to < text.length ? text.lastIndexOf('\n', to - 1) + 1 : to;
    const end = line > from + CHUNK / 2 ? line : to;
    for (const { start, end: stop, type } of redactChunk(text.slice(from, end), surface, tenant).spans)
      found.push({ start: start + from, end: stop + from, type, rank: 0 });
    from = end === line || end === text.length ? end : spaceBefore(text, end - OVERLAP);
  }
  const spans = united(found);
  return { text: applyMask(text, spans), spans };
}

/** Start of the word at or before an offset, or the offset itself in text without spaces. */
function spaceBefore(text: string, at: number): number {
  for (let i = at; i > at - OVERLAP; i--) if (/\s/.test(text.charAt(i))) return i;
  return at;
}

function redactChunk(text: string, surface: Surface, tenant: TenantLists | undefined): Redacted {
  let lines = new SeenLines(text);
  let spans: Span[] = detect(text, surface, tenant, lines);
  let more = spans;
  let masked = applyMask(text, spans);
  for (let pass = 1; pass < MAX_PASSES && more.length > 0; pass++) {
    // Lines in which nothing was masked bring what they brought before.
    lines = new SeenLines(masked, applyMask(lines.text, more) === masked ? { lines, masked: more } : undefined);
    more = detect(masked, surface, tenant, lines);
    const known = spans;
    spans = [...known, ...more.map((span) => mapBack(span, known))].toSorted((a, b) => a.start - b.start);
    masked = applyMask(text, spans);
  }
  return { text: masked, spans };
}

/** Replaces each span by its placeholder. */
export function applyMask(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let out = '';
  let at = 0;
  for (const span of spans) {
    out += text.slice(at, span.start) + placeholderOf(span.type);
    at = span.end;
  }
  return out + text.slice(at);
}

/** From offsets in the masked text to offsets in the text before. The span is between placeholders. */
function mapBack(span: Span, masked: readonly Span[]): Span {
  let shift = 0;
  for (const one of masked) {
    if (one.start + shift >= span.start) break;
    shift += placeholderOf(one.type).length - (one.end - one.start);
  }
  return { start: span.start - shift, end: span.end - shift, type: span.type };
}
