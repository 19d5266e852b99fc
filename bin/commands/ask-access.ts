import { parseArgs } from 'node:util';
import { type WhoCanAnswer, whoCan } from '../../lib/access/ask/who-can.ts';
import type { Declaration } from '../../lib/access/index.ts';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { renderAnswers } from '../../lib/report/answers.ts';
import { ASKED_OPTIONS, type AskedTemplates, askedOf } from '../embedded/asked.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';
import { styleFor } from '../style.ts';

/** Answers `who can …`, `can …` and `why …` from templates. */
export interface AskOptions {
  readonly principal?: string;
  readonly verb: string;
  readonly what: string;
}

/** `reach` is what one asks of a class, and `become` of a role. */
const SAME: Readonly<Record<string, string>> = { reach: 'read', become: 'assume' };

export async function answer(
  args: readonly string[],
  read: (words: readonly string[]) => AskOptions | undefined,
  usage: string,
): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: ASKED_OPTIONS });
  const question = read(positionals);
  if (!question?.verb || question.what === '')
    throw new StrongroomError('usage', 'this is no question', `ask: strongroom ${usage}`);
  const asked = await askedOf(values);
  const answers = answersTo(asked, question, values.claims === undefined);
  reply(values.json, answers, () => renderAnswers(answers, styleFor(process.stdout)));
  return exitOf(question, answers);
}

function answersTo(
  { templates, declaration, environment }: AskedTemplates,
  { principal, verb, what }: AskOptions,
  isOurs: boolean,
): readonly WhoCanAnswer[] {
  const ask = (of: Declaration): readonly WhoCanAnswer[] =>
    whoCan(templates, of, environment, { verb: SAME[verb] ?? verb, what, principal });
  try {
    return ask(declaration);
  } catch (error) {
    // Of templates of others without a claims file, resources can be asked about, and no classes.
    if (!isOurs || !hasCode(error, 'ACCESS_DECLARATION')) throw error;
    return ask({ classes: [], trustedBase: [], teams: [] });
  }
}

/** Of one principal: whether it can. Of everybody: that it was answered. */
function exitOf({ principal }: AskOptions, answers: readonly WhoCanAnswer[]): number {
  if (principal === undefined) return EXIT.holds;
  if (answers.some(({ verdict }) => verdict === 'yes')) return EXIT.holds;
  return answers.some(({ verdict }) => verdict === 'unknown') ? EXIT.undecided : EXIT.refused;
}
