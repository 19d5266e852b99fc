export { episodesOf } from './episodes.ts';
export { REDUCER, THRESHOLDS } from './thresholds.ts';
export {
  ACTION_TYPES,
  type Action,
  type Box,
  ENDS,
  type End,
  type Episode,
  type ScreenText,
  type SeenRow,
  type Step,
  type StepFrame,
  type Target,
} from './types.ts';
export { isWhole } from './whole.ts';
