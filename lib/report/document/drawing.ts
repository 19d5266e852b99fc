import { safe } from '../page.ts';
import { isOpen, type Lane, lanesOf, readsOf, worstStop } from './lanes.ts';
import {
  BARRIER_NAMES,
  BARRIERS,
  type Barrier,
  type DrawnReader,
  type ProofReach,
  READER_GROUPS,
  type ReaderGroup,
  type Stop,
} from './reach.ts';

const [LANE, ROW, HEAD] = [92, 22, 52] as const;
/** Characters of a name that fit: the whole name is its title, and appears in words below the drawing. */
const [NAME_FITS, TITLE_FITS] = [34, 14] as const;
/** Width of a name's character (pixels), rounded up to be safe. */
const CHARACTER = 6.9;

/** A drawing under construction: its lanes, and how names are shown. */
interface Sheet {
  readonly lanes: readonly Lane[];
  /** Left edge of the lanes. */
  readonly left: number;
  readonly width: number;
  readonly label: (name: string) => string;
}

/**
 * Which principal reaches which class, and what stops all others. Each principal is a line, each class a lane, with a
 * wall below the approved readers. One row per principal keeps fifty of them legible. `reachInWords` gives the same in
 * words.
 */
export function drawing(reach: ProofReach): string {
  const sheet = sheetOf(reach);
  const { lanes, width } = sheet;
  const rows = [...Map.groupBy(reach.readers, ({ group }) => group)].flatMap(([group, readers]) => [
    (y: number) => heading(`${READER_GROUPS[group as ReaderGroup]} (${readers.length})`, y),
    ...readers.map((reader) => (y: number) => readerRow(reader, sheet, y)),
  ]);
  const wall = HEAD + rows.length * ROW + 8;
  const below = wall + 28;
  const height = below + BARRIER_NAMES.length * ROW + 8;
  return `<div class="scroll" tabindex="0" role="group" aria-label="Drawing of who reaches what">
<svg class="drawing" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="drawing-title drawing-says">
<title id="drawing-title">Who reaches what, and what stops everybody else</title>
<desc id="drawing-says">${safe(inOneSentence(reach, lanes))} The list below says it in words.</desc>
${lanes.map((lane, at) => laneOf(sheet, lane, at, isOpen(lane) ? height : wall)).join('\n')}
${rows.map((row, at) => row(HEAD + at * ROW)).join('\n')}
${wallOf(wall, sheet)}
${BARRIER_NAMES.map((barrier, at) => barrierRow(barrier, sheet, below + at * ROW)).join('\n')}
</svg></div>
${KEY}`;
}

const KEY = `<ul class="key"><li><b class="k-read">●</b> may read</li><li><b>✕</b> stopped</li><li><b class="k-seen">◉</b> not without an alarm</li><li><b class="k-open">▲</b> gets in</li><li><b>?</b> not decided</li><li><b>–</b> not asked</li></ul>`;

function sheetOf(reach: ProofReach): Sheet {
  const lanes = lanesOf(reach);
  const own = commonStart(reach.readers.map(({ name }) => name).filter((name) => !name.endsWith(AWS)));
  const label = (name: string): string =>
    name.endsWith(AWS) ? `${name.slice(0, -AWS.length)} (AWS)` : name.slice(name.startsWith(own) ? own.length : 0);
  const labels = [...reach.readers.map(({ name }) => label(name)), ...Object.values(BARRIERS).map(({ who }) => who)];
  const left = 24 + CHARACTER * Math.min(NAME_FITS, Math.max(...labels.map(({ length }) => length)));
  return { lanes, left, width: left + lanes.length * LANE + 4, label };
}

const AWS = '.amazonaws.com';

/** The common prefix of all names, up to a hyphen: an installation's prefix adds nothing in its own drawing. */
function commonStart(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  const words = first.split('-').slice(0, -1);
  for (let n = words.length; n > 0; n--) {
    const start = `${words.slice(0, n).join('-')}-`;
    if (rest.length > 0 && rest.every((name) => name.startsWith(start))) return start;
  }
  return '';
}

