import { join } from 'node:path';
import { type Box, ENDS, type Step } from '../episodes/index.ts';
import type { ShownEpisode } from './summary.ts';

/** Size of the drawing in characters. A character is about twice as high as wide. */
const WIDTH = 76;
const HEIGHT = 20;
const LONGEST_TEXT = 40;

const atOf = ({ x, y }: Step['action']): string =>
  x === null || y === null ? ' (place hidden)' : ` at ${Math.round(x)},${Math.round(y)}`;

const targetOf = ({ element }: Step): string =>
  element?.name ? ` on ${element.role ?? 'element'} "${short(element.name)}"` : '';

/** Lines of the actions that have more than a place and a target. */
const LINES: Partial<Record<Step['action']['type'], (step: Step) => string>> = {
  type: (step) => `type "${short(step.action.text ?? '?')}"${targetOf(step)}`,
  hotkey: ({ action: { keys, count } }) =>
    `hotkey ${(keys ?? []).join('+')}${count !== null && count > 1 ? ` ×${count}` : ''}`,
  scroll: ({ action }) => `scroll ${action.dx ?? 0},${action.dy ?? 0} ${action.unit ?? ''}${atOf(action)}`,
  wait: ({ action }) => `wait ${Math.round((action.ms ?? 0) / 100) / 10} s`,
  drag: ({ action }) => `drag${atOf(action)} to ${Math.round(action.x2 ?? 0)},${Math.round(action.y2 ?? 0)}`,
};

/** A step's action in one line. */
function actionText(step: Step): string {
  const { action } = step;
  return LINES[action.type]?.(step) ?? `${action.type.replace('_', ' ')}${atOf(action)}${targetOf(step)}`;
}

/** No text may move the terminal's cursor. */
const short = (text: string): string => {
  const plain = text.replace(/\p{C}/gu, ' ');
  return [...plain].length > LONGEST_TEXT ? `${[...plain].slice(0, LONGEST_TEXT - 1).join('')}…` : plain;
};

/**
 * The screen before a step, as characters: texts at their places, `░` over masked areas, `◎` at the action.
 * @returns lines of equal width, in a border; empty where the screen's size is unknown
 */
function drawing({ screen, texts, frame, action }: Step): string[] {
  const { w, h } = screen;
  if (!w || !h) return [];
  const grid = Array.from({ length: HEIGHT }, () => new Array<string>(WIDTH).fill(' '));
  const put = (column: number, row: number, cell: string) => {
    if (grid[row]?.[column] !== undefined) grid[row][column] = cell;
  };
  const place = (x: number, y: number) => [Math.floor((x / w) * WIDTH), Math.floor((y / h) * HEIGHT)] as const;
  write(texts, place, put);
  // Masks are in pixels of the frame, which may have more than the screen, or fewer.
  const [across, down] = [w / (frame?.w ?? w), h / (frame?.h ?? h)];
  for (const { box } of frame?.masks ?? [])
    fill([box[0] * across, box[1] * down, box[2] * across, box[3] * down], place, put);
  if (action.x !== null && action.y !== null) put(...place(action.x, action.y), '◎');
  return [`┌${'─'.repeat(WIDTH)}┐`, ...grid.map((line) => `│${line.join('')}│`), `└${'─'.repeat(WIDTH)}┘`];
}

type Place = (x: number, y: number) => readonly [number, number];
type Put = (column: number, row: number, cell: string) => void;

/** A character is wider than those of most screens: a text ends before its neighbour, and says that it goes on. */
function write(texts: Step['texts'], place: Place, put: Put): void {
  const shown = texts.flatMap(({ text, box }) => {
    if (box === null || text === null) return [];
    const [column, row] = place(box[0], box[1] + box[3] / 2);
    return [{ text: short(text), column, row }];
  });
  for (const { text, column, row } of shown) {
    const ends = shown.flatMap((other) => (other.row === row && other.column > column ? other.column - 1 : []));
    const room = Math.min(WIDTH, ...ends) - column;
    const all = [...text];
    const cut = all.length > room ? [...all.slice(0, Math.max(0, room - 1)), '…'] : all;
    for (const [i, char] of cut.entries()) put(column + i, row, char);
  }
}

/** At least one character, and at most to the middle of the last row that a mask touches. */
function fill([x, y, w, h]: Box, place: Place, put: Put): void {
  const [left, top] = place(x, y + h / 4);
  const [right, bottom] = place(x + w - 1, y + (3 * h) / 4);
  for (let row = Math.max(0, top); row <= Math.min(bottom, HEIGHT - 1); row++)
    for (let column = Math.max(0, left); column <= Math.min(right, WIDTH - 1); column++) put(column, row, '░');
}

/** One whole episode, and its export. */
export function episodeLines({ export: made, steps }: ShownEpisode): string[] {
  const [first] = steps;
  if (first === undefined) return [];
  const drawn =
    steps.find(({ action, frame }) => action.type === 'click' && frame !== null && !frame.stale) ??
    steps.find(({ frame, texts }) => frame !== null || texts.length > 0);
  const number = (step: Step) => String(step.index + 1).padStart(String(steps.length).length);
  return [
    `${made.id} of ${made.team}, ${made.format}: ${made.episodes} ${made.episodes === 1 ? 'episode' : 'episodes'}, ${made.steps} steps (${made.whole} whole), ${made.frames} frames; signed, dies ${made.expires}; in ${made.folder}`,
    `${first.episode}, ${endedBy(steps)}; [hidden: …] names the types that redaction hid in a step`,
    ...steps.map(
      (step) =>
        `${number(step)} ${step.frame === null ? ' ' : step.frame.stale ? '▫' : '▣'} ${String(Math.round((step.t ?? 0) / 100) / 10).padStart(6)} s  ${actionText(step)}${step.hidden.length > 0 ? `  [hidden: ${step.hidden.join(', ')}]` : ''}`,
    ),
    ...(drawn === undefined
      ? ['no step has a frame or a text of the screen before it, so there is none to draw']
      : screenLines(drawn, made.folder)),
  ];
}

/** The screen before a step, and the file with its picture, which the report itself does not hold. */
const screenLines = (step: Step, folder: string): string[] => [
  `▣ a frame before it, ▫ an older one; before step ${step.index + 1} the screen was (◎ the action, ░ masked):`,
  ...drawing(step),
  ...(step.frame === null ? [] : [`its picture is ${join(folder, step.frame.path)}`]),
];

const endedBy = (steps: readonly Step[]): string => {
  const ends = steps.at(-1)?.ends ?? null;
  return ends === null ? 'its end is unknown' : `ends because ${ENDS[ends]}`;
};
