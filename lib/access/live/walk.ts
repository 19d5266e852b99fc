import type { Unread } from '../model/app.ts';
import { isRecord } from '../policy/record.ts';
import { type ReadingStep, STACK_STEPS, STEPS } from './calls.ts';
import type { Ask, CallAnswer } from './reading.ts';

/** The result of a walk through an account. */
export interface Walked {
  readonly answers: readonly CallAnswer[];
  readonly unread: readonly Unread[];
}

/**
 * Makes every call of a reading, and for each listed entry the calls that follow. Never throws: calls without an answer are
 * reported, with their code. A walk over a record makes the same calls, so a missing call in the record is noticed.
 */
export async function walkAccount(ask: Ask, stacks: readonly string[]): Promise<Walked> {
  const answers: CallAnswer[] = [];
  const unread: Unread[] = [];
  const take = async (step: ReadingStep, item?: unknown, over?: unknown): Promise<void> => {
    const input = step.input ? step.input(item, over) : {};
    if (input === undefined) return;
    const outcome = await ask(step.call, input);
    answers.push({ call: step.call, input, ...outcome });
    if ('error' in outcome) {
      const about = item === undefined || step.isOfAll ? {} : { about: JSON.stringify([input, item, over ?? null]) };
      unread.push({ call: step.call, ...outcome.error, ...about });
      return;
    }
    const listed = itemsOf(step, outcome.output);
    await Promise.all(listed.flatMap((result) => (step.each ?? []).map((next) => take(next, result, item ?? result))));
  };
  await Promise.all([
    ...STEPS.map((step) => take(step)),
    ...stacks.flatMap((name) => STACK_STEPS.map((step) => take(step, name))),
  ]);
  return { answers: inOrder(answers), unread: inOrder(unread) };
}

function itemsOf({ lists, only = () => true }: ReadingStep, output: unknown): readonly unknown[] {
  if (lists === undefined || !isRecord(output)) return [];
  if (lists === 'attached') return attachedIn(output);
  const found = output[lists];
  return (Array.isArray(found) ? found : found === undefined || found === null ? [] : [found]).filter(only);
}

/** ARNs of the policies of AWS's own that principals of the account have, or are bounded by. */
function attachedIn(details: Readonly<Record<string, unknown>>): string[] {
  const text = JSON.stringify([details.RoleDetailList, details.UserDetailList, details.GroupDetailList]);
  return [...new Set(text.match(/arn:aws[a-z-]*:iam::aws:policy\/[\w+=,.@/-]+/g) ?? [])].sort();
}

/** By call and input. The text of each is made once: answers hold whole pages of an account. */
const inOrder = <T extends { readonly call: string }>(items: readonly T[]): readonly T[] =>
  items
    .map(({ call, ...rest }, at) => ({ key: `${call} ${JSON.stringify(rest)}`, item: items[at] as T }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
