import type { HiddenType } from '../hidden-types.ts';
import { PARTY_LABELS } from '../keys/label-words.ts';
import { typeOfLabel } from '../keys/labels.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import { oneOf } from '../rules/rule.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';
import { isOrdinaryWord } from './ordinary-word.ts';

/** A colon, and a capital behind it. */
const COLON = /[:：][ \t]{1,4}(?=\p{Lu})/gu;
/** The label before it: from the beginning of its line, or from a bar, a dot or a wide gap on. */
const LABEL = /(?:^|[\n|·•;][ \t]{0,4}|[ \t]{3})(\p{L}[\p{L} ./'’():*_-]{1,30}?)[ \t]{0,2}$/u;
const REACH = 40;
/** One to seven words with capitals, up to the end of the line, a bar or a wide gap. */
const VALUE =
  /\p{Lu}[\p{L}\p{N}'’.&-]{0,30}(?:[ ,]{1,2}(?:\p{Lu}[\p{L}\p{N}'’.&-]{0,30}|&|d[aeio]s?|del|della|di|du|la|le|van|von|der|den|zu|y|i|et|und|en|e)){0,6}(?=[ \t]{0,8}(?:\r?\n|$|[|·•;]|[ \t]{3}))/uy;
/** The value has to look like a name, because these words are also said of things. */
const ROLES = new RegExp(`^${oneOf(...PARTY_LABELS)}$`, 'iu');
/** Values of such fields that are nobody. */
const NOBODY = new RegExp(
  `^${oneOf(
    'none|unknown|required|optional|new|all|any|select|choose|unassigned|me|yes|no|n/a|tbd|default|internal|external|other',
    'keine?|unbekannt|alle|neu|aucune?|inconnu|tous|ningun[oa]|todos|nessun[oa]|tutti|nenhum[a]?|geen|onbekend|brak|nowy',
  )}$`,
  'iu',
);

/** People and firms in fields of forms, cards and mails that name them: "Firma: Wolkenstein Optik". */
export function findLabelledNames(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: colon, index } of matchesOf(COLON, text)) {
    const label = LABEL.exec(text.slice(Math.max(0, index - REACH), index))?.[1];
    if (label === undefined) continue;
    const start = index + colon.length;
    VALUE.lastIndex = start;
    const value = VALUE.exec(text)?.[0] ?? '';
    const type = value === '' || NOBODY.test(value) ? undefined : typeOf(label.trim(), value);
    if (type !== undefined) found.push({ start, end: start + value.length, type, rank: RANK.name });
  }
  return found;
}

/** Both genders in one label: "Trabajador/a", "Versicherte(r)", "Schüler:in", "salarié(e)". */
const BOTH = /(?:[/:*_]-?\p{L}{1,3}|\(-?\p{L}{1,3}\))$/u;

function typeOf(written: string, value: string): HiddenType | undefined {
  const label = written.replace(BOTH, '');
  const type = typeOfLabel(label);
  if (type === 'PERSON' || type === 'ORGANIZATION') return isName(value) ? type : undefined;
  return type === undefined && ROLES.test(label) && isName(value) ? 'PERSON' : undefined;
}

/** One word of it that no language has, or that people are called by. */
const isName = (value: string): boolean =>
  value
    .split(/[^\p{L}'’-]{1,3}/u)
    .some(
      (word) =>
        word.length > 2 &&
        /^\p{Lu}/u.test(word) &&
        (!isOrdinaryWord(word) || (flagsOf(word.toLowerCase()) & (FLAG.first | FLAG.last)) !== 0),
    );