const middle = ({ left }: Sheet, at: number): number => left + at * LANE + LANE / 2;
const cut = (text: string, fits: number): string => (text.length <= fits ? text : `${text.slice(0, fits - 1)}…`);
const titled = (shown: string, fits: number, whole = shown): string =>
  `${safe(cut(shown, fits))}<title>${safe(whole)}</title>`;

function laneOf(sheet: Sheet, lane: Lane, at: number, end: number): string {
  const x = middle(sheet, at);
  return `<rect class="lane${isOpen(lane) ? ' open' : ''}" x="${x - 30}" y="${HEAD - 6}" width="60" height="${end - HEAD + 6}"/>
<text class="lane-name" x="${x}" y="20" text-anchor="middle">${titled(lane.title, TITLE_FITS)}</text>
<text class="small" x="${x}" y="38" text-anchor="middle">${safe(lane.sensitivity)}</text>`;
}

const heading = (text: string, y: number): string => `<text class="group" x="4" y="${y + 15}">${safe(text)}</text>`;

function readerRow({ name, reads }: DrawnReader, sheet: Sheet, y: number): string {
  const hits = sheet.lanes.map((lane) => readsOf(lane, reads));
  const last = Math.max(
    hits.findLastIndex((n) => n > 0),
    0,
  );
  const at = y + ROW / 2;
  const dots = hits.map((n, i) => (n === 0 ? '' : dot(sheet.lanes[i] as Lane, n, middle(sheet, i), at)));
  return `<text x="14" y="${at + 4}">${titled(sheet.label(name), NAME_FITS, name)}</text>
<line class="way" x1="${sheet.left - 4}" y1="${at}" x2="${middle(sheet, last)}" y2="${at}"/>${dots.join('')}`;
}

const dot = ({ classes }: Lane, n: number, x: number, y: number): string =>
  classes.length === 1
    ? `<circle class="read" cx="${x}" cy="${y}" r="6"/>`
    : `<rect class="read" x="${x - 26}" y="${y - 8}" width="52" height="16" rx="8"/><text class="on-read" x="${x}" y="${y + 4}" text-anchor="middle">${n === classes.length ? 'all' : `${n} of ${classes.length}`}</text>`;

const wallOf = (y: number, { lanes, width }: Sheet): string =>
  `<rect class="wall" x="0" y="${y}" width="${width}" height="20"/><text class="on-wall" x="8" y="${y + 14}">${
    lanes.some(isOpen) ? 'EVERYBODY ELSE: NOT ALL ARE STOPPED' : 'EVERYBODY ELSE IS STOPPED HERE'
  }</text>`;

const SIGNS: Readonly<Record<Stop['verdict'], readonly [sign: string, kind: string]>> = {
  proved: ['✕', ''],
  refuted: ['▲', ' k-open'],
  undecided: ['?', ' k-open'],
  none: ['–', ''],
};

function barrierRow(barrier: Barrier, sheet: Sheet, y: number): string {
  const at = y + ROW / 2;
  const signs = sheet.lanes.map((lane, i) => {
    const verdict = worstStop(lane, barrier);
    // An administrator can change a rule: the proof shows that such a change is noticed.
    const [sign, kind] = verdict === 'proved' && barrier === 'administrator' ? ['◉', ' k-seen'] : SIGNS[verdict];
    return `<text class="sign${kind}" x="${middle(sheet, i)}" y="${at + 6}" text-anchor="middle">${sign}</text>`;
  });
  return `<text x="14" y="${at + 4}">${titled(BARRIERS[barrier].who, NAME_FITS)}</text>${signs.join('')}`;
}

function inOneSentence({ readers, others }: ProofReach, lanes: readonly Lane[]): string {
  const open = lanes.filter(isOpen).map(({ title }) => title);
  const end = open.length === 0 ? 'Everybody else is stopped.' : `Not everybody else is stopped: ${open.join(', ')}.`;
  return `${readers.length} principals may read ${lanes.length} kinds of data; ${others.length} others of the templates may read none. ${end}`;
}
