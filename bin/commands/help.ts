import { EXIT } from '../exit.ts';
import { widthOf } from '../reply.ts';
import { optionSays } from './options.ts';
import { COMMANDS, type CommandName, GROUPS, optionsOf } from './table.ts';

const NAMES = Object.keys(COMMANDS).filter((name): name is CommandName => Object.hasOwn(COMMANDS, name));

export const EXITS =
  'Exit: 0 holds · 1 a claim is refuted or something is refused · 2 bad usage or bad input · 3 undecided.';

/** One line or two a command. `help COMMAND` has the rest. */
export function help(columns?: number): string {
  const width = widthOf(columns);
  const groups = GROUPS.map(
    (title) =>
      `${title}\n${NAMES.filter((name) => COMMANDS[name].group === title)
        .map((name) => beside(`  ${name}`, COMMANDS[name].does, 15, width))
        .join('')}`,
  );
  return `Strongroom: workplace activity that stays closed after it is captured.

${groups.join('\n')}
  strongroom help COMMAND   how it is called, each of its options, examples
  strongroom --version      the version of this program, and of the Node that runs it

Every command takes --json. Progress goes to standard error, and the answer to standard output.
${wrap(EXITS, width, 0).join('\n')}
`;
}

/** One command: how it is called, what it does, each of its options in a sentence, and calls that work. */
export function helpOf(name: CommandName, columns?: number): string {
  const { usage, does, examples: calls } = COMMANDS[name];
  const width = widthOf(columns);
  const options = optionsOf(usage).map((option) => beside(`    ${option}`, optionSays(name, option), 26, width));
  const examples = calls.map((example) => `    strongroom ${example}\n`);
  return [
    `${wrapUsage(`strongroom ${usage}`, width)}\n`,
    ...wrap(does, width, 2).map((line) => `${line}\n`),
    ...(options.length === 0 ? [] : ['\n', ...options]),
    `\n  Examples\n${examples.join('')}`,
    `\n${wrap(EXITS, width, 2).join('\n')}\n`,
  ].join('');
}

/** The same for scripts: all commands, or one. */
export const helpJson = (name?: CommandName): object => ({
  commands: (name === undefined ? NAMES : [name]).map((item) => {
    const { group, usage, does, examples } = COMMANDS[item];
    const options = optionsOf(usage).map((option) => ({ name: option, says: optionSays(item, option) }));
    return { name: item, group, usage, does, options, examples };
  }),
  exits: EXIT,
});

/** Two columns. What does not fit beside its name begins below it. */
function beside(name: string, text: string, indent: number, width: number): string {
  const lines = wrap(text, width, indent);
  return name.length >= indent
    ? `${[name, ...lines].join('\n')}\n`
    : `${name.padEnd(indent)}${lines.join('\n').trimStart()}\n`;
}

function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(`${' '.repeat(indent)}${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** A usage line, broken between its parts and never within one. */
function wrapUsage(usage: string, width: number): string {
  const lines: string[] = [];
  for (const part of usage.match(/\[[^\]]*(?:\[[^\]]*\][^\]]*)*\](?:\.\.\.)?|\S+/g) ?? []) {
    const line = lines.at(-1);
    if (line === undefined) lines.push(part);
    else if (line.length + 1 + part.length > width) lines.push(`    ${part}`);
    else lines[lines.length - 1] = `${line} ${part}`;
  }
  return lines.join('\n');
}
