import { nth } from '../activity/there.ts';
import { LACKS, type Lack } from '../episodes/index.ts';
import { readable } from './leakage.ts';

/**
 * How much of the recording a team can read: of the labelled content, and of the harmless content. Only content in the
 * team's columns and rows counts, so that granting less does not improve the figures. Without labels everything counts
 * as harmless.
 */
export interface Figures {
  /** Labelled characters, and labelled keys as one character each. */
  readonly labelled: { readonly inReach: number; readonly readable: number };
  readonly kept: {
    readonly characters: number;
    readonly ofCharacters: number;
    /** Keys that write a character. */
    readonly keys: number;
    readonly ofKeys: number;
    readonly frames: number;
    readonly ofFrames: number;
    /** Whole training examples, as defined in `lib/episodes/whole.ts`, among all steps from the team's rows. */
    readonly steps: number;
    readonly ofSteps: number;
  };
  /** The same without private windows, of which nothing is kept by design. */
  readonly outside: Kept;
  /** Harmless strings, by their kind: with private windows, and without them. Keys count among `typed`. */
  readonly strings: Readonly<Record<StringKind, Strings>>;
  /** Harmless content that is not kept, by cause. */
  readonly lost: Readonly<Record<LossCause, Lost>>;
  /** Steps that are not whole training examples, by what they lack. */
  readonly lacking: Readonly<Record<Lack, number>>;
}

/** Typed text and keys, window titles, text on the screen, and the names of elements, fields, programs and hosts. */
export const STRING_KINDS = ['typed', 'titles', 'screen', 'other'] as const;
export type StringKind = (typeof STRING_KINDS)[number];

interface Strings {
  readonly kept: number;
  readonly of: number;
  readonly outside: { readonly kept: number; readonly of: number };
}

/** The share to reach of each kind. */
const WANTED = { typed: 0.85, titles: 0.8, screen: 0.92 } as const;

const STRINGS_IN_WORDS: Readonly<Record<StringKind, string>> = {
  typed: 'typed',
  titles: 'titles',
  screen: 'text on the screen',
  other: 'names of elements, programs and hosts, and tasks',
};

interface Kept {
  readonly characters: number;
  readonly ofCharacters: number;
  readonly keys: number;
  readonly ofKeys: number;
  readonly frames: number;
  readonly ofFrames: number;
}

interface Lost {
  readonly characters: number;
  readonly keys: number;
  readonly frames: number;
}

/**
 * Why harmless content is hidden: its whole window is private; the focus is in a field that hides its text; it has no
 * row, because hidden content surrounds it; or it is hidden itself, by a rule, as a name or as an unexplained frame.
 */
export type LossCause = 'private_window' | 'hidden_field' | 'around_hidden' | 'masked';

const IN_WORDS: Readonly<Record<LossCause, string>> = {
  private_window: 'in private windows',
  hidden_field: 'at a hidden field',
  around_hidden: 'around something hidden',
  masked: 'hidden for themselves',
};

const LACKS_IN_WORDS: Readonly<Record<Lack, string>> = {
  frame: 'have no frame before them',
  fresh_frame: 'have an older frame only, as the next was withheld or another window came',
  text: 'type what is hidden',
  place: 'have no place on the screen that may be seen',
  unmasked_place: 'lie under a mask',
};

/** A sensitive value, and the place of it or a part of it in a text. */
export interface Label {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/**
 * The readable characters of a label in the shown text. One line of a longer text holds part of the value, and the
 * label does not say which: any part counts as the whole.
 */
export function openIn({ start, end, value }: Label, shown: string): [at: number, open: boolean][] {
  const flags = readable(value, shown);
  const part = end - start < value.length;
  const any = flags.some(Boolean);
  return Array.from({ length: end - start }, (_, i) => [start + i, part ? any : nth(flags, i)]);
}

/** Counts while the recorded events are read. */
export class FigureCounts {
  readonly #labelled = { inReach: 0, readable: 0 };
  readonly #kept = nothingKept();
  readonly #outside = nothingKept();
  readonly #strings: Record<StringKind, Tally> = {
    typed: newTally(),
    titles: newTally(),
    screen: newTally(),
    other: newTally(),
  };
  readonly #lost: Record<LossCause, { characters: number; keys: number; frames: number }> = {
    private_window: nothingLost(),
    hidden_field: nothingLost(),
    around_hidden: nothingLost(),
    masked: nothingLost(),
  };

  /** A recorded text, and the text that the team sees instead. */
  text({ recorded, shown, of }: ShownString, labels: readonly Label[], cause: LossCause = 'masked'): void {
    const labelled = new Map<number, boolean>();
    for (const label of labels)
      for (const [at, open] of openIn(label, shown)) labelled.set(at, open || (labelled.get(at) ?? false));
    for (const [at, flag] of readable(recorded, shown).entries()) {
      const open = labelled.get(at);
      if (open !== undefined) this.#label(open);
      else {
        this.#harmless('characters', 'ofCharacters', flag, cause);
        this.#string(of, flag, cause);
      }
    }
  }

  key(shown: boolean, labelled: boolean, cause: LossCause = 'masked'): void {
    if (labelled) this.#label(shown);
    else {
      this.#harmless('keys', 'ofKeys', shown, cause);
      this.#string('typed', shown, cause);
    }
  }

  frame(shown: boolean, cause: LossCause = 'masked'): void {
    this.#harmless('frames', 'ofFrames', shown, cause);
  }

  /** @param steps the lack of each of the team's steps, undefined for a whole one */
  take(steps: readonly (Lack | undefined)[]): Figures {
    const count = (lack: Lack | undefined) => steps.filter((step) => step === lack).length;
    return structuredClone({
      labelled: this.#labelled,
      kept: { ...this.#kept, steps: count(undefined), ofSteps: steps.length },
      lacking: Object.fromEntries(LACKS.map((lack) => [lack, count(lack)])) as Record<Lack, number>,
      outside: this.#outside,
      strings: this.#strings,
      lost: this.#lost,
    });
  }

  #harmless(kind: keyof Lost, of: 'ofCharacters' | 'ofKeys' | 'ofFrames', shown: boolean, cause: LossCause): void {
    for (const counts of cause === 'private_window' ? [this.#kept] : [this.#kept, this.#outside]) {
      counts[of]++;
      if (shown) counts[kind]++;
    }
    if (!shown) this.#lost[cause][kind]++;
  }

  #string(of: StringKind, shown: boolean, cause: LossCause): void {
    const tally = this.#strings[of];
    for (const counted of cause === 'private_window' ? [tally] : [tally, tally.outside]) {
      counted.of++;
      if (shown) counted.kept++;
    }
  }

  #label(shown: boolean): void {
    this.#labelled.inReach++;
    if (shown) this.#labelled.readable++;
  }
}

