import { createHmac, randomBytes } from 'node:crypto';
import { type ProseText, type SegmentRedactor, type Span, typeNamed } from '../../lib/redaction/index.ts';
import { MODEL_LIMIT, type ModelSpan, type ProseModel } from '../../lib/storage/prose-model.ts';
import { type Stopwatch, stopwatch } from '../../lib/storage/steady-clock.ts';

/** Lines with fewer letters hold nothing that a model could judge better. */
const LETTERS = 12;
const CACHE = 100_000;
/** After this many failures in a row, the model rests for this long. */
const BREAKER = { failures: 3, restMs: 60_000 };

/**
 * Asks a model about prose that is masked already, line by line, each different line once. If it does not answer, the texts are
 * suppressed as blocks: an adopter who turned it on relies on it.
 */
export class ModelPass {
  readonly #model: ProseModel;
  readonly #watch: Stopwatch;
  /** By keyed hash, so that memory holds no list of the lines people wrote. */
  readonly #known = new Map<string, readonly ModelSpan[]>();
  readonly #key = randomBytes(32);
  #failures = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(model: ProseModel, watch: Stopwatch = stopwatch) {
    this.#model = model;
    this.#watch = watch;
  }

  /**
   * Runs after `decide`.
   * @returns how many texts were suppressed because the model did not answer
   */
  async run(redactor: SegmentRedactor): Promise<number> {
    const texts = redactor.prose();
    const lines = new Set(texts.flatMap(({ masked }) => linesOf(masked).map(({ line }) => line)));
    const answers = await this.#ask([...lines].filter((line) => lettersIn(line) >= LETTERS));
    let suppressed = 0;
    const learned = texts.flatMap((text): { text: ProseText; spans: Span[] }[] => {
      const spans: Span[] = [];
      for (const { line, start } of linesOf(text.masked)) {
        if (lettersIn(line) < LETTERS) continue;
        const found = answers.get(line);
        if (found === undefined) {
          suppressed++;
          return [{ text, spans: [{ start: 0, end: text.masked.length, type: 'MODEL' }] }];
        }
        for (const span of found)
          spans.push({ type: typeNamed(span.type), start: span.start + start, end: span.end + start });
      }
      return spans.length === 0 ? [] : [{ text, spans }];
    });
    redactor.learn(learned);
    return suppressed;
  }

  /** The spans of each line. A line without an answer is absent. */
  async #ask(lines: readonly string[]): Promise<Map<string, readonly ModelSpan[]>> {
    const answers = new Map<string, readonly ModelSpan[]>();
    const open: string[] = [];
    for (const line of lines) {
      const known = this.#known.get(this.#hash(line));
      if (known === undefined) open.push(line);
      else answers.set(line, known);
    }
    for (const batch of batches(open)) {
      const found = await this.#try(batch.join('\n'));
      if (found === undefined) continue;
      let start = 0;
      for (const line of batch) {
        const spans = within(found, start, start + line.length);
        if (this.#known.size >= CACHE) this.#known.clear();
        this.#known.set(this.#hash(line), spans);
        answers.set(line, spans);
        start += line.length + 1;
      }
    }
    return answers;
  }

  async #try(text: string): Promise<readonly ModelSpan[] | undefined> {
    const now = this.#watch();
    if (now < this.#restsUntil) return undefined;
    try {
      const found = await this.#model.find(text);
      this.#failures = 0;
      return found;
    } catch {
      // The error can quote the text sent, so it is not logged. The number of suppressed texts is.
      if (++this.#failures >= BREAKER.failures) this.#restsUntil = now + BREAKER.restMs;
      return undefined;
    }
  }

  #hash(line: string): string {
    return createHmac('sha256', this.#key).update(line).digest('base64');
  }
}

/** Lines and their starts; lines longer than a request takes, in pieces. */
function linesOf(text: string): { line: string; start: number }[] {
  const lines: { line: string; start: number }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    for (let at = 0; at < line.length; at += MODEL_LIMIT)
      lines.push({ line: line.slice(at, at + MODEL_LIMIT), start: start + at });
    start += line.length + 1;
  }
  return lines;
}

const lettersIn = (line: string): number => (line.replace(/\[[A-Z_]+\]/g, '').match(/\p{L}/gu) ?? []).length;

function* batches(lines: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (batch.length > 0 && length + line.length + 1 > MODEL_LIMIT) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(line);
    length += line.length + 1;
  }
  if (batch.length > 0) yield batch;
}

const within = (spans: readonly ModelSpan[], from: number, to: number): ModelSpan[] =>
  spans
    .filter(({ start, end }) => start < to && end > from)
    .map(({ start, end, type }) => ({ start: Math.max(start, from) - from, end: Math.min(end, to) - from, type }));
