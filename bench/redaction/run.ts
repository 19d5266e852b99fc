import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { redactText, type Surface } from '../../lib/redaction/index.ts';
import { colours, measureFaintest } from './faintest.ts';
import { measureFrames } from './frames.ts';
import { LABELS } from './labels.ts';
import { languages } from './languages.ts';
import { Random } from './random.ts';
import { overRedaction, scoreTexts } from './score.ts';
import { NOBODY, POSTS } from './sets/social.ts';
import { HARD_TITLES } from './sets/titles.ts';
import { CLEAN_FILES, TOKEN_FILES } from './sets/tokens.ts';
import { drawnAttack } from './shape/drawn.ts';
import { surrogateAttack } from './shape/surrogates.ts';
import { typedAttack } from './shape/typed.ts';
import { developmentSentences, meetings } from './shared.ts';
import { fillToken, generate, type Labelled, marked } from './template.ts';
import { SECRETS_IN_CODE, SECRETS_IN_TALK, SENTENCES, TITLES } from './templates.ts';
import { measureCommands, measureHeld } from './typing/held.ts';
import { measureTyping } from './typing/measure.ts';
import { FULL, type Shape, someShape } from './typing/shapes.ts';

const SEED = 20_261;
const EACH = 40;

interface Line {
  readonly measure: string;
  readonly on: string;
  readonly reach: string;
  readonly got: string;
}

/** Every other line: those that were only counted. */
const counted = (lines: readonly string[]) => lines.filter((_, i) => i % 2 === 1);

/** Names stay readable among code; here only the secrets count. */
const secretsOf = ({ text, spans }: Labelled): Labelled => ({
  text,
  spans: spans.filter(({ type }) => type === 'PASSWORD' || type === 'SECRET' || type === 'ID_NUMBER'),
});

const percent = (x: number) => `${(100 * x).toFixed(2)} %`;

/** A quick run takes one sample in this many. */
const SOME = 8;

/**
 * Measures redaction on templates that no rule was tuned on and, if they are installed, on the development sets.
 * @param quick text and over-redaction alone, on a part of the samples
 */
export async function run(quick = false): Promise<void> {
  const lines = quick
    ? [...texts(SOME), ...languages(), ...clean()]
    : [
        ...texts(),
        ...languages(),
        ...typing(),
        ...held(),
        ...(await shapes()),
        ...(await frames()),
        ...(await faintest()),
        ...clean(),
        ...transcripts(),
        ...speed(),
      ];
  process.stdout.write('| measure | on | reach | got |\n|---|---|---|---|\n');
  for (const { measure, on, reach, got } of lines) process.stdout.write(`| ${measure} | ${on} | ${reach} | ${got} |\n`);
}

/** @param share one sample in this many is taken */
function texts(share = 1): Line[] {
  const lines: Line[] = [];
  const development = developmentSentences()?.filter((_, i) => i % share === 0);
  const sets = [
    ...(development === undefined
      ? []
      : [
          [
            'development sentences, templates with odd numbers (the names model was trained on them)',
            development.filter(({ template }) => template % 2 === 1),
          ] as const,
          ['development sentences, all (half looked at, the names model trained on all)', development] as const,
        ]),
    ['own templates, quoted half', generate(SENTENCES, 'quote', EACH / share, SEED)] as const,
  ];
  if (development === undefined)
    process.stderr.write('../shared/data is not there: the development sets are left out\n');
  for (const [on, samples] of sets) {
    const score = scoreTexts(samples, 'prose');
    lines.push({
      measure: 'personal data, span F2 (IoU 0.75, any type)',
      on,
      reach: '≥ 0.88',
      got: `${score.f2.toFixed(3)} (P ${score.precision.toFixed(3)}, R ${score.recall.toFixed(3)})`,
    });
    lines.push({ measure: 'personal data, characters recalled', on, reach: '≥ 0.98', got: score.chars.toFixed(4) });
  }
  lines.push({
    measure: 'names in social text, characters recalled',
    on: `${counted(POSTS).length} posts written by hand, only counted`,
    reach: '≥ 0.85',
    got: scoreTexts(
      counted(POSTS).map((line) => marked(line, 'PERSON')),
      'prose',
    ).chars.toFixed(4),
  });
  lines.push({
    measure: 'posts without names, characters masked',
    on: `${NOBODY.length} posts`,
    reach: '–',
    got: percent(overRedaction(NOBODY, 'prose')),
  });
  lines.push({
    measure: 'titles and labels that are hard, no leak in the record',
    on: `${counted(HARD_TITLES).length} titles written by hand, only counted`,
    reach: '≥ 85 %',
    got: percent(
      scoreTexts(
        counted(HARD_TITLES).map((line) => marked(line, 'TITLE')),
        'ui',
      ).clean,
    ),
  });
  lines.push({
    measure: 'titles and labels, no leak in the record',
    on: 'own templates, quoted half',
    reach: '≥ 85 %',
    got: percent(scoreTexts(generate(TITLES, 'quote', EACH, SEED), 'ui').clean),
  });
  const r = new Random(SEED);
  lines.push({
    measure: 'tokens of issuers, values covered',
    on: `${TOKEN_FILES.length} formats, looked at`,
    reach: '≥ 92 %',
    got: percent(
      scoreTexts(
        TOKEN_FILES.flatMap((file) => Array.from({ length: 20 }, () => fillToken(file, r))),
        'code',
      ).values,
    ),
  });
  lines.push({
    measure: 'files that only name a secret, touched',
    on: `${CLEAN_FILES.length} files, looked at`,
    reach: '≤ 5 of 62',
    got: String(CLEAN_FILES.filter((text) => redactText(text, 'code').spans.length > 0).length),
  });
  const code = scoreTexts(generate(SECRETS_IN_CODE, 'quote', EACH, SEED), 'code');
  lines.push({
    measure: 'secrets in code and configuration, values covered',
    on: 'own templates, quoted half',
    reach: '≥ 92 %',
    got: percent(code.values),
  });
  for (const surface of ['prose', 'code'] as const) {
    const talk = scoreTexts(generate(SECRETS_IN_TALK, 'quote', EACH, SEED).map(secretsOf), surface);
    lines.push({
      measure: `passwords in conversation, as ${surface}`,
      on: 'own templates, quoted half',
      reach: '≥ 88 %',
      got: percent(talk.values),
    });
  }
  return lines;
}

