import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { there } from '../../../lib/activity/there.ts';
import type { Random } from '../random.ts';

/** Given names, surnames, towns and streets of one locale. */
interface Pool {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly city: readonly string[];
  readonly street: readonly string[];
  readonly country: readonly string[];
}

/** Locales that write a language, and those whose people live everywhere. */
const LOCALES: Readonly<Record<string, readonly string[]>> = {
  en: ['en', 'en_US', 'en_GB', 'en_AU', 'en_CA', 'en_IN', 'en_IE', 'en_ZA', 'en_NG', 'en_GH'],
  de: ['de', 'de_AT', 'de_CH'],
  fr: ['fr', 'fr_CA', 'fr_CH', 'fr_BE', 'fr_SN'],
  es: ['es', 'es_MX'],
  it: ['it'],
  pt: ['pt_PT', 'pt_BR'],
  nl: ['nl', 'nl_BE'],
  pl: ['pl'],
};
const ELSEWHERE = [
  ...['tr', 'sv', 'fi', 'cs_CZ', 'ro', 'hr', 'da', 'nb_NO', 'hu', 'sk', 'id_ID', 'vi', 'lv', 'af_ZA', 'yo_NG', 'zu_ZA'],
];

interface Raw {
  person?: Record<string, unknown>;
  location?: Record<string, unknown>;
}
const words = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((item) => (typeof item === 'string' ? [item] : typeof item?.value === 'string' ? [item.value] : []))
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(words)
      : [];
