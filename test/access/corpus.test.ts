import { expect, it } from 'vitest';
import { BREACHES } from '../../bench/access/corpus/breaches.ts';
import { dataLake } from '../../bench/access/corpus/data-lake.ts';
import { HARMLESS } from '../../bench/access/corpus/harmless.ts';
import { isCalm, isCaught, tally } from '../../bench/access/corpus/measure.ts';

/** A part of what `npm run bench -- access` decides: changes by tables, in four forms, to each class of the example. */
const told = ({ wrong }: ReturnType<typeof tally>): string[] =>
  wrong.map(({ change, form, target, fallen }) => `${change}, ${form}, ${target}: ${fallen[0]?.because ?? 'proved'}`);

it('no breach of the corpus stays proved', () => {
  expect(BREACHES.length).toBeGreaterThan(125);
  const found = tally(dataLake(), BREACHES, isCaught, 11);
  expect(found.cases).toBeGreaterThan(60);
  expect(told(found)).toEqual([]);
});

it('every harmless change of the corpus stays proved', () => {
  expect(HARMLESS.length).toBeGreaterThan(56);
  const found = tally(dataLake(), HARMLESS, isCalm, 11);
  expect(found.cases).toBeGreaterThan(35);
  expect(told(found)).toEqual([]);
});
