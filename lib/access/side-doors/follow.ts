import { announcing } from '../escalate/announcing.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Carrier, Resource } from '../model/app.ts';
import { mayMean } from '../model/names.ts';
import { textsAt } from '../model/texts-at.ts';
import { at, isOn, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import type { StorePlace } from '../stores/place.ts';
import { baseArn, misplaced, misplacedNames, opened, ownersOf, resourcesOf, storeNamed } from '../stores/stores.ts';
import { FLOWS, type Flow } from './flows.ts';

/** Follows every setting that forwards what is in a store: each store is entered, and a place that must not have it is a finding. */
export function* forwards(
  inquiry: Inquiry,
  dataClass: FoundClass,
  place: StorePlace,
  enter: (place: StorePlace) => void,
): Generator<Finding> {
  const owners = ownersOf(inquiry, place.store);
  // A store of another class is followed by that class's own claims.
  if (owners.length > 0 && !owners.includes(dataClass)) return;
  for (const [flow, resource, target] of sendingFrom(inquiry, place.store)) {
    const step = settingStep(resource, flow.says, target, `${flow.type} of ${resource.logicalId}`);
    // One region of a table that may have several is its own.
    if (target === inquiry.app.place.region) continue;
    if (tellsPeople(inquiry, dataClass, place.store, resource)) continue;
    const path = [...place.path, step];
    const next = nextStore(inquiry, flow, target);
    if (next?.arn === place.store.arn) continue;
    const wrong = next && misplacedBy(flow, inquiry, dataClass, next);
    // Entered where it must not be too: who reads it, and where it goes on to, are findings of their own.
    if (next) enter({ store: next, path, by: place.by });
    if (!next || wrong !== undefined)
      yield opened(
        !target.includes(UNRESOLVED),
        place.by,
        path,
        `${resource.logicalId} ${flow.says} from ${place.store.name}, where ${dataClass.name} may be, to ${
          next ? `${next.name}, ${wrong}` : unknownTarget(target)
        }`,
      );
  }
}

/** Each setting that sends what is in a store, and where to. */
function* sendingFrom({ app }: Inquiry, store: Carrier): Generator<readonly [Flow, Resource, target: string]> {
  for (const flow of FLOWS)
    for (const resource of resourcesOf(app, flow.type))
      if (flowsFrom(flow, resource, store))
        for (const target of targetsOf(flow, resource)) yield [flow, resource, target];
}

const misplacedBy = (
  { names }: Flow,
  inquiry: Inquiry,
  dataClass: FoundClass,
  store: Parameters<typeof misplaced>[2],
) => (names ? misplacedNames(inquiry, dataClass, store) : misplaced(inquiry, dataClass, store));

/** Where a setting sends what is in a store. */
function targetsOf(flow: Flow, resource: Resource): string[] {
  if (flow.toItself) return [resource.arn ?? UNRESOLVED];
  const named = flow.to.flatMap((path) => textsAt(resource.properties, path));
  const isToAws = flow.toAws !== undefined && isSet(resource, flow.toAws);
  return [
    ...named.filter((target) => flow.only?.test(target) ?? true),
    ...(isToAws ? [`a store of AWS's own (${flow.toAws})`] : []),
  ];
}

const unknownTarget = (target: string): string =>
  target.includes(UNRESOLVED) ? 'what is known only at deployment' : `${target}, which is no store of these templates`;

/** From this sensitivity on, what approved code tells is not for every subscriber. */
const UNTOLD_FROM = 'S2';

/** A subscription by which people hear of what is announced: the topic is there for that, and nothing of workers is told. */
const tellsPeople = (
  { app }: Inquiry,
  dataClass: FoundClass,
  store: Carrier,
  { type, properties }: Resource,
): boolean =>
  type === 'AWS::SNS::Subscription' &&
  /^(email(-json)?|sms)$/.test(text(properties, 'Protocol') ?? '') &&
  (dataClass.declared.sensitivity ?? 'S4') < UNTOLD_FROM &&
  announcing(app).some((rule) => textsAt(rule.properties, 'Targets[].Arn').includes(store.arn));

function nextStore({ app }: Inquiry, flow: Flow, target: string): Carrier | undefined {
  if (flow.toBucket) return storeNamed(app, `AWS::S3::Bucket ${target}`);
  return storeNamed(app, target) ?? storeNamed(app, `AWS::Lambda::Function ${target}`);
}

const SWITCHES = ['Enabled', 'EventBridgeEnabled'] as const;

/** Whether a property is there, and no switch in it says that it is off. */
const isSet = ({ properties }: Resource, path: string): boolean => {
  const setting = at(properties, path);
  return setting !== undefined && SWITCHES.every((name) => isOn(setting, name, { absent: true, unread: true }));
};

/** Names of logs may end in a star. */
const isWildFor = (name: string, store: string): boolean => name.endsWith('*') && store.startsWith(name.slice(0, -1));

/** Whether what is in a store goes where a resource says. */
function flowsFrom({ from, kinds }: Flow, resource: Resource, store: Carrier): boolean {
  const flowing = kinds ? textsAt(resource.properties, kinds.at) : [];
  if (flowing.length > 0 && flowing.every((kind) => kinds?.empty.includes(kind))) return false;
  if ('itself' in from) return resource.arn !== undefined && resource.arn === store.arn;
  if ('all' in from) return store.type === from.all;
  const base = baseArn(store.arn);
  return from.named
    .flatMap((path) => textsAt(resource.properties, path))
    .some(
      (name) =>
        name === store.name ||
        name === store.arn ||
        name === base ||
        name.startsWith(`${base}/`) ||
        name.startsWith(`${base}:`) ||
        name.startsWith(`${store.name}:`) ||
        mayMean(name, [store.name, store.arn, base]) ||
        isWildFor(name, store.name),
    );
}
