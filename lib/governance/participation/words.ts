import type { ColumnName, PartitionKey } from '../../activity/columns.ts';
import type { Kind } from '../../activity/events.ts';
import type { Sensitivity } from '../../activity/sensitivity.ts';

/** Recorded kinds of events, in words for the recorded person, and their sensitivity after redaction. */
export const KIND_WORDS: Readonly<Record<Kind, { readonly says: string; readonly sensitivity: Sensitivity }>> = {
  key: { says: 'Keys you pressed', sensitivity: 'S3' },
  text: { says: 'Text you typed', sensitivity: 'S3' },
  pointer: { says: 'Mouse movements', sensitivity: 'S1' },
  click: { says: 'Clicks', sensitivity: 'S3' },
  scroll: { says: 'Scrolling', sensitivity: 'S1' },
  'screen.text': { says: 'Text on your screen', sensitivity: 'S3' },
  'screen.frame': { says: 'Pictures of your screen', sensitivity: 'S3' },
  focus: { says: 'Which window you worked in', sensitivity: 'S3' },
  transcript: { says: 'That somebody spoke, and for how long', sensitivity: 'S1' },
  clipboard: { says: 'That you copied or pasted', sensitivity: 'S1' },
  task: { says: 'The task that you were given', sensitivity: 'S3' },
  control: { says: 'Notes about the recording itself', sensitivity: 'S0' },
};

export const SENSITIVITY_WORDS: Readonly<Record<Sensitivity, string>> = {
  S0: 'Says nothing about you',
  S1: 'Shows how you worked, not what you wrote',
  S2: 'Can be linked to you',
  S3: 'Shows what you worked on, with private details removed',
  S4: 'Sealed: may hold private things',
};

/**
 * Visible data, in words for the recorded person. Each text covers everything that its columns can show: a key whose
 * kind and time are shown is mentioned, although which key it was is not shown. A text denies only for its own columns: it
 * can stand beside another that shows the same thing.
 */
export const SIGHT_WORDS = {
  text: 'text you typed or had on screen, with private details removed',
  keys: 'which keys you pressed, with private ones hidden',
  keyKinds:
    'that you pressed a key, of which kind (letter, arrow, delete …), and whether Ctrl, Alt or Shift was held; this does not tell which letter',
  names: 'names of windows, websites, fields and buttons',
  task: 'the task that you were given, with private details removed, and how it went',
  programs: 'which programs you used, and on what kind of computer',
  pointing: 'where you pointed, clicked and scrolled',
  layout:
    'of which kind the fields, buttons and texts on your screen were, where they stood and how large; this does not tell what they said',
  lengths: 'how long your texts were, and whether they were typed, pasted or shown',
  hidden: 'how often something private was hidden, of which kind and where; not what it was',
  sameHidden: 'which of the hidden things of one sitting were the same; not what they were',
  times: 'when things happened',
  pictures: 'pictures of your screen, with private details blacked out',
  speech: 'that somebody spoke, you or another, and for how long',
  clipboard: 'that you copied, cut or pasted; not what',
  sitting: 'which records belong to one sitting',
  person: 'a code that stands for you or your device',
  group: 'in which of several groups your records lie, by a part of a code that stands for you',
  order: 'what kinds of things were recorded, in which order, and where something is missing',
  origin: 'the day and the place that records are from, and when they are destroyed',
} as const;

export type Sight = keyof typeof SIGHT_WORDS;

/** The text for each column. A missing column does not compile: the page could not mention it to workers. */
const SHOWS: Readonly<Record<ColumnName | PartitionKey, Sight>> = {
  ...{ text: 'text', el_value: 'text' },
  ...{ key_code: 'keys', key_value: 'keys' },
  ...{ key_phase: 'keyKinds', key_class: 'keyKinds', key_mods: 'keyKinds' },
  ...{ title: 'names', url_host: 'names', field_name: 'names', el_name: 'names' },
  ...{ task: 'task', outcome: 'task', task_op: 'task' },
  ...{ app: 'programs', app_class: 'programs', url_scheme: 'programs', os: 'programs', recorder: 'programs' },
  ...{ x: 'pointing', y: 'pointing', path: 'pointing', button: 'pointing', dx: 'pointing', dy: 'pointing' },
  ...{ scroll_unit: 'pointing', click_phase: 'pointing', clicks: 'pointing' },
  ...{ field_role: 'layout', field_secure: 'layout', el_role: 'layout', bounds: 'layout' },
  ...{ screen_w: 'layout', screen_h: 'layout', screen_scale: 'layout', frame_w: 'layout', frame_h: 'layout' },
  ...{ text_length: 'lengths', source: 'lengths' },
  ...{
    red: 'hidden',
    spans: 'hidden',
    frame_masks: 'hidden',
    frame_mask_types: 'hidden',
    target_masked: 'hidden',
    frame_withheld: 'hidden',
  },
  tags: 'sameHidden',
  ...{ mono_us: 'times', occurred_at: 'times' },
  frame: 'pictures',
  ...{ speaker: 'speech', dur_ms: 'speech' },
  clip_op: 'clipboard',
  session: 'sitting',
  ...{ worker: 'person', device: 'person' },
  shard: 'group',
  ...{ segment: 'order', seq: 'order', kind: 'order', ctx: 'order' },
  ...{ control_op: 'order', control_reason: 'order', n_dropped: 'order' },
  ...{ jurisdiction: 'origin', day: 'origin', expires: 'origin' },
};

/** One of the sentences, with the id by which a translated page finds its own. */
export interface SeenSentence {
  readonly id: Sight;
  readonly says: string;
}

/** The sentences for given columns, and for those not among them. */
export function sightOf(columns: readonly string[]): {
  readonly sees: SeenSentence[];
  readonly seesNot: SeenSentence[];
} {
  const shown = new Set(columns.map((name) => (Object.hasOwn(SHOWS, name) ? SHOWS[name as ColumnName] : undefined)));
  const all = (Object.keys(SIGHT_WORDS) as Sight[]).map((id) => ({ id, says: SIGHT_WORDS[id] }));
  return { sees: all.filter(({ id }) => shown.has(id)), seesNot: all.filter(({ id }) => !shown.has(id)) };
}
