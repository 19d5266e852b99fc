import type { ActivityEvent, EventOf } from '../../activity/events.ts';
import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES, typeOfField } from '../keys/labels.ts';
import { markAll } from '../keys/mark.ts';
import type { TenantLists } from '../types.ts';
import { Contexts } from './context.ts';
import { decideKeys } from './decide.ts';
import { Dictionary } from './dictionary.ts';
import { FrameBoxes, type FrameDecision } from './frame-boxes.ts';
import { type KeyDecision, keyDecisions } from './key-decisions.ts';
import { KeyMasker } from './key-masker.ts';
import { LabelsNearby } from './labels-nearby.ts';
import { Masking, maskerOf, screenSurface, wholeScreenText } from './mask-event.ts';
import { PROMPT } from './prompts.ts';
import { Texts } from './texts.ts';
import { coarse } from './time.ts';
import type { Carry, RedactedEvent } from './types.ts';

/**
 * Redacts one segment in two passes over the same events, in order: `observe` all, `decide`, then `redact` all.
 * One decision holds for every modality: what any text of the session shows as sensitive is masked in keys, texts, titles,
 * element names and frames alike. With the carry of a session's last segment, every split of the session gives the same.
 */
export class SegmentRedactor {
  readonly #dictionary = new Dictionary();
  readonly #contexts: Contexts;
  readonly #frames = new FrameBoxes();
  readonly #texts: Texts;
  readonly #masking: Masking;
  readonly #labels = new LabelsNearby();
  readonly #seenPrompts = new Set<string>();
  readonly #log: ActivityEvent[] = [];
  readonly #counts = new Map<string, number>();
  #values: [string, string][] = [];
  #keys: KeyMasker = new KeyMasker(new Map());
  #decided = false;

  /**
   * @param options.carry of the segment before, when there is one
   * @param options.lost there is a segment before, and nobody has it: what it focused is unknown
   */
  constructor(options: { tenant?: TenantLists; carry?: Carry; lost?: boolean } = {}) {
    this.#contexts = new Contexts(options.lost === true);
    this.#texts = new Texts(this.#dictionary, options.tenant);
    this.#masking = new Masking(this.#texts, this.#contexts);
    for (const [value, type] of options.carry?.values ?? []) this.#dictionary.add(value, type);
    for (const event of options.carry?.events ?? []) this.observe(event);
  }

  /** Type -> how many values of it `redact` has masked; `unknown` counts what was masked because nobody could look at it. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** First pass. Pointer and scroll events may be left out. */
  observe(event: ActivityEvent): void {
    switch (event.kind) {
      case 'pointer':
      case 'scroll':
      case 'transcript':
        return;
      case 'screen.frame':
        this.#frames.frame(event, this.#contexts.of(event));
        return;
      case 'screen.text':
        this.#observeScreen(event);
        return;
      case 'click':
        this.#observeClick(event);
        return;
      default:
        this.#log.push(event);
        this.#observeTyping(event);
    }
  }

  /**
   * After the last event of a segment that the session goes on after: what was being typed may be half of something that
   * the next segment completes, so its last line is masked.
   */
  cut(): void {
    const typed = this.#contexts.focused?.stretches.at(-1)?.raw ?? [];
    const line = typed.findLastIndex(({ ch }) => ch === '\n');
    markAll(typed.slice(line + 1), 'UNKNOWN');
  }

