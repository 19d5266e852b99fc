import type { Actor } from '../decide/actor.ts';
import { mayMean } from '../decide/compile.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { fits, glob, type Pattern } from '../policy/pattern.ts';

interface Tries {
  readonly services: 'any' | ReadonlySet<string>;
  readonly known: Map<string, boolean>;
}

const TRIES = new WeakMap<Actor, Tries>();

function triesOf(actor: Actor): Tries {
  const known = TRIES.get(actor);
  if (known) return known;
  const made = { services: readServices(actor), known: new Map<string, boolean>() };
  TRIES.set(actor, made);
  return made;
}

/** The services of which the actor's identity policies may allow something, where each statement names them. */
export const servicesNamedBy = (actor: Actor): 'any' | ReadonlySet<string> => triesOf(actor).services;

function readServices({ identity, type }: Actor): 'any' | ReadonlySet<string> {
  if (identity === 'anything' || type === 'root') return 'any';
  const services = new Set<string>();
  for (const { effect, action } of identity.flatMap(({ statements }) => statements)) {
    if (effect === 'Deny') continue;
    for (const item of action.items) {
      const service = /^([a-z0-9-]+):/i.exec(item)?.[1];
      if (action.negated || service === undefined) return 'any';
      services.add(service.toLowerCase());
    }
  }
  return services;
}

/** Whether an identity policy of the actor may allow the action at all: a quick no for most. */
export function mayTry(actor: Actor, action: string): boolean {
  const { identity } = actor;
  if (identity === 'anything' || actor.type === 'root') return true;
  const { services, known } = triesOf(actor);
  if (services !== 'any' && !services.has(serviceOf(action))) return false;
  const found = known.get(action);
  if (found !== undefined) return found;
  const result = identity.some((policy) => grants(policy, action));
  known.set(action, result);
  return result;
}

const SERVICES = new Map<string, string>();

function serviceOf(action: string): string {
  const known = SERVICES.get(action);
  if (known !== undefined) return known;
  const made = action.slice(0, action.indexOf(':')).toLowerCase();
  SERVICES.set(action, made);
  return made;
}

/** Whether an identity policy of the actor may allow the action on any of the resources: a quick no for most. */
export function mayTryOn(actor: Actor, action: string, resources: readonly Pattern[]): boolean {
  if (!mayTry(actor, action)) return false;
  const { identity } = actor;
  if (identity === 'anything' || actor.type === 'root') return true;
  const lowered = action.toLowerCase();
  return identity.some((policy) =>
    policy.statements.some(
      (statement) => speaksOf(statement, lowered) && resources.some((pattern) => mayMeet(statement, pattern)),
    ),
  );
}

/** Whether a statement that is not a Deny may speak of the action. */
export function grants(policy: Policy, action: string): boolean {
  const lowered = action.toLowerCase();
  return policy.statements.some((statement) => speaksOf(statement, lowered));
}

function speaksOf({ effect, action }: Statement, lowered: string): boolean {
  if (effect === 'Deny') return false;
  const any = action.items.some((item) => fitsAction(item, lowered));
  return action.negated ? !any || action.items.some(isVague) : any;
}

const isVague = (item: string): boolean => item.includes('\uE000');

interface Beginning {
  /** The text with which everything begins that the pattern fits. */
  readonly text: string;
  readonly isWhole: boolean;
}

const BEGINNINGS = new WeakMap<Pattern, Beginning>();

function beginningOf(pattern: Pattern): Beginning {
  const known = BEGINNINGS.get(pattern);
  if (known) return known;
  const end = pattern.findIndex((code) => code < 0);
  const made = { text: String.fromCharCode(...(end < 0 ? pattern : pattern.slice(0, end))), isWhole: end < 0 };
  BEGINNINGS.set(pattern, made);
  return made;
}

const OPEN = /[*?$\uE000]/;

/** Whether a statement may be about something that the pattern fits. */
function mayMeet(statement: Statement, pattern: Pattern): boolean {
  const { resource } = statement;
  if (!resource || resource.negated) return true;
  const { text, isWhole } = beginningOf(pattern);
  if (isWhole) return mayMean(statement, resource, text);
  return resource.items.some((item) => {
    const end = item.search(OPEN);
    const own = end < 0 ? item : item.slice(0, end);
    return text.startsWith(own) || own.startsWith(text);
  });
}

/** Whether a pattern of an action may stand for an action, which is in lower case. */
export const fitsAction = (item: string, lowered: string): boolean => testOf(item)(lowered);

const TESTS = new Map<string, (lowered: string) => boolean>();

/** The test of each pattern is made once: the same few patterns are asked about every action of the catalogue. */
function testOf(item: string): (lowered: string) => boolean {
  const known = TESTS.get(item);
  if (known) return known;
  const made = makeTest(item.toLowerCase());
  TESTS.set(item, made);
  return made;
}

function makeTest(pattern: string): (lowered: string) => boolean {
  if (!/[*?\uE000]/.test(pattern)) return (lowered) => lowered === pattern;
  const star = pattern.indexOf('*');
  // Most are a prefix and a star.
  if (star === pattern.length - 1 && !/[?\uE000]/.test(pattern)) {
    const prefix = pattern.slice(0, star);
    return (lowered) => lowered.startsWith(prefix);
  }
  const compiled = glob(pattern);
  return (lowered) => fits(compiled, lowered) !== 'no';
}
