import type { App, Need } from '../../access/index.ts';
import type { Configuration } from '../configuration.ts';
import { startsOf } from './clock.ts';
import type { Make } from './make.ts';
import { devices, lake, logs, queueOfSegments, results, schedule, trail } from './own-services.ts';
import type { Where } from './where.ts';
import { alarms, apis, rules } from './wired-services.ts';

/**
 * Calls of AWS services on the platform's behalf. Where it is undocumented whether a service sends a condition key, the
 * call is decided both with and without it: a form that works either way may be deployed.
 */
export function serviceNeeds(where: Where, { access, program }: Configuration, app: App): Need[] {
  const need: Make = (id, principal, why, source, call) => ({ ...call, id, kind: 'call', principal, why, source });
  return [
    ...trail(where, need),
    ...queueOfSegments(where, need),
    ...lake(where, need),
    ...schedule(where, need),
    ...startsOf(where, program),
    ...devices(where, need),
    ...Object.keys(access.teams).flatMap((team) => results(where, need, team)),
    ...app.logGroups.flatMap((group) => logs(where, need, group)),
    ...rules(app, need),
    ...alarms(app, need),
    ...apis(where, app, need),
  ];
}
