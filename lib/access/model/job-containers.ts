import { isRecord } from '../policy/record.ts';

/**
 * Where a definition of a job has its containers: one, one for each range of nodes, or several that run as one task.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-batch-jobdefinition.html
 */
const NODES = 'NodeProperties.NodeRangeProperties[]';
const TASKS = 'EcsProperties.TaskProperties[]';
const JOBS = ['ContainerProperties', `${NODES}.Container`] as const;
const TASKS_OF_JOBS = [TASKS, `${NODES}.${TASKS}`] as const;

/** Paths of each container of a job, to go on from. */
export const JOB_CONTAINERS: readonly string[] = [...JOBS, ...TASKS_OF_JOBS.map((path) => `${path}.Containers[]`)];

/** Paths of what mounts volumes in a job. */
export const JOB_MOUNTS: readonly string[] = [...JOBS, ...TASKS_OF_JOBS];

/** Every object at a dotted path, through lists (`[]`); an object that is not known in full is left out. */
export function recordsAt(value: unknown, path: string): Readonly<Record<string, unknown>>[] {
  let found = [value];
  for (const step of path.split('.'))
    found = found
      .filter(isRecord)
      .flatMap((record) => record[step.replace('[]', '')])
      .filter((item) => item !== undefined);
  return found.filter(isRecord);
}
