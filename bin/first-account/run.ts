import { StrongroomError } from '../../lib/activity/errors.ts';
import type { EnvironmentConfig } from '../../lib/governance/environment-config.ts';
import { STEPS } from './steps.ts';
import type { Execute, Sandbox, SandboxAnswer, SandboxStep, Trial } from './types.ts';

/** Stacks, buckets and functions that an account may hold and be empty all the same: what `cdk bootstrap` makes. */
const BOOTSTRAP = /^(CDKToolkit|cdk-)/;

const refuse = (code: string, says: string, todo: string) => new StrongroomError(`first-account.${code}`, says, todo);

/**
 * Refuses an environment that is not a sandbox.
 * @param confirmed account that the person who starts it typed
 * @throws StrongroomError first-account.production, .target, .unconfirmed
 */
export function checkEnvironment({ name = '', target }: EnvironmentConfig, confirmed: string | undefined): void {
  if (/prod|live/i.test(name))
    throw refuse('production', `"${name}" is called like production`, 'name a sandbox: STRONGROOM_ENVIRONMENT=sandbox');
  if (target === null)
    throw refuse(
      'target',
      'the environment names no account',
      'set its target in config/environments.ts: it is deployed and destroyed there',
    );
  if (confirmed !== target.account)
    throw refuse(
      'unconfirmed',
      `everything that this makes in ${target.account} is destroyed again`,
      `if that is meant: npm run first-account -- --account ${target.account}`,
    );
}

/** Refuses an account that is in use. @throws StrongroomError first-account.not-empty, .unread, .wrong-account */
export async function checkEmpty(
  execute: Execute,
  { account, region }: { readonly account: string; readonly region: string },
) {
  const read = async (field: string, name: string, ...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await execute(['aws', ...args, '--region', region, '--output', 'json']);
    const found: unknown = code === 0 ? JSON.parse(stdout)[field] : undefined;
    if (!Array.isArray(found))
      throw refuse(
        'unread',
        `whether the account is empty could not be read: ${stderr.split('\n')[0] ?? ''}`,
        'sign in to the sandbox with the rights of an administrator',
      );
    return found.map((resource) => String(resource[name])).filter((label) => !BOOTSTRAP.test(label));
  };
  const { code, stdout } = await execute(['aws', 'sts', 'get-caller-identity', '--output', 'json']);
  if (code !== 0 || JSON.parse(stdout).Account !== account)
    throw refuse('wrong-account', `the credentials are not of ${account}`, `sign in to ${account}`);
  const found = [
    ...(await read('Stacks', 'StackName', 'cloudformation', 'describe-stacks')).map((name) => `stack ${name}`),
    ...(await read('Buckets', 'Name', 's3api', 'list-buckets')).map((name) => `bucket ${name}`),
    ...(await read('Functions', 'FunctionName', 'lambda', 'list-functions')).map((name) => `function ${name}`),
    ...(await read('DatabaseList', 'Name', 'glue', 'get-databases'))
      .filter((name) => name !== 'default')
      .map((name) => `database ${name}`),
  ];
  if (found.length > 0)
    throw refuse(
      'not-empty',
      `the account holds ${found.slice(0, 5).join(', ')}${found.length > 5 ? `, and ${found.length - 5} more` : ''}`,
      'take an empty account: what this makes and destroys has account-wide effects',
    );
}

const ROUND_MS = 60_000;

export interface SandboxWork {
  readonly execute: Execute;
  readonly place: Sandbox;
  readonly say: (line: string) => void;
  /** Keeps where it stands after each change. */
  readonly keep: (trial: Trial) => void;
  readonly steps?: readonly SandboxStep[];
  /** How often what stayed `untold` is tried again, a minute apart: CloudTrail takes up to a quarter of an hour. Default: never. */
  readonly rounds?: number;
}

/**
 * Deploys, tries each step in order, and takes everything down, whatever happened before. What a trial before it has answered
 * is not tried again; what stayed `untold` is.
 * @returns the trial, with what stays in the account
 * @throws StrongroomError first-account.deployment, .teardown: then the file says how far it came
 */
export async function runTrial(
  before: Trial,
  { execute, place, say, keep, steps = STEPS, rounds = 0 }: SandboxWork,
): Promise<Trial> {
  let trial: Trial = { ...before, state: 'deploying' };
  const change = (changes: Partial<Trial>): void => {
    trial = { ...trial, ...changes };
    keep(trial);
  };
  /** Whether all of them are answered. */
  const tryAll = async (): Promise<boolean> => {
    for (const step of steps.filter(({ id }) => !isAnswered(trial.answers[id]))) {
      say(`${step.id}: ${step.question}`);
      const answer = await answerOf(step, execute, place);
      change({ answers: { ...trial.answers, [step.id]: answer } });
      say(`  ${answer.reading}: ${answer.why}`);
    }
    return steps.every(({ id }) => isAnswered(trial.answers[id]));
  };
  // Before anything is made: a person who comes back must know that there may be something to take down.
  change({});
  let fault: unknown;
  try {
    await command(execute, ['npx', 'cdk', 'deploy', '--all', '--require-approval', 'never'], 'deployment');
    change({ state: 'deployed' });
    for (let round = 0; round <= rounds; round++) {
      if (round > 0) await place.wait(ROUND_MS);
      if (await tryAll()) break;
    }
  } catch (error) {
    fault = error;
  }
  await takeDown(execute, place, say);
  change({ state: 'taken-down', stays: staysOf(place) });
  if (fault !== undefined) throw fault;
  return trial;
}

const isAnswered = (answer: SandboxAnswer | undefined): boolean => answer !== undefined && answer.reading !== 'untold';

/** A step that fails in itself tells nothing, and stops no other. */
async function answerOf(step: SandboxStep, execute: Execute, place: Sandbox): Promise<SandboxAnswer> {
  try {
    const answer = await step.try(execute, place);
    if (answer.reading === 'untold' || Object.hasOwn(step.readings, answer.reading)) return answer;
    return { reading: 'untold', why: `"${answer.reading}" is no reading of it` };
  } catch (error) {
    return { reading: 'untold', why: error instanceof Error ? error.message : 'failed' };
  }
}

/** @throws StrongroomError first-account.teardown */
export async function takeDown(execute: Execute, place: Sandbox, say: (line: string) => void): Promise<void> {
  say('taking everything down');
  await command(execute, ['npx', 'cdk', 'destroy', '--all', '--force'], 'teardown');
  for (const left of staysOf(place)) say(`  stays: ${left}`);
}

/** What no teardown takes: the templates keep it, and one bucket keeps itself. */
const staysOf = ({ raw, redacted, audit, prefix, account, region }: Sandbox): string[] => [
  `bucket ${audit}: locked until the last log file in it is old enough; its policy lets nobody shorten that`,
  ...[raw, redacted, `${prefix}-derived-${account}-${region}`].map(
    (bucket) => `bucket ${bucket}: empty it and delete it as the root user, whom its policy lets change it`,
  ),
  `tables ${prefix}-control and ${prefix}-participation, their keys, and the log groups /aws/lambda/${prefix}-*: delete them by hand`,
  'the settings of Lake Formation: take the roles of this installation out of the administrators',
];

async function command(execute: Execute, argv: readonly string[], code: string): Promise<void> {
  const { code: ended, stderr } = await execute(argv);
  if (ended !== 0)
    throw refuse(
      code,
      `${argv.join(' ')} ended with ${ended}: ${stderr.trim().split('\n').at(-1) ?? ''}`,
      'mend it, and run it again: it goes on where it stopped',
    );
}