function typing(): Line[] {
  const own = [...generate(SENTENCES, 'quote', EACH, SEED), ...generate(SECRETS_IN_TALK, 'quote', EACH, SEED)];
  const development = developmentSentences()?.filter((_, i) => i % 4 === 0);
  const sets: [on: string, samples: readonly Labelled[], shapeOf: (r: Random) => Shape][] = [
    ['own templates, everything reported', own, () => FULL],
    ['own templates, recorders of any kind', own, someShape],
    ['own templates, one long session in one field', own, () => ({ ...FULL, fields: 'one', session: 400 })],
  ];
  if (development !== undefined) sets.push(['a quarter of the development sentences', development, () => FULL]);
  return sets.flatMap(([on, samples, shapeOf]) => {
    const typed = measureTyping(samples, new Random(SEED), shapeOf);
    const where = `${on} (${typed.entities} values)`;
    return [
      {
        measure: 'keystrokes, values with a readable run of four',
        on: where,
        reach: '≤ 2 %',
        got: percent(typed.runs / typed.entities),
      },
      {
        measure: 'keystrokes, harmless characters kept',
        on: where,
        reach: '≥ 88 %',
        got: percent(typed.kept / typed.harmless),
      },
    ];
  });
}

function held(): Line[] {
  const own = [...generate(SENTENCES, 'quote', EACH / 4, SEED), ...generate(SECRETS_IN_TALK, 'quote', EACH / 4, SEED)];
  const under = (['ctrl', 'meta', 'ctrl+alt'] as const).flatMap((name) => {
    const sum = measureHeld(own, new Random(SEED), name.split('+') as ('ctrl' | 'meta' | 'alt')[]);
    const on = `own templates, typed while ${name} is said to be down (${sum.entities} values)`;
    return [
      {
        measure: 'keystrokes, values with a readable run of four',
        on,
        reach: '≤ 2 %',
        got: percent(sum.runs / sum.entities),
      },
      { measure: 'keystrokes, harmless characters kept', on, reach: '–', got: percent(sum.kept / sum.harmless) },
    ];
  });
  const commands = (
    [
      ['after harmless lines, modifiers pressed', NOBODY, true],
      ['after harmless lines, modifiers not reported as keys', NOBODY, false],
      ['after lines with personal data and secrets, modifiers pressed', own.map(({ text }) => text), true],
      [
        'after lines with personal data and secrets, modifiers not reported as keys',
        own.map(({ text }) => text),
        false,
      ],
    ] as const
  ).map(([on, lines, pressed]) => {
    const sum = measureCommands(lines, new Random(SEED), pressed);
    return {
      measure: 'commands kept',
      on: `${sum.commands} ${on}`,
      reach: '≥ 95 %',
      got: percent(sum.kept / sum.commands),
    };
  });
  return [...under, ...commands];
}

async function shapes(): Promise<Line[]> {
  const drawn = await drawnAttack(SEED);
  if (drawn === undefined) process.stderr.write('Chromium is not there: what boxes tell of names is left out\n');
  return [...typedAttack(SEED), ...surrogateAttack(SEED), ...(drawn ?? [])].map(({ on, guess }) => ({
    measure: 'shape attack: right guess of a masked name',
    on,
    reach: '≤ 2 %, chance is 0.5 %',
    got: percent(guess),
  }));
}

