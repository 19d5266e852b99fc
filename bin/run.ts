import { StrongroomError } from '../lib/activity/errors.ts';
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
  refuseEmptyPaths(args);
  return (await COMMANDS[name as CommandName].load()).run(args);
}

/** Options that name a folder or a file. An empty one, of a variable that is not set, would be the folder one stands in. */
const PATHS = [
  '--out',
  '--lake',
  '--input',
  '--templates',
  '--output',
  '--file',
  '--logs',
  '--policies',
  '--claims',
  '--incident',
];

function refuseEmptyPaths(args: readonly string[]): void {
  const empty = PATHS.find(
    (name) => args.includes(`${name}=`) || (args[args.indexOf(name) + 1] === '' && args.includes(name)),
  );
  if (empty !== undefined) throw new StrongroomError('usage', `${empty} names nothing`, `give it a path: ${empty} DIR`);
}

/** Runs one command. Progress and messages go to standard error; standard output is the result. @returns the exit code */
export const run = (argv: readonly string[]): Promise<number> => command(argv).catch((error) => end(error, argv));

/** Where every error of a command ends. */
export const end = (error: unknown, argv: readonly string[]): number =>
  explain(error, { json: argv.includes('--json') });
