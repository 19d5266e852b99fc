import { EVERYONE, type Scale } from './scale.ts';

/**
 * The shipped scales. The points are this project's throughout: the sources give words and examples, and a table turns
 * them into numbers. `enisa-2013` is the exception; its formula is already a sum.
 */
export const SCALES = {
  default: {
    id: 'default',
    title: 'Strongroom',
    source: 'a choice of this project: an open class without a known read is SEV 2, a read makes it SEV 1',
    sensitivity: { S0: 0, S1: 1, S2: 2, S3: 3, S4: 4 },
    breadth: [
      { from: 0, points: 0, says: 'nobody beyond the approved readers' },
      { from: 1, points: 1, says: 'a few' },
      { from: 10, points: 1.5, says: 'ten or more' },
      { from: 100, points: 2, says: 'a hundred or more, or everybody inside' },
    ],
    reads: [
      { from: 0, points: 0, says: 'no read is confirmed' },
      { from: 1, points: 3, says: 'a read is confirmed' },
    ],
    unknownHours: [
      { from: 0, points: 0, says: 'the logs have no gap' },
      { from: 1, points: 0.5, says: 'logs are missing, so that a read is not excluded' },
    ],
    openHours: [
      { from: 0, points: 0, says: 'less than a day' },
      { from: 24, points: 0.25, says: 'a day or more' },
      { from: 168, points: 0.5, says: 'a week or more' },
    ],
    levels: [
      { level: 'none', from: 0 },
      { level: 'SEV 4', from: 0.5 },
      { level: 'SEV 3', from: 3 },
      { level: 'SEV 2', from: 4.5 },
      { level: 'SEV 1', from: 7.5 },
    ],
  },
  pagerduty: {
    id: 'pagerduty',
    title: 'PagerDuty incident response',
    source:
      'PagerDuty/incident-response-docs, docs/before/severity_levels.md (Apache-2.0): SEV-1 includes a vulnerability that exposes customer data, and "when unsure, take the higher"; the points are our reading',
    sensitivity: { S0: 0, S1: 1, S2: 2, S3: 3, S4: 4 },
    breadth: [
      { from: 0, points: 0, says: 'nobody beyond the approved readers' },
      { from: 1, points: 2, says: 'somebody' },
      { from: 100, points: 3, says: 'everybody inside' },
    ],
    reads: [
      { from: 0, points: 0, says: 'no read is confirmed' },
      { from: 1, points: 3, says: 'a read is confirmed' },
    ],
    unknownHours: [
      { from: 0, points: 0, says: 'the logs have no gap' },
      { from: 1, points: 1, says: 'logs are missing: when unsure, take the higher' },
    ],
    openHours: [{ from: 0, points: 0, says: 'for any time' }],
    levels: [
      { level: 'SEV-5', from: 0 },
      { level: 'SEV-4', from: 1 },
      { level: 'SEV-3', from: 3 },
      { level: 'SEV-2', from: 5 },
      { level: 'SEV-1', from: 7 },
    ],
  },
  'enisa-2013': {
    id: 'enisa-2013',
    title: 'ENISA, severity of personal data breaches (2013)',
    source:
      'ENISA working document v1.0, December 2013: severity = context × identification + circumstances. Context: behavioural data, 1 to 4 as it says more; identification: 0.25 under pseudonyms, 1 in content as captured; circumstances of confidentiality: 0, 0.25, 0.5. That a confirmed read counts 0.5 is our reading',
    // Context × identification.
    sensitivity: { S0: 0.25, S1: 0.5, S2: 1, S3: 1.5, S4: 3 },
    breadth: [
      { from: 0, points: 0, says: 'known recipients' },
      { from: 1, points: 0.25, says: 'a known number of recipients' },
      { from: EVERYONE, points: 0.5, says: 'a number of recipients that nobody knows' },
    ],
    reads: [
      { from: 0, points: 0, says: 'no read is confirmed' },
      { from: 1, points: 0.5, says: 'a read is confirmed' },
    ],
    unknownHours: [
      { from: 0, points: 0, says: 'the logs have no gap' },
      { from: 1, points: 0.5, says: 'logs are missing: how many read is not known' },
    ],
    openHours: [{ from: 0, points: 0, says: 'for any time' }],
    levels: [
      { level: 'low', from: 0 },
      { level: 'medium', from: 2 },
      { level: 'high', from: 3 },
      { level: 'very high', from: 4 },
    ],
  },
} as const satisfies Record<string, Scale>;

export type ScaleName = keyof typeof SCALES;
