import { type Declaration, type Environment, readApp } from '../../../lib/access/index.ts';
import { type FoundClass, openInquiry } from '../../../lib/access/inquiry/inquiry.ts';
import type { App, Resource } from '../../../lib/access/model/app.ts';

// biome-ignore lint/suspicious/noExplicitAny: changes reach into templates of every shape
export type Resources = Record<string, any>;
export interface TemplateJson {
  Resources: Resources;
  Parameters?: Record<string, unknown>;
  Conditions?: Record<string, unknown>;
  Outputs?: Record<string, unknown>;
}

interface Place {
  readonly template: string;
  readonly logicalId: string;
}

/** A class of data with the resources that changes are made to; those that it has. */
export interface Target {
  readonly name: string;
  readonly bucket?: Place;
  readonly policy?: Place;
  readonly key?: Place;
  readonly reader?: Place;
  readonly fn?: Place;
  readonly table?: Place;
  readonly filter?: Place;
  readonly grant?: Place;
  readonly settings?: Place;
  readonly database?: Place;
  readonly location?: Place;
  readonly workgroup?: Place;
}

/** An app that is proved as it stands. */
export interface Subject {
  readonly name: string;
  readonly templates: Record<string, TemplateJson>;
  readonly declaration: Declaration;
  readonly environment: Environment;
}

const place = (resource: Resource | undefined): Place | undefined =>
  resource && { template: resource.template, logicalId: resource.logicalId };

export function targetsOf({ templates, declaration, environment }: Subject): Target[] {
  const app = readApp(templates, environment);
  const { classes, trusted } = openInquiry(app, declaration);
  return classes.map((dataClass) =>
    targetOf(app, { ...dataClass, exempt: dataClass.exempt.filter((arn) => !trusted.includes(arn)) }),
  );
}

/** Of a class without the trusted base, which may do anything. */
function targetOf(app: App, dataClass: FoundClass): Target {
  const first = (type: string, holds: (each: Resource) => boolean = () => true) =>
    place(app.resources.find((resource) => resource.type === type && holds(resource)));
  const [bucket] = dataClass.buckets;
  const [table] = dataClass.tables;
  // A boundary keeps a reader from most of what a change gives it.
  const reader = app.roles.find(({ arn, boundary }) => boundary === undefined && dataClass.exempt.includes(arn));
  const names = (resource: Resource, name: string | undefined) =>
    name !== undefined && JSON.stringify(resource.properties).includes(`"${name}"`);
  const parts = {
    bucket: place(bucket),
    policy: first('AWS::S3::BucketPolicy', (resource) => names(resource, bucket?.name)),
    key: place(dataClass.keys[0]),
    reader: place(reader),
    fn: place(app.functions.find(({ roleArn }) => roleArn !== undefined && dataClass.exempt.includes(roleArn))),
    ...(table && {
      table: place(table),
      filter: first('AWS::LakeFormation::DataCellsFilter', (resource) => names(resource, table.name)),
      grant: first('AWS::LakeFormation::PrincipalPermissions', (resource) => names(resource, table.name)),
      settings: first('AWS::LakeFormation::DataLakeSettings'),
      database: first('AWS::Glue::Database', (resource) => names(resource, table.database)),
      location: first('AWS::LakeFormation::Resource'),
      workgroup: first('AWS::Athena::WorkGroup'),
    }),
  };
  return {
    name: dataClass.name,
    ...Object.fromEntries(Object.entries(parts).filter(([, each]) => each !== undefined)),
  };
}
