import type { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isRecord } from '../access/policy/record.ts';

const PATH = 'aws:cdk:path';

/**
 * Templates in which each resource names the construct that made it. The CDK's command line switches these paths on; an
 * app that runs by itself writes none, and claims could not name its constructs.
 */
export function withConstructPaths(
  templates: ReadonlyMap<string, string>,
  app: IConstruct | undefined,
): Map<string, unknown> {
  const paths = new Map(
    app?.node
      .findAll()
      .filter(isElement)
      .map((element) => [keyOf(element), element.node.path] as const),
  );
  return new Map(
    [...templates].map(([name, text]): [string, unknown] => {
      const template: unknown = JSON.parse(text);
      if (!isRecord(template) || !isRecord(template.Resources)) return [name, text];
      for (const [id, resource] of Object.entries(template.Resources)) {
        const path = paths.get(`${name} ${id}`);
        if (path !== undefined && isRecord(resource))
          resource.Metadata = { [PATH]: path, ...(isRecord(resource.Metadata) ? resource.Metadata : {}) };
      }
      return [name, template];
    }),
  );
}

/** Checks properties instead of `instanceof`: an app may bring its own copy of aws-cdk-lib. */
const isElement = (construct: IConstruct): construct is CfnElement =>
  'logicalId' in construct && 'stack' in construct && 'cfnResourceType' in construct;

const keyOf = ({ stack, logicalId }: CfnElement): string => `${stack.templateFile} ${stack.resolve(logicalId)}`;
