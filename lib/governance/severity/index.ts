export { EVERYONE, type Scale, scaleFaults } from './scale.ts';
export { SCALES, type ScaleName } from './scales.ts';
export { type Exposure, type Severity, severityOf } from './severity.ts';
