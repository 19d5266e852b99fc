import { ORDINARY } from '../compare/ordinary-actions.ts';
import { CATALOGUE } from '../escalate/catalogue.ts';
import { fitsAction } from '../escalate/tries.ts';
import type { Policy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { LOOKING } from '../reference/verbs.ts';
import { covering } from '../side-doors/known-actions.ts';
import { DOORS } from '../stores/doors.ts';
import type { AccessVerb } from './change.ts';

const names = (test: (entry: (typeof CATALOGUE)[number]) => boolean): string[] =>
  CATALOGUE.filter(test).flatMap(({ actions }) => actions);

const READS = [
  ...names(({ yields, plane }) => yields === 'opens' && plane === 'data'),
  ...DOORS.flatMap(({ reads }) => reads.map(({ action }) => action)),
  ...['kms:Decrypt', 'kms:ReEncryptFrom', 's3:GetObject*', 'dynamodb:GetItem', 'logs:Unmask'],
  ...['athena:GetQueryResults*', 'lakeformation:GetDataAccess', 'sqs:ReceiveMessage'],
];
const WRITES = [...DOORS.flatMap(({ writes }) => writes), 'kms:Encrypt', 'kms:GenerateDataKey*', 's3:PutObject*'];

/** What actions do, the first row that fits. Order matters: to be able to set a policy is more than to write. */
const VERBS: readonly (readonly [verb: AccessVerb, test: (action: string) => boolean])[] = [
  ['become', covering(['sts:AssumeRole*', 'sts:GetFederationToken', 'iam:PassRole'])],
  ['read', covering(READS.filter((action) => !/:(Set|Add|Put|Update|Create)/.test(action)))],
  // An object is code where something runs it, and is written like any other.
  ['administer', covering(names(({ plane, target }) => plane === 'control' && target !== 'stored-code'))],
  ['write', covering(WRITES)],
  [
    'administer',
    covering(['*:put*polic*', '*:delete*polic*', '*:addpermission', '*:removepermission', '*:set*attributes', 'iam:*']),
  ],
  ['destroy', covering(['*:delete*', '*:batchdelete*', '*:purge*', '*:schedulekeydeletion', '*:abort*', '*:remove*'])],
  ['look', (action) => LOOKING.test(action.split(':')[1] ?? '')],
];

export const verbOf = (action: string): AccessVerb => VERBS.find(([, test]) => test(action))?.[0] ?? 'use';

/** Every action that this project knows by name. */
const KNOWN: readonly string[] = [
  ...new Map(
    [...CATALOGUE.flatMap(({ actions }) => actions), ...ORDINARY, ...DOORS.flatMap(({ writes }) => writes), ...READS]
      .filter((action) => !action.includes('*'))
      .map((action) => [action.toLowerCase(), action] as const),
  ).values(),
];

/**
 * Actions to ask about by name: those that statements of the policies name, and of their patterns the known ones that fit. What
 * else a pattern stands for is asked about at once: `isOpen`.
 */
export function actionsIn(policies: readonly Policy[]): string[] {
  const items = new Set(policies.flatMap(({ statements }) => statements.flatMap(({ action }) => action.items)));
  const negated = policies.some(({ statements }) => statements.some(({ action }) => action.negated));
  const wide = [...items].filter(isWide);
  const fitting = KNOWN.filter((action) => negated || wide.some((item) => fitsAction(item, action.toLowerCase())));
  const found = [...fitting, ...[...items].filter((item) => !isWide(item))];
  return [...new Map(found.map((action) => [action.toLowerCase(), action])).values()];
}

/** Whether an item stands for more than one action. */
export const isWide = (item: string): boolean => /[*?]/.test(item) || item.includes(UNRESOLVED);

/** Whether policies may allow actions of a service that they do not name; `*` for any service. */
export const isOpen = (policies: readonly Policy[], service: string): boolean =>
  policies.some(({ statements }) =>
    statements.some(
      ({ effect, action }) =>
        effect !== 'Deny' &&
        (action.negated || action.items.some((item) => isWide(item) && isOf(item.toLowerCase(), service))),
    ),
  );

/** Whether an item, in lower case, may stand for an action of a service; `*` for any service. */
export const isOf = (item: string, service: string): boolean => {
  const [prefix = ''] = item.split(':');
  return service === '*' || prefix === service || isWide(prefix);
};
