import type { BatchOpen } from '../../activity/envelope.ts';
import type { ActivityEvent, Box, EventOf, Kind } from '../../activity/events.ts';
import type { StoredPath } from '../../activity/segment/stored.ts';
import { lastOf } from '../../activity/there.ts';
import { type HiddenType, typeNamed } from '../hidden-types.ts';
import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES, typeOfField } from '../keys/labels.ts';
import { markAll } from '../keys/mark.ts';
import { Releases } from '../keys/releases.ts';
import type { ReadLine } from '../pixels/reader.ts';
import { couldBeLonePassword } from '../text/lone-password.ts';
import type { Span, Surface, TenantLists } from '../types.ts';
import { WindowPolicy } from '../windows/policy.ts';
import { arrivedSpans } from './arrived.ts';
import { BesideFields } from './beside-fields.ts';
import { Contexts, hiddenAs } from './context.ts';
import { isParticular } from './could-be.ts';
import { decideKeys } from './decide.ts';
import { Dictionary } from './dictionary.ts';
import { FrameBoxes, type FrameDecision } from './frame-boxes.ts';
import { FramePlaces } from './frame-places.ts';
import { isConcealed, opensSomething } from './from-managers.ts';
import { HiddenTyping, hiddenPresses } from './key-decisions.ts';
import { maskKey } from './key-masker.ts';
import { LabelsNearby } from './labels-nearby.ts';
import { isMaskedKind, Masking, maskContent, screenSurface, tellsByPlace, wholeScreenText } from './mask-event.ts';
import { NearClicks } from './near-clicks.ts';
import { onScreenKeys } from './on-screen-keys.ts';
import { outdatedTexts } from './outdated.ts';
import { PointerPlaces } from './pointer-places.ts';
import { isPrompt } from './prompts.ts';
import { hiddenLines } from './read-lines.ts';
import { SessionLog } from './session-log.ts';
import { Tags } from './tags.ts';
import { FoundTexts, type ProseText, Texts } from './texts.ts';
import { coarse } from './time.ts';
import { contextOf } from './turn.ts';
import type { Before, Carry, RedactedEvent, RedactedPath } from './types.ts';
import { Veils } from './veils.ts';

/** A redactor's inputs beyond the events of its segment. */
export interface RedactorOptions {
  readonly tenant?: TenantLists;
  /** The segment's display, in whose pixels boxes are given. */
  readonly display?: BatchOpen['display'];
  /**
   * State of any later or earlier segment of the chapter: everything known of it, before the segment and after it. For the last
   * segment of the chapter before, the result of `turn`.
   */
  readonly carry?: Carry;
  /** Earlier findings in texts, under the same lists of the adopter. */
  readonly found?: FoundTexts;
  /** Key that names hidden values (Tags); without it, nothing shows which of them are the same. */
  readonly tagKey?: Uint8Array;
  /** An earlier part of the session exists but is missing: the focus at its end is unknown. */
  readonly lost?: boolean;
}

/** Events that make a chapter. A minute of work brings about a hundred. */
const CHAPTER = 1_000;
/** Kinds whose times reveal the rhythm of typing. */
const TYPED: ReadonlySet<Kind> = new Set(['key', 'text', 'clipboard']);
/** Kinds that segments do not tell each other of: nothing but their own window can hide them. */
const UNTOLD: ReadonlySet<string> = new Set(['pointer', 'path', 'scroll', 'screen.text', 'screen.frame']);

const withoutPlace = (d: RedactedEvent['d']): RedactedEvent['d'] => {
  const { x: _x, y: _y, pts: _pts, ...rest } = d as { x?: number; y?: number; pts?: unknown };
  return rest as RedactedEvent['d'];
};

/**
 * Redacts one segment in two passes over the same events, in order: `observe` all, `decide`, then `redact` all. One decision
 * holds for every modality: a value that any text of the session shows as sensitive is masked in keys, texts, titles, element
 * names and frames alike. With the carry of a session's last segment, every split of the session gives the same.
 */
export class SegmentRedactor {
  readonly #dictionary = new Dictionary();
  readonly #contexts: Contexts;
  readonly #beside: BesideFields;
  readonly #frames: FrameBoxes;
  readonly #pointer = new PointerPlaces();
  readonly #texts: Texts;
  readonly #masking: Masking;
  readonly #labels = new LabelsNearby();
  readonly #labelled = new Map<number, HiddenType>();
  readonly #releases = new Releases();
  /** Events whose text arrived in a field at once. */
  readonly #arrived = new Set<number>();
  readonly #seenPrompts = new Set<string>();
  readonly #log: SessionLog;
  readonly #before: Before | undefined;
  readonly #counts = new Map<string, number>();
  readonly #shownIn = new Map<string, number[]>();
  /** The last visit to a private window with a published text. */
  #shownPrivately: number | undefined;
  /** Set by `decide`, which comes before the second pass. */
  #decision: { readonly veils: Veils; readonly near: NearClicks } | undefined;
  #carry: Carry | undefined;
  /** Origin of the event in work. */
  #of: 'own' | 'other' | 'context' = 'own';

