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
      .flatMap((each) => (key.endsWith('*') ? beginning(each, key.slice(0, -1)) : [at(each, key)]));
    found = isList ? next.flatMap((each) => (Array.isArray(each) ? each : [each])) : next;
  }
  return found
    .filter((each) => each !== undefined && each !== null)
    .map((each) =>
      typeof each === 'string' ? each : /^(number|boolean)$/.test(typeof each) ? String(each) : UNRESOLVED,
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
