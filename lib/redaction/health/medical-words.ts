import { medicalKey, SHORTEST_STEM, stemIn } from './medical-key.ts';
import packed from './stems.json' with { type: 'json' };

/** Illnesses, as words that are built of Greek and Latin begin in every language (SOURCES.md). */
const ILLNESSES: ReadonlySet<string> = new Set(packed.split(' '));
/** Treatments that nobody has without an illness, by the same keys. */
const TREATMENTS: ReadonlySet<string> = new Set(
  [
    'chemotherap',
    'chimioterap',
    'radiotherap',
    'psychotherap',
    'immunotherap',
    'dialys',
    'angioplast',
    'laparoscop',
    'coloscop',
  ].map((word) => medicalKey(word)),
);
/** Branches of medicine, by the same keys: a person with an appointment there has an illness of that kind. */
const BRANCHES: ReadonlySet<string> = new Set(
  [
    ...[
      'psychiatr',
      'oncolog',
      'onkolog',
      'nephrolog',
      'addictolog',
      'urolog',
      'gynecolog',
      'ginecolog',
      'rheumatolog',
    ],
    ...['hematolog', 'gastroenterolog', 'endocrinolog', 'cardiolog', 'kardiolog', 'neurolog', 'proctolog', 'proktolog'],
    ...['pneumolog', 'dermatolog', 'venerolog', 'hepatolog', 'alergolog', 'logopedi', 'ortofoni'],
  ].map((word) => medicalKey(word)),
);
/** Ends of German and Dutch compounds that name an illness, whatever stands before them: "Heupfractuur", "Oberarmfraktur". */
const TAILS: ReadonlySet<string> = new Set(
  [
    'fraktur',
    'infarkt',
    'insuffizien',
    'insufficien',
    'syndrom',
    'thrombose',
    'embolie',
    'neuropath',
    'karzinom',
    'tuberkulos',
    'leukemi',
    'epileps',
    'arthritis',
    'arthrose',
  ].map((word) => medicalKey(word)),
);
const SHORTEST_HEAD = 3;

export type MedicalKind = 'illness' | 'branch';

/** Words are asked for again and again; the memory is emptied when it is full. */
const KEPT = 20_000;
const decided = new Map<string, MedicalKind | undefined>();

/** What a word of a text says in medicine, in any of the eight languages; `undefined` for all other words. */
export function medicalKind(word: string): MedicalKind | undefined {
  if (word.length < SHORTEST_STEM) return undefined;
  if (decided.has(word)) return decided.get(word);
  const kind = kindOf(medicalKey(word));
  if (decided.size >= KEPT) decided.clear();
  decided.set(word, kind);
  return kind;
}

function kindOf(key: string): MedicalKind | undefined {
  if (stemIn(ILLNESSES, key) !== undefined || stemIn(TREATMENTS, key) !== undefined) return 'illness';
  if (stemIn(BRANCHES, key) !== undefined) return 'branch';
  for (let head = SHORTEST_HEAD; head <= key.length - SHORTEST_STEM; head++) {
    if (stemIn(TAILS, key.slice(head)) !== undefined) return 'illness';
  }
  return undefined;
}
