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

test('two texts of one row stand beside each other, the first cut where the second begins', () => {
  const screen = { screen_w: 1000, screen_h: 500, frame_w: 1000, frame_h: 500 };
  const rows = new Rows().focus().frame('f', screen);
  const lines = linesOf(
    rows.shows('Show password', '50,200,120,20').shows('Sign in', '190,200,80,20').pressed(700, 400),
  );
  const row = lines.find((line) => line.includes('Sign in'));
  expect(row).toMatch(/Show pass… Sign in/);
  expect(lines.at(-1)).toMatch(/^its picture is out\/export\/frames\/.+\/f\.png$/);
});

test('an episode without a frame and without a text says so, and draws no empty screen', () => {
  const lines = linesOf(new Rows().focus().pressed(100, 50));
  expect(isDrawn(lines)).toBe(false);
  expect(lines.at(-1)).toMatch(/no step has a frame/);
});
