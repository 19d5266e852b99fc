import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';

/** Each command with its sentence and its options. */
export type Words = readonly { readonly command: string; readonly does: string; readonly options: readonly string[] }[];

/** What each shell runs when somebody presses Tab. Words come from the table of commands, so that none is stale. */
const SHELLS: Readonly<Record<string, (words: Words) => string>> = {
  bash: (words) => `_strongroom() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words.map(({ command }) => command).join(' ')}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${words.map(({ command, options }) => `    ${command}) COMPREPLY=($(compgen -W "${options.join(' ')}" -- "$current")) ;;`).join('\n')}
  esac
  [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))
}
complete -F _strongroom strongroom
`,
  zsh: (words) => `#compdef strongroom
_strongroom() {
  if (( CURRENT == 2 )); then
    compadd -- ${words.map(({ command }) => command).join(' ')}
    return
  fi
  case "$words[2]" in
${words.map(({ command, options }) => `    ${command}) compadd -- ${options.join(' ')} ;;`).join('\n')}
  esac
  _files
}
compdef _strongroom strongroom
`,
  fish: (words) =>
    words
      .flatMap(({ command, does, options }) => [
        `complete -c strongroom -n __fish_use_subcommand -a ${command} -d '${does.replaceAll("'", "\\'")}'`,
        ...options.map(
          (option) => `complete -c strongroom -n '__fish_seen_subcommand_from ${command}' -l ${option.slice(2)}`,
        ),
      ])
      .join('\n')
      .concat('\n'),
};

/** `strongroom completion SHELL`: prints what the shell has to read. */
export function complete(words: Words, args: readonly string[]): number {
  const json = args.includes('--json');
  const [shell, ...rest] = args.filter((arg) => arg !== '--json');
  const write = shell === undefined || !Object.hasOwn(SHELLS, shell) ? undefined : SHELLS[shell];
  if (write === undefined || rest.length > 0)
    throw new StrongroomError(
      'usage',
      `completion is for ${Object.keys(SHELLS).join(', ')}`,
      'for bash: eval "$(npx strongroom completion bash)"; for zsh the same; for fish: npx strongroom completion fish | source',
    );
  const script = write(words);
  process.stdout.write(json ? `${JSON.stringify({ shell, script })}\n` : script);
  return EXIT.holds;
}