async function frames(): Promise<Line[]> {
  const all = await measureFrames();
  const of = (some: number, whole: number) => `${some} of ${whole}`;
  const outside = all.clicks - all.inPrivate - all.atHidden;
  const lines: Line[] = [
    {
      measure: 'frames, labelled regions still readable',
      on: `the sample, ${of(all.published, all.frames)} frames published`,
      reach: '0',
      got: of(all.readable, all.regions),
    },
    {
      measure: 'frames, harmless texts that masks touch beyond what they hide',
      on: `the sample, ${all.kept} texts of published frames`,
      reach: '0',
      got: String(all.touched),
    },
    {
      measure: 'frames, area of masks beside that of what they hide',
      on: 'the sample',
      reach: '–',
      got: `${all.growth.toFixed(1)} times`,
    },
    {
      measure: 'clicks that keep their place',
      on: `the sample, ${all.clicks} clicks`,
      reach: '–',
      got: percent(all.placed / all.clicks),
    },
    {
      measure: 'clicks with a published frame of their window before them',
      on: `the sample, ${outside} of ${all.clicks} clicks: not in private windows (${all.inPrivate}) or at a hidden field (${all.atHidden})`,
      reach: '≥ 90 %',
      got: of(all.pictured, outside),
    },
    { measure: 'frames, complete ones refused', on: 'the sample', reach: '0', got: of(all.refused, all.frames) },
    {
      measure: 'frames, one text unreported and not noticed',
      on: 'the sample, each text left out in turn',
      reach: '0',
      got: of(all.unnoticed, all.leftOut),
    },
  ];
  if (all.clinic !== undefined)
    lines.push({
      measure: 'frames without any box that pass',
      on: "another recorder's clinic demo",
      reach: '0',
      got: of(all.clinic.passed, all.clinic.frames),
    });
  return lines;
}

async function faintest(): Promise<Line[]> {
  return (await measureFaintest()).map(({ form, steps }) => ({
    measure: 'frames, faintest step at which all texts are seen',
    on: `72 texts, ${form}: ${colours.join(' / ')}`,
    reach: '1 without loss',
    got: steps.join(' / '),
  }));
}

function clean(): Line[] {
  return [
    {
      measure: 'over-redaction, labels',
      on: `${LABELS.length} labels`,
      reach: '≤ 1 %',
      got: percent(overRedaction(LABELS, 'ui')),
    },
    {
      measure: 'over-redaction, code',
      on: `${ownCode().length} files of this project`,
      reach: '≤ 1 %',
      got: percent(overRedaction(ownCode(), 'code')),
    },
  ];
}

function transcripts(): Line[] {
  const some = meetings();
  if (some === undefined) return [];
  const windows = some.flatMap((lines) => windowsOf(lines, 10));
  const others = [
    ...ownCode().flatMap((text) => windowsOf(text.split('\n'), 10)),
    ...windowsOf(
      (developmentSentences() ?? []).map(({ text }) => text),
      5,
    ),
  ];
  const found = (texts: readonly string[]) =>
    texts.filter((text) => redactText(text, 'prose').spans.some(({ type }) => type === 'TRANSCRIPT')).length /
    texts.length;
  return [
    {
      measure: 'speaker-labelled transcripts found',
      on: `${windows.length} windows (development set)`,
      reach: '≥ 99 %',
      got: percent(found(windows)),
    },
    {
      measure: 'other text taken for a transcript',
      on: `${others.length} windows`,
      reach: '≤ 0.5 %',
      got: percent(found(others)),
    },
  ];
}

function speed(): Line[] {
  const prose = generate(SENTENCES, 'quote', EACH, SEED).map(({ text }) => text);
  const talk = meetings()?.flatMap((lines) =>
    windowsOf(
      lines.map((line) => line.slice(line.indexOf(':') + 2)),
      20,
    ),
  );
  const rows = [
    ['prose full of personal data', prose, 'prose', '≥ 2 MB/s'] as const,
    ['code', ownCode(), 'code', '≥ 25 MB/s'] as const,
    ['development sentences', (developmentSentences() ?? []).map(({ text }) => text), 'prose', '≥ 2 MB/s'] as const,
  ].filter(([, texts]) => texts.length > 0);
  const all = talk === undefined ? rows : [...rows, ['prose of meetings', talk, 'prose', '≥ 2 MB/s'] as const];
  return all.map(([on, texts, surface, reach]) => ({
    measure: 'throughput of a core (CPU time)',
    on,
    reach,
    got: `${rate(texts, surface).toFixed(1)} MB/s`,
  }));
}

/** The better of three rounds after one to warm up: other work on the machine only ever makes it slower. */
function rate(texts: readonly string[], surface: Surface): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  let best = 0;
  for (let round = 0; round < 4; round++) {
    const before = process.cpuUsage();
    for (const text of texts) redactText(text, surface);
    if (round > 0) best = Math.max(best, bytes / process.cpuUsage(before).user);
  }
  return best;
}

function windowsOf(lines: readonly string[], size: number): string[] {
  return Array.from({ length: Math.floor(lines.length / size) }, (_, i) =>
    lines.slice(i * size, (i + 1) * size).join('\n'),
  );
}

let code: string[] | undefined;

/** Everything under lib except the files about secrets and names themselves. */
function ownCode(): string[] {
  const root = fileURLToPath(new URL('../../lib/', import.meta.url));
  code ??= readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('redaction'))
    .map((path) => readFileSync(root + path, 'utf8'));
  return code;
}
