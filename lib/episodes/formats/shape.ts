import type { SchemaElement } from 'hyparquet';

/** The type of an export column. Fixed, so that no file's types depend on which of its values are null. */
export type Shape =
  | 'string'
  | 'int32'
  | 'float64'
  | 'bool'
  | 'image'
  | { readonly list: Shape }
  | { readonly struct: Readonly<Record<string, Shape>> };

const box: Shape = { list: 'float64' };
const mask: Shape = { struct: { box, types: { list: 'string' }, made_up: 'bool' } };

/** A step with its picture: the columns of `hf`, in this order. `image` is null where `frame` is. */
export const STEP = {
  episode: 'string',
  index: 'int32',
  t: 'float64',
  task: 'string',
  os: 'string',
  recorder: 'string',
  screen: { struct: { w: 'int32', h: 'int32', scale: 'float64' } },
  image: 'image',
  frame: {
    struct: { path: 'string', w: 'int32', h: 'int32', age_ms: 'float64', stale: 'bool', masks: { list: mask } },
  },
  texts: { list: { struct: { text: 'string', role: 'string', box } } },
  action: {
    struct: {
      ...{ type: 'string', x: 'float64', y: 'float64', xn: 'float64', yn: 'float64' },
      ...{ x2: 'float64', y2: 'float64', x2n: 'float64', y2n: 'float64', button: 'string', count: 'int32' },
      ...{ dx: 'float64', dy: 'float64', unit: 'string', text: 'string', source: 'string' },
      ...{ keys: { list: 'string' }, ms: 'float64' },
    },
  },
  element: { struct: { role: 'string', name: 'string', box } },
  app: 'string',
  title: 'string',
  hidden: { list: 'string' },
  screen_hidden: { list: 'string' },
  surrogates: { list: { struct: { type: 'string', text: 'string' } } },
  target_masked: 'bool',
  ends: 'string',
  outcome: 'string',
  events: { struct: { segment: 'string', first: 'int32', last: 'int32' } },
} as const satisfies Readonly<Record<string, Shape>>;

/**
 * The Parquet schema: every value is nullable, lists have three levels
 * (https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists).
 */
export const schemaOf = (columns: Readonly<Record<string, Shape>>): SchemaElement[] => [
  { name: 'root', num_children: Object.keys(columns).length },
  ...Object.entries(columns).flatMap(([name, shape]) => elementsOf(name, shape)),
];

function elementsOf(name: string, shape: Shape): SchemaElement[] {
  const own = { name, repetition_type: 'OPTIONAL' } as const;
  switch (shape) {
    case 'string':
      return [{ ...own, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }];
    case 'int32':
      return [{ ...own, type: 'INT32' }];
    case 'float64':
      return [{ ...own, type: 'DOUBLE' }];
    case 'bool':
      return [{ ...own, type: 'BOOLEAN' }];
    case 'image':
      return [
        { ...own, num_children: 2 },
        { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
        ...elementsOf('path', 'string'),
      ];
  }
  if ('list' in shape)
    return [
      { ...own, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...elementsOf('element', shape.list),
    ];
  const members = Object.entries(shape.struct);
  return [{ ...own, num_children: members.length }, ...members.flatMap(([each, of]) => elementsOf(each, of))];
}

/** The features of Hugging Face `datasets`, which its loader reads from the file's metadata. */
export function featureOf(shape: Shape): object {
  if (shape === 'image') return { _type: 'Image' };
  if (typeof shape === 'string') return { dtype: shape, _type: 'Value' };
  if ('list' in shape) return { feature: featureOf(shape.list), _type: 'List' };
  return Object.fromEntries(Object.entries(shape.struct).map(([name, of]) => [name, featureOf(of)]));
}

/**
 * The features in the form of a data set card's header: a loader takes the types of untyped formats from there.
 * @returns lines of YAML, each with its indent
 */
export function featureLines(columns: Readonly<Record<string, Shape>>, indent: string): string[] {
  return Object.entries(columns).flatMap(([name, shape]) => [
    `${indent}- name: ${name}`,
    ...typeLines(shape, `${indent}  `),
  ]);
}

function typeLines(shape: Shape, indent: string): string[] {
  if (typeof shape === 'string') return [`${indent}dtype: ${shape}`];
  if ('struct' in shape) return [`${indent}struct:`, ...featureLines(shape.struct, indent)];
  const { list } = shape;
  if (typeof list === 'string') return [`${indent}list: ${list}`];
  return [`${indent}list:`, ...('struct' in list ? featureLines(list.struct, indent) : typeLines(list, `${indent}  `))];
}

/** A shape in words, for the card. */
export const shapeText = (shape: Shape): string => {
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `list of ${shapeText(shape.list)}`;
  return `{${Object.entries(shape.struct)
    .map(([name, of]) => `${name}: ${shapeText(of)}`)
    .join(', ')}}`;
};

type Writer = (value: unknown) => string;

/**
 * Writes values as JSON with each number in its column's type: `24.0` where 24 is a float. Loaders that infer types
 * from the first lines would otherwise take the column for integers, and fail at the first fraction.
 */
function writerOf(shape: Shape): Writer {
  const write = knownWriterOf(shape);
  return (value) => (value === null || value === undefined ? 'null' : write(value));
}

function knownWriterOf(shape: Shape): Writer {
  if (shape === 'float64') return (value) => (Number.isInteger(value) ? `${value as number}.0` : JSON.stringify(value));
  if (typeof shape === 'string') return (value) => JSON.stringify(value);
  if ('list' in shape) {
    const write = writerOf(shape.list);
    return (value) => `[${(value as unknown[]).map(write).join(',')}]`;
  }
  const members = Object.entries(shape.struct).map(([name, of]): [string, string, Writer] => [
    name,
    `${JSON.stringify(name)}:`,
    writerOf(of),
  ]);
  return (value) => {
    const of = value as Readonly<Record<string, unknown>>;
    return `{${members.map(([name, head, write]) => head + write(of[name])).join(',')}}`;
  };
}

const { image: _, ...TOLD } = STEP;

/** The columns that `datasets` finds in a sample of each format that it reads. */
export const LOADED = {
  hf: STEP,
  webdataset: { __key__: 'string', __url__: 'string', json: { struct: TOLD }, png: 'image' },
  jsonl: TOLD,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Shape>>>>;

/** A step as one line of JSON, with the fields of STEP except the picture, in their order. */
export const stepText: (step: object) => string = writerOf({ struct: TOLD });
