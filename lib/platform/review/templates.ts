import type { cx_api } from 'aws-cdk-lib';

export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have as many shapes as there are resource types
  readonly Properties: any;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
}

/** Templates by stack name. */
export type Templates = Readonly<Record<string, Template>>;

/** The templates of an assembly, in the order of their stacks' names. */
export const templatesOf = (assembly: cx_api.CloudAssembly): Templates => {
  const stacks = [...assembly.stacks].sort((a, b) => (a.stackName < b.stackName ? -1 : 1));
  return Object.fromEntries(stacks.map((stack) => [stack.stackName, stack.template as Template]));
};

export interface Located extends TemplateResource {
  readonly stack: string;
  readonly logicalId: string;
  /** Construct path, without the `Resource` that the CDK appends. */
  readonly path: string;
}

/** All resources of a type, in the order of their paths. */
export const resourcesOf = (templates: Templates, type: string): Located[] =>
  Object.entries(templates)
    .flatMap(([stack, template]) =>
      Object.entries(template.Resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, resource]) => ({ ...resource, stack, logicalId, path: pathOf(resource, logicalId) })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));

const pathOf = (resource: TemplateResource, logicalId: string): string =>
  (resource.Metadata?.['aws:cdk:path'] ?? logicalId).replace(/\/Resource$/, '');
