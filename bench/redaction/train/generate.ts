import { nth, there } from '../../../lib/activity/there.ts';
import type { HiddenType } from '../../../lib/redaction/hidden-types.ts';
import type { Surface } from '../../../lib/redaction/types.ts';
import { Random } from '../random.ts';
import { type Names, templatesOf } from './names.ts';
import { nicknamed } from './nicknames.ts';
import type { Sample } from './sample.ts';

const SLOT = /\{([A-Za-z])\}/g;
const TITLES: Readonly<Record<string, readonly string[]>> = {
  en: ['Mr', 'Mr.', 'Mrs', 'Ms', 'Ms.', 'Dr', 'Dr.', 'Prof.', 'Professor', 'Judge', 'Captain'],
  de: ['Dr.', 'Prof.', 'Prof. Dr.', 'Herr', 'Frau', 'Pfarrer', 'Richterin'],
  fr: ['M.', 'Mme', 'Mlle', 'Dr', 'Maître', 'le docteur', 'le général'],
  es: ['Sr.', 'Sra.', 'Dr.', 'Dra.', 'don', 'doña', 'Ing.'],
  it: ['Sig.', 'Sig.ra', 'Dott.', 'Dott.ssa', 'Avv.', 'Ing.'],
  pt: ['Sr.', 'Sra.', 'Dr.', 'Dra.', 'Prof.', 'Dona'],
  nl: ['dhr.', 'mevr.', 'dr.', 'prof.', 'mr.', 'de heer'],
  pl: ['Pan', 'Pani', 'dr', 'prof.', 'inż.', 'mec.'],
};

/** Polish names end otherwise by their place in the sentence. */
function inflected(name: string, dice: Random): string {
  if (!dice.chance(0.3)) return name;
  return name
    .split(' ')
    .map((part) => {
      if (/ski$|cki$/.test(part)) return part + dice.pick(['ego', 'emu', 'm']);
      if (/ska$|cka$/.test(part))
        return part.slice(0, -1) + dice.pick(['iej', 'ą'].map((text) => (text === 'iej' ? 'iej' : 'ą')));
      if (/a$/.test(part)) return part.slice(0, -1) + dice.pick(['y', 'ę', 'ie', 'ą']);
      return /[bcdfgłlmnprstzwk]$/.test(part) ? part + dice.pick(['a', 'owi', 'em']) : part;
    })
    .join(' ');
}

/** Fills one template. Titles stay outside of the names that follow them. @param nicknames whether some given names are as friends shorten them */
export function filled(
  template: string,
  language: string,
  names: Names,
  dice: Random,
  nicknames = false,
): Pick<Sample, 'text' | 'spans'> {
  let text = '';
  let done = 0;
  const spans: { start: number; end: number; type: HiddenType }[] = [];
  const put = (value: string, type?: HiddenType) => {
    const start = text.length;
    text += value;
    if (type !== undefined) spans.push({ start, end: text.length, type });
  };
  const person = (name: string) => put(language === 'pl' ? inflected(name, dice) : name, 'PERSON');
  for (const match of template.matchAll(SLOT)) {
    put(template.slice(done, match.index));
    done = match.index + match[0].length;
    const kind = nth(match, 1);
    if (kind === 'P') person(names.full(language, dice));
    else if (kind === 'F') person(names.first(language, dice));
    else if (kind === 'L') person(names.last(language, dice));
    else if (kind === 'p') put(names.full(language, dice).toLowerCase(), 'PERSON');
    else if (kind === 'f') {
      const first = names.first(language, dice);
      const called = nicknames ? nicknamed(first, language, dice) : first;
      put((nicknames && language === 'pl' ? inflected(called, dice) : called).toLowerCase(), 'PERSON');
    } else if (kind === 'l') put(names.last(language, dice).toLowerCase(), 'PERSON');
    else if (kind === 'H') put(names.handle(language, dice), 'PERSON');
    else if (kind === 'U') put(names.user(language, dice), 'PERSON');
    else if (kind === 'O') put(names.org(language, dice), 'ORGANIZATION');
    else if (kind === 'o')
      put(
        names
          .org(language, dice)
          .toLowerCase()
          .replaceAll(/[ ,.&]+/g, dice.pick(['_', '-', ' '])),
        'ORGANIZATION',
      );
    else if (kind === 'C') put(names.city(language, dice), 'LOCATION');
    else if (kind === 'c') put(names.city(language, dice).toLowerCase(), 'LOCATION');
    else if (kind === 'G') put(names.country(language, dice), 'LOCATION');
    else if (kind === 'A') put(names.address(language, dice), 'ADDRESS');
    else if (kind === 'S') put(names.street(language, dice), 'ADDRESS');
    else if (kind === 'I') put(identifier(dice));
    else if (kind === 'T') put(dice.pick(there(TITLES[language], 'the titles of a language')));
    else if (kind === 'N') put(`${1000 + dice.int(999_000)}`);
    else if (kind === 'D') put(`${10 + dice.int(19)}`);
    else if (kind === 'w') put(dice.pick(['web-01', 'laptop', 'db', 'build', 'macbook', 'srv2', 'host']));
    else if (kind === 'E')
      put(`${names.user(language, dice)}@${dice.pick(['example.com', 'mail.net', 'corp.org', 'acme.io'])}`);
    else put(match[0]);
  }
  put(template.slice(done));
  return { text, spans };
}

