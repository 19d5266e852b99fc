import type { Random } from './random.ts';

/**
 * Made-up people, places and firms, written here by hand: the lexicon of the redactor comes from other lists, and the values that
 * measure it must not. Many are in no lexicon at all, as in life.
 */
const split = (text: string) => text.trim().split(/\s*[\n,]\s*/);
const FIRST =
  split(`Tamsin, Kwabena, Oluwaseun, Priyanka, Mateusz, Siobhan, Jonas, Leonie, Hamza, Zainab, Thandiwe, Bronagh, Caio, Iryna, Rukmini
  Sunniva, Eoin, Marguerite, Tobias, Anneliese, Dimitra, Yusra, Haruka, Jiho, Minh, Thuy, Somchai, Adaeze, Tendai, Nkechi, Rafael, Beatriz
  Joaquín, Zofia, Wojciech, Ludmila, Radek, Ágnes, Zsolt, Ioana, Bogdan, Mircea, Elif, Emre, Noor, Karim, Salma, Idris, Wanjiru, Kofi
  Alice, Daniel, Grace, Thomas, Laura, Victor, Monica, Edward, Helen, Simon, Rachel, Andrew, Julia, Patrick, Diane, Craig, Sandra, Keith`);
const LAST =
  split(`Okonkwo, Achterberg, Vandermeulen, Lindqvist, Szymborska, Papadimitriou, Castellanos, Featherstonehaugh, Ngozi, Bhattacharya
  Krishnamurthy, Yamashiro, Tanuwidjaja, Nguyen, Phan, Kaewmanee, Mbeki, Oyelaran, Abernethy, McAllister, O'Sullivan, Delacroix, Beaumont
  Schwarzenbach, Hofstadter, Kowalczyk, Dvořák, Horváth, Ionescu, Petrov, Shevchenko, Yıldırım, Haddad, Al-Rashid, Benali, Fraser, Whitcombe
  Baker, Carter, Hughes, Morgan, Price, Reid, Stone, Underwood, Walsh, Young, Marsh, Holloway, Pemberton, Quigley, Rasmussen, Sørensen`);
const TOWN =
  split(`Ashgrove, Thornbury, Llanidloes, Wexcombe, Kirkcudbright, Bad Salzungen, Quedlinburg, Oudenaarde, Villefranche, Castelfranco
  Zamora, Setúbal, Ystad, Hämeenlinna, Szeged, Oradea, Plovdiv, Kutaisi, Nakuru, Bulawayo, Chittagong, Ipoh, Bendigo, Moose Jaw, Duluth
  Chattanooga, Sacramento, Leicester, Rotterdam, Graz, Bologna, Nantes, Bilbao, Gdynia, Bergen, Osaka, Pune, Lima, Toronto, Denver`);
const COUNTRY = split(
  'Portugal, Latvia, Ghana, Vietnam, Uruguay, New Zealand, South Korea, Ireland, Morocco, Canada, Sri Lanka, Norway',
);
const FIRM =
  split(`Brightwater Logistics, Halden & Ruck, Norwick Analytics, Tessellate GmbH, Quorvane Ltd, Fenwright Insurance, Osprey Dental Group
  Zandermann AG, Kestrel Foods Inc, Lumivanta, Oakhollow Partners, Pryzma Systems, Verdantis, Marlowe Bros, Copperline Bank, Yarrowtech`);
const STREET = split(
  'Maple, Kingsmead, Larkhill, Bellweather, Saint Anne, Quarry, Old Mill, Harbour, Juniper, Wellington, Foundry, Meadow',
);
const KIND = split('Street, Road, Avenue, Lane, Drive, Close, Court, Crescent, Way, Boulevard');
const DIGITS = '0123456789';

export const person = (r: Random): string => `${r.pick(FIRST)} ${r.pick(LAST)}`;
export const first = (r: Random): string => r.pick(FIRST);
export const last = (r: Random): string => r.pick(LAST);
export const town = (r: Random): string => r.pick(TOWN);
export const country = (r: Random): string => r.pick(COUNTRY);
export const firm = (r: Random): string => r.pick(FIRM);
export const street = (r: Random): string => `${1 + r.int(240)} ${r.pick(STREET)} ${r.pick(KIND)}`;
export const address = (r: Random): string =>
  r.pick([
    () => `${street(r)}, ${town(r)}`,
    () => `${street(r)}, Apt. ${1 + r.int(90)}, ${town(r)}, ${country(r)} ${10_000 + r.int(80_000)}`,
    () => `${street(r)}\n${town(r)}\n${country(r)} ${10_000 + r.int(80_000)}`,
    () =>
      `${r.pick(['Lindenstraße', 'Hauptstrasse', 'Prinsengracht', 'Via Garibaldi', 'Calle Mayor', 'Rue Voltaire'])} ${1 + r.int(200)}, ${10_000 + r.int(80_000)} ${town(r)}`,
  ])();
