import { arnParts, fits, glob, meet, UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { Resource } from './app.ts';
import { IDENTITIES } from './identities.ts';

/**
 * Names that only the deployment knows. A name made of parameters without a value is the same name wherever a template makes it of
 * the same parameters. A name that CloudFormation makes up is one that nobody can write down. And whatever a policy writes, a
 * pattern or a name made otherwise, may turn out to mean either. While templates are read, private-use characters tell
 * these apart; none is left when `withNames` is done.
 */
const OPEN = '\uE001';
const CLOSE = '\uE002';
/** Follows a name that CloudFormation makes up, where a reference gave it. */
export const MADE_UP = '\uE003';
const TAGGED = new RegExp(`${UNRESOLVED}${OPEN}(\\d+)${CLOSE}`, 'g');
const MARKS = new RegExp(`${OPEN}\\d+${CLOSE}|${MADE_UP}`, 'g');
const HAS_MARKS = new RegExp(`[${OPEN}${MADE_UP}]`);

/** Follows the mark of a value that is not known, and says which value that is. `standsFor` is its name where a name is needed. */
export function tagOf(valueless: string[], standsFor: string): string {
  const at = valueless.indexOf(standsFor);
  return `${OPEN}${at < 0 ? valueless.push(standsFor) - 1 : at}${CLOSE}`;
}

/** A text in which each tagged value is replaced by what stands for it. */
export const withValues = (text: string, valueless: readonly string[]): string =>
  text.replace(TAGGED, (_, at: string) => valueless[Number(at)] ?? UNRESOLVED).replace(MARKS, '');

/** A resource of whose name only a shape is known. */
interface Shaped {
  readonly arn: string;
  readonly name: string;
  /** The ARN as a pattern that fits all that it may be. */
  readonly shape: string;
  /** Whether nothing of the name is known: a name that is written out is then taken for that of something else. */
  readonly open: boolean;
  /** Whether CloudFormation makes the name up. */
  readonly madeUp: boolean;
}

/** What is known of the names of an app's resources. */
interface Names {
  /** Names of parameters, as they are written, and what stands for each. */
  readonly given: readonly (readonly [text: RegExp, name: string])[];
  readonly madeUp: ReadonlySet<string>;
  /** By service. */
  readonly shaped: ReadonlyMap<string, readonly Shaped[]>;
  /** ARNs that are known in full. */
  readonly known: ReadonlySet<string>;
}

/** The resources with names of the same parameters made the same, and with what a policy may mean by a pattern added to it. */
export function withNames(resources: readonly Resource[]): Resource[] {
  const names = namesOf(resources);
  return resources.map((resource) => ({
    ...resource,
    properties: replaced(resource.properties, names) as Resource['properties'],
  }));
}

/** Reads texts that are no properties of resources in the same way. */
export function plainIn(resources: readonly Resource[]): (text: string) => string {
  const names = namesOf(resources);
  return (text) => plain(text, names);
}

function namesOf(resources: readonly Resource[]): Names {
  const given = new Map<string, string>();
  const madeUp = new Set<string>();
  const known = new Set<string>();
  const shapes: Shaped[] = [];
  for (const resource of resources) {
    const property = IDENTITIES[resource.type]?.name;
    const name = property === undefined ? undefined : textAt(resource.properties, property);
    if (name?.includes(UNRESOLVED) && !withoutTags(name).includes(UNRESOLVED)) given.set(name, resource.name);
    if (name === undefined) madeUp.add(resource.name);
    const shape = shapeOf(resource, property, name);
    if (shape) shapes.push(shape);
    else if (resource.arn !== undefined) known.add(resource.arn);
  }
  const longestFirst = [...given].sort(([a], [b]) => b.length - a.length);
  return {
    given: longestFirst.map(([text, name]) => [whole(text), name]),
    madeUp,
    known,
    shaped: Map.groupBy(shapes, ({ arn }) => serviceOf(arn)),
  };
}

/** A text as it is read after this: no marks, and names of parameters by what stands for them. */
function plain(text: string, { given, madeUp }: Names): string {
  const written = unmarked(text, madeUp);
  if (!HAS_MARKS.test(written)) return written;
  return given.reduce((at, [name, standsFor]) => at.replace(name, () => standsFor), written).replace(MARKS, '');
}

const withoutTags = (text: string): string => text.replace(TAGGED, '');

/** The text where it is not part of a longer name. */
const whole = (text: string): RegExp =>
  new RegExp(
    `(?<![\\w.${UNRESOLVED}${CLOSE}-])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w${UNRESOLVED}-])`,
    'g',
  );

const textAt = (properties: unknown, path: string): string | undefined => {
  const found = path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), properties);
  return typeof found === 'string' ? found : undefined;
};

