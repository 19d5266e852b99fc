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

const place = (found: Resource | undefined): Place | undefined =>
  found && { template: found.template, logicalId: found.logicalId };

export function targetsOf({ templates, declaration, environment }: Subject): Target[] {
  const app = readApp(templates, environment);
  const { classes, trusted } = openInquiry(app, declaration);
  return classes.map((found) =>
    targetOf(app, { ...found, exempt: found.exempt.filter((arn) => !trusted.includes(arn)) }),
  );
}

/** Of a class without the trusted base, which may do anything. */
function targetOf(app: App, found: FoundClass): Target {
  const first = (type: string, holds: (each: Resource) => boolean = () => true) =>
    place(app.resources.find((each) => each.type === type && holds(each)));
  const [bucket] = found.buckets;
  const [table] = found.tables;
  // A boundary keeps a reader from most of what a change gives it.
  const reader = app.roles.find(({ arn, boundary }) => boundary === undefined && found.exempt.includes(arn));
  const names = (each: Resource, name: string | undefined) =>
    name !== undefined && JSON.stringify(each.properties).includes(`"${name}"`);
  const parts = {
    bucket: place(bucket),
    policy: first('AWS::S3::BucketPolicy', (each) => names(each, bucket?.name)),
    key: place(found.keys[0]),
    reader: place(reader),
    fn: place(app.functions.find(({ roleArn }) => roleArn !== undefined && found.exempt.includes(roleArn))),
    ...(table && {
      table: place(table),
      filter: first('AWS::LakeFormation::DataCellsFilter', (each) => names(each, table.name)),
      grant: first('AWS::LakeFormation::PrincipalPermissions', (each) => names(each, table.name)),
      settings: first('AWS::LakeFormation::DataLakeSettings'),
      database: first('AWS::Glue::Database', (each) => names(each, table.database)),
      location: first('AWS::LakeFormation::Resource'),
      workgroup: first('AWS::Athena::WorkGroup'),
    }),
  };
  return { name: found.name, ...Object.fromEntries(Object.entries(parts).filter(([, each]) => each !== undefined)) };
}
