import { expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { COLUMNS, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { audienceOf } from '../../lib/governance/participation/audience.ts';
import { SIGHT_WORDS, sightOf } from '../../lib/governance/participation/words.ts';
import { present } from '../present.ts';

const NAMES = [...COLUMNS, ...PARTITION_KEYS].map(({ name }) => name);

test('every column that a team can be granted has a sentence about what it shows', () => {
  for (const name of NAMES) {
    const { sees, seesNot } = sightOf([name]);
    expect(sees, name).toHaveLength(1);
    expect(seesNot.map(({ id }) => id)).not.toContain(present(sees[0]).id);
  }
});

test('every sentence belongs to a column, and together they cover all columns', () => {
  expect(sightOf(NAMES).sees.map(({ id }) => id)).toEqual(Object.keys(SIGHT_WORDS));
  expect(sightOf([])).toMatchObject({ sees: [] });
});

test('a team that gets a row for each key press is not described as seeing no keys', () => {
  const readers = audienceOf(access).flatMap((audience) => audience.readers);
  const team = readers.find(({ name }) => name === 'ui-agents');
  expect(team?.sees.map(({ id }) => id)).toContain('keyKinds');
  expect(team?.seesNot.map(({ id }) => id)).toEqual(expect.arrayContaining(['keys', 'text', 'person']));
  // Partition keys cannot be hidden from any reader of the table.
  expect(team?.sees.map(({ id }) => id)).toEqual(expect.arrayContaining(['group', 'origin']));
  expect(sightOf(['key_class', 'key_phase', 'key_mods']).sees.map(({ id }) => id)).toEqual(['keyKinds']);
});

test('a team that reads keys and texts is described without a sentence that denies it', () => {
  const { sees } = sightOf(['key_value', 'key_class', 'text', 'bounds']);
  expect(sees.map(({ id }) => id)).toEqual(expect.arrayContaining(['keys', 'keyKinds', 'text', 'layout']));
  for (const id of ['keyKinds', 'layout'] as const) expect(SIGHT_WORDS[id]).toMatch(/; this does not tell /);
});
