import { redactText, type Surface } from '../../lib/redaction/index.ts';
import type { Labelled } from './template.ts';

export interface TextScore {
  /** Spans of any type that agree by IoU 0.75, neighbours of one type joined. */
  readonly precision: number;
  readonly recall: number;
  readonly f2: number;
  /** Characters of labelled spans that are masked. */
  readonly chars: number;
  /** Labelled values that are masked to at least nine tenths. */
  readonly values: number;
  /** Texts with nothing left of any labelled value that could be read. */
  readonly clean: number;
  /** Characters masked outside of labels. */
  readonly over: number;
  readonly texts: number;
}

const IOU = 0.75;
const COVERED = 0.9;

export function scoreTexts(samples: readonly Labelled[], surface: Surface): TextScore {
  const sum = {
    gold: 0,
    hit: 0,
    predicted: 0,
    right: 0,
    chars: 0,
    masked: 0,
    values: 0,
    covered: 0,
    clean: 0,
    other: 0,
    over: 0,
  };
  for (const { text, spans } of samples) {
    const found = redactText(text, surface).spans;
    const mask = maskOf(text, found);
    const labelled = maskOf(text, spans);
    let clean = true;
    for (const span of spans) {
      const hidden = count(mask, span);
      sum.values++;
      sum.chars += span.end - span.start;
      sum.masked += hidden;
      if (hidden >= COVERED * (span.end - span.start)) sum.covered++;
      else clean = false;
    }
    if (clean) sum.clean++;
    for (let i = 0; i < text.length; i++)
      if (labelled[i] === 0) {
        sum.other++;
        sum.over += mask[i] ?? 0;
      }
    const gold = joined(text, spans);
    const predicted = joined(text, found);
    sum.gold += gold.length;
    sum.predicted += predicted.length;
    sum.hit += gold.filter((span) => predicted.some((other) => iou(span, other) >= IOU)).length;
    sum.right += predicted.filter((span) => gold.some((other) => iou(span, other) >= IOU)).length;
  }
  const precision = sum.right / sum.predicted;
  const recall = sum.hit / sum.gold;
  return {
    precision,
    recall,
    f2: (5 * precision * recall) / (4 * precision + recall),
    chars: sum.masked / sum.chars,
    values: sum.covered / sum.values,
    clean: sum.clean / samples.length,
    over: sum.over / sum.other,
    texts: samples.length,
  };
}

/** A labelled or a masked part of a text: a label can have a type that redaction does not know. */
interface Marked {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** Characters masked in texts without anything sensitive. */
export function overRedaction(texts: readonly string[], surface: Surface): number {
  let chars = 0;
  let masked = 0;
  for (const text of texts) {
    chars += text.length;
    for (const { start, end } of redactText(text, surface).spans) masked += end - start;
  }
  return masked / chars;
}

/** Spans of one type with nothing but punctuation between them count as one, as annotators write them. */
export function joined(text: string, spans: readonly Marked[]): Marked[] {
  const out: { start: number; end: number; type: string }[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last?.type === span.type && /^[\s,.;:>?()-]*$/.test(text.slice(last.end, span.start)))
      last.end = Math.max(last.end, span.end);
    else out.push({ ...span });
  }
  return out;
}

export function iou(a: Marked, b: Marked): number {
  const both = Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
  return both / (a.end - a.start + b.end - b.start - both);
}

function maskOf(text: string, spans: readonly Marked[]): Uint8Array {
  const mask = new Uint8Array(text.length);
  for (const { start, end } of spans) mask.fill(1, start, end);
  return mask;
}

const count = (mask: Uint8Array, { start, end }: Marked) => mask.subarray(start, end).reduce((a, b) => a + b, 0);