export const email = (r: Random): string =>
  `${r
    .pick(FIRST)
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()}.${r.chars('abcdefghijkl', 6)}@${r.chars('mnopqrst', 7)}.${r.pick(['com', 'de', 'co.uk', 'org'])}`;
export const phone = (r: Random): string =>
  r.pick([
    () => `+44 20 7${r.chars(DIGITS, 3)} ${r.chars(DIGITS, 4)}`,
    () => `(${r.pick(['415', '212', '617'])}) 555-${r.chars(DIGITS, 4)}`,
    () => `+49 30 ${r.chars(DIGITS, 8)}`,
    () => `0${1 + r.int(8)}${r.chars(DIGITS, 2)} ${r.chars(DIGITS, 3)} ${r.chars(DIGITS, 4)}`,
    () => `${r.pick(['415', '212'])}.555.${r.chars(DIGITS, 4)}x${r.chars(DIGITS, 3)}`,
  ])();
export const date = (r: Random): string =>
  r.pick([
    () => `${1 + r.int(28)}/${1 + r.int(12)}/${1940 + r.int(65)}`,
    () => `${1940 + r.int(65)}-0${1 + r.int(9)}-${10 + r.int(18)}`,
    () => `March ${1 + r.int(28)}, ${1940 + r.int(65)}`,
  ])();
export const ssn = (r: Random): string => `${100 + r.int(500)}-${10 + r.int(89)}-${1000 + r.int(8999)}`;
export const url = (r: Random): string => `https://www.${r.chars('bcdfghklmn', 9)}.${r.pick(['com', 'net', 'io'])}/`;
export const ip = (r: Random): string => `${11 + r.int(180)}.${r.int(255)}.${r.int(255)}.${1 + r.int(254)}`;

export function card(r: Random): string {
  const head = `4${r.chars(DIGITS, 14)}`;
  const sum = [...head].toReversed().reduce((total, c, i) => {
    const twice = i % 2 === 0 ? Number(c) * 2 : Number(c);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return head + ((10 - (sum % 10)) % 10);
}

export function iban(r: Random): string {
  const account = r.chars(DIGITS, 18);
  let rest = 0;
  for (const c of `${account}131400`) rest = (rest * 10 + Number(c)) % 97;
  return `DE${String(98 - rest).padStart(2, '0')}${account}`;
}

export const password = (r: Random): string =>
  r.pick([
    () =>
      `${r.pick(['Sommer', 'tiger', 'Gruffalo', 'blue', 'Falcon', 'raincoat'])}${r.pick(['!', '#', '_', '$'])}${10 + r.int(9990)}`,
    () => r.chars('abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@#%', 10 + r.int(6)),
    () => `${r.chars('bcdfghklmnprst', 3)}${r.chars('aeiou', 2)}${r.chars(DIGITS, 3)}`,
  ])();
export const token = (r: Random): string =>
  r.chars('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 32 + r.int(12));
export const hex = (r: Random): string => r.chars('0123456789abcdef', r.pick([32, 40, 64]));

/** Passwords that people choose without any check. */
export const weak = (r: Random): string =>
  r.pick([
    () =>
      r.pick(
        split(
          'qwerty, letmein, welcome, iloveyou, monkey, sunshine, tigger, dragon, superman, football, princess, trustno1, abc123, tiger, hunter2, welcome1, admin123, test1234, pass123, changeit99, summer2019, Winter2020, P@ssw0rd, p4ssw0rd, root123, toor, guest123, secret123, mypass1, s3cr3t, asdf1234, zaq12wsx, foobar42, 123456, 12345678, 111111',
        ),
      ),
    () => `${r.pick(['peach', 'otter', 'violet', 'marble', 'rocket'])}${r.pick(['', '.', '-', '_'])}${10 + r.int(90)}`,
  ])();
export const words = (r: Random): string =>
  Array.from({ length: 4 + r.int(3) }, () =>
    r.pick(
      split(
        'otter, marble, window, purple, ladder, candle, forest, bottle, sudden, copper, violin, harbor, magnet, gentle, walnut, tunnel',
      ),
    ),
  ).join(' ');
export const pin = (r: Random): string => r.chars(DIGITS, r.pick([4, 5, 6]));
const HEX = '0123456789abcdef';
const ALNUM = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const uuid = (r: Random): string => [8, 4, 4, 4, 12].map((length) => r.chars(HEX, length)).join('-');
export const b64 = (r: Random): string => r.chars(`${ALNUM}+/`, r.pick([22, 32, 43, 64]));
export const b64url = (r: Random): string => r.chars(`${ALNUM}-_`, 43);
export const django = (r: Random): string => r.chars('abcdefghijklmnopqrstuvwxyz0123456789!@#%^&*(-_=+)', 50);
export const azure = (r: Random): string => `${r.chars(ALNUM, 3)}8Q~${r.chars(`${ALNUM}_~.-`, 34)}`;
