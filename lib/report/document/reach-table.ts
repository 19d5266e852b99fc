import { safe, table } from '../page.ts';
import { BARRIER_NAMES, BARRIERS, type ProofReach, type ReachedClass, type Stop } from './reach.ts';

/** The drawing in words: for each class its readers, and what stops all others, with the line of each guard. */
export function reachInWords(reach: ProofReach): string {
  const items = reach.classes.map((dataClass) => {
    const stops = BARRIER_NAMES.map(
      (barrier) =>
        `<li>${BARRIERS[barrier].who}: ${stopInWords(dataClass.barriers[barrier], barrier === 'administrator')}</li>`,
    );
    return `<li data-find><b>${safe(dataClass.name)}</b>${dataClass.sensitivity === '' ? '' : ` (${safe(dataClass.sensitivity)})`} may be read by ${safe(readersOf(reach, dataClass))}<ul>${stops.join('')}</ul></li>`;
  });
  return `<details><summary>The same in words</summary><ul class="words">${items.join('\n')}
<li data-find><b>Could change these rules</b>, and is watched: ${names(reach.trusted)}</li>
<li data-find><b>May read none of it</b>, of the principals of the templates: ${names(reach.others)}</li></ul></details>`;
}

const names = (all: readonly string[]): string => (all.length === 0 ? 'none' : safe(all.join(', ')));

const readersOf = ({ readers }: ProofReach, { name }: ReachedClass): string =>
  readers
    .filter(({ reads }) => reads.includes(name))
    .map((reader) => reader.name)
    .join(', ') || 'nobody';

const SAYS: Readonly<Record<Stop['verdict'], string>> = {
  proved: 'stopped',
  refuted: '<span class="bad">gets in</span>',
  undecided: '<span class="bad">not decided</span>',
  none: 'not asked',
};

function stopInWords({ verdict, guards }: Stop, seen: boolean): string {
  const says = verdict === 'proved' && seen ? 'not without an alarm' : SAYS[verdict];
  if (guards.length === 0) return verdict === 'proved' ? `${says}, since nothing allows it` : says;
  return `${says} by ${guardsInWords(guards)}`;
}

/** Guards of one line of code share its reference. */
const guardsInWords = (guards: Stop['guards']): string =>
  [...Map.groupBy(guards, ({ source }) => source)]
    .map(([source, all]) => `${safe(all.map(({ statement }) => statement).join(', '))} <code>${safe(source)}</code>`)
    .join('; ');

/** How long each class is kept, and what ends it. */
export const lifetimes = ({ classes }: ProofReach): string =>
  table(
    ['class', 'promised', 'proved', 'by'],
    classes
      .filter(({ retentionDays, dies }) => retentionDays !== null || dies.verdict !== 'none')
      .map(({ name, retentionDays, dies }) => [
        name,
        retentionDays === null ? 'no number of days' : `${retentionDays} days`,
        dies.verdict === 'proved' ? '✓ gone in time' : dies.verdict === 'none' ? 'not asked' : `✗ ${dies.verdict}`,
        dies.guards.map(({ statement, source }) => `${statement} (${source})`).join('; '),
      ]),
  );
