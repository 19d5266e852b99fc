import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { redactText, type Surface } from '../../lib/redaction/index.ts';
import { CARELESS } from './sets/careless.ts';
import { CODE_NAMES } from './sets/code-names.ts';
import { HARMLESS } from './sets/harmless.ts';
import { keptOut } from './sets/kept-out.ts';

interface Line {
  readonly measure: string;
  readonly on: string;
  readonly reach: string;
  readonly got: string;
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

/** Harmless lines that a mask touches, and their characters that it hides. */
function touched(lines: readonly string[], surface: Surface): { lines: number; chars: number } {
  let hit = 0;
  let chars = 0;
  let masked = 0;
  for (const line of lines) {
    const { spans } = redactText(line, surface);
    if (spans.length > 0) hit++;
    chars += line.length;
    for (const { start, end } of spans) masked += end - start;
  }
  return { lines: hit, chars: masked / chars };
}

const ROOT = new URL('../../', import.meta.url);
/** Every twelfth message of the TypeScript compiler in a language: text of others, in none of the training data. */
function compilerMessages(language: string): string[] {
  const file = new URL(`node_modules/typescript/lib/${language}/diagnosticMessages.generated.json`, ROOT);
  if (!existsSync(file)) return [];
  return Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>).filter((_, i) => i % 12 === 0);
}

/** Prose of the READMEs of installed packages, without lines about people, links and code. */
function readmes(): string[] {
  const modules = new URL('node_modules/', ROOT);
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.') && !name.startsWith('@'))
    .filter((name) => existsSync(new URL(`${name}/README.md`, modules)))
    .filter((_, i) => i % 5 === 0)
    .flatMap((name) => {
      const text = readFileSync(new URL(`${name}/README.md`, modules), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
      return text
        .split('\n')
        .filter((line) => line.trim().length >= 20)
        .filter((line) => !/https?:|@|author|copyright|license|maintain|contribut|\]\(|<|\|/i.test(line));
    });
}

/** Masks in text without names, language by language, and findings in text that was left out of training. */
export function languages(): Line[] {
  const lines: Line[] = [];
  for (const [language, { chat, labels }] of Object.entries(HARMLESS)) {
    const talk = touched(chat, 'prose');
    const shown = touched(labels, 'ui');
    lines.push({
      measure: `harmless lines masked, ${language}: chat and labels`,
      on: `${chat.length} and ${labels.length} by hand, only counted`,
      reach: '≤ 4 % and ≤ 2 %',
      got: `${talk.lines} and ${shown.lines} (${percent(talk.chars)} and ${percent(shown.chars)} of characters)`,
    });
  }
  lines.push(...carelessChat(), ...keptOutChat());
  for (const language of ['de', 'fr', 'es', 'it', 'pt-br', 'pl', 'cs', 'ja']) {
    const messages = compilerMessages(language);
    if (messages.length === 0) continue;
    const { lines: hit, chars } = touched(messages, 'ui');
    const covered = language !== 'cs' && language !== 'ja';
    lines.push({
      measure: `messages of the TypeScript compiler masked, ${language}${covered ? '' : ' (suppressed by design)'}`,
      on: `${messages.length} messages`,
      reach: covered ? '≤ 2 %' : '–',
      got: `${percent(hit / messages.length)} (${percent(chars)} of characters)`,
    });
  }
  const prose = readmes();
  const { lines: hit, chars } = touched(prose, 'prose');
  lines.push({
    measure: 'technical prose in English, characters masked',
    on: `${prose.length} lines of READMEs`,
    reach: '≤ 1.5 %',
    got: `${percent(chars)} (${percent(hit / prose.length)} of lines)`,
  });
  const found = CODE_NAMES.filter(({ text, values }) => {
    const masked = redactText(text, 'code').text;
    return values.every((value) => !masked.includes(value));
  });
  lines.push({
    measure: 'names in code, logs and terminals found',
    on: `${CODE_NAMES.length} lines: 25 shapes by hand, three people each`,
    reach: '≥ 65 of 75',
    got: `${found.length} of ${CODE_NAMES.length}`,
  });
  return [...lines, ...leftOut()];
}

const BRACKETED = /\[([^\]]{1,60})\]/g;

