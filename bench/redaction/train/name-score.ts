import type { Span, Surface } from '../../../lib/redaction/types.ts';
import { iou, joined } from '../score.ts';
import type { Sample } from './sample.ts';

export interface NameScore {
  readonly names: number;
  readonly precision: number;
  readonly recall: number;
  readonly f2: number;
  /** Characters of names that are masked, and characters masked that belong to names. */
  readonly chars: number;
  readonly exact: number;
}

const NAMES = new Set(['PERSON', 'ORGANIZATION', 'LOCATION', 'ADDRESS']);
const IOU = 0.75;

/** How well names are found: spans that agree by IoU 0.75, of any type, and characters. Other types do not count. */
export function nameScore(
  samples: readonly Sample[],
  find: (text: string, surface: Surface) => readonly Span[],
): NameScore {
  let gold = 0;
  let hit = 0;
  let predicted = 0;
  let right = 0;
  let chars = 0;
  let masked = 0;
  let all = 0;
  for (const { text, surface, spans } of samples) {
    const found = find(text, surface);
    const mask = new Uint8Array(text.length);
    for (const { start, end } of found) mask.fill(1, start, end);
    const named = new Uint8Array(text.length);
    for (const { start, end } of spans) {
      named.fill(1, start, end);
      for (let i = start; i < end; i++)
        if (!/\s/.test(text.charAt(i))) {
          chars++;
          masked += mask[i] ?? 0;
        }
    }
    const names = found.filter(({ type }) => NAMES.has(type));
    for (const { start, end } of names) for (let i = start; i < end; i++) if (!/\s/.test(text.charAt(i))) all += 1;
    const wanted = joined(text, spans);
    const got = joined(text, names);
    gold += wanted.length;
    predicted += got.length;
    hit += wanted.filter((span) => got.some((other) => iou(span, other) >= IOU)).length;
    right += got.filter((span) => wanted.some((other) => iou(span, other) >= IOU)).length;
  }
  const precision = right / Math.max(1, predicted);
  const recall = hit / Math.max(1, gold);
  const round = (value: number) => Number(value.toFixed(3));
  return {
    names: gold,
    precision: round(precision),
    recall: round(recall),
    f2: round((5 * precision * recall) / Math.max(1e-9, 4 * precision + recall)),
    chars: round(masked / Math.max(1, chars)),
    exact: round(masked / Math.max(1, all)),
  };
}
