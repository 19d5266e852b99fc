import type { Random } from '../random.ts';

/** What friends put behind the beginning of a given name. No list has all of them: "Yoli", "Basti", "Kasiunia". */
const ENDINGS: Readonly<Record<string, string>> = {
  en: 'y ie i o z zza s ster',
  de: 'i e o chen li us',
  fr: 'ou o i a ette y',
  es: 'i o is ito ita cho chi che',
  it: 'i o a ino ina uccio etta',
  pt: 'inho inha zinho i o a eca ito',
  nl: 'ie ke tje je o y',
  pl: 'ka uś ek unia cia sia iu ina',
};
const VOWEL = /[aeiouyąęóöüäéèáíú]/i;

/** As friends call a person, some of the time: the beginning of the name, that with an ending, or its first syllable twice. */
export function nicknamed(name: string, language: string, dice: Random): string {
  if (!dice.chance(0.2) || !/^\p{L}{4,12}$/u.test(name)) return name;
  const x = dice.next();
  if (x < 0.2) return name.slice(0, 3 + dice.int(2));
  if (x < 0.3 && VOWEL.test(name.charAt(1))) return name.slice(0, 2) + name.slice(0, 2).toLowerCase();
  let stem = name.slice(0, 3 + dice.int(2));
  while (stem.length > 2 && VOWEL.test(stem.charAt(stem.length - 1))) stem = stem.slice(0, -1);
  return stem + dice.pick((ENDINGS[language] ?? 'i').split(' '));
}