const names = (list: readonly string[]) =>
  [...new Set(list)].filter((name) => /^\p{Lu}[\p{L}'’. -]{1,24}$/u.test(name) && !/[{}#\d]/.test(name));

/** Name generators over the word lists of @faker-js/faker (MIT). */
export class Names {
  readonly #pools = new Map<string, Pool>();

  static async load(folder: string): Promise<Names> {
    const all = new Names();
    const { allFakers } = await import(pathToFileURL(join(folder, 'dist/index.js')).href);
    const english = allFakers.en.rawDefinitions as Raw;
    for (const locale of [...Object.values(LOCALES).flat(), ...ELSEWHERE]) {
      const raw = allFakers[locale]?.rawDefinitions as Raw | undefined;
      if (raw === undefined) continue;
      const { person = {}, location = {} } = raw;
      const city = names(words(location.city_name));
      const last = names(words(person.last_name));
      const pool: Pool = {
        first: names(words(person.first_name)),
        last,
        city: city.length > 10 ? city : names([...words(location.state), ...words(location.county)]),
        street: names(words(location.street_name)),
        country: names(words(location.country).length > 0 ? words(location.country) : words(english.location?.country)),
      };
      if (pool.first.length > 10 && pool.last.length > 10) all.#pools.set(locale, pool);
    }
    return all;
  }

  #locale(language: string, dice: Random, athome: number): Pool {
    const from = dice.chance(athome) ? there(LOCALES[language], 'the places of a language') : ELSEWHERE;
    const known = from.filter((text) => this.#pools.has(text));
    return there(this.#pools.get(dice.pick(known.length > 0 ? known : ['en'])), 'the English pool');
  }

  first(language: string, dice: Random): string {
    const { first } = this.#locale(language, dice, 0.75);
    const x = dice.next();
    if (x < 0.05) return dice.pick(WORDS[language] ?? there(WORDS.en, 'the English words'));
    if (x < 0.13) return spliced(dice.pick(first), dice.pick(first));
    if (x < 0.16) return `${dice.pick(first)}-${dice.pick(first)}`;
    return dice.pick(first);
  }

  last(language: string, dice: Random): string {
    const { last } = this.#locale(language, dice, 0.7);
    const x = dice.next();
    if (x < 0.06) return dice.pick(WORDS[language] ?? there(WORDS.en, 'the English words'));
    if (x < 0.3) return spliced(dice.pick(last), dice.pick(last));
    if (x < 0.34) return `${dice.pick(last)}-${dice.pick(last)}`;
    if (x < 0.4) return dice.pick(PARTICLES[language] ?? ['']) + dice.pick(last);
    return dice.pick(last);
  }

  full(language: string, dice: Random): string {
    const first = this.first(language, dice);
    const last = this.last(language, dice);
    const x = dice.next();
    const letter = dice.pick([...'ABCDEFGHJKLMNPRSTW']);
    if (x < 0.06) return `${first} ${letter}. ${last}`;
    if (x < 0.09) return `${first} ${letter} ${last}`;
    if (x < 0.13) return `${first} ${this.first(language, dice)} ${last}`;
    if (x < 0.17) return `${first[0]}. ${last}`;
    if (x < 0.19 && (language === 'es' || language === 'pt')) return `${first} ${last} ${this.last(language, dice)}`;
    return `${first} ${last}`;
  }

  city(language: string, dice: Random): string {
    const { city } = this.#locale(dice.chance(0.75) ? language : dice.pick(Object.keys(LOCALES)), dice, 1);
    const list = city.length > 0 ? city : there(this.#pools.get('en'), 'the English pool').city;
    return dice.chance(0.12) ? spliced(dice.pick(list), dice.pick(list)) : dice.pick(list);
  }

  country(language: string, dice: Random): string {
    const { country } = this.#locale(language, dice, 1);
    return dice.pick(country.length > 0 ? country : there(this.#pools.get('en'), 'the English pool').country);
  }

  street(language: string, dice: Random): string {
    const { street } = this.#locale(language, dice, 1);
    const make = there(STREETS[language], 'the streets of a language');
    return street.length > 20 && dice.chance(0.5)
      ? dice.pick(street)
      : dice.pick(make).replace('#', dice.chance(0.5) ? this.last(language, dice) : this.city(language, dice));
  }

  address(language: string, dice: Random): string {
    const number = `${1 + dice.int(dice.chance(0.8) ? 199 : 4000)}${dice.chance(0.12) ? dice.pick([...'abcABC']) : ''}`;
    const filled = dice
      .pick(there(ADDRESSES[language], 'the addresses of a language'))
      .replace('{s}', this.street(language, dice))
      .replace('{n}', number)
      .replace('{c}', this.city(language, dice))
      .replace('{u}', `${1 + dice.int(40)}`)
      .replace(/#/g, () => `${dice.int(10)}`)
      .replace(/\?/g, () => dice.pick([...'ABCDEFGHJKLMNPRSTW']));
    return dice.chance(0.25) ? filled.replaceAll(', ', '\n') : filled;
  }

  org(language: string, dice: Random, isKnown = true): string {
    const x = isKnown ? dice.next() : 0.08 + 0.92 * dice.next();
    const tail = dice.pick(there(TAILS[language], 'the ends of addresses'));
    const join = tail.startsWith(',') ? '' : ' ';
    if (x < 0.08) return dice.pick(KNOWN);
    if (x < 0.32) {
      const name = this.last(language, dice);
      const more = dice.chance(0.3) ? dice.pick(['-', ' & ', ' ', ' and ']) + this.last(language, dice) : '';
      return dice.chance(0.15) ? name + more : name + more + join + tail;
    }
    if (x < 0.54) {
      const noun = dice.pick(there(NOUNS[language], 'the nouns of a language'));
      const more = dice.chance(0.4) ? ` ${dice.pick(there(NOUNS[language], 'the nouns of a language'))}` : '';
      return dice.chance(0.25) ? noun + more : noun + more + join + tail;
    }
    if (x < 0.7)
      return dice
        .pick(there(SEATED[language], 'the seats of firms'))
        .replace('{c}', this.city(language, dice))
        .replace('{l}', this.last(language, dice));
    if (x < 0.9) {
      let name = '';
      for (let i = 0, n = 2 + dice.int(2); i < n; i++) name += dice.pick(SYLLABLES);
      name = name.charAt(0).toUpperCase() + name.slice(1);
      if (dice.chance(0.3))
        name += dice.pick(['Tech', 'Soft', 'Pay', 'Lab', 'Cloud', '.io', ' AI', 'ly', 'Works', 'Bank', '42']);
      return dice.chance(0.35) ? name + join + tail : name;
    }
    if (x < 0.93)
      return `${1 + dice.int(99)} ${dice.pick(there(NOUNS[language], 'the nouns of a language'))} ${tail.replace(/^, /, '')}`;
    let letters = '';
    for (let i = 0, n = 2 + dice.int(3); i < n; i++) letters += dice.pick([...'ABCDEFGHIKLMNOPRSTUV']);
    return letters;
  }

  handle(language: string, dice: Random): string {
    const first = ascii(this.first(language, dice));
    const last = ascii(this.last(language, dice));
    return dice.pick([
      ...[first + last, `${first}_${last}`, first[0] + last, `${first}${dice.int(99)}`, last + first, `the${first}`],
      ...[`${first}x`, `its${first}`, first + (last[0] ?? ''), `${dice.pick(SYLLABLES)}${last}`, last],
    ]);
  }

  user(language: string, dice: Random): string {
    const first = ascii(this.first(language, dice));
    const last = ascii(this.last(language, dice));
    return dice.pick([
      `${first}.${last}`,
      first[0] + last,
      `${first}${last[0] ?? ''}`,
      first,
      last,
      `${first}_${last}`,
    ]);
  }
}

const ascii = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase() || 'kim';

/** A name that no list has: the beginning of one and the end of another. */
function spliced(a: string, b: string): string {
  const head = a.slice(0, Math.max(2, a.length >> 1));
  return (head + b.slice(b.length >> 1).toLowerCase()).replaceAll(/[ -]/g, '');
}

export const templatesOf = (name: string): string[] =>
  readFileSync(new URL(`templates/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('\\n', '\n').replaceAll('\\t', '\t'));

/** The word lists below are written by hand. */
const SYLLABLES = (
  'ka lo mi ven tra zor ex ul qua ni bri sol tek dyn vio lum ar cen fo pex gra hel nor wex zy dra mo pha syn or bel cas tri vel axo flu go hub ly ' +
  'sto mer ran dal pin ros tal ver qui nex alt ora ime'
).split(' ');
const split = (text: string) => text.split('|');
const PARTICLES: Readonly<Record<string, readonly string[]>> = {
  en: ["O'", 'Mc', 'Mac', 'van ', 'de '],
  de: ['von ', 'von der ', 'zu '],
  fr: ['de ', 'du ', 'le ', "d'"],
  es: ['de la ', 'de ', 'del '],
  it: ['di ', 'de ', 'del ', "D'"],
  pt: ['da ', 'dos ', 'de '],
  nl: ['van ', 'van der ', 'de ', 'van den ', 'ten '],
};
/** Names that are words as well. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: split(
    'Grace|Hope|Mark|Will|Hunter|Rose|Dawn|Chase|Cash|Burns|Banks|Stone|Baker|Cook|Rivers|Field|Marsh|Day|King|Price|Young|Long|Wood|Bishop|Church|Love|Rich|Summer|Art|Drew|Frank|Ferry|Leek|Sorrel|Reed|Sage|Ivy|Heath|Glen|Penny|Miles|Faith|Joy|Pearl|Olive|Robin|Jay|Dale|Clay|Cliff|Rusty|Sandy|Gene|Bill|Pat|Carol|Violet|Ruby|Amber|Iris|May|June|April|August|Forest|Brook|Lane|Page|Park|Mason|Carter|Cooper|Fisher|Gardner|Marshall|Sergeant|Judge|Noble|Sharp|Swift|Small|Little|Short|Black|White|Green|Gray|Brown',
  ),
  de: split(
    'Koch|Vogel|Klein|Lang|Sommer|Berg|Stein|Kaiser|Engel|Fuchs|Wolf|Bauer|Richter|Baum|Herbst|Schwarz|Weiß|Roth|Winter|Krause|Sturm|Blume|Horn|Nagel|Busch|Rose|Ernst|Ritter|Frost',
  ),
  fr: split(
    'Petit|Blanc|Roux|Fontaine|Marchand|Rose|Noël|Leroux|Lebrun|Boucher|Charpentier|Berger|Bois|Jardin|Fleur|Olive|Claire|Aimé|Roy|Chevalier',
  ),
  es: split(
    'Iglesias|Torres|Reyes|Flores|Blanco|Rojas|Rosa|Luz|Dolores|Mar|Cruz|Campos|Vega|Ríos|Prado|Paz|Sol|Ángel|Delgado|Rubio',
  ),
  it: split('Rossi|Bianchi|Conti|Marini|Fontana|Costa|Serra|Villa|Monti|Colombo|Rosa|Viola|Gioia|Bruno|Leone|Grasso'),
  pt: split('Pereira|Oliveira|Carvalho|Leite|Ramos|Pinto|Silveira|Ribeiro|Rosa|Rocha|Cruz|Reis|Campos|Machado|Coelho'),
  nl: split('Bakker|Visser|Smit|Kok|Mulder|Bos|Vos|Kuiper|Bloem|Roos|Koning|Timmerman|Zomer|Wit|Groot|Haan'),
  pl: split('Zając|Wilk|Baran|Sikora|Kozak|Kowal|Mazur|Sowa|Dudek|Kaczor|Róża|Malina|Kwiatek|Gołąb|Lis'),
};
const NOUNS: Readonly<Record<string, readonly string[]>> = {
  en: split(
    'Bridge|River|Stone|Oak|Harbor|Summit|Beacon|Maple|Falcon|Cedar|Granite|Blue|Silver|Pioneer|Meridian|Atlas|Vertex|Horizon|Crest|Lake|Forge|Ember|Delta|Orchid|Anchor|Compass|Lantern|Willow|Acorn|Mill|Paper Street|Sprout|National Freight|Open Door|Golden Gate|Rivers|Thistle|Kestrel|Heron|Otter|Prairie|Northern|Union|First|General|Global|Bright|Clear|Evergreen|Ironwood|Blackthorn|Fernwood',
  ),
  de: split(
    'Brücke|Adler|Stern|Berg|Nord|Süd|Rhein|Hansa|Alpen|Wald|Stein|Bau|Werk|Technik|Energie|Metall|Linde|Falke|Anker|Kompass|Morgen|Elbe|Licht',
  ),
  fr: split('Soleil|Pont|Étoile|Horizon|Océan|Lumière|Pierre|Rivière|Alpes|Sud|Nord|Atlantique|Moulin|Phare|Cèdre'),
  es: split('Sol|Norte|Puente|Estrella|Mar|Monte|Río|Luz|Andes|Sur|Faro|Roble|Molino|Horizonte'),
  it: split('Sole|Ponte|Stella|Mare|Monte|Luce|Nord|Valle|Faro|Quercia|Mulino|Orizzonte'),
  pt: split('Sol|Ponte|Estrela|Mar|Monte|Rio|Luz|Norte|Farol|Carvalho|Moinho|Horizonte'),
  nl: split('Brug|Ster|Noord|Zuid|Water|Molen|Haven|Licht|Berg|Bos|Anker|Eik|Vuurtoren'),
  pl: split('Most|Gwiazda|Północ|Wisła|Bałtyk|Słońce|Góra|Latarnia|Dąb|Młyn|Kotwica'),
};
const TAILS: Readonly<Record<string, readonly string[]>> = {
  en: split(
    'Inc|Inc.|LLC|Ltd|Ltd.|Corp|Group|Partners|& Co|and Sons|Holdings|Labs|Systems|Bank|Capital|Health|Foods|Airlines|Media|Consulting|Solutions|Energy|Insurance|, Inc.|, LLC|Technologies|University|Hospital|School|Dynamics|Lines|Works|Foundation',
  ),
  de: split('GmbH|AG|GmbH & Co. KG|KG|SE|e.V.|Bank|Versicherung|Verlag|Gruppe|Werke|Logistik|& Söhne|OHG'),
  fr: split('SA|SARL|SAS|et Fils|Groupe|Banque|Assurances|et Cie'),
  es: split('S.A.|S.L.|S.A. de C.V.|y Asociados|Grupo|Seguros|e Hijos'),
  it: split('S.p.A.|S.r.l.|e Figli|Group|SNC|Assicurazioni'),
  pt: split('Ltda.|S.A.|e Filhos|Lda|Seguros'),
  nl: split('B.V.|BV|N.V.|Groep|en Zonen|VOF|Verzekeringen'),
  pl: split('Sp. z o.o.|S.A.|sp. j.|Grupa|i Synowie|Ubezpieczenia'),
};
const SEATED: Readonly<Record<string, readonly string[]>> = {
  en: split(
    'University of {c}|{c} General Hospital|Bank of {c}|{c} City Council|{c} Police Department|First {c} Bank|{c} FC|{c} High School|{c} United|{l} Institute|Court of {c}|{l} Foundation',
  ),
  de: split(
    'Universität {c}|Stadtwerke {c}|Sparkasse {c}|Klinikum {c}|Amtsgericht {c}|SV {c}|FC {c}|Technische Universität {c}|Stadt {c}|Polizei {c}|Autohaus {l}|Kanzlei {l}',
  ),
  fr: split(
    'Université de {c}|Mairie de {c}|CHU de {c}|Banque de {c}|Lycée {l}|Groupe {l}|Cabinet {l}|Olympique de {c}',
  ),
  es: split('Universidad de {c}|Ayuntamiento de {c}|Hospital de {c}|Grupo {l}|Banco de {c}|Clínica {l}|Real {c}'),
  it: split('Università di {c}|Comune di {c}|Banca di {c}|Ospedale di {c}|Gruppo {l}|Studio {l}'),
  pt: split('Universidade de {c}|Câmara Municipal de {c}|Hospital de {c}|Grupo {l}|Banco de {c}|Clínica {l}'),
  nl: split('Universiteit {c}|Gemeente {c}|Ziekenhuis {c}|Rechtbank {c}|FC {c}|Hogeschool {c}|Garage {l}'),
  pl: split('Uniwersytet {c}|Urząd Miasta {c}|Szpital {c}|Bank {c}|Grupa {l}|Kancelaria {l}'),
};
const KNOWN = split(
  'Google|Microsoft|Amazon|Apple|Facebook|Netflix|Tesla|IBM|Siemens|Bosch|SAP|Volkswagen|BMW|Deutsche Bank|Allianz|Renault|Orange|BNP Paribas|Carrefour|Philips|Shell|ING|Heineken|Ikea|Samsung|Sony|Toyota|Intel|Oracle|Cisco|Adobe|Uber|Airbnb|Spotify|Twitter|NASA|NATO|FBI|BBC|CNN|Barclays|HSBC|Lufthansa|Ryanair|Santander|Telefónica|Fiat|Enel|Petrobras|Unilever|Nestlé|Novartis|Orlen|Allegro|Zara|Nike|Adidas|Coca-Cola|Pepsi|Starbucks|Walmart|Boeing|Airbus',
);
const STREETS: Readonly<Record<string, readonly string[]>> = {
  en: split('# Street|# Road|# Avenue|# Lane|# Drive|# Court|# Hill|# Close|# St|# Rd|# Ave|Old # Road'),
  de: split('#straße|#-Straße|#weg|#gasse|Am #|#allee|#platz|#str.'),
  fr: split('rue de #|rue #|avenue #|boulevard #|place de #|chemin de #'),
  es: split('Calle #|calle de #|Avenida de #|Plaza #|C/ #|Paseo de #'),
  it: split('Via #|via #|Piazza #|Viale #|Corso #'),
  pt: split('Rua #|Rua de #|Avenida #|Praça #|Travessa #'),
  nl: split('#straat|#weg|#laan|#plein|#gracht|#kade'),
  pl: split('ul. #|ulica #|al. #|plac #|os. #'),
};
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  en: split(
    '{n} {s}|{n} {s}, {c}|{n} {s}, {c}, ?? #####|{n} {s}, Apt {u}, {c} #####|Flat {u}, {n} {s}, {c} ?? #??|Suite {u}, {n} {s}|{n} {s}, {c} #####|Unit {u}, {n} {s}, {c} ?#? #?#|PO Box ####, {c}',
  ),
  de: split('{s} {n}|{s} {n}, ##### {c}|##### {c}, {s} {n}|{s} {n}, #### {c}|D-##### {c}|{s} {n} in ##### {c}'),
  fr: split('{n} {s}|{n}, {s}, ##### {c}|{n} bis {s}, ##### {c}|{n} {s} ##### {c}|##### {c}'),
  es: split('{s} {n}|{s}, {n}, ##### {c}|{s} {n}, {u}º B, ##### {c}|{s} nº {n}, {c}|##### {c}'),
  it: split('{s} {n}|{s}, {n}, ##### {c}|{s} {n}, ##### {c} (??)|{s} {n} - ##### {c}'),
  pt: split(
    '{s}, {n}|{s}, nº {n}, ####-### {c}|{s}, {n}, ap. {u}, {c} - ??, #####-###|{s} {n}, {u}º Dto, ####-### {c}',
  ),
  nl: split('{s} {n}|{s} {n}, #### ?? {c}|{s} {n}-{u}, #### ?? {c}|{s} {n} te {c}'),
  pl: split('{s} {n}|{s} {n}/{u}, ##-### {c}|{s} {n} m. {u}, {c}|{s} {n}, ##-### {c}'),
};
