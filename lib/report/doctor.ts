import type { Check, Unread } from '../governance/doctor/answer.ts';

/**
 * The checks of an account for a person. Checks that could not be decided for one and the same reason are one line, and
 * what to do about a reason is said once: without credentials every check has the same.
 */
export function doctorText(checks: readonly Check[], verdict: string): string {
  const lines = checks.filter(({ unread }) => unread === undefined).flatMap(linesOf);
  return `${[...unreadLines(checks), ...lines, verdict].join('\n')}\n`;
}

const linesOf = ({ id, state, found, needed, todo }: Check): string[] => [
  `${state.padEnd(8)} ${id}: ${found}${state === 'ok' ? '' : ` (needed: ${needed})`}`,
  ...todoLine(todo),
];

const todoLine = (todo: string): string[] => (todo === '' ? [] : [`         → ${todo}`]);

function unreadLines(checks: readonly Check[]): string[] {
  const unread = checks.flatMap(({ unread: reason, ...check }) => (reason === undefined ? [] : [{ ...check, reason }]));
  return [...Map.groupBy(unread, ({ todo }) => todo)].flatMap(([todo, alike]) => [
    ...[...Map.groupBy(alike, ({ reason }) => saidOf(reason))].map(
      ([said, group]) => `unknown  ${group.map(({ id }) => id).join(', ')}: ${said}`,
    ),
    ...todoLine(todo),
  ]);
}

const saidOf = ({ why, code }: Unread): string => `${why} [${code}]`;
