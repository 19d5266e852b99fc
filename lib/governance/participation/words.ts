import type { ColumnName } from '../../activity/columns.ts';
import type { Kind } from '../../activity/events.ts';
import type { Sensitivity } from '../../activity/sensitivity.ts';

/** What is recorded, in words for the person it is about, and how sensitive it is once private details are removed. */
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

/** Things that somebody may see, each with the columns that show it. What no team may see is said too. */
const SIGHT_WORDS: readonly { readonly says: string; readonly columns: readonly ColumnName[] }[] = [
  { says: 'text you typed or had on screen, with private details removed', columns: ['text', 'el_value'] },
  { says: 'single keys you pressed', columns: ['key_code', 'key_value'] },
  { says: 'names of windows, websites, fields and buttons', columns: ['title', 'url_host', 'field_name', 'el_name'] },
  { says: 'the task that you were given, with private details removed, and how it went', columns: ['task', 'outcome'] },
  { says: 'which programs you used', columns: ['app', 'app_class'] },
  { says: 'where you pointed, clicked and scrolled', columns: ['x', 'y', 'path', 'button', 'dx', 'dy'] },
  { says: 'when things happened', columns: ['mono_us', 'occurred_at'] },
  { says: 'pictures of your screen', columns: ['frame'] },
  { says: 'which records belong to one sitting', columns: ['session'] },
  { says: 'a code that stands for you or your device', columns: ['worker', 'device'] },
];

/** What columns show, and what they do not, in words. */
export function sightOf(columns: readonly string[]): { readonly sees: string[]; readonly seesNot: string[] } {
  const shows = ({ columns: own }: (typeof SIGHT_WORDS)[number]) => own.some((name) => columns.includes(name));
  return {
    sees: SIGHT_WORDS.filter(shows).map(({ says }) => says),
    seesNot: SIGHT_WORDS.filter((one) => !shows(one)).map(({ says }) => says),
  };
}
