import { lastOf } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import type { TypedField } from '../keys/field.ts';
import type { Span } from '../types.ts';

/**
 * Decisions on texts that arrived in a field at once (pasted, completed, composed): the text around them there shows more than
 * they do alone.
 * @returns spans in UTF-16 units of each text, by the seq of its event
 */
export function arrivedSpans(fields: Iterable<TypedField>, events: ReadonlySet<number>): Map<number, readonly Span[]> {
  const spans = new Map<number, readonly Span[]>();
  for (const field of fields)
    for (const reading of field.readings())
      for (const [seq, found] of inReading(reading, events)) spans.set(seq, [...(spans.get(seq) ?? []), ...found]);
  return spans;
}

function inReading({ stretches }: TypedField, events: ReadonlySet<number>): Map<number, readonly Span[]> {
  const texts = new Map<number, { at: number; spans: { start: number; end: number; type: HiddenType }[] }>();
  for (const { raw } of stretches)
    for (const item of raw) {
      const seq = lastOf(item.evs);
      if (!events.has(seq)) continue;
      const text = texts.get(seq) ?? { at: 0, spans: [] };
      texts.set(seq, text);
      const start = text.at;
      text.at += item.ch.length;
      if (item.mark === undefined) continue;
      const last = text.spans.at(-1);
      if (last?.end === start && last.type === item.mark) last.end = text.at;
      else text.spans.push({ start, end: text.at, type: item.mark });
    }
  return new Map([...texts].map(([seq, { spans }]) => [seq, spans]));
}
