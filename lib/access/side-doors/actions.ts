import { literalPattern } from '../decide/atoms.ts';
import { type Act, ANY_RESOURCE, take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import type { Identity } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { DOORS } from '../stores/doors.ts';
import { actorNode, opened } from '../stores/stores.ts';
import { covering, covers, isInward } from './known-actions.ts';
import { CARRIES_QUESTIONS, WAYS_OUT, type WayOut } from './ways-out.ts';

/** Something to ask: a way out, or an action of which it is not known what it does. */
interface Open {
  readonly action: string;
  readonly why?: string;
  /** What the statement says, where that is more than the one action. */
  readonly pattern: string;
  /** What of it is spoken of. */
  readonly shown: string;
}

/** Whatever a principal may do beside the known, asked for one action at a time. */
export function* actionFindings(inquiry: Inquiry, dataClass: FoundClass, identity: Identity): Generator<Finding> {
  for (const { action, why, pattern, shown } of openActions(identity)) {
    const assumes = /^sts:assumerole$/i.test(action);
    const act: Act = {
      action,
      resources: ANY_RESOURCE,
      // A reader that becomes another approved reader is approved already.
      ...(assumes
        ? { exceptResources: dataClass.exempt.filter((name) => name.startsWith('arn:')).map(literalPattern) }
        : {}),
    };
    const taken = take(inquiry, actorNode(inquiry, identity), [act]);
    if (!taken) continue;
    const says = pattern === shown ? pattern : `${pattern}, with it ${shown}`;
    const steps = taken.steps.map((step) => ({ ...step, action: shown }));
    yield why === undefined
      ? opened(
          false,
          identity.arn,
          steps,
          `${identity.name} reads ${dataClass.name} and may ${pattern}: whether that carries data away is not known`,
        )
      : opened(
          // Whether the role that is taken lets it in, its owner decides.
          taken.sure || assumes,
          identity.arn,
          steps,
          `${identity.name} reads ${dataClass.name} and may ${says}, which ${why}`,
        );
  }
}

const CACHE = new WeakMap<Identity, readonly Open[]>();

function openActions(identity: Identity): readonly Open[] {
  const known = CACHE.get(identity);
  if (known) return known;
  const found = candidates(identity).flatMap(openOf);
  CACHE.set(identity, found);
  return found;
}

function outsOf(ways: readonly WayOut[]) {
  return ways.flatMap(({ why, actions }) => actions.map((pattern) => ({ why, pattern })));
}

const WRITES = new Set(DOORS.flatMap(({ writes }) => writes.map((action) => action.toLowerCase())));
/** Wildcards under which there is nothing but writes that are asked about one by one, and what is known. */
const WRITE_FAMILIES = covering([
  ...WRITES,
  ...['sqs:sendmessage*', 'dynamodb:putitem*', 'dynamodb:updateitem*', 'dynamodb:batchwrite*', 'kinesis:putrecord*'],
  ...['firehose:putrecord*', 'logs:putlogevents*', 'sns:publish*', 'events:putevents*', 's3:putobject*tagging'],
  // Queries are decided about work group by work group.
  ...['athena:startqueryexecution', 'kms:re*', 'dynamodb:partiqlinsert*', 'dynamodb:partiqlupdate*'],
]);

const OUTS = outsOf([
  ...WAYS_OUT,
  {
    why: 'becomes a role that is not an approved reader, whose session it can tag as it likes',
    actions: ['sts:AssumeRole'],
  },
]);

const ASKING = outsOf(CARRIES_QUESTIONS);

const OPEN = new Map<string, readonly Open[]>();

/** The same for the same pattern: identities have most of theirs in common. */
function openOf(candidate: string): readonly Open[] {
  const known = OPEN.get(candidate);
  if (known) return known;
  // Bounded, because a process may live for days.
  if (OPEN.size > 10_000) OPEN.clear();
  const made = asked(candidate);
  OPEN.set(candidate, made);
  return made;
}

function asked(candidate: string): Open[] {
  // Some reads hand what they ask with to others, so what carries out is asked before what only answers.
  const asks = isInward(candidate) ? ASKING : OUTS;
  const outs = asks.flatMap(({ why, pattern }) => {
    const common = joined(candidate, pattern);
    return common === undefined ? [] : [{ why, common, isAll: covers(pattern, candidate) }];
  });
  const open = outs.map(
    ({ why, common }): Open => ({ action: sample(common), why, pattern: candidate, shown: common }),
  );
  const isKnown = isInward(candidate) || WRITE_FAMILIES(candidate) || outs.some(({ isAll }) => isAll);
  return isKnown ? open : [...open, { action: sample(candidate), pattern: candidate, shown: candidate }];
}

/** Service and name; a pattern without a service is for all of both. */
const halves = (pattern: string): readonly [string, string] => {
  const colon = pattern.indexOf(':');
  return colon < 0 ? ['*', '*'] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
};
const isWild = (part: string): boolean => /[*?]/.test(part);
const head = (part: string): string => part.split(/[*?]/)[0] ?? '';
const tail = (part: string): string => part.split(/[*?]/).at(-1) ?? '';

/**
 * A text that two patterns may both stand for, undefined when it is plain that there is none: by what stands before their
 * first stars and after their last ones. What stands between is left out, which can only say too often that there is one.
 */
function joined(a: string, b: string): string | undefined {
  const [first, second] = halves(a).map((part, at) => joinedPart(part, halves(b)[at] ?? '*'));
  return first === undefined || second === undefined ? undefined : `${first}:${second}`;
}

function joinedPart(a: string, b: string): string | undefined {
  if (!isWild(a)) return covers(b.replaceAll('?', '*'), a) ? a : undefined;
  if (!isWild(b)) return joinedPart(b, a);
  const [start, shorter] = head(a).length >= head(b).length ? [head(a), head(b)] : [head(b), head(a)];
  const [end, less] = tail(a).length >= tail(b).length ? [tail(a), tail(b)] : [tail(b), tail(a)];
  const agree = start.toLowerCase().startsWith(shorter.toLowerCase()) && end.toLowerCase().endsWith(less.toLowerCase());
  return agree ? `${start}*${end}` : undefined;
}

/** One action of those that a pattern stands for. */
const sample = (pattern: string): string => {
  const [service, name] = halves(pattern).map((part) => part.replace(/[*?]+/g, 'Something'));
  return `${service}:${name}`;
};

/** Action patterns that an identity's statements and its boundary both speak of. */
function candidates({ policies, boundary }: Identity): string[] {
  const own = policies.flatMap(allowed);
  const bounds = boundary ? allowed(boundary) : ['*'];
  const found = new Set<string>();
  for (const item of new Set(own)) {
    const inBound = (pattern: string) => covers(pattern, item);
    if (bounds.some(inBound)) found.add(item);
    else
      for (const bound of bounds) {
        const common = covers(item, bound) ? bound : joined(item, bound);
        if (common !== undefined) found.add(common);
      }
  }
  return [...found];
}

/** Without the star that stands for what is known only at deployment, a pattern would be taken for one action. */
const allowed = ({ statements }: Policy): string[] =>
  statements
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap(({ action }) => (action.negated ? ['*'] : action.items.map((item) => item.replaceAll(UNRESOLVED, '*'))));
