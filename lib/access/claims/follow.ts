import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Carrier, Resource } from '../model/app.ts';
import { mayMean } from '../model/names.ts';
import { textsAt } from '../model/texts-at.ts';
import { at } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { FLOWS, type Flow } from './flows.ts';
import type { Place } from './place.ts';
import { baseArn, misplaced, misplacedNames, opened, ownersOf, resourcesOf, storeNamed } from './stores.ts';

/** Follows every setting that forwards what is in a store: a place that may have it is entered, any other is a finding. */
export function* forwards(
  inquiry: Inquiry,
  found: FoundClass,
  place: Place,
  enter: (place: Place) => void,
): Generator<Finding> {
  const owners = ownersOf(inquiry, place.store);
  // A store of another class is followed by that class's own claims.
  if (owners.length > 0 && !owners.includes(found)) return;
  for (const flow of FLOWS) {
    for (const resource of resourcesOf(inquiry.app, flow.type)) {
      if (!flowsFrom(flow, resource, place.store)) continue;
      const targets = flow.toItself
        ? [resource.arn ?? UNRESOLVED]
        : [
            ...flow.to.flatMap((path) => textsAt(resource.properties, path)),
            ...(flow.toAws !== undefined && at(resource.properties, flow.toAws) !== undefined
              ? [`a store of AWS's own (${flow.toAws})`]
              : []),
          ];
      for (const target of targets) {
        const step = settingStep(resource, flow.says, target, `${flow.type} of ${resource.logicalId}`);
        // One region of a table that may have several is its own.
        if (target === inquiry.app.place.region) continue;
        const path = [...place.path, step];
        const next = nextStore(inquiry, flow, target);
        if (next?.arn === place.store.arn) continue;
        const wrong = next && (flow.names ? misplacedNames(inquiry, found, next) : misplaced(inquiry, found, next));
        if (next && wrong === undefined) enter({ store: next, path, by: place.by });
        else
          yield opened(
            !target.includes(UNRESOLVED),
            place.by,
            path,
            `${resource.logicalId} ${flow.says} from ${place.store.name}, where ${found.name} may be, to ${
              next
                ? `${next.name}, ${wrong}`
                : target.includes(UNRESOLVED)
                  ? 'what is known only at deployment'
                  : `${target}, which is no store of these templates`
            }`,
          );
      }
    }
  }
}

function nextStore({ app }: Inquiry, flow: Flow, target: string): Carrier | undefined {
  if (flow.toBucket) return storeNamed(app, `AWS::S3::Bucket ${target}`);
  return storeNamed(app, target) ?? storeNamed(app, `AWS::Lambda::Function ${target}`);
}

/** Names of logs may end in a star. */
const isWildFor = (name: string, store: string): boolean => name.endsWith('*') && store.startsWith(name.slice(0, -1));

/** Whether what is in a store goes where a resource says. */
function flowsFrom({ from }: Flow, resource: Resource, store: Carrier): boolean {
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
