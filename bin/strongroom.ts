#!/usr/bin/env node
import { StrongroomError } from '../lib/activity/errors.ts';
import { COMMANDS, type CommandName, help, helpOf } from './commands/table.ts';
import { EXIT } from './exit.ts';

/** Runs one command. Progress and messages go to standard error; standard output is the result. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? EXIT.usage : EXIT.holds;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    process.stderr.write(`There is no command '${name}'.\n\n${help()}`);
    return EXIT.usage;
  }
  const command = name as CommandName;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf(command));
    return EXIT.holds;
  }
  const { run } = await COMMANDS[command].load();
  return run(args);
}

/** One sentence and what to do; a stack trace only for what nobody foresaw. */
function explain(error: unknown, json: boolean): number {
  if (error instanceof StrongroomError || isUsage(error)) {
    const { code, message, todo } = error instanceof StrongroomError ? error : usage(error);
    if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, todo } })}\n`);
    process.stderr.write(`strongroom: ${message} [${code}]\n  → ${todo}\n`);
    return REFUSED.some((start) => code.startsWith(start)) ? EXIT.refused : EXIT.usage;
  }
  process.stderr.write(`strongroom: ${(error as Error).stack ?? String(error)}\n`);
  return EXIT.usage;
}

/** Beginnings of codes that say no, as opposed to those that did not understand. */
const REFUSED = ['access.', 'query.denied', 'query.purpose', 'query.cohort', 'certificate.', 'gate.'];

const isUsage = (error: unknown): error is Error =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

const usage = (error: Error) => ({ code: 'usage', message: error.message, todo: 'see `strongroom help`' });

const argv = process.argv.slice(2);
process.exitCode = await main(argv).catch((error) => explain(error, argv.includes('--json')));
