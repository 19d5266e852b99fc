import { describe, expect, test } from 'vitest';
import { FigureCounts, openIn, type StringKind, sayFigures, share } from '../../lib/report/figures.ts';

const NOTHING = { characters: 0, ofCharacters: 0, keys: 0, ofKeys: 0, frames: 0, ofFrames: 0, steps: 0, ofSteps: 0 };
const counted = (work: (counts: FigureCounts) => void) => {
  const counts = new FigureCounts();
  work(counts);
  return counts.take([]);
};

const text = (recorded: string, shown: string, of: StringKind = 'screen') => ({ recorded, shown, of });

describe('the figures of a team', () => {
  const label = { start: 5, end: 10, value: 'Marta' };

  test.each([
    ['what is masked is not readable, and the rest is kept', 'Call [PERSON] today', 0, 11],
    ['what is shown is readable', 'Call Marta today', 5, 11],
    ['what is masked as a whole keeps nothing', '[MAIL]', 0, 0],
    ['what has no row keeps nothing', '', 0, 0],
  ])('%s', (_, shown, readable, characters) => {
    const { labelled, kept } = counted((counts) => counts.text(text('Call Marta today', shown), [label]));
    expect(labelled).toEqual({ inReach: 5, readable });
    expect(kept).toEqual({ ...NOTHING, characters, ofCharacters: 11 });
  });

  test('a character under two labels counts once', () => {
    const { labelled } = counted((counts) =>
      counts.text(text('Call Marta today', 'Call Marta'), [label, { ...label, start: 0, value: 'Call Marta' }]),
    );
    expect(labelled).toEqual({ inReach: 10, readable: 10 });
  });

  test('any part of a multi-line value counts as all of it', () => {
    const line = { start: 0, end: 6, value: 'Harbour Street 12' };
    expect(openIn(line, 'Street')).toEqual([0, 1, 2, 3, 4, 5].map((at) => [at, true]));
    expect(openIn(line, '[ADDRESS]').some(([, open]) => open)).toBe(false);
  });

  test('a step that is no whole example states what it lacks, and all steps count', () => {
    const figures = new FigureCounts().take([undefined, 'frame', 'text', 'text']);
    expect([figures.kept.steps, figures.kept.ofSteps]).toEqual([1, 4]);
    expect(figures.lacking).toEqual({ frame: 1, fresh_frame: 0, text: 2, place: 0, unmasked_place: 0 });
    expect(sayFigures(figures).at(-1)).toBe('of the other steps 1 have no frame before them; 2 type what is hidden');
  });

  test('keys and frames have their own denominators', () => {
    const { labelled, kept } = counted((counts) => {
      counts.key(true, false);
      counts.key(false, false);
      counts.key(false, true);
      counts.frame(true);
      counts.frame(false);
    });
    expect(labelled).toEqual({ inReach: 1, readable: 0 });
    expect(kept).toEqual({ ...NOTHING, keys: 1, ofKeys: 2, frames: 1, ofFrames: 2 });
  });

  test('losses are counted by their cause, and a separate figure leaves out private windows', () => {
    const { kept, outside, lost } = counted((counts) => {
      counts.text(text('Dear all', '[MAIL]'), [], 'private_window');
      counts.text(text('Sign in', ''), [], 'hidden_field');
      counts.text(text('Sign in', 'Sign in'), []);
      counts.key(false, false, 'private_window');
      counts.key(true, false);
      counts.frame(false, 'around_hidden');
    });
    expect(kept).toEqual({ ...NOTHING, characters: 7, ofCharacters: 22, keys: 1, ofKeys: 2, ofFrames: 1 });
    expect(outside).toEqual({ characters: 7, ofCharacters: 14, keys: 1, ofKeys: 1, frames: 0, ofFrames: 1 });
    expect(lost.private_window).toEqual({ characters: 8, keys: 1, frames: 0 });
    expect(lost.hidden_field).toEqual({ characters: 7, keys: 0, frames: 0 });
    expect(lost.around_hidden).toEqual({ characters: 0, keys: 0, frames: 1 });
  });

  test('typed text, titles and text on the screen are counted apart, with private windows and without', () => {
    const figures = counted((counts) => {
      counts.text(text('Orders', 'Orders', 'titles'), []);
      counts.text(text('Inbox', '', 'titles'), [], 'private_window');
      counts.text(text('Anna', '[PERSON]', 'typed'), []);
      counts.key(true, false);
      counts.key(false, true);
    });
    expect(figures.strings.titles).toEqual({ kept: 6, of: 11, outside: { kept: 6, of: 6 } });
    expect(figures.strings.typed).toEqual({ kept: 1, of: 5, outside: { kept: 1, of: 5 } });
    expect(sayFigures(figures)).toContain(
      'of the strings, keys among the typed: typed 20.0 % of 5 (wanted: 85 %), titles 54.5 % of 11 (wanted: 80 %)',
    );
    expect(sayFigures(figures)).toContain(
      'of them outside of private windows: typed 20.0 % of 5 (wanted: 85 %), titles 100.0 % of 6 (wanted: 80 %)',
    );
  });

  test('are printed with their denominators', () => {
    expect(share(1, 3)).toBe('33.3 % of 3');
    expect(share(0, 0)).toBe('none to keep');
    expect(sayFigures(counted((counts) => counts.text(text('abcd', 'abcd'), []))).join(' ')).toContain(
      'characters 100.0 % of 4',
    );
  });
});
