import type { Random } from '../random.ts';
import { person } from '../values.ts';

/** How many people an attacker has to choose from. */
const ROSTER = 200;

/** Names of other places than those of the generator. Nothing was tuned on them. */
const FIRST =
  `Adelheid Bo Chidi Dilnoza Eirlys Farrukh Guadalupe Hye-jin Isolde Jo Kojo Leilani Maximiliano Ngozi Oyunbileg Pilar
Quentin Rasa Sinead Thandeka Ulrike Valdemar Wen Ximena Yevgeniya Zoltan Al Bartholomew Cem Djamila`.split(/\s+/);
const LAST =
  `Abdurrahmanov Bae Cisneros Dlamini Ek Fitzsimmons Grzegorczyk Ho Iturralde Jung Kristjansdottir Lo Maseko Nze Ostrowska
Papadopoulos Quispe Rautenbach Szabo Tuimavave Ueda Vasquez Wu Xhaferi Yildirim Zeidan Wolstenholme Ip Oduya Brzezinski`.split(
    /\s+/,
  );

/** As many different names as a roster has, drawn at random. */
export const roster = (r: Random): string[] => distinct(() => person(r));

/** The same, of names that were never looked at. */
export const heldOut = (r: Random): string[] => distinct(() => `${r.pick(FIRST)} ${r.pick(LAST)}`);

function distinct(next: () => string): string[] {
  const names = new Set<string>();
  while (names.size < ROSTER) names.add(next());
  return [...names];
}
