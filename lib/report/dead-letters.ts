import { DEAD_REASONS, isDeadReason } from '../activity/dead-letters.ts';

/** A dead segment as a report needs it. */
interface Dead {
  readonly batch: string | null;
  readonly message?: string;
  readonly reason: string;
  readonly since: string;
  readonly tries: number;
}

/** One line per dead segment, and the advice for each reason once. */
export function deadLines(dead: readonly Dead[]): string[] {
  const reasons = [...new Set(dead.map(({ reason }) => reason))];
  return [
    ...dead.map(
      ({ batch, message, reason, since, tries }) => `dead: ${batch ?? message} ${reason} (${tries} tries, ${since})`,
    ),
    ...reasons.map((reason) => `${reason}: ${meaning(reason)}`),
  ];
}

function meaning(reason: string): string {
  if (!isDeadReason(reason)) return 'it came into the lake with others; `deadletters retry` takes it off the list';
  const { text, todo } = DEAD_REASONS[reason];
  return `${text}; ${todo}`;
}

/** The same with their number, even if zero, and where they are kept. */
export const sayDead = (dead: readonly Dead[]): string[] => [
  `dead letters: ${dead.length}${dead.length > 0 ? ' (strongroom deadletters list)' : ''}`,
  ...deadLines(dead),
];
