import { COMMANDS, type CommandName, help, helpOf } from './commands/table.ts';
import { explain } from './errors/explain.ts';
import { EXIT } from './exit.ts';

async function command([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? EXIT.usage : EXIT.holds;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    process.stderr.write(`There is no command '${name}'.\n\n${help()}`);
    return EXIT.usage;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf(name as CommandName));
    return EXIT.holds;
  }
  return (await COMMANDS[name as CommandName].load()).run(args);
}

/** Runs one command. Progress and messages go to standard error; standard output is the result. @returns the exit code */
export const run = (argv: readonly string[]): Promise<number> => command(argv).catch((error) => end(error, argv));

/** Where every error of a command ends. */
export const end = (error: unknown, argv: readonly string[]): number =>
  explain(error, { json: argv.includes('--json') });
