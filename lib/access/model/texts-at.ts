import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { at } from './values.ts';

/** Every text at a dotted path, through lists (`[]`), names that begin alike (`AWS_*`) and documents that are given as JSON in a text. */
export function textsAt(value: unknown, path: string): string[] {
  let found: unknown[] = [value];
  for (const step of path.split('.')) {
    const isList = step.endsWith('[]');
    const key = isList ? step.slice(0, -2) : step;
    const next = found
      .map(parsed)
      .flatMap((item) => (key.endsWith('*') ? beginning(item, key.slice(0, -1)) : [at(item, key)]));
    found = isList ? next.flatMap((item) => (Array.isArray(item) ? item : [item])) : next;
  }
  return found
    .filter((item) => item !== undefined && item !== null)
    .map((item) =>
      typeof item === 'string' ? item : /^(number|boolean)$/.test(typeof item) ? String(item) : UNRESOLVED,
    );
}

/** Values under all names that begin alike; of a value that is known only at deployment, any name may be there. */
const beginning = (value: unknown, start: string): unknown[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, each]) => (name.startsWith(start) ? [each] : []))
    : [at(value, start)];

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
