import { defineRedaction } from '../lib/governance/redaction-config.ts';

/** Words and choices of your organisation. Words match as whole words, in any case. */
export const redaction = defineRedaction({
  /** Names of customers and partners, and of projects and products that are not public. They are masked everywhere. */
  customers: [],
  codeNames: [],
  /** Labels of your own applications, never masked. */
  allow: [],
  /** Classes of applications that your recorder knows beyond the shipped ones (lib/activity/vocabulary/app-classes.ts). */
  appClasses: [],
  /** Windows that are private in addition to the shipped list (lib/redaction/windows/policy.json). */
  private: { apps: [], hosts: [], titles: [] },
  /**
   * Reads text from the pixels of frames. `if-installed`: of frames without text from the recorder, after `npm install
   * tesseract.js@7.0.0 @tesseract.js-data/eng@1.0.0`; without these packages such frames are withheld. `true`: of all
   * frames, and none is published without the packages. `false`: never.
   */
  ocr: 'if-installed',
  /** Also sends prose that is already masked to Amazon Comprehend. */
  comprehend: false,
});
