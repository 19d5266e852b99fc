import { fits, glob } from '../policy/pattern.ts';
import { OPERATIONS } from './operations.ts';
import { unpackNames } from './packed-names.ts';
import reference from './service-reference.json' with { type: 'json' };
import { ENDING, LOOKING } from './verbs.ts';

type ByPrefix = Readonly<Record<string, string>>;

const listed = (table: ByPrefix, prefix: string): readonly string[] =>
  unpackNames(table[prefix] ?? '').map((name) => `${prefix}:${name}`);

/** The actions of a service that begin or change something, as AWS's reference has them. */
export const writesOf = (prefix: string): readonly string[] => listed(reference.writes, prefix);

/** Every action of which AWS's reference says that it depends on iam:PassRole. */
export const PASSES_ROLE: readonly string[] = Object.keys(reference.passes).flatMap((prefix) =>
  listed(reference.passes, prefix),
);

let known: ReadonlySet<string> | undefined;

/** Whether an action may begin or change something of a service that the reference has, and is not in it. */
export function isNovel(action: string): boolean {
  const [prefix = '', name = ''] = action.split(':');
  if (!(prefix in reference.writes) || ENDING.test(name) || LOOKING.test(name)) return false;
  known ??= new Set(
    Object.keys(reference.writes)
      .flatMap(writesOf)
      .map((text) => text.toLowerCase()),
  );
  return !known.has(action.toLowerCase());
}

/** The day of AWS's reference, in ISO 8601. */
export const REFERENCE_DATE: string = reference.date;

const WHOLE: ByPrefix = reference.rest;
const NAMES = new Map<string, readonly string[]>();

/** Every name that the reference has of a service, those of its API's operations among them, in lower case. */
function namesOf(prefix: string): readonly string[] {
  const known = NAMES.get(prefix);
  if (known) return known;
  const all = [reference.writes as ByPrefix, WHOLE, OPERATIONS].flatMap((table) => unpackNames(table[prefix] ?? ''));
  const made = all.map((name) => name.toLowerCase());
  NAMES.set(prefix, made);
  return made;
}

/** Every action that the reference has of a service, by its whole name as AWS writes it. */
export const actionsOf = (prefix: string): readonly string[] =>
  [reference.writes, WHOLE].flatMap((table) => listed(table, prefix.toLowerCase()));

const UNHEARD_OF = new Map<string, boolean>();

/**
 * Whether the action that a policy names, or each one that its pattern stands for, is of a service whose every action the
 * reference has, and is none of them. Of `s3:*` or `s3:Get*` many are known.
 */
export function isUnheardOf(action: string): boolean {
  const known = UNHEARD_OF.get(action);
  if (known !== undefined) return known;
  // Bounded, because a process may live for days.
  if (UNHEARD_OF.size > 10_000) UNHEARD_OF.clear();
  const [prefix = '', name = ''] = action.toLowerCase().split(':');
  const made = prefix in WHOLE && !namesOf(prefix).some((candidate) => fits(glob(name), candidate) !== 'no');
  UNHEARD_OF.set(action, made);
  return made;
}
