import { DELIVERIES, type DeadReason } from '../lib/activity/dead-letters.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import { there } from '../lib/activity/there.ts';
import { PREFIXES } from '../lib/activity/zones.ts';
import type { Person } from '../lib/governance/gate/certificate.ts';
import type { Failure } from '../lib/ledger/index.ts';
import type { DeadLetter, DeadLetters, Ports } from '../lib/storage/ports.ts';
import { messageId, readFailure } from './failures.ts';
import { announcedIn } from './redact/notification.ts';

/** A segment that did not reach the lake, or a message that names none. */
export interface Dead {
  /** Null for a message that names no segment. */
  readonly batch: string | null;
  readonly reason: DeadReason | 'published';
  /** When it failed for the last time, ISO 8601. */
  readonly since: string;
  /** Deliveries until then. */
  readonly tries: number;
  /** The name that `retry` and `drop` use for a message that names no segment. */
  readonly message?: string;
}

/** The ports an operator's commands need. */
export interface DeadLetterTools {
  readonly letters: DeadLetters;
  readonly ports: Pick<Ports, 'control' | 'objects' | 'clock'>;
}

/** The name by which `retry` and `drop` address a dead letter. */
export const nameOf = ({ batch, message }: Dead): string => batch ?? there(message, 'the id of the message');

/**
 * All dead letters.
 * @param bodies of the messages to list; all when absent
 */
export async function listDead({ letters, ports }: DeadLetterTools, bodies?: readonly string[]): Promise<Dead[]> {
  const found = new Map<string, Dead>();
  await letters.each(async (letter) => {
    if (bodies !== undefined && !bodies.includes(letter.body)) return 'keep';
    for (const dead of await deadIn(letter, ports)) found.set(nameOf(dead), dead);
    return 'keep';
  });
  return [...found.values()];
}

/**
 * Sends dead letters back to redaction. Their rows reach the lake once, however often they are sent.
 * @param names batches and messages; all when absent
 * @returns what was sent back
 * @throws StrongroomError deadletters.unknown when a name is not among the dead; the others were sent
 */
export async function retryDead({ letters, ports }: DeadLetterTools, names?: ReadonlySet<string>): Promise<Dead[]> {
  const sent: Dead[] = [];
  await letters.each(async (letter) => {
    const dead = await deadIn(letter, ports);
    if (names !== undefined && !dead.some((letter) => names.has(nameOf(letter)))) return 'keep';
    sent.push(...dead);
    return 'retry';
  });
  checkAll(names, sent);
  return sent;
}

/**
 * Gives up on dead letters. The audit zone records who gave up on which letter and why, before the letter is deleted. The segment
 * itself stays in the raw zone until it is due.
 * @param why a stable code
 * @throws StrongroomError deadletters.unknown, deadletters.shared
 */
export async function dropDead(
  { letters, ports }: DeadLetterTools,
  names: ReadonlySet<string>,
  by: Person,
  why: string,
): Promise<Dead[]> {
  const dropped: Dead[] = [];
  await letters.each(async (letter) => {
    const dead = await deadIn(letter, ports);
    const named = dead.filter((letter) => names.has(nameOf(letter)));
    if (named.length === 0) return 'keep';
    if (named.length < dead.length) throw shared(dead.map(nameOf));
    for (const letter of dead) await record(letter, by, why, ports);
    dropped.push(...dead);
    return 'remove';
  });
  checkAll(names, dropped);
  return dropped;
}

async function deadIn(letter: DeadLetter, { control }: DeadLetterTools['ports']): Promise<Dead[]> {
  const { batches, unknown } = announcedIn(letter.body);
  const dead: Dead[] = [];
  for (const batch of batches) dead.push({ batch, ...whyOf(letter, await readFailure(control, batch)) });
  if (unknown === 0 && batches.length > 0) return dead;
  const message = messageId(letter.body);
  return [...dead, { batch: null, ...whyOf(letter, await readFailure(control, message)), message }];
}

/** A reason from before the message was sent is about an earlier one. A message without one ended the function. */
function whyOf({ sent, received }: DeadLetter, failure: Failure | undefined): Pick<Dead, 'reason' | 'since' | 'tries'> {
  if (failure !== undefined && Date.parse(failure.since) >= sent.getTime()) {
    const { reason, since, tries } = failure;
    return { reason, since, tries };
  }
  return { reason: 'unanswered', since: sent.toISOString(), tries: Math.min(received, DELIVERIES) };
}

async function record(
  dead: Dead,
  by: Person,
  why: string,
  { objects, clock }: DeadLetterTools['ports'],
): Promise<void> {
  const at = clock.now().toISOString();
  const body = Buffer.from(JSON.stringify({ dropped: dead, by, why, at }));
  await objects.putOnce('audit', `${PREFIXES.dropped}${nameOf(dead)}/${at}.json`, body, 'application/json');
}

function checkAll(names: ReadonlySet<string> | undefined, done: readonly Dead[]): void {
  const known = new Set(done.map(nameOf));
  const missing = [...(names ?? [])].filter((name) => !known.has(name));
  if (missing.length === 0) return;
  throw new StrongroomError(
    'deadletters.unknown',
    `not among the dead letters: ${missing.join(', ')}`,
    'strongroom deadletters list shows what is there; what somebody else looks at is hidden for some minutes',
  );
}

const shared = (names: readonly string[]): StrongroomError =>
  new StrongroomError(
    'deadletters.shared',
    `one message names all of ${names.join(', ')}`,
    'name all of them, or retry those that are to live first',
  );
