import { literalPattern } from '../decide/atoms.ts';
import { type Act, ANY_RESOURCE, take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import type { Identity } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { DOORS } from './doors.ts';
import { covering, isInward } from './known-actions.ts';
import { actorNode, opened } from './stores.ts';
import { WAYS_OUT } from './ways-out.ts';

/** Something to ask: a way out, or an action of which it is not known what it does. */
interface Open {
  readonly action: string;
  readonly why?: string;
  /** What the statement says, where that is more than the one action. */
  readonly pattern: string;
}

/** Whatever a principal may do beside the known, asked for one action at a time. */
export function* actionFindings(inquiry: Inquiry, found: FoundClass, identity: Identity): Generator<Finding> {
  for (const { action, why, pattern } of openActions(identity)) {
    const assumes = /^sts:assumerole$/i.test(action);
    const act: Act = {
      action,
      resources: ANY_RESOURCE,
      // To become another approved reader is to be one.
      ...(assumes
        ? { exceptResources: found.exempt.filter((each) => each.startsWith('arn:')).map(literalPattern) }
        : {}),
    };
    const taken = take(inquiry, actorNode(inquiry, identity), [act]);
    if (!taken) continue;
    const says = pattern === action ? action : `${pattern}, such as ${action}`;
    yield why === undefined
      ? opened(
          false,
          identity.arn,
          taken.steps.map((step) => ({ ...step, action: pattern })),
          `${identity.name} reads ${found.name} and may ${pattern}: whether that carries data away is not known`,
        )
      : opened(
          taken.sure,
          identity.arn,
          taken.steps,
          `${identity.name} reads ${found.name} and may ${says}, which ${why}`,
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

const WRITES = new Set(DOORS.flatMap(({ writes }) => writes.map((action) => action.toLowerCase())));
/** Wildcards under which there is nothing but writes that are asked about one by one, and what is known. */
const WRITE_FAMILIES = covering([
  ...WRITES,
  ...['sqs:sendmessage*', 'dynamodb:putitem*', 'dynamodb:updateitem*', 'dynamodb:batchwrite*', 'kinesis:putrecord*'],
  ...['firehose:putrecord*', 'logs:putlogevents*', 'sns:publish*', 'events:putevents*', 's3:putobject*tagging'],
  // Queries are decided about work group by work group.
  ...['athena:startqueryexecution', 'kms:re*', 'dynamodb:partiqlinsert*', 'dynamodb:partiqlupdate*'],
]);

const OUTS = [
  ...WAYS_OUT,
  {
    why: 'becomes a role that is not an approved reader, whose session it can tag as it likes',
    actions: ['sts:AssumeRole'],
  },
].flatMap(({ why, actions }) => actions.map((pattern) => ({ why, pattern, covers: covering([pattern]) })));

function openOf(candidate: string): Open[] {
  if (isInward(candidate)) return [];
  const isExact = !/[*?]/.test(candidate);
  const holds = covering([candidate.replace(/\?/g, '*')]);
  const outs = OUTS.filter(
    ({ pattern, covers }) => covers(candidate) || holds(pattern) || (!isExact && meets(candidate, pattern)),
  );
  const open: Open[] = outs.map(({ why, pattern, covers }) => ({
    action: isExact
      ? candidate
      : sample(covers(candidate) ? candidate : holds(pattern) ? pattern : joined(candidate, pattern)),
    why,
    pattern: candidate,
  }));
  const isKnown = WRITE_FAMILIES(candidate) || outs.some(({ covers }) => covers(candidate));
  return isKnown ? open : [...open, { action: sample(candidate), pattern: candidate }];
}

const head = (pattern: string): string => pattern.toLowerCase().split(/[*?]/)[0] ?? '';
const tail = (pattern: string): string => pattern.split(/[*?]/).at(-1) ?? '';

/** Whether two patterns may have a text in common, as far as what stands before their first stars tells. */
const meets = (a: string, b: string): boolean => head(a).startsWith(head(b)) || head(b).startsWith(head(a));

/** A text that both may stand for: what stands before the first star of one, after the last star of the other. */
const joined = (a: string, b: string): string => {
  const longer = head(a).length >= head(b).length ? a : b;
  const end = tail(a).length >= tail(b).length ? tail(a) : tail(b);
  return `${longer.split(/[*?]/)[0] ?? ''}*${end}`;
};

/** One action of those that a pattern stands for. */
const sample = (pattern: string): string => {
  const filled = pattern.replace(/[*?]+/g, 'Something');
  return filled.includes(':') ? filled : `something:${filled}`;
};

/** Action patterns that an identity's statements and its boundary both speak of. */
function candidates({ policies, boundary }: Identity): string[] {
  const own = policies.flatMap(allowed);
  const bounds = boundary ? allowed(boundary) : ['*'];
  const found = new Set<string>();
  for (const item of new Set(own)) {
    const inBound = (pattern: string) => covering([pattern])(item);
    if (bounds.some(inBound)) found.add(item);
    else
      for (const bound of bounds)
        if (covering([item])(bound)) found.add(bound);
        else if (/\*/.test(item) && /\*/.test(bound) && meets(item, bound)) found.add(joined(item, bound));
  }
  return [...found];
}

/** Without the star that stands for what is known only at deployment, a pattern would be taken for one action. */
const allowed = ({ statements }: Policy): string[] =>
  statements
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap(({ action }) => (action.negated ? ['*'] : action.items.map((item) => item.replaceAll(UNRESOLVED, '*'))));
