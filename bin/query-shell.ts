import { createInterface } from 'node:readline';
import { told } from './errors/explain.ts';
import { isDescribe } from './query-text.ts';

/** Words of statements that Tab completes besides the columns. */
const WORDS = ['SELECT', 'FROM activity', 'WHERE', 'GROUP BY', 'ORDER BY', 'LIMIT', 'count(*)', 'DESCRIBE'];
const LEAVE = /^\s*(?:exit|quit|\\q)\s*;?\s*$/i;

interface Shell {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly columns: readonly string[];
  /** @returns the answer as text */
  readonly ask: (sql: string) => Promise<string>;
}

/** What Tab offers for the end of a line: columns that the team sees, and words of statements. */
export function completions(line: string, columns: readonly string[]): [string[], string] {
  const begun = /[A-Za-z_]*$/.exec(line)?.[0] ?? '';
  const all = [...columns, ...WORDS].filter((word) => word.toLowerCase().startsWith(begun.toLowerCase()));
  return [begun === '' ? [] : all, begun];
}

/**
 * Asks one statement after the other over an open lake, until the input ends or says so. A statement may take several lines
 * and ends with `;`. An error is told, and the next statement is asked for.
 */
export async function shell({ input, output, columns, ask }: Shell): Promise<void> {
  const lines = createInterface({
    ...{ input, output, prompt: 'activity> ', historySize: 500 },
    completer: (line: string) => completions(line, columns),
  });
  let waiting = '';
  let isOpen = true;
  lines.on('close', () => {
    isOpen = false;
  });
  lines.prompt();
  for await (const line of lines) {
    if (waiting === '' && LEAVE.test(line)) break;
    waiting = `${waiting}${line}\n`;
    const isWhole = /;\s*$/.test(waiting) || isDescribe(waiting);
    if (waiting.trim() === '') waiting = '';
    if (isWhole) {
      const sql = waiting.trim().replace(/;$/, '');
      waiting = '';
      output.write(await ask(sql).catch(sentenceOf));
    }
    // The input may end while a statement is asked; its lines still come.
    if (!isOpen) continue;
    lines.setPrompt(waiting === '' ? 'activity> ' : '     ...> ');
    lines.prompt();
  }
  lines.close();
}

function sentenceOf(error: unknown): string {
  const { code, message, todo } = told(error);
  return `${message} [${code}]\n  → ${todo}\n`;
}
