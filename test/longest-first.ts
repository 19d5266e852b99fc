import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, which begin first: one that began last would keep one core busy while the others wait. The test
 * runner knows durations only after a run, so a fresh clone would begin with the largest files instead.
 */
export const LONGEST = [
  'e2e/main-job',
  'deploy/deploy',
  // After the first: it needs the lake that the main job leaves.
  'docs/run',
  'e2e/worker-page',
  'platform/package',
  'redaction/hostile',
  'lambdas/chapters',
  'access/cost',
  'access/differences',
  'access/platform',
  'access/live',
  'lambdas/redact',
  'storage/query-process',
  'lambdas/take-apart',
  'lambdas/generations',
  'governance/investigation/month',
  'bin/faults',
  'activity/importers/openadapt-flow',
  'bin/diff',
  'lambdas/worker',
  'lambdas/reads',
  'access/first-contact',
  'access/flag-reads',
  'access/works',
  'governance/organisation-policies',
  'access/escalate',
].map((name) => `/test/${name}.test.ts`);

/** What the order asks of a file. */
interface File {
  readonly moduleId: string;
  readonly project: { readonly config: { readonly isolate: boolean } };
}

const placeOf = ({ moduleId }: File): number => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
  return place < 0 ? LONGEST.length : place;
};

/**
 * Files with a process of their own, then those that share one, each with the longest first. A worker that is free while a
 * file with a process of its own is next in the queue is ended, and all that it had loaded and compiled is lost.
 */
export const inOrder = <F extends File>(files: readonly F[]): F[] =>
  files.toSorted(
    (first, other) =>
      Number(other.project.config.isolate) - Number(first.project.config.isolate) || placeOf(first) - placeOf(other),
  );

/** The order of the files in a run. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return inOrder(await super.sort(files));
  }
}
