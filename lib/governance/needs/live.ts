import type { Need } from '../../access/index.ts';
import { LIVE_ACTIONS } from '../../access/live/index.ts';
import { ZONE_NAMES } from '../../activity/zones.ts';
import { ACCOUNT_READERS } from '../roles.ts';
import type { Where } from './where.ts';

/** Keys of the platform other than those of the zones and of the teams' results. */
const KEYS = ['operations', 'control', 'participation', 'pseudonym', 'signing', 'certificates', 'alarms'];

/** Resources of the platform with their own policy, by the prefix of the actions that read them. */
const ours = (
  where: Where,
  teams: readonly string[],
): readonly (readonly [begins: RegExp, on: readonly string[]])[] => [
  [/^s3:Get(Bucket|Encryption|Inventory|Lifecycle|Replication)/, ZONE_NAMES.map((zone) => where.bucket(zone))],
  [
    /^kms:(DescribeKey|GetKeyPolicy|ListGrants)$/,
    [...ZONE_NAMES, ...KEYS, ...teams.map((team) => `results-${team}`)].map((name) => `alias/${where.of(name)}`),
  ],
  [/^dynamodb:(Describe|Get)/, ['control', 'participation'].map((name) => where.table(name))],
  [/^sqs:Get/, ['segments', 'segments-dead', 'retention-dead'].map((name) => where.arn('sqs', where.of(name)))],
  [/^sns:(Get|ListSubscriptionsByTopic)/, [where.arn('sns', where.of('alarms'))]],
];

/**
 * Every call of a reading (lib/access/live/calls.ts): on each resource of the platform whose own policy could deny it,
 * and otherwise on any resource of the account.
 */
export function liveNeeds(where: Where, teams: readonly string[]): Need[] {
  const known = ours(where, teams);
  const others = LIVE_ACTIONS.filter((action) => !known.some(([begins]) => begins.test(action)));
  const calls = [
    ...known.flatMap(([begins, on]) =>
      on.map((resource) => [LIVE_ACTIONS.filter((liveAction) => begins.test(liveAction)), resource] as const),
    ),
    ...[...Map.groupBy(others, (action) => action.split(':')[0]).values()].map((actions) => [actions, '*'] as const),
  ];
  return ACCOUNT_READERS.flatMap((reader) =>
    calls.map(
      ([actions, resource], at): Need => ({
        id: `${reader}/reads-account-${at + 1}`,
        kind: 'call',
        principal: where.role(where.of(reader)),
        actions,
        resource,
        why: 'the claims can be decided for the account as it is',
        source: 'lib/access/live/calls.ts',
      }),
    ),
  );
}
