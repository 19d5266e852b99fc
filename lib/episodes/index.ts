export { episodesOf } from './episodes.ts';
export { isUnder, placeOf } from './masked-place.ts';
export { type MadeUpFrame, madeUpFrame } from './surrogates/frames.ts';
export { SURROGATES, Surrogates } from './surrogates/surrogates.ts';
export { REDUCER, THRESHOLDS } from './thresholds.ts';
export { type Box, ENDS, type Episode, type SeenRow, type Step } from './types.ts';
export { isWhole, isWholeButForTag, LACKS, type Lack, lackOf } from './whole.ts';