  constructor(options: RedactorOptions = {}) {
    const policy = new WindowPolicy(options.tenant?.private);
    this.#contexts = new Contexts(policy, options.lost === true);
    this.#beside = new BesideFields(this.#contexts);
    this.#frames = new FrameBoxes(policy, new FramePlaces(options.display), this.#pointer);
    this.#texts = new Texts(this.#dictionary, options.tenant, options.found ?? new FoundTexts());
    this.#masking = new Masking(this.#texts, this.#contexts, this.#labelled, options.tenant?.appClasses);
    if (options.tagKey !== undefined) this.#masking.tags = new Tags(options.tagKey, this.#dictionary);
    this.#log = new SessionLog(options.carry);
    for (const [value, type] of options.carry?.values ?? []) this.#dictionary.add(value, type);
    for (const [value, type] of options.carry?.certain ?? []) this.#dictionary.add(value, type, true);
    this.#before = options.carry?.before;
    for (const event of this.#before?.context ?? []) this.#see(event, 'context');
  }

  /** Type -> how many values of it `redact` has masked; `UNKNOWN` counts texts that could not be examined. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** First pass. Pointer and scroll events may be left out. */
  observe(event: ActivityEvent): void {
    for (const other of this.#log.before(event.seq)) this.#see(other, 'other');
    this.#see(event, 'own');
  }

  /** The state that other segments of the session need, from this segment and from all that it was given. After `observe`. */
  tell(): Carry {
    for (const other of this.#log.rest()) this.#see(other, 'other');
    const before = this.#before && { before: this.#before };
    return { version: 3, ...before, events: this.#log.events(), ...this.#dictionary.entries() };
  }

  /**
   * The state for later segments in place of `tell`, once there is enough for a chapter: the cost of later segments must not grow
   * with everything before them. After `observe`, where nothing after this segment is known.
   * @param events of the log that make a chapter
   */
  turn(events = CHAPTER): Carry | undefined {
    const carry = this.tell();
    const last = carry.events.at(-1);
    if (last === undefined || carry.events.length < events) return undefined;
    // Within a line that is being typed only when there is no end of it.
    if (this.#isTyping(last) && carry.events.length < 2 * events) return undefined;
    // As the segment itself is published: the next chapter continues its numbers and times.
    this.decide(true);
    const veils = this.#decided.veils;
    const all = [...(this.#before?.context ?? []), ...carry.events];
    const context = contextOf(all);
    const to = this.#log.to;
    const before: Before = {
      ...{ from: to + 1, context, gone: veils.numbers.upTo(to), clock: veils.clock.end },
      focuses: context.flatMap(({ kind, seq }) => {
        const number = kind === 'focus' ? veils.focusOf(seq) : undefined;
        return number === undefined ? [] : [[seq, number] as const];
      }),
      ...(veils.stay && { stay: veils.stay }),
    };
    return { version: 3, before, events: [], ...this.#dictionary.entries() };
  }

  #isTyping({ kind }: ActivityEvent): boolean {
    if (kind === 'focus' || kind === 'control') return false;
    const typed = this.#contexts.focused?.stretches.at(-1)?.raw.at(-1);
    return typed !== undefined && typed.ch !== '\n';
  }

  /**
   * Between the passes.
   * @param more the session may go on after all that is known of it, unless it says that it stops
   * @returns the same as `tell`
   */
  decide(more = false): Carry {
    if (this.#carry !== undefined) return this.#carry;
    const carry = this.tell();
    if (more && !this.#log.stopped) this.#cut();
    this.#carry = carry;
    this.#decide(carry);
    return carry;
  }

  /** Free text as it would be published, for the optional model. After `decide`. */
  prose(): ProseText[] {
    return this.#texts.prose();
  }

  /** Adds the model's findings in it, in offsets of the masked texts. Decides again. */
  learn(texts: readonly { readonly text: ProseText; readonly spans: readonly Span[] }[]): void {
    for (const { text, spans } of texts) this.#texts.learn(text, spans);
    if (texts.length > 0) this.#decide(this.decide());
  }

  #decide({ events: log }: Carry): void {
    const recent = this.#before === undefined ? log : [...this.#before.context, ...log];
    const fields = [...this.#contexts.fields.values()];
    const contexts = this.#contexts;
    decideKeys(fields, contexts.visits, this.#texts, this.#dictionary);
    const presses = hiddenPresses(fields);
    this.#masking.arrived = arrivedSpans(fields, this.#arrived);
    this.#masking.typed = new HiddenTyping(presses);
    const veils = new Veils({
      log,
      contexts,
      presses,
      touches: onScreenKeys(recent, contexts),
      outdated: outdatedTexts(recent, contexts, this.#texts),
      beside: this.#beside,
      pressOf: (release) => this.#releases.pressOf(release),
      before: this.#before,
    });
    this.#masking.veils = veils;
    const clicks = recent.filter((event): event is EventOf<'click'> => event.kind === 'click');
    this.#decision = { veils, near: new NearClicks(clicks, (click) => tellsByPlace(click, this.#masking)) };
  }

  get #decided(): { readonly veils: Veils; readonly near: NearClicks } {
    if (this.#decision === undefined) throw new Error('an event was redacted before the segment was decided');
    return this.#decision;
  }

  /** Second pass. @returns null for an event that leaves no row */
  redact(event: ActivityEvent): RedactedEvent | null {
    this.decide();
    if (!this.#leavesRow(event)) {
      this.#countUnseen(event);
      return null;
    }
    const press = event.kind !== 'key' || event.d.ph === 'down' ? event : this.#releases.pressOf(event.seq);
    const masked =
      event.kind === 'key'
        ? maskKey(event, this.#decided.veils.presses.get(event.seq), press as EventOf<'key'>, this.#masking.tags)
        : this.#maskOther(event);
    if (masked === null) return null;
    for (const { type, n } of masked.spans) this.#count(type, n);
    return { kind: event.kind, ...this.#placed(event, TYPED.has(event.kind)), ...masked } as RedactedEvent;
  }

  /** Second pass over a pointer path: its places are published, unless they reveal hidden text. */
  path(event: StoredPath): RedactedPath | null {
    this.decide();
    if (!this.#leavesRow(event)) return null;
    const { x, y, path } = event;
    return { ...this.#placed(event), ...(this.#decided.near.isAt(event) ? {} : { x, y, path }) };
  }

  /** The number under which an event of this segment is published, or undefined when it leaves no row. */
  numberOf(event: Pick<ActivityEvent, 'seq' | 'ctx' | 'kind'>): number | undefined {
    this.decide();
    return this.#leavesRow(event) ? this.#decided.veils.numbers.of(event.seq) : undefined;
  }

  /** Why all of an event is hidden, whatever it contains; undefined when its texts are judged one by one. */
  hiddenBy(
    event: Pick<ActivityEvent, 'seq' | 'ctx' | 'kind'>,
  ): 'private_window' | 'hidden_field' | 'around_hidden' | undefined {
    const { seq } = event;
    const places = [this.#contexts.at(seq), this.#contexts.of(event.kind === 'focus' ? { seq, ctx: seq } : event)];
    if (places.some((place) => place.private !== undefined)) return 'private_window';
    if (this.numberOf(event) !== undefined) return undefined;
    return places.some((place) => hiddenAs(place) !== undefined) ? 'hidden_field' : 'around_hidden';
  }

  /** Number and times as they are published. */
  #placed({ seq, mono_us, ctx }: Pick<ActivityEvent, 'seq' | 'mono_us' | 'ctx'>, typed = false) {
    const at = this.#decided.veils.clock.at(seq, mono_us);
    const focus = ctx === undefined ? undefined : this.#decided.veils.focusOf(ctx);
    return {
      seq: this.#decided.veils.numbers.of(seq),
      mono_us: typed ? coarse(at) : at,
      ...(focus === undefined ? {} : { ctx: focus }),
    };
  }

  /** An event that a recorder places in another window than the focused one is hidden with that window too. */
  #leavesRow(event: Pick<ActivityEvent, 'seq' | 'ctx'> & { readonly kind: string }): boolean {
    if (this.#decided.veils.numbers.isGone(event.seq)) return false;
    if (!UNTOLD.has(event.kind) || this.#decided.veils.covers(event.seq)) return true;
    return hiddenAs(this.#contexts.of(event)) === undefined;
  }

  #countUnseen(event: ActivityEvent): void {
    if (event.kind !== 'text' && event.kind !== 'screen.text' && event.kind !== 'click') return;
    const type = this.#masking.hidden(event);
    if (type !== undefined) this.#count(typeNamed(type), 1);
  }

  #count(type: HiddenType, n: number): void {
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + n);
  }

  /**
   * The boxes to black out in a frame, in its pixels, or why it must not be published. After the first pass.
   * @param read the lines read from its pixels, when that was done
   */
  frame(ref: string, read?: readonly ReadLine[]): FrameDecision | 'unmaskable' | 'unreported' {
    this.decide();
    const seen = this.#shownIn.get(ref) ?? [];
    if (seen.some((seq) => this.#decided.veils.numbers.isGone(seq))) return 'unmaskable';
    return this.#frames.decide(ref, this.#texts, read);
  }

  /** Whether the recording itself reports this very text, and all of it stays. After the first pass. */
  reports(text: string): boolean {
    this.decide();
    return this.#frames.reports(text.trim(), this.#texts);
  }

  /** Which lines that were read from the pixels of a frame must not be seen, in any order. After the first pass. */
  sensitiveLines(lines: readonly ReadLine[]): Box[] {
    this.decide();
    const hidden = hiddenLines(lines, this.#texts);
    return lines.filter((line) => hidden.has(line)).map(({ box }) => box);
  }

  #maskOther(event: Exclude<ActivityEvent, { kind: 'key' }>): Pick<RedactedEvent, 'd' | 'red' | 'spans'> | null {
    if (!isMaskedKind(event.kind)) {
      this.#count('UNKNOWN', 1);
      return null;
    }
    const d = maskContent(event, this.#masking);
    const done = this.#masking.take();
    if (d === undefined) return null;
    const isAt = (event.kind === 'pointer' || event.kind === 'scroll') && this.#decided.near.isAt(event);
    return isAt ? { ...done, d: withoutPlace(d), red: 'masked' } : { ...done, d };
  }

  /**
   * The session goes on after all that is known of it: text in progress may be half of a later text, so its last line is masked.
   */
  #cut(): void {
    for (const { stretches } of this.#contexts.focused?.readings() ?? []) {
      const typed = lastOf(stretches).raw;
      const line = typed.findLastIndex(({ ch }) => ch === '\n');
      markAll(typed.slice(line + 1), 'UNKNOWN');
    }
  }

  /** @param of this segment, of another of the chapter, or from before the chapter */
  #see(event: ActivityEvent, of: 'own' | 'other' | 'context'): void {
    this.#of = of;
    switch (event.kind) {
      case 'screen.frame':
        this.#frames.frame(event, this.#contexts.of(event));
        this.#shownIn.set(event.d.ref, [...(this.#shownIn.get(event.d.ref) ?? []), event.seq]);
        this.#add(event);
        return;
      case 'screen.text':
        this.#add(event, this.#seeScreen(event));
        return;
      case 'pointer':
      case 'scroll':
        this.#pointer.see(event);
        return;
      case 'click':
        this.#pointer.see(event);
        this.#seeClick(event);
        break;
      case 'key':
        this.#seeKey(event);
        break;
      case 'focus':
        this.#contexts.focus(event);
        this.#frames.focus(event);
        this.#beside.move(event);
        this.#collect(event.d.app, 'ui');
        if (event.d.title !== undefined && this.#contexts.of(event).private === undefined)
          this.#collect(event.d.title, 'ui');
        break;
      case 'text':
        this.#seeText(event);
        break;
      case 'clipboard':
        this.#seeClipboard(event);
        break;
      case 'control':
        this.#seeControl(event);
        break;
      case 'task':
        this.#collect(event.d.text ?? '', 'prose');
        break;
      case 'transcript':
        // Speech leaves a row, without its words.
        this.#add({ ...event, d: { ...event.d, text: '' } });
        return;
      default:
        return;
    }
    this.#add(event);
  }

  #add(event: ActivityEvent, concerns = false): void {
    if (this.#of !== 'context') this.#log.add(event, concerns);
  }

  /** Values in a text of another segment were found there, and came with the carry. */
  #collect(text: string, surface: Surface, label = ''): void {
    if (this.#of === 'own') this.#texts.collect(text, surface, label);
    else if (this.#of === 'other' && surface === 'prose') this.#texts.note(text, label);
  }

  /** @returns whether texts of other segments depend on this one */
  #seeScreen(event: EventOf<'screen.text'>): boolean {
    const context = this.#contexts.of(event);
    const { d } = event;
    const beside = this.#labels.see(event);
    const labelled = typeof beside === 'object' ? beside.type : undefined;
    if (labelled !== undefined) this.#labelled.set(event.seq, labelled);
    this.#frames.text(event, context, labelled);
    if (d.secure === true) this.#dictionary.add(d.text, 'PASSWORD', true);
    else if (labelled !== undefined) {
      if (isParticular(labelled, d.text)) this.#dictionary.add(d.text, labelled);
    } else if (wholeScreenText(d, context) === undefined) this.#collect(d.text, screenSurface(d, context));
    else if (context.private === 'PASSWORD' && opensSomething(d.text)) this.#dictionary.add(d.text, 'PASSWORD', true);
    const asks = context.surface === 'code' && isPrompt(d.text);
    if (asks) this.#seePrompt(event, context.field);
    const isBeside = this.#beside.see(event);
    return this.#isFirstHere(event) || isBeside || asks || beside === 'label';
  }

  /** Whether it is the first text that a private window shows: it represents all of them. */
  #isFirstHere({ seq }: EventOf<'screen.text'>): boolean {
    const visit = this.#contexts.visitAt(seq);
    if (this.#contexts.at(seq).private === undefined || visit === this.#shownPrivately) return false;
    this.#shownPrivately = visit;
    return true;
  }

  /** The same prompt stays on the screen: seeing it again means little, and counts only after an answer. */
  #seePrompt({ seq, d }: EventOf<'screen.text'>, field: TypedField | undefined): void {
    const place = `${d.text}\0${d.bbox?.[1] ?? ''}`;
    if (this.#seenPrompts.has(place)) field?.repeated.push(seq);
    else field?.prompts.push(seq);
    this.#seenPrompts.add(place);
  }

  #seeClick(event: EventOf<'click'>): void {
    const { el } = event.d;
    const context = this.#contexts.of(event);
    context.field?.lose();
    if (el === undefined) return;
    const type = typeOfField({ role: el.role, name: el.name ?? '', secure: false });
    this.#frames.element(event, context, type);
    if (context.private !== undefined) return;
    if (el.name !== undefined) this.#collect(el.name, 'ui');
    if (el.value === undefined || el.value === '') return;
    if (type === undefined) this.#collect(el.value, 'prose', el.name);
    else this.#dictionary.add(el.value, type);
  }

  #seeKey(event: EventOf<'key'>): void {
    // A release of a key that was pressed before the chapter leaves no row: whether the press was seen is forgotten.
    if (this.#of !== 'context') this.#releases.see(event);
    if (event.d.ph !== 'down') return;
    this.#contexts.fieldOf(event).press(event);
  }

  #seeText(event: EventOf<'text'>): void {
    const { d } = event;
    const field = this.#contexts.fieldOf(event, d.field);
    if (d.src === 'keys' || d.src === 'value') field.values.add(d.text);
    else {
      field.paste(d, event.seq);
      this.#arrived.add(event.seq);
    }
    const isTyped = d.src === 'keys' || d.src === 'value';
    const nothing = field.label === '' && d.field.name === '' && isTyped && field.surface !== 'code';
    if (field.holds === undefined && nothing && couldBeLonePassword(d.text.trim()))
      this.#dictionary.add(d.text.trim(), 'PASSWORD', true);
    else if (field.holds === undefined) this.#collect(d.text, field.surface, d.field.name);
    else if (SECRET_TYPES.has(field.holds)) this.#dictionary.add(d.text, field.holds, true);
    else if (field.holds === 'PERSON') this.#dictionary.add(d.text, field.holds);
  }

  #seeClipboard(event: EventOf<'clipboard'>): void {
    const { op, text, types } = event.d;
    if (text === null || text === '') return;
    const context = this.#contexts.of(event);
    if (isConcealed(types) || (op !== 'paste' && context.private === 'PASSWORD'))
      this.#dictionary.add(text, 'PASSWORD', true);
    if (op === 'paste') this.#contexts.fieldOf(event).paste({ text, src: 'clipboard' }, event.seq);
    else if (context.private === undefined) this.#collect(text, context.surface);
  }

  #seeControl(event: EventOf<'control'>): void {
    const { op } = event.d;
    const field = this.#contexts.of(event).field;
    if (op === 'secure_field' && field !== undefined) field.holds = 'PASSWORD';
    if (op === 'gap') {
      // A kind that the profile does not collect is always missing: only the caret can have moved.
      const collected = event.d.reason !== 'profile.kind';
      for (const one of this.#contexts.fields.values())
        if (collected && one === field) one.taint();
        else one.lose();
      if (!collected) return;
    }
    // Unseen events may have moved the focus into a password field or a private window.
    if (op === 'gap' || op === 'resume') this.#contexts.lose(event.seq);
  }
}
