import type { Surface } from '../types.ts';
import { findAddresses } from './address.ts';
import { findBareSecrets } from './bare-secrets.ts';
import { findBelow } from './below-labels.ts';
import { findBesideMail } from './beside-mail.ts';
import { findBesideSecrets } from './beside-secrets.ts';
import { findCheckedNumbers } from './checked-numbers.ts';
import { findCodeNumbers } from './code-numbers.ts';
import { findFields } from './fields.ts';
import { foldsOf } from './fold.ts';
import { type Found, RANK } from './found.ts';
import { findFullNames } from './full-names.ts';
import { findOverLines } from './keys-and-prompts.ts';
import { findBelowLabels } from './label-above.ts';
import { findLabelled } from './labelled-values.ts';
import { findLikelyPasswords } from './likely-passwords.ts';
import { findInLines } from './lines.ts';
import { findMadeUp } from './made-up.ts';
import { findInMessages } from './message-segments.ts';
import { findInParts } from './parts-of-forms.ts';
import { findPrinted } from './printed.ts';
import { findSecretColumns } from './secret-columns.ts';
import { findSeeds } from './seed-phrases.ts';
import { type KnownLines, linesOfView, type SeenLines } from './seen-lines.ts';
import { findSettings } from './settings.ts';
import { tokenize } from './tokens.ts';
import { findToldCodes } from './told-codes.ts';
import { findToldSecrets } from './told-secrets.ts';
import { findTypedColumns } from './typed-columns.ts';
import { toOriginal } from './view.ts';
import { findWholeValues } from './whole-values.ts';
import { possibleIn } from './wide.ts';
import { findWrapped } from './wrapped.ts';

/**
 * The rules' findings in a text and in each of its folds, in offsets of the text.
 * @param possible patterns over lines that can match in the text
 * @param lines findings in lines of the text that were examined before
 */
export function findByRules(text: string, surface: Surface, possible: ReadonlySet<RegExp>, lines: SeenLines): Found[] {
  const found = rulesIn(text, surface, possible, lines);
  for (const view of foldsOf(text, surface)) {
    const known = linesOfView(view, lines);
    for (const span of rulesIn(view.text, surface, possibleIn(view.text), known)) found.push(toOriginal(view, span));
    if (surface === 'code') {
      for (const span of findFullNames(view.text)) found.push(toOriginal(view, { ...span, rank: RANK.name }));
      continue;
    }
    for (const span of findAddresses(view.text, tokenize(view.text)))
      found.push(toOriginal(view, { ...span, rank: RANK.address }));
  }
  if (surface === 'code') found.push(...findWholeValues(text, found));
  found.push(...findBesideSecrets(text, found));
  return found.filter(({ start, end }) => end > start);
}

function rulesIn(text: string, surface: Surface, possible: ReadonlySet<RegExp>, lines: KnownLines): Found[] {
  return [
    ...findInLines(text, surface, lines),
    ...findOverLines(text, possible),
    ...findBelow(text, possible),
    ...findCheckedNumbers(text),
    ...findSecretColumns(text),
    ...findTypedColumns(text),
    ...findFields(text, surface),
    ...findInMessages(text),
    ...findInParts(text),
    ...findSeeds(text),
    ...findMadeUp(text, surface),
    ...(text.includes('\n') ? [...findWrapped(text, surface), ...findBelowLabels(text)] : []),
    ...(surface === 'code'
      ? [
          ...findBesideMail(text),
          ...findBareSecrets(text, possible),
          ...findSettings(text, possible),
          ...findPrinted(text, possible),
        ]
      : [...findInTalk(text, surface), ...findToldSecrets(text, possible), ...findToldCodes(text, surface)]),
  ];
}

/** Finders for talk and screens only: code has numbers and tokens everywhere. Both kinds have a digit. */
const findInTalk = (text: string, surface: Surface): Found[] =>
  /\p{Nd}/u.test(text) ? [...findLabelled(text), ...findCodeNumbers(text, surface), ...findLikelyPasswords(text)] : [];
