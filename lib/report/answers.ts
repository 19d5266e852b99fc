import type { WhoCanAnswer } from '../access/ask/who-can.ts';
import type { Style } from './style.ts';

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;

/** The answers to "who can", with the path of each, for a person. */
export function renderAnswers(answers: readonly WhoCanAnswer[], style: Style): string {
  if (answers.length === 0) return 'Nobody in these templates, and nobody outside them.\n';
  return `${answers.map((answer) => linesOf(answer, style).join('\n')).join('\n')}\n`;
}

function linesOf({ principal, verdict, path, because }: WhoCanAnswer, style: Style): string[] {
  const paint = verdict === 'yes' ? style.bad : verdict === 'no' ? style.good : style.bold;
  return [
    `${paint(`${MARKS[verdict]} ${verdict}`)}  ${principal}${because === undefined ? '' : `: ${because}`}`,
    ...path.map(
      ({ principal: by, action, resource, statement, source }) =>
        `    → ${by === undefined || by === principal ? '' : `as ${by}: `}${action} on ${resource} by ${statement}${source === '' ? '' : ` (${source})`}`,
    ),
  ];
}
