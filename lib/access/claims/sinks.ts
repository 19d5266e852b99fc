import { globPattern } from '../decide/atoms.ts';
import { type Act, take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Carrier, Role } from '../model/app.ts';
import { number, text } from '../model/values.ts';
import { guardOf } from '../query/carriers.ts';
import { actorNode, baseArn, DOORS, type Door, keyed, knownOf, objectsOf, opened } from './doors.ts';

export function sinkFinding(inquiry: Inquiry, role: Role, door: Door): Finding {
  const known = knownOf(inquiry, door.kind);
  for (const action of door.writes) {
    const act: Act = {
      action,
      resources: [globPattern(door.everywhere)],
      exceptResources: known.flatMap((each) => objectsOf(baseArn(each.arn))),
    };
    const out = take(inquiry, actorNode(inquiry, role), [act]);
    if (out)
      return opened(out.sure, role.arn, out.steps, `${role.name} can write to a store that is not in the templates`);
  }
  return firstFinding(
    known.filter((each) => !keyed(inquiry, each)).flatMap((each) => written(inquiry, role, door, each)),
  );
}

function written(inquiry: Inquiry, role: Role, door: Door, store: Carrier): Finding[] {
  const steps = door.writes.flatMap(
    (action) =>
      take(inquiry, actorNode(inquiry, role), [
        { action, resources: objectsOf(baseArn(store.arn)), policy: store.policy },
      ])?.steps ?? [],
  );
  if (steps.length === 0) return [];
  const last = settingStep(store, 'keeps', store.arn, 'no key of these templates');
  return [
    opened(
      true,
      role.arn,
      [...steps.slice(0, 1), last],
      `${role.name} can write to ${store.name}, which is not encrypted with a key of these templates`,
    ),
  ];
}

export function* closedFindings(inquiry: Inquiry, found: FoundClass, writers: readonly Role[]): Generator<Finding> {
  const { app } = inquiry;
  const others = [...app.roles, ...app.users].filter((identity) => !found.exempt.includes(identity.arn));
  for (const door of DOORS.filter((each) => each.reads.length > 0)) {
    for (const store of knownOf(inquiry, door.kind)) {
      const policy = guardOf(app, store.arn).policy;
      const resources = objectsOf(baseArn(store.arn));
      const isWritten = writers.some((role) =>
        door.writes.some((action) => take(inquiry, actorNode(inquiry, role), [{ action, resources, policy }])),
      );
      if (!isWritten && !found.channels.some((channel) => channel.arn === store.arn)) continue;
      for (const other of others) {
        for (const action of door.reads) {
          const taken = take(inquiry, actorNode(inquiry, other), [{ action, resources, policy }]);
          if (taken) yield opened(taken.sure, other.arn, taken.steps, `${other.name} can read ${store.name}`);
        }
      }
    }
  }
}

/** Code of an approved reader that anybody may call, such as by a function URL without authorization. */
export function* callers(inquiry: Inquiry, writers: readonly Role[]): Generator<Finding> {
  const { app } = inquiry;
  const outside = inquiry.anybody.filter((actor) => actor.type !== 'service' && actor.account !== app.place.accountId);
  for (const fn of app.functions.filter((each) => writers.some((role) => role.arn === each.roleArn))) {
    for (const actor of outside) {
      for (const action of ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']) {
        const act: Act = { action, resources: objectsOf(fn.arn), policy: fn.policy };
        const taken = take(inquiry, { key: 'somebody outside the account', actor, except: [] }, [act]);
        if (taken)
          yield opened(taken.sure, taken.principal, taken.steps, `somebody outside the account can call ${fn.name}`);
      }
    }
  }
}

export function* forgets(inquiry: Inquiry, writers: readonly Role[]): Generator<Finding> {
  for (const group of inquiry.app.logGroups.filter(
    (each) => number(each.properties, 'RetentionInDays') === undefined,
  )) {
    for (const role of writers) {
      const act: Act = { action: 'logs:PutLogEvents', resources: objectsOf(baseArn(group.arn)) };
      const taken = take(inquiry, actorNode(inquiry, role), [act]);
      const last = settingStep(group, 'keeps', group.arn, 'no RetentionInDays');
      if (taken)
        yield opened(
          taken.sure,
          role.arn,
          [...taken.steps, last],
          `${group.name} keeps what ${role.name} logs for ever`,
        );
    }
  }
  for (const filter of inquiry.app.resources.filter((each) => each.type === 'AWS::Logs::SubscriptionFilter')) {
    const name = text(filter.properties, 'LogGroupName') ?? '';
    const group = inquiry.app.logGroups.find((each) => each.name === name);
    if (!group) continue;
    const act: Act = { action: 'logs:PutLogEvents', resources: objectsOf(baseArn(group.arn)) };
    const role = writers.find((each) => take(inquiry, actorNode(inquiry, each), [act]));
    const destination = text(filter.properties, 'DestinationArn') ?? 'somewhere';
    const step = settingStep(filter, 'logs:PutSubscriptionFilter', destination, 'SubscriptionFilter');
    if (role) yield opened(true, role.arn, [step], `what ${role.name} logs flows on to ${destination}`);
  }
}