/** A string of an event, what the team sees in its place, and of which kind it is. */
interface ShownString {
  readonly recorded: string;
  readonly shown: string;
  readonly of: StringKind;
}

interface Tally {
  kept: number;
  of: number;
  outside: { kept: number; of: number };
}
const newTally = (): Tally => ({ kept: 0, of: 0, outside: { kept: 0, of: 0 } });

const nothingKept = () => ({ characters: 0, ofCharacters: 0, keys: 0, ofKeys: 0, frames: 0, ofFrames: 0 });
const nothingLost = () => ({ characters: 0, keys: 0, frames: 0 });

/** A share with its denominator: `95.2 % of 4,410`. */
export const share = (n: number, of: number): string =>
  of === 0 ? 'none to keep' : `${((100 * n) / of).toFixed(1)} % of ${of.toLocaleString('en')}`;

/** The figures in words: the leaks, and beside them the kept content. */
export function sayFigures({ labelled, kept, outside, strings, lost, lacking }: Figures): readonly string[] {
  return [
    `labelled characters in its reach: ${labelled.inReach.toLocaleString('en')}, of them readable: ${labelled.readable}`,
    `harmless and kept: characters ${share(kept.characters, kept.ofCharacters)}, keys ${share(kept.keys, kept.ofKeys)}`,
    `kept to learn from: frames ${share(kept.frames, kept.ofFrames)}, whole steps ${share(kept.steps, kept.ofSteps)}`,
    ...(outside.ofCharacters < kept.ofCharacters || outside.ofFrames < kept.ofFrames
      ? [
          `outside of private windows: characters ${share(outside.characters, outside.ofCharacters)}, keys ${share(outside.keys, outside.ofKeys)}, frames ${share(outside.frames, outside.ofFrames)}`,
        ]
      : []),
    ...sayStrings(strings),
    ...sayLost(lost),
    ...sayLacking(lacking),
  ];
}

/** The kinds of strings apart, each with the share to reach; keys count as one character each. */
function sayStrings(strings: Figures['strings']): readonly string[] {
  const all = STRING_KINDS.filter((kind) => strings[kind].of > 0);
  if (all.length === 0) return [];
  const saying = (of: (kind: StringKind) => { readonly kept: number; readonly of: number }) =>
    all.map((kind) => `${STRINGS_IN_WORDS[kind]} ${share(of(kind).kept, of(kind).of)}${wanted(kind)}`).join(', ');
  const isApart = all.some((kind) => strings[kind].outside.of < strings[kind].of);
  return [
    `of the strings, keys among the typed: ${saying((kind) => strings[kind])}`,
    ...(isApart ? [`of them outside of private windows: ${saying((kind) => strings[kind].outside)}`] : []),
  ];
}

const wanted = (kind: StringKind): string =>
  kind === 'other' ? '' : ` (wanted: ${(100 * WANTED[kind]).toFixed(0)} %)`;

function sayLacking(lacking: Figures['lacking']): readonly string[] {
  const parts = LACKS.filter((lack) => lacking[lack] > 0).map((lack) => `${lacking[lack]} ${LACKS_IN_WORDS[lack]}`);
  return parts.length === 0 ? [] : [`of the other steps ${parts.join('; ')}`];
}

function sayLost(lost: Figures['lost']): readonly string[] {
  const parts = Object.entries(lost).flatMap(([cause, counts]) => {
    const all = Object.entries(counts).filter(([, n]) => n > 0);
    if (all.length === 0) return [];
    const what = all.map(([unit, n]) => `${n.toLocaleString('en')} ${unit}`).join(', ');
    return [`${what} ${IN_WORDS[cause as LossCause]}`];
  });
  return parts.length === 0 ? [] : [`not kept: ${parts.join('; ')}`];
}
