import { StrongroomError } from '../lib/activity/errors.ts';
import packageJson from '../package.json' with { type: 'json' };
import { help, helpJson, helpOf } from './commands/help.ts';
import { COMMANDS, type CommandName, optionsOf } from './commands/table.ts';
import { explain } from './errors/explain.ts';
import { EXIT } from './exit.ts';
import { nearest } from './nearest.ts';

const VERSION: readonly string[] = ['--version', '-v'];
const HELP: readonly string[] = ['help', '--help', '-h'];

async function command([name, ...args]: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  if (name === undefined) return helpAbout(undefined, EXIT.usage, json);
  if (VERSION.includes(name)) return print(versionText(json), EXIT.holds);
  if (HELP.includes(name))
    return helpAbout(
      args.find((arg) => arg !== '--json'),
      EXIT.holds,
      json,
    );
  if (args.some((arg) => arg === '--help' || arg === '-h')) return helpAbout(name, EXIT.holds, json);
  if (!isCommand(name)) throw unknown(name);
  refuseEmptyPaths(args);
  try {
    return await (await COMMANDS[name].load()).run(args);
  } catch (error) {
    throw wrongWords(name, error) ?? error;
  }
}

function helpAbout(name: string | undefined, code: number, json: boolean): number {
  const { columns } = process.stdout;
  if (name !== undefined && !isCommand(name)) throw unknown(name);
  if (json) return print(`${JSON.stringify(helpJson(name))}\n`, code);
  return print(name === undefined ? help(columns) : helpOf(name, columns), code);
}

function versionText(json: boolean): string {
  const node = process.versions.node;
  return json ? `${JSON.stringify({ version: version(), node })}\n` : `strongroom ${version()} (Node ${node})\n`;
}

function print(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

/** Node's message about an unknown argument covers rare cases, and does not name the command. */
function wrongWords(name: CommandName, error: unknown): StrongroomError | undefined {
  const { code, message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  const written = /'(-[^' ]*|[^']*)/.exec(message)?.[1] ?? '';
  const hint = `\`strongroom help ${name}\` lists its options`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const problem = /does not take/.test(message) ? `${written} takes no value` : `${written} needs a value`;
    return new StrongroomError('usage', problem, hint);
  }
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return new StrongroomError('usage', `${name} takes options only, not '${written}'`, hint);
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return undefined;
  const near = nearest(written, optionsOf(COMMANDS[name].usage));
  return new StrongroomError(
    'usage',
    `${name} has no option ${written}`,
    near === undefined ? hint : `did you mean ${near}? ${hint}`,
  );
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

const version = (): string => packageJson.version;

/** Commands that are asked for and called otherwise here. */
const CALLED: Readonly<Record<string, string>> = { init: 'prove --init PATH', check: 'prove', synth: 'prove' };

function unknown(name: string): StrongroomError {
  const called = Object.hasOwn(CALLED, name) ? CALLED[name] : undefined;
  if (called !== undefined)
    return new StrongroomError(
      'usage',
      `there is no command ${JSON.stringify(name)}`,
      `it is \`strongroom ${called}\``,
    );
  const near = nearest(name, Object.keys(COMMANDS));
  const hint = near === undefined ? 'run `strongroom help`' : `did you mean ${near}? \`strongroom help\` lists all`;
  return new StrongroomError('usage', `there is no command ${JSON.stringify(name)}`, hint);
}

/** Options that name a folder or a file. An empty one, from an unset variable, would mean the current folder. */
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
  '--init',
  '--report',
];

function refuseEmptyPaths(args: readonly string[]): void {
  const empty = PATHS.find(
    (name) => args.includes(`${name}=`) || (args[args.indexOf(name) + 1] === '' && args.includes(name)),
  );
  if (empty !== undefined) throw new StrongroomError('usage', `${empty} names nothing`, `give it a path: ${empty} DIR`);
}

/** Runs one command. Progress and messages go to standard error; standard output is the result. @returns the exit code */
export const run = (argv: readonly string[]): Promise<number> => command(argv).catch((error) => end(error, argv));

/** Handles every error of a command. */
export const end = (error: unknown, argv: readonly string[]): number =>
  explain(error, { json: argv.includes('--json') });
