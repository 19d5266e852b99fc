import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';

/** One command as a shell completes it. */
interface Word {
  readonly command: string;
  readonly does: string;
  /** What may follow the name at once, such as `status` of the gate. */
  readonly verbs: readonly string[];
  readonly options: readonly string[];
  /** Values of the options that take one of a few. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}
type Words = readonly Word[];

/** A command as its usage line says it, so that a completion is never stale. */
const wordOf = (command: string, { usage, does }: { readonly usage: string; readonly does: string }): Word => ({
  command,
  does,
  verbs: alternatives(usage)
    .map((alternative) => (alternative.startsWith(`${command} `) ? alternative.slice(command.length + 1) : alternative))
    .flatMap((text) => /^[a-z]+(?:\|[a-z]+)*(?=\s|$)/.exec(text)?.[0].split('|') ?? []),
  options: [...new Set(usage.match(/--[a-z][a-z-]*/g) ?? [])],
  choices: Object.fromEntries(
    [...usage.matchAll(/(--[a-z][a-z-]*) ([a-z\d-]+(?:\|[a-z\d-]+)+)/g)].map(([, option = '', values = '']) => [
      option,
      values.split('|'),
    ]),
  ),
});

/** Ways to call a command: the parts of a usage line between bars, outside of brackets. */
function alternatives(usage: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const part of usage.split(/( \| |[[\]])/)) {
    depth += part === '[' ? 1 : part === ']' ? -1 : 0;
    if (part === ' | ' && depth === 0) parts.push('');
    else parts[parts.length - 1] += part;
  }
  return parts;
}

const every = (words: Words): string => [...words.map(({ command }) => command), 'help'].join(' ');
const after = ({ options }: Word): string => options.join(' ');
const values = (words: Words): (readonly [command: string, option: string, values: string])[] =>
  words.flatMap(({ command, choices }) =>
    Object.entries(choices).map(([option, each]) => [command, option, each.join(' ')] as const),
  );

/** What each shell runs when a person presses Tab. Words come from the table of commands, so that none is stale. */
const SHELLS: Readonly<Record<string, (words: Words) => string>> = {
  bash: (words) => `_strongroom() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${every(words)}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
    'help help') COMPREPLY=($(compgen -W "${every(words)}" -- "$current")); return ;;
${values(words)
  .map(
    ([command, option, each]) =>
      `    '${command} ${option}') COMPREPLY=($(compgen -W "${each}" -- "$current")); return ;;`,
  )
  .join('\n')}
${words
  .filter(({ verbs }) => verbs.length > 0)
  .map(
    ({ command, verbs, options }) =>
      `    '${command} ${command}') COMPREPLY=($(compgen -W "${[...verbs, ...options].join(' ')}" -- "$current")); return ;;`,
  )
  .join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${words.map((word) => `    ${word.command}) COMPREPLY=($(compgen -W "${after(word)}" -- "$current")) ;;`).join('\n')}
  esac
  [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _strongroom strongroom
`,
  zsh: (words) => `#compdef strongroom
_strongroom() {
  if (( CURRENT == 2 )); then
    compadd -- ${every(words)}
    return
  fi
  case "$words[2] $words[CURRENT-1]" in
    'help help') compadd -- ${every(words)}; return ;;
${values(words)
  .map(([command, option, each]) => `    '${command} ${option}') compadd -- ${each}; return ;;`)
  .join('\n')}
${words
  .filter(({ verbs }) => verbs.length > 0)
  .map(
    ({ command, verbs, options }) =>
      `    '${command} ${command}') compadd -- ${[...verbs, ...options].join(' ')}; return ;;`,
  )
  .join('\n')}
  esac
  case "$words[2]" in
${words.map((word) => `    ${word.command}) compadd -- ${after(word)} ;;`).join('\n')}
  esac
  _files
}
compdef _strongroom strongroom
`,
  fish: (words) =>
    words
      .flatMap(({ command, does, verbs, options, choices }) => [
        `complete -c strongroom -n __fish_use_subcommand -a ${command} -d '${inFish(does)}'`,
        `complete -c strongroom -n '__fish_seen_subcommand_from help' -f -a ${command}`,
        ...(verbs.length === 0
          ? []
          : [
              `complete -c strongroom -n '__fish_seen_subcommand_from ${command}; and not __fish_seen_subcommand_from ${verbs.join(' ')}' -f -a '${verbs.join(' ')}'`,
            ]),
        ...options.map((option) => {
          const each = choices[option];
          return `complete -c strongroom -n '__fish_seen_subcommand_from ${command}' -l ${option.slice(2)}${each === undefined ? '' : ` -x -a '${each.join(' ')}'`}`;
        }),
      ])
      .concat("complete -c strongroom -n __fish_use_subcommand -f -a help -d 'how a command is called'")
      .join('\n')
      .concat('\n'),
};

const inFish = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");

/** `strongroom completion SHELL`: prints what the shell has to read. */
export function complete(
  commands: readonly (readonly [command: string, said: { readonly usage: string; readonly does: string }])[],
  args: readonly string[],
): number {
  const json = args.includes('--json');
  const [shell, ...rest] = args.filter((arg) => arg !== '--json');
  const write = shell === undefined || !Object.hasOwn(SHELLS, shell) ? undefined : SHELLS[shell];
  if (write === undefined || rest.length > 0)
    throw new StrongroomError(
      'usage',
      `completion is for ${Object.keys(SHELLS).join(', ')}`,
      'for bash: eval "$(npx strongroom completion bash)"; for zsh the same; for fish: npx strongroom completion fish | source',
    );
  const script = write(commands.map(([command, said]) => wordOf(command, said)));
  process.stdout.write(json ? `${JSON.stringify({ shell, script })}\n` : script);
  return EXIT.holds;
}
