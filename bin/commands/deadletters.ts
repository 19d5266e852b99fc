import { parseArgs } from 'node:util';
import { type Dead, dropDead, listDead, nameOf, retryDead } from '../../lambdas/dead-letters.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { deadLines } from '../../lib/report/dead-letters.ts';
import type { DeadLetterDesk } from '../dead-letter-desk.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

interface Options {
  readonly all?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly as?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
}

type Action = (desk: DeadLetterDesk, names: readonly string[], options: Options) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = { list, retry, drop };

/**
 * `strongroom deadletters list|retry|drop`: 0 when it was done; `retry` on the embedded lake 1 when something that was
 * retried is dead again.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      all: { type: 'boolean' },
      yes: { type: 'boolean' },
      reason: { type: 'string' },
      as: { type: 'string' },
      profile: { type: 'string' },
      region: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const [name = 'list', ...named] = positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw usage(`there is no 'deadletters ${name}'`, Object.keys(ACTIONS).join('|'));
  // Ids are lower case in the lake, whatever a person copies them from.
  const names = named.map((text) => text.toLowerCase());
  check(name, names, values);
  const desk = await openDesk(values);
  try {
    return await action(desk, names, values);
  } finally {
    desk.close();
  }
}

/** Before anything is opened or hidden. */
function check(action: string, names: readonly string[], { all, yes, reason }: Options): void {
  if (action === 'list' && names.length > 0) throw usage('list takes no names', 'list');
  if (action === 'retry' && names.length > 0 === (all === true))
    throw usage('name the batches to retry, or say --all', 'retry BATCH...|--all');
  if (action !== 'drop') return;
  if (names.length === 0 || all === true) throw usage('name the batches to drop', 'drop BATCH... --yes');
  if (yes !== true)
    throw usage(
      `${names.length} will never reach the lake when dropped, and are destroyed with the raw zone`,
      'drop BATCH... --yes, if that is meant',
    );
  if (reason !== undefined && !REASON.test(reason))
    throw usage('a reason is a code, never prose', 'drop … --reason CODE');
}

const REASON = /^[a-z0-9][a-z0-9.-]{0,63}$/;

async function list(desk: DeadLetterDesk, _: readonly string[], { json }: Options): Promise<number> {
  const dead = await listDead(desk);
  print(json, dead, dead.length === 0 ? ['nothing is dead'] : deadLines(dead));
  return EXIT.holds;
}

async function retry(desk: DeadLetterDesk, names: readonly string[], { all, json }: Options): Promise<number> {
  const retried = await retryDead(desk, all ? undefined : new Set(names));
  const ids = new Set(retried.map(nameOf));
  const after = await desk.redact();
  const again = after?.filter((letter) => ids.has(nameOf(letter)));
  print(json, { retried: [...ids], ...(again && { dead: again }) }, [
    `${ids.size} sent back to redaction${again === undefined ? ', which takes them up within minutes' : ''}`,
    ...(again === undefined ? [] : [`${ids.size - again.length} in the lake, ${again.length} dead again`]),
    ...deadLines(again ?? []),
  ]);
  return again === undefined || again.length === 0 ? EXIT.holds : EXIT.refused;
}

async function drop(desk: DeadLetterDesk, names: readonly string[], { as, reason, json }: Options): Promise<number> {
  const dropped = await dropDead(desk, new Set(names), desk.person(as), reason ?? 'given-up');
  print(json, { dropped: dropped.map(nameOf) }, [
    `${dropped.length} dropped; who did so and why is recorded in the audit zone`,
  ]);
  return EXIT.holds;
}

function print(json: boolean | undefined, document: readonly Dead[] | object, lines: readonly string[]): void {
  reply(json, document, () => `${lines.join('\n')}\n`);
}

/** Those of an account where `--region` names one, else of the embedded lake. Credentials come from the environment. */
async function openDesk({ profile, region, out }: Options): Promise<DeadLetterDesk> {
  if (region === undefined && profile === undefined)
    return (await import('../embedded/dead-letter-desk.ts')).openEmbeddedDeadLetters(out);
  if (region === undefined) throw usage('no region is named', '… --profile NAME --region REGION');
  process.env.AWS_REGION = region;
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  return (await import('../aws/dead-letter-desk.ts')).openAwsDeadLetters(region);
}

const usage = (message: string, todo: string) =>
  new StrongroomError('usage', message, `strongroom deadletters ${todo}`);
