import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';
import { known, type Told } from './known.ts';

/** Prefixes of codes for a refusal, as opposed to bad input. */
const REFUSED = [
  ...['access.', 'query.denied', 'query.purpose', 'query.cohort', 'certificate.', 'gate.'],
  ...['folder.busy', 'workspace.kept', 'workspace.foreign', 'synth.refused'],
];

/** Prints every command's error alike: one sentence, its code and the next step. @returns the exit code */
export function explain(error: unknown, { json = false } = {}): number {
  const { code, message, todo } = told(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, todo } })}\n`);
  process.stderr.write(`strongroom: ${message} [${code}]\n  → ${todo}\n`);
  if (process.env.STRONGROOM_DEBUG === '1') process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
  return REFUSED.some((start) => code.startsWith(start)) ? EXIT.refused : EXIT.usage;
}

/** The message for a person. Only this project's sentences: a library's message can quote its input. */
export function told(error: unknown): Told {
  if (error instanceof StrongroomError) return error;
  if (isUsage(error)) return { code: 'usage', message: error.message, todo: 'see `strongroom help`' };
  return known(error) ?? unforeseen(error);
}

const isUsage = (error: unknown): error is Error =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

function unforeseen(error: unknown): Told {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const label = [code, name].find((text) => typeof text === 'string' && /^[\w.-]{1,60}$/.test(text)) ?? 'unknown';
  return {
    code: `unforeseen.${String(label)}`,
    message: `an error occurred that this program does not know${placeOf(error)}`,
    todo: 'STRONGROOM_DEBUG=1 shows where; its output may quote what was read, so look at it before you share it',
  };
}

/** Location of the error in this project's code. */
function placeOf(error: unknown): string {
  const place = /\/((?:bin|config|lambdas|lib)\/[\w./-]+\.ts:\d+)/.exec((error as Error)?.stack ?? '')?.[1];
  return place === undefined ? '' : `, at ${place}`;
}
