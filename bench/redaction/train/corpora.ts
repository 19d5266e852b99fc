import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastOf, nth } from '../../../lib/activity/there.ts';
import type { HiddenType } from '../../../lib/redaction/hidden-types.ts';
import { FLAG, flagsOf } from '../../../lib/redaction/lexicon/index.ts';
import type { Span } from '../../../lib/redaction/types.ts';
import { developmentSentences } from '../shared.ts';
import type { Sample } from './sample.ts';

const TYPES: Readonly<Record<string, HiddenType>> = {
  ...{ PER: 'PERSON', ORG: 'ORGANIZATION', LOC: 'LOCATION', PERSON: 'PERSON', ORGANIZATION: 'ORGANIZATION' },
  ...{ GPE: 'LOCATION', LOCATION: 'LOCATION', ADDRESS: 'ADDRESS', STREET_ADDRESS: 'ADDRESS', TITLE_NAME: 'PERSON' },
};
const typeOf = (tag: string): HiddenType | undefined =>
  /(?:deriv|part)$/.test(tag) ? undefined : TYPES[tag.replace(/^[BI]-/, '').toUpperCase()];

interface Row {
  readonly word: string;
  readonly type: HiddenType | undefined;
  readonly begins: boolean;
}

/** Longer sentences of running newspaper text are taken in pieces. */
const LONGEST = 120;
const NO_SPACE_BEFORE = /^[.,;:!?)\]}%»”’…]+$|^'(?:s|re|ve|ll|m|d|t)$|^n't$/i;
const NO_SPACE_AFTER = /^[([{«„“¿¡#]+$/;

/** Sentences of a corpus written one word a line. @param spaced whether words stay apart from their signs */
function sentences(
  rows: readonly (Row | undefined)[],
  meta: Omit<Sample, 'text' | 'spans'>,
  spaced: boolean,
): Sample[] {
  const out: Sample[] = [];
  let sentence: Row[] = [];
  const close = () => {
    if (sentence.length > 0) out.push({ ...meta, ...written(sentence, spaced) });
    sentence = [];
  };
  for (const row of rows) {
    if (row === undefined) close();
    else {
      sentence.push(row);
      if (sentence.length >= LONGEST || (sentence.length > 60 && /^[.!?]$/.test(row.word))) close();
    }
  }
  close();
  return out;
}

function written(rows: readonly Row[], spaced: boolean): Pick<Sample, 'text' | 'spans'> {
  let text = '';
  const spans: { start: number; end: number; type: HiddenType }[] = [];
  let glue = true;
  let quoted = false;
  let last: string | undefined;
  for (const { word, type, begins } of rows) {
    const quote = word === '"' || word === "''" || word === '``';
    const apart = spaced ? text !== '' : !(glue || NO_SPACE_BEFORE.test(word) || (quote && quoted));
    if (apart) text += ' ';
    const start = text.length;
    text += word;
    if (type !== undefined) {
      if (type === last && !begins) lastOf(spans).end = text.length;
      else spans.push({ start, end: text.length, type });
    }
    last = type;
    glue = NO_SPACE_AFTER.test(word) || (quote && !quoted);
    if (quote) quoted = !quoted;
  }
  return { text, spans };
}

interface Corpus {
  readonly file: string;
  readonly source: string;
  readonly language: string;
  readonly word: number;
  readonly tag: number;
  readonly split: RegExp;
  readonly alsoSpaced?: true;
}

/** Labelled by other people; licences in ../../../../shared/data/ner and README.md. */
const CORPORA: readonly Corpus[] = [
  { file: 'btc.en.conll', source: 'btc', language: 'en', word: 0, tag: 1, split: /\s+/, alsoSpaced: true },
  { file: 'wikigold.en.conll', source: 'wikigold', language: 'en', word: 0, tag: 1, split: /\s+/ },
  { file: 'sec-filings.en.conll', source: 'sec', language: 'en', word: 0, tag: 3, split: /\s+/ },
  { file: 'germeval2014-dev.de.tsv', source: 'germeval', language: 'de', word: 1, tag: 2, split: /\t/ },
  { file: 'germeval2014-test.de.tsv', source: 'germeval', language: 'de', word: 1, tag: 2, split: /\t/ },
  { file: 'europeana-lft.de.bio', source: 'europeana-de', language: 'de', word: 0, tag: 1, split: /\s+/ },
  { file: 'europeana-onb.de.bio', source: 'europeana-de', language: 'de', word: 0, tag: 1, split: /\s+/ },
  { file: 'europeana-sbb.de.bio', source: 'europeana-de', language: 'de', word: 0, tag: 1, split: /\s+/ },
  { file: 'europeana-bnf.fr.bio', source: 'europeana-fr', language: 'fr', word: 0, tag: 1, split: /\s+/ },
  { file: 'europeana-kb.nl.bio', source: 'europeana-nl', language: 'nl', word: 0, tag: 1, split: /\s+/ },
];

export function labelledCorpora(folder: string): Sample[] {
  return CORPORA.flatMap(({ file, source, language, word, tag, split, alsoSpaced }) => {
    const rows = readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((line): Row | undefined => {
        if (line.trim() === '' || line.startsWith('-DOCSTART-') || /^#\s/.test(line)) return undefined;
        const cells = line.split(split);
        return { word: cells[word] ?? '', type: typeOf(cells[tag] ?? 'O'), begins: /^B-/.test(cells[tag] ?? '') };
      })
      .filter((row) => row === undefined || row.word !== '');
    const meta = { source, language, surface: 'prose' } as const;
    const once = sentences(rows, meta, false);
    return alsoSpaced ? [...once, ...sentences(rows, meta, true)] : once;
  });
}

/** The development sentences with their names; everything else in them is left as it is. */
export function developmentSamples(): Sample[] {
  return (developmentSentences() ?? []).map(({ text, spans, template }) => ({
    ...{ text, language: 'en', surface: 'prose' as const, generated: true },
    source: `development-${template % 2 === 0 ? 'even' : 'odd'}`,
    spans: spans.flatMap((span): Span[] => {
      const type = TYPES[span.type.toUpperCase()];
      return type === undefined ? [] : [{ ...span, type }];
    }),
  }));
}

/** Harmless lines of programs, in one language. */
export interface Lines {
  readonly source: string;
  readonly language: string;
  readonly lines: readonly string[];
}

const clean = (lines: Iterable<string>): string[] => [
  ...new Set(
    [...lines]
      .map((line) => line.replaceAll('&&', '').replaceAll(/\\n/g, '\n').trim())
      .filter((line) => line.length > 1 && line.length < 400 && /\p{L}{2}/u.test(line)),
  ),
];

/** Translations in a GNU `.po` file. @param key whether to take the English originals */
function poLines(file: string, key: boolean): string[] {
  const out: string[] = [];
  let into: 'id' | 'str' | undefined;
  let text = '';
  const close = () => {
    if (text !== '' && into === (key ? 'id' : 'str')) out.push(text);
    text = '';
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const match = /^(msgid|msgid_plural|msgstr(?:\[\d\])?|msgctxt)?\s*"(.*)"$/.exec(line);
    if (match === null) continue;
    if (match[1] !== undefined) {
      close();
      into = match[1].startsWith('msgid') ? 'id' : match[1] === 'msgctxt' ? undefined : 'str';
    }
    text += nth(match, 2).replaceAll('\\"', '"').replaceAll('\\n', ' ');
  }
  close();
  return out.filter((line) => !/^(?:Project-Id-Version|[A-Za-z-]+: .*charset=)/.test(line));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Translated texts of programs, for one language or for all. */
export function programLines(packages: string): Lines[] {
  const out: Lines[] = [];
  const folders = readdirSync(packages).toSorted();
  for (const folder of folders) {
    const at = join(packages, folder);
    const pack = /^codingame-monaco-vscode-language-pack-([a-z-]+)-\d/.exec(folder);
    if (pack !== null) out.push({ source: 'vscode', language: nth(pack, 1), lines: clean(vscodeLines(at)) });
    const jupyter = /^jupyterlab_language_pack_([a-z]+_[a-z]+)-/.exec(folder);
    if (jupyter !== null) out.push({ source: 'jupyter', language: nth(jupyter, 1), lines: clean(jupyterLines(at)) });
    if (folder.startsWith('Django-')) out.push(...djangoLines(at));
    if (folder.startsWith('chatterbot_corpus-')) out.push(...chatterLines(at));
  }
  return out;
}

function vscodeLines(folder: string): string[] {
  return walk(folder)
    .filter((file) => file.endsWith('.json.js') || file.endsWith('.json'))
    .filter((file) => !file.endsWith('package.json'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:":|^)\s*"((?:[^"\\]|\\.)*)",?$/gm)].map((m) => unescaped(nth(m, 1))),
    );
}
const unescaped = (raw: string): string => {
  try {
    return JSON.parse(`"${raw}"`);
  } catch {
    return '';
  }
};

function jupyterLines(folder: string): string[] {
  return walk(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
        .filter(([key]) => key !== '')
        .flatMap(([, value]) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])),
    );
}

function djangoLines(folder: string): Lines[] {
  const lines = new Map<string, string[]>();
  for (const file of walk(folder)) {
    const match = /[/\\]locale[/\\]([A-Za-z_]+)[/\\]LC_MESSAGES[/\\][a-z]+\.po$/.exec(file);
    if (match === null) continue;
    const language = nth(match, 1);
    lines.set(language, [...(lines.get(language) ?? []), ...poLines(file, language === 'en')]);
  }
  return [...lines].map(([language, all]) => ({ source: 'django', language, lines: clean(all) }));
}

const CHATTER: Readonly<Record<string, string>> = {
  ...{ english: 'en', french: 'fr', german: 'de', italian: 'it', portuguese: 'pt', spanish: 'es', turkish: 'tr' },
};
/** Talk about famous people and places is left out: its names are not marked. */
const ABOUT_NOBODY = /(?:conversations|greetings|emotion|emociones|food|compliment|health|psic|computers|IA|ai)\.yml$/;

function chatterLines(folder: string): Lines[] {
  return walk(folder).flatMap((file) => {
    const language = CHATTER[/[/\\]data[/\\]([a-z]+)[/\\]/.exec(file)?.[1] ?? ''];
    if (language === undefined || !ABOUT_NOBODY.test(file)) return [];
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.replace(/^\s*-\s*(?:-\s*)?/, ''))
      .filter((line) => !/^(?:categories|conversations):/.test(line));
    return [{ source: 'chatterbot', language, lines: clean(lines) }];
  });
}

/** Lines of one program and language: those of the weather and of alarms would crowd out all others. */
const MOST_SPOKEN = 300;
const FAMOUS = FLAG.first | FLAG.last | FLAG.place;

/** The first and the last of the readings of a line such as "(please|) stop [now]". */
function readingsOf(line: string): string[] {
  const read = (choose: (all: readonly string[]) => string | undefined) => {
    let text = line;
    for (let before = ''; before !== text; ) {
      before = text;
      text = text
        .replaceAll(/\(([^()[\]]{0,400})\)/g, (_, all: string) => choose(all.split('|')) ?? '')
        .replaceAll(/\[([^()[\]]{0,400})\]/g, (_, all: string) => choose([...all.split('|'), '']) ?? '');
    }
    return text.replaceAll(/\s{1,400}/g, ' ').trim();
  };
  return [read((all) => all[0]), read((all) => all.at(-1))];
}

/** A capital inside of a line that begins a name: lines about a famous person are left out, because it is not marked. */
const namesSomebody = (line: string): boolean =>
  [...line.matchAll(/(?<=\p{Ll},? )\p{Lu}\p{Ll}{2,20}/gu)].some(
    ([word]) => (flagsOf(word.toLowerCase()) & FAMOUS) !== 0,
  );

/** What assistants say and are told, in `locale/LANGUAGE` of their programs. Lines with a place for a value are left out. */
export function spokenLines(packages: string): Lines[] {
  const lines = new Map<string, string[]>();
  for (const name of readdirSync(packages).toSorted()) {
    if (!name.startsWith('ovos_')) continue;
    const folder = join(packages, name);
    const own = new Map<string, string[]>();
    for (const file of walk(folder)) {
      const language = /[/\\]locale[/\\]([a-zA-Z]{2})[-/\\].*\.(?:dialog|intent)$/.exec(file)?.[1]?.toLowerCase();
      if (language === undefined) continue;
      const all = readFileSync(file, 'utf8').split(/\r?\n/);
      const told = all.filter((line) => !/[{}<>#]/.test(line)).flatMap(readingsOf);
      const list = own.get(language) ?? [];
      list.push(...told.filter((line) => /\S\s\S/.test(line) && !/[()|[\]]/.test(line) && !namesSomebody(line)));
      own.set(language, list);
    }
    for (const [language, all] of own) {
      const each = clean(all);
      const step = Math.max(1, each.length / MOST_SPOKEN);
      const some = Array.from({ length: Math.min(MOST_SPOKEN, each.length) }, (_, i) =>
        nth(each, Math.floor(i * step)),
      );
      lines.set(language, [...(lines.get(language) ?? []), ...some]);
    }
  }
  return [...lines].map(([language, all]) => ({ source: 'ovos', language, lines: clean(all) }));
}

/** The clients whose declarations are read. Other clients, or another version, give other weights. */
const CLIENTS: readonly string[] = [
  ...['athena', 'cloudtrail', 'dynamodb', 'glue', 'iam', 'kms', 'lakeformation', 'lambda', 's3', 'sqs'],
];
const CLIENTS_VERSION = '3.1048.0';

/** Prose and code of the AWS SDK's type declarations: technical English, and declarations without names. */
export function sdkLines(packages: string): { prose: string[]; code: string[] } {
  const prose: string[] = [];
  const code: string[] = [];
  for (const client of CLIENTS) {
    const folder = join(packages, `aws-sdk-client-${client}-${CLIENTS_VERSION}`);
    const files = walk(join(folder, 'dist-types')).filter((file) => file.endsWith('.d.ts'));
    for (const file of files)
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const comment = /^\s*\*\s+(.*)$/.exec(line);
        if (comment === null) {
          if (/^(?:export|\s{4}\w)/.test(line)) code.push(line.trim());
        } else
          prose.push(
            nth(comment, 1)
              .replaceAll(/<[^>]{0,200}>|\{@link [^}]{0,200}\}|&[a-z]{2,6};/g, '')
              .trim(),
          );
      }
  }
  const some = (lines: string[], most: number) => {
    const all = clean(lines).filter(
      (line) => line.length > 25 && !/@\w|https?:|^\/\/|\/\/ |^(?:const|import|await) /.test(line),
    );
    const step = Math.max(1, all.length / most);
    return Array.from({ length: Math.min(most, all.length) }, (_, i) => nth(all, Math.floor(i * step)));
  };
  return { prose: some(prose, 5_000), code: some(code, 2_500) };
}
