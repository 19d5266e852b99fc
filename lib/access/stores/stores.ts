import { globPattern, literalPattern } from '../decide/atoms.ts';
import { STAR_IN_PART } from '../decide/language.ts';
import { nodeOf, type PrincipalNode } from '../escalate/node.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import type { WitnessStep } from '../inquiry/proof.ts';
import type { App, Carrier, Identity, Resource } from '../model/app.ts';
import { text } from '../model/values.ts';
import type { Policy } from '../policy/document.ts';
import type { Pattern } from '../policy/pattern.ts';
import { guardOf, streamOf } from '../query/carriers.ts';
import { doorOf } from './doors.ts';

/** The stores of an app by kind and by every name that another resource may call them. */
interface Stores {
  readonly byKind: ReadonlyMap<string, readonly Carrier[]>;
  readonly byName: ReadonlyMap<string, Carrier>;
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
}

const INDEXES = new WeakMap<App, Stores>();

function indexOf(app: App): Stores {
  const known = INDEXES.get(app);
  if (known) return known;
  const all = [...app.buckets, ...app.queues, ...app.topics, ...app.logGroups, ...app.functions, ...app.otherStores];
  const byName = new Map<string, Carrier>();
  for (const store of all)
    for (const name of [store.arn, baseArn(store.arn), `${store.type} ${store.name}`]) byName.set(name, store);
  // An alias or a version is another name of its function.
  for (const part of app.resources.filter((resource) => /^AWS::Lambda::(Alias|Version)$/.test(resource.type))) {
    const name = text(part.properties, 'FunctionName') ?? '';
    const fn = byName.get(name) ?? byName.get(`AWS::Lambda::Function ${name}`);
    if (fn && part.arn !== undefined) byName.set(part.arn, fn);
  }
  const found = {
    byKind: Map.groupBy(all, (store) => store.type),
    byName,
    resources: Map.groupBy(app.resources, (resource) => resource.type),
  };
  INDEXES.set(app, found);
  return found;
}

export const storesOf = (app: App, kind: string): readonly Carrier[] => indexOf(app).byKind.get(kind) ?? [];

/** The store that an ARN names: of a function also one of its versions, of a table its stream. */
export function storeNamed(app: App, name: string): Carrier | undefined {
  const { byName } = indexOf(app);
  const whole = /^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+):/.exec(name)?.[1] ?? name;
  return byName.get(whole) ?? byName.get(whole.replace(/(:table\/[^/]+)\/.*$/, '$1'));
}

export const resourcesOf = (app: App, type: string): readonly Resource[] => indexOf(app).resources.get(type) ?? [];

const NODES = new WeakMap<Identity, PrincipalNode>();

/** One node for each identity, so that what is known of it is found out once. */
export function actorNode({ app }: Inquiry, identity: Identity): PrincipalNode {
  const known = NODES.get(identity);
  if (known) return known;
  const made = nodeOf(app, identity);
  NODES.set(identity, made);
  return made;
}

/** The same patterns for the same ARN: a question that is asked again is known by them. */
function patternsBy(make: (arn: string) => readonly Pattern[]): (arn: string) => readonly Pattern[] {
  const made = new Map<string, readonly Pattern[]>();
  return (arn) => {
    const known = made.get(arn);
    if (known) return known;
    // Bounded, because a sentinel that lives for days sees many stores.
    if (made.size > 20_000) made.clear();
    const patterns = make(arn);
    made.set(arn, patterns);
    return patterns;
  };
}

export const objectsOf = patternsBy((arn) => [literalPattern(arn), globPattern(`${arn}/*`), globPattern(`${arn}:*`)]);

/**
 * What requests on a store name: itself, objects and items in it, a version or alias, a stream of a log. All but objects have
 * names without colons, so that a pattern for another store, whose star may reach over colons, is not taken to fit them.
 */
