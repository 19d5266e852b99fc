import { parseArgs } from 'node:util';
import { ALLOW_STEPS } from './steps/allows.ts';
import { COLLECT_STEPS } from './steps/collect.ts';
import { DEAD_STEPS } from './steps/dead-letters.ts';
import { END_STEPS } from './steps/ends.ts';
import { FAULT_STEPS } from './steps/faults.ts';
import { GATE_STEPS, SENTINEL_STEPS } from './steps/gate.ts';
import { NOT_HERE, OTHER_STEPS } from './steps/others.ts';
import type { Step } from './steps/step.ts';
import { provide, TOOL_NAMES } from './tools.ts';
import { World } from './world.ts';

export interface Result {
  readonly id: string;
  readonly state: 'held' | 'failed' | 'skipped';
  readonly why: string;
}

const STEPS: readonly Step[] = [
  ...GATE_STEPS,
  ...COLLECT_STEPS,
  ...OTHER_STEPS,
  ...FAULT_STEPS,
  ...DEAD_STEPS,
  ...END_STEPS,
  ...ALLOW_STEPS,
  ...SENTINEL_STEPS,
  ...NOT_HERE,
];

const USAGE = `npm run rehearse -- [--only STEP[,STEP...]] [--offline] [--json] [--list]

The synthesized functions in the AWS Lambda Runtime Interface Emulator, against stand-ins on loopback, behind the
evaluator of the synthesized policies. Takes Go, Python 3, npm, cmake, make and g++; docs/rehearsal.md says the rest.
`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A step and all that must have held before it, in the order of the list. */
function chosen(only: readonly string[]): readonly Step[] {
  const unknown = only.find((id) => !STEPS.some((step) => step.id === id));
  if (unknown !== undefined)
    throw new RangeError(`there is no step '${unknown}'; known are ${STEPS.map(({ id }) => id).join(', ')}`);
  const wanted = new Set(only);
  for (const { id, after = [] } of STEPS.toReversed()) if (wanted.has(id)) for (const step of after) wanted.add(step);
  return only.length === 0 ? STEPS : STEPS.filter(({ id }) => wanted.has(id));
}

async function rehearse(steps: readonly Step[], offline: boolean): Promise<Result[]> {
  const missing = TOOL_NAMES.map((name) => provide(name, !offline, say)).filter((why) => why !== undefined);
  if (missing.length > 0) return steps.map(({ id }) => ({ id, state: 'skipped', why: missing.join('; ') }));
  const world = await World.open();
  try {
    const results: Result[] = [];
    for (const step of steps) {
      const result = await resultOf(step, results, world);
      say(`${result.state.padEnd(7)} ${step.id}: ${result.why}`);
      results.push(result);
    }
    return results;
  } finally {
    await world.close();
  }
}

async function resultOf({ id, after = [], run }: Step, results: readonly Result[], world: World): Promise<Result> {
  const broken = after.find((step) => results.find((result) => result.id === step)?.state !== 'held');
  if (broken !== undefined) return { id, state: 'skipped', why: `it comes after ${broken}, which did not hold` };
  const mark = world.authorizer.untranslated.length;
  try {
    const found = await run(world);
    const strange = world.authorizer.untranslated[mark];
    if (strange !== undefined) return { id, state: 'failed', why: `a request could not be decided: ${strange}` };
    return typeof found === 'string' ? { id, state: 'held', why: found } : { id, state: 'skipped', why: found.skipped };
  } catch (error) {
    return { id, state: 'failed', why: (error as Error).message };
  }
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    offline: { type: 'boolean' },
    json: { type: 'boolean' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) process.stdout.write(USAGE);
else if (values.list) process.stdout.write(STEPS.map(({ id }) => `${id}\n`).join(''));
else {
  const steps = await rehearse(chosen(values.only?.split(',') ?? []), values.offline === true);
  if (values.json) process.stdout.write(`${JSON.stringify({ steps })}\n`);
  process.exitCode = steps.some(({ state }) => state === 'failed')
    ? 1
    : steps.every(({ state }) => state === 'held')
      ? 0
      : 3;
}
