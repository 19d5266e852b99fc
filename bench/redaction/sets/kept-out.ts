import { readFileSync } from 'node:fs';
import { nth, there } from '../../../lib/activity/there.ts';

/**
 * Careless chat by the authors whose other lines the names are learned from: the fifth of their lines that is kept out of learning and of the
 * lists of everyday words. Ideas recur between the languages of one author, so this is kinder than text by others.
 */
interface KeptOut {
  readonly harmless: readonly string[];
  /** Lines with people in their places, and where each name stands. */
  readonly named: readonly {
    readonly text: string;
    readonly names: readonly (readonly [start: number, end: number])[];
  }[];
}

const words = (text: string): readonly string[] => text.split(' ');
/** Names for the places, made for this set. */
const CALLED: Readonly<Record<string, { readonly given: readonly string[]; readonly last: readonly string[] }>> = {
  en: {
    given: words('keisha declan priya tamsin obafemi siobhan dwayne maureen'),
    last: words('ashworth okonkwo pemberton'),
  },
  de: {
    given: words('gundula torben ayşe jörn mareike hannes wiebke cem'),
    last: words('kleinschmidt öztürk hinterberger'),
  },
  fr: {
    given: words('maëlys thibault fatou gwenaëlle yanis solène bastien corinne'),
    last: words('lefebvre delacroix benhaddou'),
  },
  es: {
    given: words('macarena iñigo yolanda borja ximena nuria gonzalo chelo'),
    last: words('echevarría peñalver quintanilla'),
  },
  it: {
    given: words('ginevra tommaso ornella loris fabiola gaetano noemi ezio'),
    last: words('bevilacqua mastroianni locatelli'),
  },
  pt: {
    given: words('jucimara tiago vanderlei marisa rute caetano thaís nuno'),
    last: words('figueiredo vasconcelos albuquerque'),
  },
  nl: {
    given: words('saartje joost fenna bram marloes teun floortje sjoerd'),
    last: words('wijngaarden hoekstra dijkgraaf'),
  },
  pl: {
    given: words('grażyna zbyszek kinga mirek bożena wojtek halina radek'),
    last: words('szczudło wiśniewska grabowski'),
  },
};

const linesOf = (file: string): (readonly [language: string, text: string])[] =>
  readFileSync(new URL(`kept-out/${file}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, 2), line.slice(3)]);

export function keptOut(): KeptOut {
  let turn = 0;
  const named = linesOf('names').map(([language, line]) => {
    const { given, last } = there(CALLED[language], 'the names of a language');
    const names: (readonly [number, number])[] = [];
    let text = '';
    for (const [i, part] of line.split(/\{([FLP])\}/).entries()) {
      if (i % 2 === 0) {
        text += part;
        continue;
      }
      turn++;
      const first = nth(given, turn % given.length);
      const family = nth(last, turn % last.length);
      const name = part === 'F' ? first : part === 'L' ? family : `${first} ${family}`;
      names.push([text.length, text.length + name.length]);
      text += name;
    }
    return { text, names };
  });
  return { harmless: linesOf('talk').map(([, text]) => text), named };
}