export const requestedOf = patternsBy((arn) => [
  literalPattern(arn),
  ...(arn.includes(':log-group:')
    ? [[...literalPattern(`${arn}:log-stream:`), STAR_IN_PART]]
    : [globPattern(`${arn}/*`)]),
  [...literalPattern(`${arn}:`), STAR_IN_PART],
]);

/** The policy that guards what an action reads of a store: that of a table does not guard its stream, which has one of its own. */
export const policyFor = (app: App, action: string, { policy, arn }: Carrier): Policy | undefined =>
  action === 'dynamodb:GetRecords' ? guardOf(app, streamOf(arn)).policy : policy;

/** Of a log group the ARN without the star that stands for its streams. */
export const baseArn = (arn: string): string => arn.replace(/:\*$/, '');

export const opened = (sure: boolean, principal: string, path: readonly WitnessStep[], because: string): Finding => ({
  verdict: sure ? 'refuted' : 'undecided',
  because: sure ? because : because.replace(' can ', ' may be able to '),
  witness: { principal, path },
});

const isKeyed = ({ app }: Inquiry, store: Carrier): boolean =>
  store.keyArn !== undefined && app.keys.some((key) => key.arn === store.keyArn);

/** The classes that a store is declared to belong to. */
export const ownersOf = ({ classes }: Inquiry, store: Resource): FoundClass[] =>
  classes.filter((dataClass) =>
    [...dataClass.buckets, ...dataClass.channels].some((resource) => resource.arn === store.arn),
  );

const level = (sensitivity: string | undefined, otherwise: number): number =>
  sensitivity === undefined ? otherwise : Number(sensitivity.slice(1));

/**
 * Whether data of one class may become data of another: at the hands of a principal that is approved for both, or where
 * nobody new reads it, or upward, into a class that is guarded more.
 */
export const mayBecome = (from: FoundClass, to: FoundClass, by: string | undefined): boolean =>
  from === to ||
  (by !== undefined && to.exempt.includes(by)) ||
  to.exempt.every((reader) => from.exempt.includes(reader)) ||
  level(to.declared.sensitivity, -1) > level(from.declared.sensitivity, 4);

/** Why data of a class must not be in a store, no matter who reads it; undefined when it may. */
export function misplaced(inquiry: Inquiry, dataClass: FoundClass, store: Carrier, by?: string): string | undefined {
  const runsAs = doorOf(store.type)?.runsAs;
  if (runsAs !== undefined) {
    const role = String(store.properties[runsAs] ?? 'a role that is not known');
    return dataClass.exempt.includes(role)
      ? undefined
      : `which runs as ${role}, not an approved reader of ${dataClass.name}`;
  }
  const owners = ownersOf(inquiry, store);
  const foreign = (owner: FoundClass) => !mayBecome(dataClass, owner, by);
  if (owners.length > 0) {
    const wrong = owners.find(foreign);
    if (wrong) return `which holds ${wrong.name}, a class of other readers`;
  }
  // That a class's bucket is encrypted is a lock, and a claim of its own.
  if (store.type === 'AWS::S3::Bucket') return owners.length > 0 ? undefined : 'a bucket of no class';
  if (!isKeyed(inquiry, store)) return 'which is not encrypted with a key of these templates';
  const keyOwners = inquiry.classes.filter((candidate) => candidate.keys.some((key) => key.arn === store.keyArn));
  const wrong = keyOwners.find(foreign);
  return wrong && `which is encrypted with the key of ${wrong.name}, a class of other readers`;
}

/**
 * The same of names of objects. They are no data of their class where they are declared to be a class of their own: then that
 * class's claims say who reads them. Anywhere else they count as what they name.
 */
export function misplacedNames(inquiry: Inquiry, dataClass: FoundClass, store: Carrier): string | undefined {
  const declared = ownersOf(inquiry, store).length > 0 && doorOf(store.type)?.runsAs === undefined;
  if (!declared) return misplaced(inquiry, dataClass, store);
  return isKeyed(inquiry, store) ? undefined : 'which is not encrypted with a key of these templates';
}
