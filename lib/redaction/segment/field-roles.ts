import type { Word } from '../../activity/vocabulary/index.ts';

/** Fields whose width does not depend on their content. */
export const FIELDS: ReadonlySet<Word<'role'>> = new Set([
  'textbox',
  'searchbox',
  'combobox',
  'password',
  'spinbutton',
]);