const PARTS = (
  'get set read write parse open close stream buffer event queue array type error map list node tree view item user name key value ' +
  'page load save state store item index count row table column file path url request response header body token async promise ' +
  'worker thread channel message handler listener callback factory builder manager service client server context config option ' +
  'default message abort signal controller target weak ref typed view reg exp date time zone locale format string number object'
).split(' ');

/** A name that a program gives: camelCase, PascalCase, snake_case. */
function identifier(dice: Random): string {
  const parts = Array.from({ length: 1 + dice.int(3) }, () => dice.pick(PARTS));
  const upper = (part: string) => part.charAt(0).toUpperCase() + part.slice(1);
  const x = dice.next();
  if (x < 0.35) return parts.map((part, i) => (i === 0 ? part : upper(part))).join('');
  if (x < 0.75) return parts.map(upper).join('');
  if (x < 0.85) return `${parts.join('_')}`;
  return x < 0.95 ? `${parts.map((part, i) => (i === 0 ? part : upper(part))).join('')}()` : parts.join('-');
}

/** How many texts of each language: those without a corpus need more. */
const SHARES: Readonly<Record<string, number>> = {
  ...{ en: 1.5, de: 1.1, fr: 1.3, es: 1.2, it: 1.1, pt: 1.1, nl: 1.1, pl: 1.1 },
};

/** @param part which templates: those of even places, of odd places, or all */
export function generated(
  names: Names,
  labels: ReadonlyMap<string, readonly string[]>,
  amount: number,
  seed: number,
  part: 'even' | 'odd' | 'all' = 'all',
): Sample[] {
  const half = (list: string[]) => list.filter((_, i) => part === 'all' || (i % 2 === 0) === (part === 'even'));
  const ui = half(templatesOf('ui'));
  const code = half(templatesOf('code'));
  const programs = half(templatesOf('identifiers'));
  const out: Sample[] = [];
  for (const [language, share] of Object.entries(SHARES)) {
    const dice = new Random(seed ^ (language.charCodeAt(0) * 256 + language.charCodeAt(1)));
    const prose = half(templatesOf(language));
    const beside = labels.get(language) ?? ['File'];
    const add = (text: Pick<Sample, 'text' | 'spans'>, surface: Surface, source: string) =>
      out.push({ ...text, surface, language, source, generated: true });
    for (let i = 0; i < amount * share; i++) {
      const x = dice.next();
      if (language === 'en' && dice.chance(0.04))
        add(filled(dice.pick(programs), 'en', names, dice), 'prose', 'templates');
      else if (x < 0.6) {
        const one = filled(dice.pick(prose), language, names, dice);
        if (!dice.chance(0.25)) add(one, 'prose', 'templates');
        else {
          const gap = dice.chance(0.7) ? ' ' : '\n';
          const two = filled(dice.pick(prose), language, names, dice);
          const shift = one.text.length + gap.length;
          const moved = two.spans.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift }));
          add({ text: one.text + gap + two.text, spans: [...one.spans, ...moved] }, 'prose', 'templates');
        }
      } else if (x < 0.76)
        add(filled(dice.pick(ui), language, names, dice), dice.chance(0.7) ? 'ui' : 'prose', 'templates');
      else if (x < 0.9)
        add(filled(dice.pick(code), language, names, dice), dice.chance(0.8) ? 'code' : 'prose', 'templates');
      else {
        const label = dice
          .pick(beside)
          .replaceAll(/[{}|\n]/g, '')
          .slice(0, 40);
        const value = dice.pick(['{P}', '{P}', '{F} {L}', '{O}', '{C}', '{P} {O}', '{A}']);
        const form = dice.pick(['@: $', '@ $', '$ – @', '$ | @', '@\n$', '@ ($)', '$ - @']);
        add(
          filled(
            form.replace('@', () => label).replace('$', () => value),
            language,
            names,
            dice,
          ),
          'ui',
          'templates',
        );
      }
    }
  }
  return out;
}
