import { FORMATS } from './column-formats.ts';
import { COLUMNS, type Column, PARTITION_KEYS } from './columns.ts';
import { VOCABULARIES } from './vocabulary/index.ts';

/** The characters of a vocabulary's word, which leave no room for prose. */
const WORD = /^[a-z][a-z0-9]*(?:[-./+_][a-z0-9]+)*$/;
const LONGEST = 40;

/**
 * Faults of columns, by name: text without a redaction rule, or a closed column without a closed source. The compiler
 * finds the same faults in a column written in TypeScript; the synth finds them in any column.
 */
export const columnFaults = (columns: readonly Column[] = [...COLUMNS, ...PARTITION_KEYS]): string[] =>
  columns.flatMap((column) => {
    const fault = faultOf(column);
    return fault === undefined ? [] : [`${column.name}: ${fault}`];
  });

function faultOf(column: Column): string | undefined {
  const { content, type } = column;
  switch (content) {
    case 'number':
      return ['int', 'bigint', 'double'].includes(type) ? undefined : 'its type is no number';
    case 'flag':
      return type === 'boolean' ? undefined : 'its type is no flag';
    case 'closed':
      return column.words?.length > 0 ? column.words.map(openWord).find(Boolean) : 'it names no vocabulary';
    case 'format':
    case 'id':
      return Object.hasOwn(FORMATS, column.format ?? '') ? undefined : 'it names no format';
    case 'text':
      return ['ui', 'prose', 'key', 'field'].includes(column.rule) ? undefined : 'it passes no redaction rule';
    default:
      return 'it does not say what it holds';
  }
}

function openWord(vocabulary: string): string | undefined {
  if (!Object.hasOwn(VOCABULARIES, vocabulary)) return `there is no vocabulary ${vocabulary}`;
  const words = Object.keys(VOCABULARIES[vocabulary as keyof typeof VOCABULARIES]);
  if (!words.includes('other')) return `${vocabulary} has no word for what it does not know`;
  const open = words.find((word) => !WORD.test(word) || word.length > LONGEST);
  return open === undefined ? undefined : `${vocabulary} holds '${open}', which is no word`;
}
