import type { Act } from '../escalate/asking.ts';
import { opensKey } from '../escalate/key-uses.ts';
import { ALL, type Opening } from '../escalate/openings.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Resource } from '../model/app.ts';
import { at } from '../model/values.ts';
import { guardOf } from '../query/carriers.ts';
import { doorOf, ITEM_OPENERS } from '../stores/doors.ts';
import { baseArn, requestedOf, storeNamed } from '../stores/stores.ts';

type Watched = (action: string) => boolean;

/**
 * What opens a class that has no bucket and no table, by steps that nobody is told of: reading its queues, tables of items and logs,
 * with their keys where the store asks for them; changing what guards them; or, where it has nothing else, its keys.
 */
export function silentOpenings({ app }: Inquiry, dataClass: FoundClass, watched: Watched): Opening[] {
  const opening = (acts: readonly Act[]): Opening => ({ piece: ALL, acts });
  const all =
    dataClass.channels.length > 0
      ? dataClass.channels.flatMap((channel) => ofChannel(app, channel).map(opening))
      : dataClass.keys.flatMap((key) => opensKey(key).map(opening));
  return all.filter(({ acts }) => !acts.some(({ action }) => watched(action)));
}

function ofChannel(app: Inquiry['app'], channel: Resource): (readonly Act[])[] {
  const door = doorOf(channel.type);
  const { arn } = channel;
  if (!door || arn === undefined) return [];
  const store = storeNamed(app, arn);
  const { policy } = guardOf(app, arn);
  const resources = requestedOf(baseArn(arn));
  const keys = app.keys.filter((key) => key.arn === store?.keyArn);
  const reads = door.reads
    .filter(({ when }) => when === undefined || at(channel.properties, when) !== undefined)
    .flatMap(({ action, needsKey }): (readonly Act[])[] => {
      const read: Act = { action, resources, policy };
      return needsKey && keys.length > 0 ? keys.flatMap(opensKey).map((acts) => [read, ...acts]) : [[read]];
    });
  const openers = /^AWS::DynamoDB::(Global)?Table$/.test(channel.type) ? ITEM_OPENERS : [];
  return [...reads, ...openers.map((action): readonly Act[] => [{ action, resources, policy }])];
}
