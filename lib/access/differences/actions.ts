import { DOORS } from '../claims/doors.ts';
import { covering } from '../claims/known-actions.ts';
import { ORDINARY } from '../claims/ordinary-actions.ts';
import { CATALOGUE } from '../escalate/catalogue.ts';
import { fitsAction } from '../escalate/node.ts';
import type { Policy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { LOOKING } from '../reference/verbs.ts';
import type { Verb } from './change.ts';

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
const VERBS: readonly (readonly [verb: Verb, test: (action: string) => boolean])[] = [
  ['become', covering(['sts:AssumeRole*', 'sts:GetFederationToken', 'iam:PassRole'])],
  ['read', covering(READS.filter((action) => !/:(Set|Add|Put|Update|Create)/.test(action)))],
  ['administer', covering(names(({ plane }) => plane === 'control'))],
  ['write', covering(WRITES)],
  [
    'administer',
    covering(['*:put*polic*', '*:delete*polic*', '*:addpermission', '*:removepermission', '*:set*attributes', 'iam:*']),
  ],
  ['destroy', covering(['*:delete*', '*:batchdelete*', '*:purge*', '*:schedulekeydeletion', '*:abort*', '*:remove*'])],
  ['look', (action) => LOOKING.test(action.split(':')[1] ?? '')],
];

export const verbOf = (action: string): Verb => VERBS.find(([, test]) => test(action))?.[0] ?? 'use';

/** Every action that this project knows by name. */
const KNOWN: readonly string[] = [
  ...new Map(
    [...CATALOGUE.flatMap(({ actions }) => actions), ...ORDINARY, ...DOORS.flatMap(({ writes }) => writes), ...READS]
      .filter((action) => !action.includes('*'))
      .map((action) => [action.toLowerCase(), action] as const),
  ).values(),
];

/** An action to ask about, and what a reader is shown of it: of one that stands for a pattern, the pattern. */
export interface AskedAction {
  readonly action: string;
  readonly shown: string;
}

/**
 * Actions to ask about, for everything that statements of the policies may mean: those that they name, and of a pattern the
 * known ones that fit it and one that nobody knows. Two actions that no statement tells apart need not both be asked.
 */
export function actionsIn(policies: readonly Policy[]): AskedAction[] {
  const items = new Set(policies.flatMap(({ statements }) => statements.flatMap(({ action }) => action.items)));
  const negated = policies.some(({ statements }) => statements.some(({ action }) => action.negated));
  const wide = [...items].filter((item) => /[*?]/.test(item) || item.includes(UNRESOLVED));
  const fitting = KNOWN.filter((action) => negated || wide.some((item) => fitsAction(item, action.toLowerCase())));
  const found = [
    ...wide.map((item) => ({ action: sample(item), shown: item })),
    ...[...fitting, ...[...items].filter((item) => !wide.includes(item))].map((action) => ({ action, shown: action })),
  ];
  return [...new Map(found.map((each) => [each.action.toLowerCase(), each])).values()];
}

const sample = (pattern: string): string => {
  const [service = '*', name = '*'] = pattern.split(':');
  return `${fill(service, 'any')}:${fill(name, 'Other')}`;
};

const fill = (part: string, by: string): string => part.replaceAll(UNRESOLVED, '*').replace(/[*?]+/g, by);
