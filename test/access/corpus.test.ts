import { expect, it } from 'vitest';
import { BREACHES } from '../../bench/access/corpus/breaches.ts';
import { dataLake } from '../../bench/access/corpus/data-lake.ts';
import { HARMLESS } from '../../bench/access/corpus/harmless.ts';
import { isCalm, isCaught, tally } from '../../bench/access/corpus/measure.ts';

/** A part of what `npm run bench -- access` decides: changes by tables, in four forms, to each class of the example. */
const told = ({ wrong }: ReturnType<typeof tally>): string[] =>
  wrong.map(({ change, form, target, fallen }) => `${change}, ${form}, ${target}: ${fallen[0]?.because ?? 'proved'}`);

/** Every so many cases: each takes a proof of the example. */
const STEP = process.env.CORPUS_RUNS === 'all' ? 1 : 23;

it('no breach of the corpus stays proved', () => {
  expect(BREACHES.length).toBeGreaterThan(125);
  const found = tally(dataLake(), BREACHES, isCaught, STEP);
  expect(found.cases).toBeGreaterThan(30);
  expect(told(found)).toEqual([]);
});

it('every harmless change of the corpus stays proved', () => {
  expect(HARMLESS.length).toBeGreaterThan(56);
  const found = tally(dataLake(), HARMLESS, isCalm, STEP);
  expect(found.cases).toBeGreaterThan(17);
  expect(told(found)).toEqual([]);
});
