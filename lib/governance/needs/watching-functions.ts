import { PREFIXES } from '../../activity/zones.ts';
import { STACKS } from '../stacks.ts';
import { announce, gateLog, items, objects, partitions } from './calls.ts';
import { KEYS, type Reason, reason } from './reason.ts';
import type { Where } from './where.ts';

const trailFile = ({ account, region }: Where): string =>
  `${PREFIXES.trail}${account}/CloudTrail/${region}/2026/01/02/a.json.gz`;

type Functions = 'sentinel' | 'inventory' | 'queries' | 'reads';

/** Every call of the functions that look after the others: what changed, what lies there, what was asked and who read. */
export function watchingReasons(
  where: Where,
  teams: readonly string[],
): Readonly<Record<Functions, readonly Reason[]>> {
  const { put, get, list: listObjects, listVersions } = objects(where);
  const control = items(where, 'control');
  const { list } = partitions(where);
  return {
    sentinel: [
      reason(
        'pauses',
        'collection stops when policies change',
        'items',
        control.read(['gate', 'restart']),
        control.write(['gate']),
      ),
      reason('reads-pauses', 'whether a pause stands is not asked of the control table', 'objects', gateLog(where)),
      reason(
        ...(['acts-once', 'an event that comes twice pauses once', 'items'] as const),
        control.read(['idempotency#sentinel#a']),
        control.write(['idempotency#sentinel#a']),
      ),
      reason('files-pauses', 'nobody can take a pause back', 'objects', put('audit', KEYS.gate)),
      reason('files-proofs', 'nobody can take back what was found of the account', 'objects', put('audit', KEYS.proof)),
      reason(
        ...(['reads-once', 'a hundred calls at once are one reading', 'items'] as const),
        control.read(['proof']),
        control.write(['proof']),
      ),
      reason('tells-people', 'approvers hear whether the claims still hold', 'announcer', announce(where)),
    ],
    inventory: [
      ...(['raw', 'redacted', 'derived', 'packages'] as const).map((zone) =>
        reason(
          `lists-${zone}`,
          'data without an item in the ledger is found',
          'objects',
          listVersions(zone),
          listObjects(zone, ''),
        ),
      ),
      ...(['queries', 'audit'] as const).map((zone) =>
        reason(`lists-${zone}`, 'data without an item in the ledger is found', 'objects', listObjects(zone, '')),
      ),
      reason('files-findings', 'what was found can be looked up', 'objects', put('audit', KEYS.inventory)),
      reason(
        ...(['reads-ledger', 'each object is compared with its item', 'items'] as const),
        control.read([
          ...['segment#a', 'plan#a', 'lineage', 'notice', 'package', 'erasure', 'destruction', 'destroying#raw'],
          ...['generation', 'replaced'],
        ]),
      ),
      reason('lists-partitions', 'queries find what the ledger says', 'partitions', list()),
    ],
    queries: [
      reason(
        'fetches-texts',
        'what was asked is known after Athena has forgotten it',
        'history',
        teams.map((team) => ({
          actions: ['athena:GetQueryExecution', 'athena:ListQueryExecutions'],
          resource: where.arn('athena', `workgroup/${where.team(team)}`),
        })),
      ),
      reason('saves-texts', 'what was asked can be looked up', 'objects', put('queries', KEYS.text)),
      reason('finds-texts', 'a text is fetched once', 'objects', listObjects('queries', KEYS.text)),
    ],
    reads: [
      reason('reads-trail', 'workers are told who read', 'objects', [
        { actions: ['s3:GetObject'], resource: where.object('audit', trailFile(where)) },
        {
          actions: ['kms:Decrypt'],
          resource: `alias/${where.of('audit')}`,
          context: {
            ...where.via('s3'),
            'kms:EncryptionContext:aws:cloudtrail:arn': where.arn('cloudtrail', `trail/${where.of('trail')}`),
          },
        },
      ]),
      reason('lists-trail', 'workers are told who read', 'objects', listObjects('audit', trailFile(where))),
      reason('reads-texts', 'workers are told what was read', 'objects', get('queries', KEYS.text)),
      reason('lists-texts', 'workers are told what was read', 'objects', listObjects('queries', KEYS.text)),
      reason(
        'knows-tables',
        'a read is reported with what could be read then',
        'templates',
        STACKS.map((stack) => ({
          actions: ['cloudformation:GetTemplate'],
          resource: where.arn('cloudformation', `stack/${where.of(stack)}/00000000-0000-0000-0000-000000000000`),
        })),
      ),
      reason('keeps-reads', 'what was found can be checked later', 'objects', put('audit', KEYS.reads)),
      reason(
        ...(['writes-reads', 'a day that was read is read once', 'items'] as const),
        control.read(['reads#2026-01']),
        control.write(['reads#2026-01']),
      ),
    ],
  };
}
