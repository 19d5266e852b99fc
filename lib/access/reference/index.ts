import reference from './service-reference.json' with { type: 'json' };
import { ENDING, LOOKING } from './verbs.ts';

type ByPrefix = Readonly<Record<string, string>>;

const listed = (table: ByPrefix, prefix: string): readonly string[] =>
  (table[prefix]?.split(' ') ?? []).map((name) => `${prefix}:${name}`);

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
      .map((each) => each.toLowerCase()),
  );
  return !known.has(action.toLowerCase());
}
