import type { Breach } from './breaches/breach.ts';
import { OF_CODE } from './breaches/code.ts';
import { OF_FOREIGN } from './breaches/foreign.ts';
import { OF_LAKE } from './breaches/lake.ts';
import { OF_PROGRAMS } from './breaches/programs.ts';
import { OF_READERS } from './breaches/readers.ts';
import { OF_STORES } from './breaches/stores.ts';

/** Every breach of the corpus, by its subject. */
export const BREACHES: readonly Breach[] = [
  ...OF_STORES,
  ...OF_READERS,
  ...OF_CODE,
  ...OF_PROGRAMS,
  ...OF_FOREIGN,
  ...OF_LAKE,
];
