import type { ActivityEvent, EventOf } from '../../lib/activity/events.ts';
import { keyClass } from '../../lib/activity/keys.ts';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Random } from './random.ts';
import type { Labelled } from './template.ts';

/** How often people do what, per character or per entity. */
const HABITS = {
  typo: 0.03,
  unnoticed: 0.1,
  arrows: 0.008,
  word: 0.003,
  click: 0.004,
  away: 0.004,
  again: 0.06,
  wrongField: 0.03,
  paste: 0.06,
};
const NEIGHBOURS = 'qwertyuiop asdfghjkl zxcvbnm';

interface Shown {
  readonly seq: number;
  readonly char: string;
  /** Sensitive position it shows, or -1. */
  readonly at: number;
}

/** Types samples as people do: slips, corrections, wrong fields, pasting; and knows which event shows which character. */
class Typist {
  readonly events: ActivityEvent[] = [];
  readonly shown: Shown[] = [];
  readonly #r: Random;
  #seq = 0;
  #ctx = 0;
  #field = 0;

  constructor(r: Random) {
    this.#r = r;
  }

  sample({ text, spans }: Labelled, base: number): void {
    this.#focus(++this.#field);
    const marks = new Int32Array(text.length).fill(-1);
    for (const span of spans) marks.fill(1, span.start, span.end);
    for (let i = 0; i < text.length; ) {
      const span = spans.find((one) => one.start === i);
      if (span === undefined) {
        this.#char(text[i]!, marks[i]! < 0 ? -1 : base + i);
        i++;
        continue;
      }
      this.#entity(text.slice(i, span.end), base + i);
      i = span.end;
    }
  }

  #entity(value: string, at: number): void {
    const r = this.#r;
    if (r.chance(HABITS.paste)) {
      const seq = this.#emit('text', { text: value, n: value.length, src: 'paste', field: this.#about() });
      for (const [i, char] of [...value].entries()) this.shown.push({ seq, char, at: at + i });
      return;
    }
    if (r.chance(HABITS.wrongField)) {
      const here = this.#field;
      this.#focus(here + 10_000);
      for (let i = 0; i < value.length; i++) this.#char(value[i]!, at + i);
      this.#key('a', ['ctrl']);
      this.#key('Delete');
      this.#focus(here);
    }
    if (r.chance(HABITS.again)) {
      const part = 2 + r.int(Math.max(1, value.length - 2));
      for (let i = 0; i < part && i < value.length; i++) this.#char(value[i]!, at + i, false);
      for (let i = 0; i < part && i < value.length; i++) this.#key('Backspace');
    }
    for (let i = 0; i < value.length; i++) this.#char(value[i]!, at + i);
  }

  #char(char: string, at: number, slips = true): void {
    const r = this.#r;
    if (slips && r.chance(HABITS.typo) && /[a-z]/i.test(char)) {
      const i = NEIGHBOURS.indexOf(char.toLowerCase());
      this.#press(NEIGHBOURS[i + 1]?.trim() || 'q', -1);
      if (r.chance(HABITS.unnoticed)) return;
      this.#key('Backspace');
    }
    if (slips && r.chance(HABITS.arrows)) {
      this.#key('ArrowLeft');
      this.#key('ArrowRight');
    }
    if (slips && r.chance(HABITS.click)) this.#emit('click', { ph: 'click', btn: 'left', x: 5, y: 5, n: 1 });
    if (slips && r.chance(HABITS.away)) {
      const here = this.#field;
      this.#focus(here + 20_000);
      this.#focus(here);
    }
    this.#press(char, at);
  }

  #press(char: string, at: number): void {
    this.shown.push({
      seq: this.#key(char === '\n' ? 'Enter' : char, /\p{Lu}/u.test(char) ? ['shift'] : []),
      char,
      at,
    });
  }

  #key(key: string, mods: EventOf<'key'>['d']['mods'] = []): number {
    const d = { code: null, key, cls: keyClass(key), mods };
    const seq = this.#emit('key', { ph: 'down', ...d });
    this.#emit('key', { ph: 'up', ...d });
    return seq;
  }

  #about() {
    return { id: `f${this.#field}`, role: 'textbox', name: '', secure: false };
  }

  #focus(field: number): void {
    this.#field = field;
    this.#ctx = this.#emit('focus', { app: 'Notes', app_class: 'office', window: 'w', field: this.#about() });
  }

  #emit(kind: 'key' | 'text' | 'focus' | 'click', d: object): number {
    const seq = this.#seq++;
    this.events.push({
      kind,
      seq,
      mono_us: seq * 90_000,
      ...(kind === 'focus' ? {} : { ctx: this.#ctx }),
      d,
    } as ActivityEvent);
    return seq;
  }
}

export interface TypingResult {
  readonly entities: number;
  /** Entities of which a run of four characters (or all of a shorter one) can be read. */
  readonly runs: number;
  readonly chars: number;
  readonly leaked: number;
  /** Harmless characters typed, and those that can still be read. */
  readonly harmless: number;
  readonly kept: number;
  readonly misses: string[];
}

const RUN = 4;
const SESSION = 8;

/** An attacker reads every key and every paste that is not masked. */
export function measureTyping(samples: readonly Labelled[], r: Random): TypingResult {
  const sum = { entities: 0, runs: 0, chars: 0, leaked: 0, harmless: 0, kept: 0, misses: [] as string[] };
  for (let from = 0; from < samples.length; from += SESSION) session(samples.slice(from, from + SESSION), r, sum);
  return sum;
}

function session(
  samples: readonly Labelled[],
  r: Random,
  sum: { -readonly [K in keyof TypingResult]: TypingResult[K] },
): void {
  const typist = new Typist(r);
  const bases: number[] = [];
  let base = 0;
  for (const sample of samples) {
    bases.push(base);
    typist.sample(sample, base);
    base += sample.text.length;
  }
  const redactor = new SegmentRedactor();
  for (const event of typist.events) redactor.observe(event);
  redactor.decide();
  const readable = new Map<number, string>();
  for (const event of typist.events) {
    const row = redactor.redact(event);
    if (row?.kind === 'key' && row.red === 'none')
      readable.set(row.seq, row.d.key === 'Enter' ? '\n' : (row.d.key ?? ''));
    if (row?.kind === 'text') readable.set(row.seq, row.d.text);
  }
  const leaked = new Uint8Array(base);
  for (const { seq, char, at } of typist.shown) {
    const seen = readable.get(seq)?.includes(char) ?? false;
    if (at >= 0 && seen) leaked[at] = 1;
    if (at < 0) {
      sum.harmless++;
      if (seen) sum.kept++;
    }
  }
  for (const [i, { text, spans }] of samples.entries())
    for (const { start, end } of spans) {
      const run = longestRun(leaked, bases[i]! + start, bases[i]! + end);
      sum.entities++;
      sum.chars += end - start;
      sum.leaked += leaked.subarray(bases[i]! + start, bases[i]! + end).reduce((a, b) => a + b, 0);
      if (run >= Math.min(RUN, end - start)) {
        sum.runs++;
        sum.misses.push(`${text.slice(start, end)} :: ${text}`);
      }
    }
}

function longestRun(bits: Uint8Array, from: number, to: number): number {
  let best = 0;
  let run = 0;
  for (let i = from; i < to; i++) {
    run = bits[i] === 1 ? run + 1 : 0;
    best = Math.max(best, run);
  }
  return best;
}
