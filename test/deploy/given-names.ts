import type { Templates } from '../../lib/platform/review/templates.ts';

/** A name of our own that a template hands to AWS. */
export interface GivenName {
  readonly stack: string;
  readonly path: string;
  /** `resource type.property`, as in the table of rules. */
  readonly what: string;
  readonly name: string;
}

/** The longest that a region and an account can be. */
const PLACE: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'us-isof-south-1',
  'AWS::Partition': 'aws-iso-f',
};

/** A text of literals and of the place; undefined when another resource gives it. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = (value ?? {}) as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (Ref !== undefined) return PLACE[Ref];
  if (join === undefined) return undefined;
  const parts = join[1].map(textOf);
  return parts.includes(undefined) ? undefined : parts.join(join[0]);
};

const NAMING = /(Name|Description)$/;
/** Where a name stands below the properties. */
const NESTED: Readonly<Record<string, string>> = {
  'AWS::Glue::Database': 'DatabaseInput',
  'AWS::Glue::Table': 'TableInput',
};

const propertiesOf = (type: string, properties: Record<string, unknown>): [string, unknown][] => {
  const inner = NESTED[type];
  const nested = inner === undefined ? [] : Object.entries(properties[inner] as Record<string, unknown>);
  return [
    ...Object.entries(properties),
    ...nested.map(([key, value]): [string, unknown] => [`${inner}.${key}`, value]),
  ];
};

/** Every name and description that these templates give, whatever the resource. */
export const givenNames = (templates: Templates): GivenName[] =>
  Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).flatMap(([logicalId, { Type, Properties = {} }]) =>
      propertiesOf(Type, Properties)
        .filter(([key]) => NAMING.test(key))
        .flatMap(([key, value]) => {
          const name = textOf(value);
          return name === undefined ? [] : [{ stack, path: logicalId, what: `${Type}.${key}`, name }];
        }),
    ),
  );

/** The exports of these templates. */
export const exportsOf = (templates: Templates): string[] =>
  Object.values(templates).flatMap(({ Outputs = {} }) =>
    Object.values(Outputs).flatMap(({ Export }) => (Export === undefined ? [] : [String(Export.Name)])),
  );
