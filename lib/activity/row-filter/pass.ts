import type { ParsedRowFilter } from './read.ts';

/** The values of a partition's keys, by name. */
type Partition = Readonly<Record<string, string>>;

/** Whether rows of a partition can pass at all. False only when no row of it can. */
export const mayPass = (filter: ParsedRowFilter, partition: Partition): boolean => outcome(filter, partition) !== false;

/** True or false when the partition keys alone decide, undefined otherwise. */
function outcome(filter: ParsedRowFilter, partition: Partition): boolean | undefined {
  switch (filter.op) {
    case 'and':
      return joined(filter.of, partition, false);
    case 'or':
      return joined(filter.of, partition, true);
    case 'not': {
      const inner = outcome(filter.of, partition);
      return inner === undefined ? undefined : !inner;
    }
    case 'null':
    case 'like':
      return undefined;
    default: {
      const value = partition[filter.column];
      return value === undefined ? undefined : compare(value, filter.op, String(filter.value));
    }
  }
}

/** `decisive` is the value with which one part decides the whole: false for AND, true for OR. */
function joined(parts: readonly ParsedRowFilter[], partition: Partition, decisive: boolean): boolean | undefined {
  const outcomes = parts.map((part) => outcome(part, partition));
  if (outcomes.includes(decisive)) return decisive;
  return outcomes.includes(undefined) ? undefined : !decisive;
}

function compare(value: string, op: string, constant: string): boolean {
  const order = Buffer.compare(Buffer.from(value), Buffer.from(constant));
  const holds = { '=': order === 0, '<>': order !== 0, '<': order < 0, '>': order > 0 };
  return op === '<=' ? order <= 0 : op === '>=' ? order >= 0 : (holds[op as keyof typeof holds] ?? false);
}
