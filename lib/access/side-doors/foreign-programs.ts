import { computeOf } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { App, Identity, Resource } from '../model/app.ts';
import { textsAt } from '../model/texts-at.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { opened, resourcesOf } from '../stores/stores.ts';
import { ENTRANCES, type Entrance } from './entrances.ts';

const OTHERS = ', which is not of these templates';

/** Types that choose what other compute runs, and where they name it. */
const STARTS: readonly { readonly type: string; readonly path: string; readonly starts: string }[] = [
  { type: 'AWS::Glue::Trigger', path: 'Actions[].JobName', starts: 'AWS::Glue::Job' },
  { type: 'AWS::EMR::Step', path: 'JobFlowId', starts: 'AWS::EMR::Cluster' },
  ...['ProductionVariants', 'ShadowProductionVariants'].map((variants) => ({
    type: 'AWS::SageMaker::EndpointConfig',
    path: `${variants}[].ModelName`,
    starts: 'AWS::SageMaker::Model',
  })),
  {
    type: 'AWS::CodePipeline::Pipeline',
    path: 'Stages[].Actions[].Configuration.ProjectName',
    starts: 'AWS::CodeBuild::Project',
  },
  ...['LaunchTemplateId', 'LaunchTemplateName'].map((name) => ({
    type: 'AWS::EC2::Instance',
    path: `LaunchTemplate.${name}`,
    starts: 'AWS::EC2::LaunchTemplate',
  })),
];

/** Types of which a resource that runs as a reader is asked whose programs it runs. */
export const ENTERED: ReadonlySet<string> = new Set(ENTRANCES.map(({ type }) => type));

/** Compute that runs as an approved reader and is handed programs or people from outside the templates. */
export function* foreignPrograms(
  { app }: Inquiry,
  dataClass: FoundClass,
  readers: readonly Identity[],
): Generator<Finding> {
  for (const { arn, name } of readers) {
    const running = computeOf(app, arn);
    for (const resource of new Set([...running, ...startersOf(app, running)])) {
      for (const { type, paths, values, outside, sure, says, ends = OTHERS } of ENTRANCES) {
        if (type !== resource.type) continue;
        for (const [path, value] of givenBy(resource, paths, values)) {
          const foreign = outside(app, value);
          if (foreign === undefined) continue;
          const shown = foreign.includes(UNRESOLVED) ? 'what is known only at deployment' : foreign;
          yield opened(
            sure === true,
            shown,
            [settingStep(resource, says, shown, `${path} of ${type}`)],
            `${resource.logicalId} runs as ${name}, which reads ${dataClass.name}, and ${says} ${shown}${ends}`,
          );
        }
      }
    }
  }
}

/** Values with the property that each stands in. */
const givenBy = (
  resource: Resource,
  paths: readonly string[],
  values: Entrance['values'],
): (readonly [path: string, value: string])[] =>
  values
    ? values(resource).map((value) => [paths.join(', '), value] as const)
    : paths.flatMap((path) => textsAt(resource.properties, path).map((value) => [path, value] as const));

/** What starts such compute, or some that is known only at deployment: it chooses what the compute is told. */
function startersOf(app: App, running: readonly Resource[]): Resource[] {
  return STARTS.flatMap(({ type, path, starts }) => {
    const names = running
      .filter((resource) => resource.type === starts)
      .flatMap(({ name, properties }) => [name, ...textsAt(properties, 'LaunchTemplateName')]);
    if (names.length === 0) return [];
    return resourcesOf(app, type).filter(({ properties }) =>
      textsAt(properties, path).some((named) => names.includes(named) || named.includes(UNRESOLVED)),
    );
  });
}
