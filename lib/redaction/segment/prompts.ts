import type { Item } from '../keys/buffer.ts';
import type { TypedField } from '../keys/field.ts';
import { markAll } from '../keys/mark.ts';
import type { Dictionary } from './dictionary.ts';

/** A line of a terminal that asks for a secret: what is typed after it is not echoed, so no text ever shows it. */
export const PROMPT = /(?:password|passphrase|passcode|pin|secret|token|verification code)\b[^\n]{0,80}[:?]\s*$/i;

/** Commands that ask for a password on the next line. */
const ASKING =
  /^\s*(?:sudo|su|doas|psql|mysql|mysqldump|mariadb|ssh|scp|sftp|ssh-add|ssh-keygen|kinit|passwd|gpg|openssl|cryptsetup|htpasswd|docker login|az login|gcloud auth|npm login|ldapsearch|smbclient|ftp|telnet|mongosh?|redis-cli|vault login|heroku login)\b/;

/** Marks what was typed where a terminal had asked for a secret. */
export function markPrompted(field: TypedField, dictionary: Dictionary): void {
  for (const stretch of field.stretches) {
    const lines = linesOf(stretch.raw);
    for (const [i, line] of lines.entries()) {
      const text = textOf(line);
      const asked = field.prompts.some((seq) => isOpenAt(line, lines[i - 1], seq));
      const after =
        i > 0 &&
        ASKING.test(textOf(lines[i - 1]!)) &&
        /^\S{4,}$/.test(text) &&
        !/[/|]|^(?:exit|quit|clear|yes|no)$/.test(text);
      if (text === '' || !(asked || after)) continue;
      markAll(line, 'PASSWORD');
      dictionary.add(text, 'PASSWORD');
    }
  }
}

/** Whether a prompt that was seen at `seq` can be the one that the line answers: seen before it ended, after the last. */
function isOpenAt(line: readonly Item[], before: readonly Item[] | undefined, seq: number): boolean {
  const start = before?.at(-1)?.evs.at(-1) ?? -1;
  const end = line.at(-1)?.ch === '\n' ? line.at(-1)!.evs.at(-1)! : Number.POSITIVE_INFINITY;
  return seq > start && seq < end;
}

function linesOf(items: readonly Item[]): Item[][] {
  const lines: Item[][] = [[]];
  for (const item of items) {
    lines.at(-1)!.push(item);
    if (item.ch === '\n') lines.push([]);
  }
  return lines;
}

const textOf = (line: readonly Item[]): string =>
  line
    .filter((item) => item.alive && item.ch !== '\n')
    .map((item) => item.ch)
    .join('');
