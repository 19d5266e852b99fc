import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encodeLexicon, FLAG } from '../../lib/redaction/lexicon/coding.ts';
import { fold } from '../../lib/redaction/lexicon/fold.ts';

/**
 * Writes lib/redaction/lexicon/lexicon.json from two unpacked packages (licences in lib/redaction/lexicon/SOURCES.md):
 *   node bench/redaction/build-lexicon.ts SCOWL_FOLDER FAKER_FOLDER
 * Only the names and places of faker are taken, so nothing that measures redaction may draw its names from faker.
 */
const [scowl, faker] = process.argv.slice(2) as [string, string];
const flags = new Map<string, number>();

const add = (word: string, flag: number) => {
  const key = fold(word);
  if (/^[a-z][a-z' -]{1,29}$/.test(key)) flags.set(key, (flags.get(key) ?? 0) | flag);
};

function addScowl(classes: readonly string[], sizes: readonly number[], flag: number): void {
  for (const dialect of ['english', 'american', 'british', 'british_z'])
    for (const name of classes)
      for (const size of sizes) {
        let text: string;
        try {
          text = readFileSync(join(scowl, `${dialect}-${name}.${size}`), 'latin1');
        } catch {
          continue;
        }
        for (const line of text.split('\n')) if (line.length > 1 && !line.endsWith("'s")) add(line, flag);
      }
}

addScowl(['words', 'contractions'], [10, 20], FLAG.common);
addScowl(['words', 'contractions'], [35, 40, 50], FLAG.word);
addScowl(['words'], [55, 60, 70], FLAG.rare);
addScowl(['upper', 'proper-names'], [10, 20, 35, 40, 50, 60, 70], FLAG.proper);

interface Names {
  generic?: string[];
  female?: string[];
  male?: string[];
}
const every = (names: Names | undefined) => [
  ...(names?.generic ?? []),
  ...(names?.female ?? []),
  ...(names?.male ?? []),
];

for (const file of readdirSync(join(faker, 'dist/locale')).filter((name) => name.endsWith('.js'))) {
  const { faker: one } = await import(pathToFileURL(join(faker, 'dist/locale', file)).href);
  const raw = one.rawDefinitions;
  for (const name of every(raw.person?.first_name)) add(name, FLAG.first);
  for (const name of every(raw.person?.last_name)) {
    add(name, FLAG.last);
    if (/[\s-]/.test(name)) for (const part of name.split(/[\s-]/)) if (part.length > 3) add(part, FLAG.last);
  }
  for (const kind of ['city_name', 'country', 'state', 'county'])
    for (const place of raw.location?.[kind] ?? []) {
      if (typeof place !== 'string') continue;
      add(place.replace(/\s*\(.*\)/, ''), FLAG.place);
    }
}
// Country lists carry words that are not places of their own.
for (const word of ['island', 'islands', 'republic', 'kingdom', 'states', 'of', 'north', 'south']) flags.delete(word);
addScowl(['words'], [10], FLAG.common);
for (const word of ['island', 'islands', 'republic', 'kingdom', 'states', 'of', 'north', 'south'])
  flags.set(word, FLAG.common);

writeFileSync(
  new URL('../../lib/redaction/lexicon/lexicon.json', import.meta.url),
  `${JSON.stringify({ entries: encodeLexicon(flags) })}\n`,
);
process.stdout.write(`${flags.size} entries\n`);
