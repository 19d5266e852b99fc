import { featureLines, LOADED, STEP, shapeText } from '../../lib/episodes/formats/shape.ts';
import { FORMATS } from '../../lib/episodes/formats/shards.ts';
import type { Manifest } from './manifest.ts';

const share = (n: number, of: number): string => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);
const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** Which files each split has, as loaders read it from the head of a card. */
const splitsOf = ({ files, counts }: Pick<Manifest, 'files' | 'counts'>): string[] =>
  (['train', 'validation'] as const).flatMap((split) => {
    const paths = files.map(({ path }) => path);
    const shown = paths.filter((path) => new RegExp(`^(data/)?${split}-\\d`).test(path));
    const own = counts.shown > 0 ? shown : paths.filter((path) => path.startsWith(`${split}-noframe-`));
    return own.length === 0
      ? []
      : [`      - split: ${split}`, '        path:', ...own.map((path) => `          - ${path}`)];
  });

/** The head of a card by which `datasets` loads it. Shards of `mds` have a loader of their own. */
function loaderLines(of: Manifest, format: keyof typeof LOADED): string {
  const { png: _, ...plain } = LOADED.webdataset;
  const loaded = format === 'webdataset' && of.counts.shown === 0 ? plain : LOADED[format];
  return `configs:
  - config_name: default
    data_files:
${splitsOf(of).join('\n')}
dataset_info:
  config_name: default
  features:
${featureLines(loaded, '    ').join('\n')}
`;
}

/**
 * The card of an export: its contents, its size and its permitted uses.
 * @param of without the card itself
 */
export function cardOf(of: Manifest): string {
  const { counts, hidden, ends, cut, team, purpose, terms, expires, format, columns } = of;
  return `---
license: other
license_name: strongroom-export
pretty_name: ${of.export}
${format === 'mds' ? '' : loaderLines(of, format)}---
# Steps at a computer, for ${team}

Made by \`strongroom export\` from what ${team} may see of the lake, and from nothing else. ${FORMATS[format].says}.

## Terms of use

- Purpose: **${purpose}**: ${terms}. For no other purpose, and for no other team.
- Every copy of this folder, and of parts of it, is deleted by **${expires}**. The copy in the derived zone is destroyed then, or before
  when somebody whose work is in it asks for erasure: then delete yours too.
- Nobody looks for who is behind a step, and nothing here is used to judge a person.

## Figures

${line(['what', 'how much'])}
${line(['---', '---'])}
${line(['episodes', counts.episodes])}
${line(['steps', counts.steps])}
${line(['steps with a frame', `${counts.shown} (${share(counts.shown, counts.steps)})`])}
${line(['whole steps (frame not stale, place not masked, text without a tag)', `${counts.whole} (${share(counts.whole, counts.steps)})`])}
${line(['steps that lack nothing else, and type a tag', `${counts.tagged} (${share(counts.tagged, counts.steps)})`])}
${line(['frames', counts.frames])}
${line(['frames that were destroyed since', counts.framesGone])}
${line(['rows of the lake that were read', counts.rows])}
${line(['rows of private windows, in no episode', cut.rows])}
${line(['events that the recordings say are missing', cut.missing])}

Episodes end by: ${listOf(ends)}. Steps in which redaction hid something, by type: ${listOf(hidden)}.
${of.surrogates === null ? '' : MADE_UP_SAYS}Splits are by worker: all episodes of one person are in one split.

## Fields

What each means: docs/episodes.md of Strongroom. A field is null where the team must not see what it is made of.

${line(['field', 'holds'])}
${line(['---', '---'])}
${Object.entries(STEP)
  .filter(([name]) => format === 'hf' || name !== 'image')
  .map(([name, shape]) => line([`\`${name}\``, shapeText(shape)]))
  .join('\n')}

Columns of the lake behind them, with their sensitivity: ${Object.entries(columns)
    .map(([name, sensitivity]) => `${name} ${sensitivity}`)
    .join(', ')}.
`;
}

const MADE_UP_SAYS = `
**Nobody in here is real.** Names, addresses and numbers that redaction hid are replaced by made-up ones: \`surrogates\` lists those of a step,
\`hidden\` and \`screen_hidden\` still say of which types they are. A value has one surrogate through an episode and another one in the
next. Surrogates say nothing of what they stand for: they are drawn without looking at it. Where one is the name of somebody, it is by
chance. Secrets, and text of an unknown kind, stay placeholders.

`;

const listOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ') || 'none';