/** Chat without capitals and marks: harmless lines that are touched, and names that are found, of all languages together. */
function carelessChat(): Line[] {
  const sets = Object.entries(CARELESS);
  const harmless = sets.flatMap(([, set]) => set.harmless);
  const hit = sets.map(([language, set]) => [language, touched(set.harmless, 'prose').lines] as const);
  const named = sets.flatMap(([, set]) => set.named);
  let names = 0;
  let found = 0;
  for (const line of named) {
    const shown = redactText(line.replaceAll(BRACKETED, '$1'), 'prose').text;
    for (const [, name = ''] of line.matchAll(BRACKETED)) {
      names++;
      // A form of address before the name may stay.
      if (!shown.includes(name.split(' ').at(-1) ?? name)) found++;
    }
  }
  const all = hit.reduce((sum, [, lines]) => sum + lines, 0);
  return [
    {
      measure: 'harmless chat in small letters without marks masked, eight languages',
      on: `${harmless.length} lines by hand, only counted`,
      reach: '≤ 4 %',
      got: `${percent(all / harmless.length)} of lines (${hit
        .filter(([, lines]) => lines > 0)
        .map(([language, lines]) => `${language} ${lines}`)
        .join(', ')})`,
    },
    {
      measure: 'names in such chat found',
      on: `${names} names in ${named.length} lines by hand`,
      reach: '≥ 91 %',
      got: percent(found / names),
    },
  ];
}

/** The same of authors whose other lines are learned from. */
function keptOutChat(): Line[] {
  const { harmless, named } = keptOut();
  const { lines, chars } = touched(harmless, 'prose');
  const names = named.flatMap(({ text, names }) => {
    const { spans } = redactText(text, 'prose');
    const isHidden = (at: number) => spans.some(({ start, end }) => start <= at && at < end);
    return names.map(([from, to]) => {
      const places = Array.from({ length: to - from }, (_, i) => from + i);
      return places.every((at) => text[at] === ' ' || isHidden(at));
    });
  });
  return [
    {
      measure: 'harmless chat by authors who did not know the code, kept out of learning, masked',
      on: `${harmless.length} lines in eight languages`,
      reach: '≤ 4 %',
      got: `${percent(lines / harmless.length)} of lines, ${percent(chars)} of characters`,
    },
    {
      measure: 'names in such chat covered to the last letter',
      on: `${names.length} names in ${named.length} lines`,
      reach: '≥ 91 %',
      got: percent(names.filter(Boolean).length / names.length),
    },
  ];
}

interface Score {
  readonly texts: number;
  readonly names?: number;
  readonly f2?: number;
  readonly precision?: number;
  readonly recall?: number;
  readonly chars?: number;
  readonly exact?: number;
  /** Texts without a name, and the share of them that have something masked. */
  readonly harmless?: number;
  readonly touched?: number;
}

const LEFT_OUT_NAMES =
  'names found when it was left out of training: span F2 (P, R), characters recalled, and right of those masked';
const LEFT_OUT_HARMLESS = 'texts without names touched when it was left out of training';

/** Figures of training without a source or a language (train/evaluate.ts), which takes too long to repeat here. */
function leftOut(): Line[] {
  const scores = JSON.parse(readFileSync(new URL('train/left-out.json', import.meta.url), 'utf8')) as Record<
    string,
    Score
  >;
  return Object.entries(scores).flatMap(([name, score]) => {
    const { texts, names, f2 = 0, precision = 0, recall = 0, chars = 0, exact = 0, harmless = 0, touched = 0 } = score;
    const lines: Line[] = [];
    if (names !== undefined)
      lines.push({
        measure: LEFT_OUT_NAMES,
        on: `${name}: ${names} names in ${texts} texts`,
        reach: REACH[name] ?? '–',
        got: `${f2.toFixed(3)} (${precision.toFixed(3)}, ${recall.toFixed(3)}), ${chars.toFixed(3)}, ${exact.toFixed(3)}`,
      });
    if (harmless > 0)
      lines.push({
        measure: LEFT_OUT_HARMLESS,
        on: `${name}: ${harmless} texts`,
        reach: '–',
        got: `${(100 * touched).toFixed(1)} %`,
      });
    return lines;
  });
}

const REACH: Readonly<Record<string, string>> = {
  'source germeval': '≥ 0.60, ≥ 0.80',
  'source europeana-fr': '≥ 0.50, ≥ 0.80',
  'source europeana-nl': '≥ 0.45, ≥ 0.80',
};