/** A name that was typed as one that is made up is no name of it: CloudFormation adds a part that nobody knows before. */
function unmarked(text: string, madeUp: ReadonlySet<string>): string {
  const parts = text.split(/([:/])/);
  return parts.some((part) => madeUp.has(part))
    ? parts.map((part) => (madeUp.has(part) ? UNRESOLVED : part)).join('')
    : text;
}

function shapeOf({ arn, name }: Resource, property?: string, given?: string): Shaped | undefined {
  if (arn === undefined || property === undefined || !arn.includes(name)) return undefined;
  if (given !== undefined && !given.includes(UNRESOLVED)) return undefined;
  const known = given?.replace(MARKS, '').replaceAll(UNRESOLVED, '*') ?? `${name}-*`;
  const at = arn.lastIndexOf(name);
  const shape = arn.slice(0, at) + known + arn.slice(at + name.length);
  return { arn, name, shape, open: known.replaceAll(/[^a-z0-9]/gi, '').length < 3, madeUp: given === undefined };
}

const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** `value` with its texts in plain, and each Resource of a statement with all that it may mean. */
function replaced(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return plain(value, names);
  if (Array.isArray(value)) return value.map((item) => replaced(item, names));
  if (!isRecord(value)) return value;
  const isStatement = 'Effect' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const found = replaced(each, names);
      const meant = isStatement && /^(Not)?Resource$/.test(key) ? meantBy(each, names) : [];
      return [key, meant.length > 0 ? [found, meant].flat() : found];
    }),
  );
}

/** What the Resource of a statement may turn out to name, beside what it surely does. */
function meantBy(resource: unknown, names: Names): string[] {
  const items = Array.isArray(resource) ? resource : [resource];
  return [...new Set(items.flatMap((item) => (typeof item === 'string' ? mayMean(item, names) : [])))];
}

function mayMean(written: string, names: Names): string[] {
  const text = plain(written, names);
  const bare = text.replace(/[:/]\*$/, '');
  // A reference says which resource it means, and so does a name that is known in full.
  if (written.includes(MADE_UP) || names.known.has(bare.split('/')[0] ?? '') || names.known.has(bare)) return [];
  const isPattern = /[*?]/.test(bare) || bare.includes(UNRESOLVED);
  return (names.shaped.get(serviceOf(text)) ?? [])
    .filter(({ arn, open }) => (isPattern || !open) && !isSeen(text, arn))
    .filter(({ shape, madeUp }) => mayBeOf(bare.replaceAll(UNRESOLVED, '*'), shape, madeUp))
    .map(({ arn }) => arn + UNRESOLVED);
}

/** What CloudFormation puts at the end of a name that it makes up: no hyphen is in it. */
const SUFFIX = /(?:[*?][a-z0-9]*|-[a-z0-9]{8,})$/i;

/** Whether some ARN fits both, part by part: a name holds neither colon nor slash. */
function mayBeOf(text: string, shape: string, madeUp: boolean): boolean {
  const parts = arnParts(text);
  const wanted = arnParts(shape);
  if (!parts || !wanted) return false;
  const itself = beginningOf(parts[5] ?? '', wanted[5] ?? '');
  if (madeUp && !SUFFIX.test(itself)) return false;
  return wanted.every((part, at) => meet(at < 5 ? (parts[at] ?? '') : itself, part));
}

/** As much of a text as may name the resource itself, and not something in it. */
const beginningOf = (text: string, shape: string): string =>
  [':', '/'].reduce((at, mark) => at.split(mark).slice(0, shape.split(mark).length).join(mark), text);

/** Whether the text fits the resource, or names something in it, by the name that stands for its own. */
function isSeen(text: string, arn: string): boolean {
  const parts = arnParts(text);
  const own = arnParts(arn);
  if (!parts || !own) return false;
  const itself = [...parts.slice(0, 5), beginningOf(parts[5] ?? '', own[5] ?? '')].join(':');
  return [text, itself].some((form) => fits(glob(form), arn) !== 'no');
}
