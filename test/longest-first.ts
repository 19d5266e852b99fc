import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, which begin first: one that began last would keep one core busy while the others wait. The test
 * runner knows durations only after a run, so a fresh clone would begin with the largest files instead.
 */
const LONGEST = [
  'e2e/main-job',
  'deploy/deploy',
  // After the first: it needs the lake that the main job leaves.
  'docs/run',
  'e2e/worker-page',
  'access/cost',
  'e2e/access-commands',
  'redaction/hostile',
  'lambdas/export-function',
  'lambdas/redact',
  'access/escalate',
  'access/platform',
  'storage/query-process',
  'lambdas/prove',
  'lambdas/take-apart',
  'access/bad-input',
  'collector/collector',
  'access/works',
  'activity/door-cost',
].map((name) => `/test/${name}.test.ts`);

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
  return place < 0 ? LONGEST.length : place;
};

/** The order of the files in a run. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((first, other) => placeOf(first) - placeOf(other));
  }
}
