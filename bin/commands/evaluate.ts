import { parseArgs } from 'node:util';
import { evaluate, readRow } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';
import { readJsonWithDuplicates } from '../read-json.ts';

interface Result {
  readonly name: string | null;
  readonly decision: string;
  readonly statements: readonly unknown[];
  /** Why a case could not be decided. */
  readonly error?: string;
}

/** `strongroom evaluate --cases FILE`: each request decided by IAM's rules. A faulty case is Unknown, and the others are decided. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { cases: { type: 'string' }, json: { type: 'boolean' } } });
  if (values.cases === undefined)
    throw new StrongroomError('usage', 'no cases are named', 'strongroom evaluate --cases FILE');
  const { value, duplicates } = readJsonWithDuplicates(values.cases);
  // Of two values under one name, JSON keeps one: IAM may have meant the other, so the case is not decided.
  const twice = new Map(duplicates.map((path) => [caseAt(path), path.join('.')]));
  const results = casesOf(value, values.cases).map((input, at) => decide(input, twice.get(at) ?? twice.get('all')));
  if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`);
  else for (const { name, decision, error } of results) console.log(decision.padEnd(16), name ?? '', error ?? '');
  return results.some(({ error }) => error !== undefined) ? EXIT.usage : EXIT.holds;
}

/** A table of cases, the same under `cases`, or one case alone. */
function casesOf(document: unknown, file: string): readonly unknown[] {
  if (Array.isArray(document)) return document;
  const { cases, request } = (document ?? {}) as { cases?: unknown; request?: unknown };
  if (Array.isArray(cases)) return cases;
  if (request !== undefined) return [document];
  throw new StrongroomError('input.not-cases', `${file} is not an array`, 'write [{name, request, …}]');
}

/** Which case a path leads to. */
function caseAt([first, second]: readonly (string | number)[]): number | 'all' {
  const at = first === 'cases' ? second : first;
  return typeof at === 'number' ? at : 'all';
}

function decide(value: unknown, twice: string | undefined): Result {
  const { name, input, error } = readRow(value);
  const undecided = (why: string): Result => ({ name, decision: 'Unknown', statements: [], error: why });
  if (twice !== undefined) return undecided(`case.duplicate-name: ${twice}`);
  if (!input) return undecided(error ?? 'case.invalid');
  try {
    const { decision, statements } = evaluate(input);
    return { name, decision, statements };
  } catch {
    return undecided('case.failed: it cannot be decided');
  }
}