  /** Between the passes. @returns what the next segment of the session needs */
  decide(): Carry {
    this.#values = this.#dictionary.entries();
    const fields = [...this.#contexts.fields.values()];
    decideKeys(fields, this.#texts, this.#dictionary);
    const decisions: Map<number, KeyDecision> = keyDecisions(fields);
    this.#keys = new KeyMasker(decisions);
    this.#decided = true;
    return { version: 1, events: this.#log, values: this.#values };
  }

  /** Second pass. @returns null for an event that leaves no row */
  redact(event: ActivityEvent): RedactedEvent | null {
    if (!this.#decided) this.decide();
    if (event.kind === 'pointer' || event.kind === 'scroll') {
      const masked = maskerOf(event.kind)!(event, this.#masking);
      return {
        kind: event.kind,
        seq: event.seq,
        mono_us: event.mono_us,
        ...(event.ctx === undefined ? {} : { ctx: event.ctx }),
        d: masked,
        red: 'none',
        spans: [],
      } as RedactedEvent;
    }
    const redacted = event.kind === 'key' ? this.#keys.redact(event) : this.#maskOther(event);
    for (const { type, n } of redacted?.spans ?? []) this.#counts.set(type, (this.#counts.get(type) ?? 0) + n);
    return redacted;
  }

  /** What to black out in a frame, in its pixels, or that it must not be published. After the first pass. */
  frame(ref: string): FrameDecision | 'unmaskable' {
    return this.#frames.decide(ref, this.#texts);
  }

  #maskOther(event: Exclude<ActivityEvent, { kind: 'key' }>): RedactedEvent | null {
    const masker = maskerOf(event.kind);
    if (masker === undefined) {
      this.#counts.set('unknown', (this.#counts.get('unknown') ?? 0) + 1);
      return null;
    }
    const before = this.#texts.unknown;
    const d = masker(event, this.#masking);
    const done = this.#masking.take();
    if (this.#texts.unknown > before) this.#counts.set('unknown', (this.#counts.get('unknown') ?? 0) + 1);
    if (d === undefined) return null;
    const typed = event.kind === 'text' || event.kind === 'clipboard';
    return {
      kind: event.kind,
      seq: event.seq,
      mono_us: typed ? coarse(event.mono_us) : event.mono_us,
      ...(event.t === undefined || typed ? {} : { t: event.t }),
      ...(event.ctx === undefined ? {} : { ctx: event.ctx }),
      d,
      ...done,
    } as RedactedEvent;
  }

  #observeScreen(event: EventOf<'screen.text'>): void {
    const context = this.#contexts.of(event);
    const { d } = event;
    const labelled = this.#labels.see(d);
    this.#frames.text(event, context, labelled !== undefined);
    if (d.secure === true) this.#dictionary.add(d.text, 'PASSWORD');
    else if (labelled !== undefined) this.#dictionary.add(d.text, labelled);
    else if (wholeScreenText(d, context) === undefined) this.#texts.collect(d.text, screenSurface(d, context));
    if (context.surface === 'code' && PROMPT.test(d.text)) this.#observePrompt(event, context.field);
  }

  /** The same prompt stays on the screen: only the first sight of it asks for something. */
  #observePrompt({ seq, d }: EventOf<'screen.text'>, field: TypedField | undefined): void {
    const place = `${d.text}\0${d.bbox?.[1] ?? ''}`;
    if (this.#seenPrompts.has(place)) return;
    this.#seenPrompts.add(place);
    field?.prompts.push(seq);
  }

  #observeClick(event: EventOf<'click'>): void {
    const { el } = event.d;
    this.#contexts.of(event).field?.lose();
    this.#log.push({ ...event, d: { ...event.d, el: undefined } } as ActivityEvent);
    if (el === undefined) return;
    const type = typeOfField({ role: el.role, name: el.name ?? '', secure: false });
    this.#frames.element(el, this.#contexts.of(event), type !== undefined);
    if (el.name !== undefined) this.#texts.collect(el.name, 'ui');
    if (el.value === undefined || el.value === '') return;
    if (type === undefined) this.#texts.collect(el.value, 'prose', el.name);
    else this.#dictionary.add(el.value, type);
  }

  #observeTyping(event: ActivityEvent): void {
    switch (event.kind) {
      case 'key':
        if (event.d.ph === 'down') this.#contexts.fieldOf(event).press(event);
        return;
      case 'focus':
        this.#contexts.focus(event);
        this.#texts.collect(event.d.app, 'ui');
        if (event.d.title !== undefined && this.#contexts.of(event).private === undefined)
          this.#texts.collect(event.d.title, 'ui');
        return;
      case 'text':
        this.#observeText(event);
        return;
      case 'clipboard':
        if (event.d.text === null || event.d.text === '') return;
        if (event.d.op === 'paste') this.#contexts.fieldOf(event).paste(event.d.text, event.seq, 'clipboard');
        else this.#texts.collect(event.d.text, this.#contexts.of(event).surface);
        return;
      case 'control':
        this.#observeControl(event);
        return;
      default:
        return;
    }
  }

  #observeText(event: EventOf<'text'>): void {
    const { d } = event;
    const field = this.#contexts.fieldOf(event, d.field);
    if (d.src !== 'keys' && d.src !== 'value') field.paste(d.text, event.seq, d.src);
    if (field.secure === undefined) this.#texts.collect(d.text, field.surface, d.field.name);
    else if (SECRET_TYPES.has(field.secure) || field.secure === 'PERSON') this.#dictionary.add(d.text, field.secure);
  }

  #observeControl(event: EventOf<'control'>): void {
    const field = this.#contexts.of(event).field;
    if (event.d.op === 'secure_field' && field !== undefined) field.secure = 'PASSWORD';
    if (event.d.op !== 'gap') return;
    // Keys are missing: what stands around the hole cannot be read, so nobody can say that it is harmless.
    for (const one of this.#contexts.fields.values()) {
      const open = one.stretches.at(-1)!;
      if (open.raw.length > 0 && one === field) markAll(open.raw, 'UNKNOWN');
      one.lose();
    }
  }
}
