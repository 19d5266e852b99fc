import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type EvaluateInput, evaluate } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';
import { readJson } from '../read-json.ts';

/** What a case must have; policies of a wrong shape are for the evaluator, to which they are not understood. */
const caseSchema = z.looseObject({
  name: z.string().optional(),
  request: z.looseObject({
    principal: z.string(),
    action: z.string(),
    resource: z.looseObject({ resource: z.string(), accountId: z.string() }),
    context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  }),
});

interface Result {
  readonly name: string | null;
  readonly decision: string;
  readonly statements: readonly unknown[];
  /** Why a case could not be decided. */
  readonly error?: string;
}

/** `strongroom evaluate --cases FILE`: each request decided by IAM's rules. A case that is wrong is Unknown, and alone. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { cases: { type: 'string' }, json: { type: 'boolean' } } });
  if (values.cases === undefined)
    throw new StrongroomError('usage', 'no cases are named', 'strongroom evaluate --cases FILE');
  const cases = readJson(values.cases);
  if (!Array.isArray(cases))
    throw new StrongroomError('input.not-cases', `${values.cases} is not an array`, 'write [{name, request, …}]');
  const results = cases.map(decide);
  if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`);
  else for (const { name, decision, error } of results) console.log(decision.padEnd(16), name ?? '', error ?? '');
  return results.some(({ error }) => error !== undefined) ? EXIT.usage : EXIT.holds;
}

function decide(value: unknown): Result {
  const parsed = caseSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      name: null,
      decision: 'Unknown',
      statements: [],
      error: `case.invalid: ${issue?.path.join('.') || 'case'}`,
    };
  }
  const { decision, statements } = evaluate(parsed.data as unknown as EvaluateInput);
  return { name: parsed.data.name ?? null, decision, statements };
}
