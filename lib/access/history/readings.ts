import { isRecord } from '../policy/record.ts';
import type { AnswerNode, AnswerPlace } from './answer.ts';
import { SHAPES } from './answer-shapes.ts';
import { type AccountState, documentOf } from './change.ts';
import { placed, stateOf, Told, type Unplaced } from './placing.ts';

/** The state of an account at one moment, and the files that told nothing, or nothing that could be placed. */
export interface StateReading {
  readonly state: AccountState;
  readonly unplaced: readonly Unplaced[];
  /** Files that hold nothing that is understood. */
  readonly unread: readonly string[];
  /** Answers that were taken for the only thing that they can mean. */
  readonly guessed: readonly string[];
}

/**
 * Reads answers of the AWS API into the terms of the model: calls that list or get policies, as the AWS CLI prints them,
 * several of them in one document, items of AWS Config, or our own plain form (`{buckets:[{name, policy, key}], keys:[{arn,
 * policy}], roles:[{arn, policies, trust}]}`). An answer that does not name its subject is placed by the names around it.
 */
export function readingOf(answers: readonly { readonly file: string; readonly value: unknown }[]): StateReading {
  const told = new Told();
  const unread = answers.flatMap(({ file, value }) => {
    const before = heard(told);
    visit(value, { file, path: [], near: [] }, told);
    return heard(told) === before && !isSilent(value) ? [file] : [];
  });
  const { unplaced, guessed } = placed(told);
  return { state: stateOf(told), unplaced, unread, guessed };
}

const heard = ({ resources, grants, loose, versions, names, told, inline }: Told): number =>
  [resources.length, grants.length, loose.length, versions.size, told.size, inline.size]
    .concat(Object.values(names).map((name) => name.size))
    .reduce((sum, count) => sum + count, 0);

/** Answers that hold no policy and no name of one, or an empty list of them. */
const SILENT =
  /^(ResponseMetadata|LocationConstraint|Status|MFADelete|PolicyStatus|OwnershipControls|Owner|TagSet|Grants|Account|UserId|Arn|NextToken|Truncated|IsTruncated|Marker|ObjectLockConfiguration|KeyRotationEnabled|Rules|LoggingEnabled|AccountAliases|Users|Roles|Groups|Policies|PolicyNames|AttachedPolicies|Buckets|Keys|Aliases|DataCellsFilters|PrincipalResourcePermissions|ResourceInfoList|TableList|DatabaseList|Database|LFTags|UserDetailList|GroupDetailList|RoleDetailList|GetResourcePoliciesResponseList|Errors?)$/;
const isSilent = (value: unknown): boolean => isRecord(value) && Object.keys(value).every((key) => SILENT.test(key));

function visit(value: unknown, where: AnswerPlace, told: Told): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, where, told);
    return;
  }
  if (!isRecord(value)) return;
  let known = false;
  const near = [...textsOf(value), ...where.near].slice(0, 40);
  for (const [shape, read] of SHAPES) {
    if (!shape(value, where)) continue;
    read(value, { ...where, near }, told);
    known = true;
  }
  if (known) return;
  for (const [key, member] of Object.entries(value))
    visit(parsed(key, member), { ...where, path: [...where.path, key], near }, told);
}

/** Short texts of a node, which may name the subject of an answer beside them; policies as text are no names. */
const textsOf = (node: AnswerNode): string[] =>
  Object.values(node).filter(
    (entry): entry is string => typeof entry === 'string' && entry.length < 512 && !/[{]/.test(entry),
  );

/** AWS Config keeps some documents as text. */
const parsed = (key: string, value: unknown): unknown =>
  typeof value === 'string' && /policy|configuration/i.test(key) && /^\s*[{[]/.test(value) ? documentOf(value) : value;
