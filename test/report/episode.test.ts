import { expect, test } from 'vitest';
import { episodesOf } from '../../lib/episodes/index.ts';
import { episodeLines } from '../../lib/report/episode.ts';
import { Rows } from '../episodes/rows.ts';

const linesOf = ({ all }: Rows): string[] => {
  const counts = { episodes: 1, steps: 1, whole: 0, frames: 0 };
  const made = {
    id: 'ex',
    team: 'a',
    purpose: 'p',
    format: 'jsonl',
    expires: '2026-06-01',
    folder: 'out/export',
    ...counts,
  };
  const steps = [...episodesOf(all)].flatMap((episode) => episode.steps);
  return episodeLines({ export: made, steps });
};
const isDrawn = (lines: readonly string[]) => lines.some((line) => line.startsWith('┌'));

test('an episode is drawn with its texts, and with its masks where the frame has more pixels than the screen', () => {
  const frame = { frame_w: 2000, frame_h: 1000, frame_masks: '1500,750,500,250', screen_w: 1000, screen_h: 500 };
  const lines = linesOf(new Rows().focus().frame('f', frame).shows('Save').pressed(100, 50));
  expect(isDrawn(lines)).toBe(true);
  expect(lines.some((line) => line.includes('Save'))).toBe(true);
  const masked = lines.filter((line) => line.includes('░'));
  expect(masked.length).toBeGreaterThan(0);
  expect(masked.every((line) => line.indexOf('░') > line.length / 2)).toBe(true);
});

test('an episode without a frame and without a text says so, and draws no empty screen', () => {
  const lines = linesOf(new Rows().focus().pressed(100, 50));
  expect(isDrawn(lines)).toBe(false);
  expect(lines.at(-1)).toMatch(/no step has a frame/);
});
