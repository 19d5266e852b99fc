import { isKnownLabel } from '../language/labels.ts';
import type { Language } from '../language/languages.ts';
import { languageOf } from '../language/recognise.ts';
import { hasUncoveredScript, uncoveredPart } from '../language/scripts.ts';
import type { Span, Surface } from '../types.ts';
import { linesOf } from './lines.ts';

const TYPE = 'OTHER_LANGUAGE';

/**
 * Masks text in languages whose names the model cannot tell from other words: as a whole, line by line, but for known labels of
 * programs.
 * @param language of the whole text
 */
export function findOtherLanguages(text: string, surface: Surface, language: Language): Span[] {
  const scripts = hasUncoveredScript(text);
  if (!scripts && language !== 'other') return [];
  return linesOf(text).flatMap(({ start, text: line }): Span[] => {
    if (scripts) {
      const part = uncoveredPart(line);
      if (part !== undefined) {
        if (isKnownLabel(line) || isKnownLabel(line.slice(part.start, part.end))) return [];
        return [{ start: start + part.start, end: start + part.end + numberAfter(line.slice(part.end)), type: TYPE }];
      }
    }
    // For Latin letters, only a line that is itself in another language, or too short to tell among such text.
    if (language !== 'other' || surface === 'code' || !/\p{L}{2}/u.test(line) || isKnownLabel(line)) return [];
    const own = languageOf(line);
    return own === 'other' || own === 'unknown' ? [{ start, end: start + line.length, type: TYPE }] : [];
  });
}

/** The length of a number right behind such text, which belongs to it: "дом 5". */
const numberAfter = (rest: string): number => /^[\s:,.№#-]{0,3}\d[\d\s./-]{0,24}(?<=\d)/.exec(rest)?.[0].length ?? 0;

/** The parts of blocks outside the other findings: identifiers and secrets keep their own types. Both sorted, not overlapping. */
export function besides(text: string, blocks: readonly Span[], spans: readonly Pick<Span, 'start' | 'end'>[]): Span[] {
  return blocks.flatMap(({ start, end, type }) => {
    const parts: Span[] = [];
    let at = start;
    for (const span of spans) {
      if (span.end <= at || span.start >= end) continue;
      if (span.start > at) parts.push({ start: at, end: span.start, type });
      at = Math.max(at, span.end);
    }
    if (at < end) parts.push({ start: at, end, type });
    return parts.filter((part) => /[\p{L}\p{N}]/u.test(text.slice(part.start, part.end)));
  });
}
